"""Beliefs: choose by what one's own catches say, since nobody knows her skill.

The outcome of a step is what a full opportunity would have brought: reward divided by opportunity. What is not tried
teaches nothing.
"""

from __future__ import annotations

import numpy as np

from ..arrays import Array, Indices, over_tasks
from ..beliefs import mean_belief, smoothed_belief, upper_bound
from ..choice import best
from ..decision import Decision
from ..remembering import Remembering

WEIGHT = 0.1
"""Weight of the newest outcome in a smoothed belief."""

WIDTH = 0.5
"""Width of the upper bound, in units of reward."""


def outcome(decision: Decision) -> tuple[Array, Array]:
    """What a full opportunity would have brought in the last step, and which tasks say so."""
    chance = decision.last.opportunity
    tried = (decision.last.done > 0) & (chance > 0)
    return np.where(tried, decision.last.reward / np.where(tried, chance, 1.0), 0.0), tried.astype(float)


def first_belief(decision: Decision) -> Array:
    """Before the first step all know what they are worth."""
    return decision.skill * decision.stock


def smooth(decision: Decision, belief: Array, weight: float = WEIGHT) -> Array:
    """Move beliefs about what was tried towards what it brought; see `smoothed_belief`."""
    return smoothed_belief(belief, *outcome(decision), weight)


def by_belief(decision: Decision, belief: Array) -> Indices:
    """Do what is believed to be best under today's opportunities."""
    return best(decision.opportunity * belief)


def believing(weight: float) -> Remembering:
    """The rule of beliefs with another weight of the newest outcome, from 0 to 1."""

    def learn(decision: Decision, belief: Array) -> Array:
        return smooth(decision, belief, weight)

    return Remembering(first_belief, learn, by_belief, believe.about)


believe = Remembering(
    first_belief,
    smooth,
    by_belief,
    """Do what one believes to be best; beliefs about a task follow what it brought when one tried it.

    References
    ----------
    Denrell, J. & March, J. G. (2001). Adaptation as information restriction: the hot stove effect. Organization
    Science 12(5).
    """,
)


def first_counts(decision: Decision) -> Array:
    """No tries yet: tries ``(tasks, ...)``, sums of outcomes, and what one knows to be worth before any."""
    believed = first_belief(decision)
    return np.concatenate([np.zeros_like(believed), np.zeros_like(believed), believed])


def count(decision: Decision, counts: Array) -> Array:
    """Count the try and what it brought."""
    brought, tried = outcome(decision)
    return counts + np.concatenate([tried, brought * tried, np.zeros_like(tried)])


def by_upper_bound(decision: Decision, counts: Array) -> Indices:
    """Do what may well be best under today's opportunities; what one knew before any try counts as one."""
    tries, total, prior = np.split(counts, 3)
    belief = mean_belief(total, tries, prior, 1.0)
    return best(decision.opportunity * upper_bound(belief, tries + 1.0, over_tasks(tries + 1.0), WIDTH))


ucb = Remembering(
    first_counts,
    count,
    by_upper_bound,
    """Do what may turn out best: what a task brought on average, plus a bonus that is larger the less one tried it.

    References
    ----------
    Auer, P., Cesa-Bianchi, N. & Fischer, P. (2002). Finite-time analysis of the multiarmed bandit problem. Machine
    Learning 47(2-3).
    """,
)
