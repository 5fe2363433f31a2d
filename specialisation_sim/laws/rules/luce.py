"""Logit: the better a task promises to be, the likelier it is done."""

from __future__ import annotations

from ..arrays import Indices, Number
from ..choice import logit
from ..decision import Decision


def luce(decision: Decision, temperature: Number = 0.5) -> Indices:
    """Draw a task by chance, better ones more often: in proportion to ``exp(expected / temperature)``.

    Parameters
    ----------
    decision : Decision
        What agents know.
    temperature : float or array
        Spread of the draw in units of reward, above zero.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.

    References
    ----------
    Luce, R. D. (1959). Individual Choice Behavior. McFadden, D. (1974). Conditional logit analysis.
    """
    assert decision.draw is not None
    return logit(decision.expected, temperature, decision.draw)
