"""Train on slack: with enough in reserve, do what one is worse at."""

from __future__ import annotations

import numpy as np

from ..arrays import Indices, Number
from ..choice import best
from ..decision import Decision
from ..remembering import of_task
from ..slack import affordable


def train(decision: Decision, reserve: Number = 0.5) -> Indices:
    """Do the task that one is worst at, if one's reserve allows it; else do the best.

    Parameters
    ----------
    decision : Decision
        What agents know.
    reserve : float or array
        Part of the cap on slack that must be left after the step, 0 to 1.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.

    References
    ----------
    Nohria, N. & Gulati, R. (1996). Is slack good or bad for innovation? Academy of Management Journal 39(5).
    """
    worst = best(-decision.skill * decision.usual)
    spare = affordable(decision.expected, decision.slack - reserve * decision.slack_cap, decision.need)
    return np.where(of_task(spare, worst), worst, best(decision.expected))
