"""A floor of competence: practise what would not feed one, while one can afford to."""

from __future__ import annotations

import numpy as np

from ..arrays import Flags, Indices, Number
from ..choice import best
from ..decision import Decision
from ..slack import affordable


def feeds(decision: Decision) -> Flags:
    """Whether each task would feed an agent on usual days of full stocks, ``(tasks, runs, agents)``: its competence."""
    enough: Flags = decision.skill * decision.usual >= decision.need
    return enough


def floor(decision: Decision, reserve: Number = 0.5) -> Indices:
    """If one's reserve allows it, practise a task that would not yet feed one on a usual day; else do the best.

    Parameters
    ----------
    decision : Decision
        What agents know.
    reserve : float or array
        Part of the cap on slack that must be left after the step, 0 to 1.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task: of several to be practised the one that promises most today.

    References
    ----------
    Levinthal, D. A. & March, J. G. (1993). The myopia of learning. Strategic Management Journal 14(S2), on competence
    traps.
    """
    spare = affordable(decision.expected, decision.slack - reserve * decision.slack_cap, decision.need)
    practise = spare & ~feeds(decision)
    value = np.where(practise, decision.expected, np.where(practise.any(axis=0), -np.inf, decision.expected))
    return best(value)
