"""Reinforcement: what was taken more often is taken more often still.

The generalised urn of Polya type, the choice among technologies with increasing returns, and the trial-offer market are
one law: a kind is taken with chance proportional to its appeal times a power of how often it was taken.

Shapes: counts and appeal ``(tasks, runs, agents)``; draws ``(runs, agents)``.

References: Arthur, W. B. (1989). Competing technologies, increasing returns, and lock-in by historical events. The
Economic Journal 99(394). Arthur, W. B., Ermoliev, Y. M. & Kaniovski, Y. M. (1987). Path-dependent processes and the
emergence of macro-structure. European Journal of Operational Research 30(3).
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Number, over_tasks


def reinforced_chance(counts: Array, exponent: Number, appeal: Number = 1.0, floor: Number = 0.0) -> Array:
    """Chance that each kind is taken next: ``(1 - e) a_k n_k^g / sum_j a_j n_j^g + e / K``.

    Parameters
    ----------
    counts : array, shape (tasks, ...)
        How often each kind was taken, not negative, in each column at least one above zero.
    exponent : float or array
        g, the strength of reinforcement: 1 in proportion (Polya's urn), above it more than in proportion, 0 none.
    appeal : float or array
        a_k, what speaks for a kind besides, above zero.
    floor : float or array
        e, share of takers who take any kind, each as likely.

    Returns
    -------
    array, shape (tasks, ...)
        Chances, summing to one.
    """
    with np.errstate(divide="ignore"):
        weight = np.log(counts)
        weight = np.where(np.equal(exponent, 0), 0.0, exponent * np.where(counts > 0, weight, -np.inf))
    weight = weight + np.log(appeal)
    relative = np.exp(weight - weight.max(axis=0))
    return (1.0 - floor) * relative / over_tasks(relative) + floor / len(counts)
