"""Variety: a task not done lately appeals more, if one can afford it."""

from __future__ import annotations

from ..arrays import Indices, Number
from ..choice import prefer
from ..decision import Decision


def variety(decision: Decision, taste: Number = 6.0) -> Indices:
    """Among tasks that one can afford, do what appeals most: ``expected (1 + taste (1 - habit))``.

    Parameters
    ----------
    decision : Decision
        What agents know.
    taste : float or array
        Taste for variety, in place of the decision's own.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.

    References
    ----------
    The essay "Beware mode collapse": to want variety is not enough, one must be able to afford it.
    """
    return prefer(decision._replace(variety=taste, temperature=0.0), decision.expected)
