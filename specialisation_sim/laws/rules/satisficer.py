"""Satisficer: keep to a task as long as it promises enough."""

from __future__ import annotations

import numpy as np

from ..arrays import Array, Indices
from ..choice import best
from ..decision import Decision
from ..remembering import Remembering, did_something, last_task, of_task

WEIGHT = 0.05
"""Weight of the newest reward in the aspiration: about three weeks of steps."""

CONTENT = 0.5
"""Part of the aspiration that is enough to keep to a task."""


def begin(decision: Decision) -> Array:
    """Aspire to what a step costs."""
    need = np.asarray(decision.need, dtype=float)
    return np.broadcast_to(need.min(axis=0) if need.ndim > 2 else need, (1, *decision.slack.shape)).copy()


def learn(decision: Decision, aspiration: Array) -> Array:
    """Move the aspiration towards what the last step brought: ``a + weight (reward - a)``."""
    return aspiration + WEIGHT * did_something(decision) * (decision.last.reward - aspiration)


def choose(decision: Decision, aspiration: Array) -> Indices:
    """Keep to the last task if it promises enough of what one aspires to; search for the best one if it does not."""
    kept = last_task(decision)
    enough = did_something(decision) & (of_task(decision.expected, kept) >= CONTENT * aspiration[0])
    return np.where(enough, kept, best(decision.expected))


satisficer = Remembering(
    begin,
    learn,
    choose,
    """Keep to the last task as long as it promises at least half of what one is used to; otherwise do the best.

    The aspiration begins at what a step costs and follows rewards.

    References
    ----------
    Simon, H. A. (1955). A behavioral model of rational choice. Quarterly Journal of Economics 69(1). Cyert, R. M. &
    March, J. G. (1963). A Behavioral Theory of the Firm.
    """,
)
