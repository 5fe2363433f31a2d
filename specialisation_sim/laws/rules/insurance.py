"""Insurance: keep up the task least done, as long as the premium is small."""

from __future__ import annotations

import numpy as np

from ..arrays import Indices, Number
from ..choice import best
from ..decision import Decision
from ..slack import affordable


def insurance(decision: Decision, premium: Number = 0.5) -> Indices:
    """Do the task done least lately among those that one can afford and that cost at most a premium; else the best.

    Parameters
    ----------
    decision : Decision
        What agents know.
    premium : float or array
        Part of the best task's expected reward that may be given up, 0 to 1.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.

    References
    ----------
    Ehrlich, I. & Becker, G. S. (1972). Market insurance, self-insurance, and self-protection. Journal of Political
    Economy 80(4).
    """
    cheap = decision.expected >= (1.0 - premium) * decision.expected.max(axis=0)
    kept = cheap & affordable(decision.expected, decision.slack, decision.need)
    least = best(np.where(kept, -decision.habit, -np.inf))
    return np.where(kept.any(axis=0), least, best(decision.expected))
