"""Best now: the task of the highest expected reward today, with no thought for tomorrow."""

from __future__ import annotations

from ..arrays import Indices
from ..choice import best
from ..decision import Decision


def best_now(decision: Decision) -> Indices:
    """Do what promises most today.

    The myopic rule: what is best for today's reward, whatever it teaches. March (1991) calls it exploitation.

    Parameters
    ----------
    decision : Decision
        What agents know.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task; ties go to the first one.

    References
    ----------
    March, J. G. (1991). Exploration and exploitation in organizational learning. Organization Science 2(1).
    """
    return best(decision.expected)
