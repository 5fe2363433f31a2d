"""Closed forms of tilting: policies over options, ``(options, ...)``, with a reward for each."""

from __future__ import annotations

import numpy as np
import scipy

from ...laws.arrays import Array, Number
from ..steady import softmax, total


def fine_tuned(policy: Array, reference: Array, reward: Array, price: Number, rate: Number) -> Array:
    """One step of natural gradient: ln q' = (1 - eta b) ln q + eta b ln p + eta r, up to a constant.

    The distance of ln q from its limit, up to a constant, shrinks by (1 - eta b) a step.
    """
    pull = rate * price
    return softmax((1.0 - pull) * log_of(policy) + pull * log_of(reference) + rate * reward)


def best_of(policy: Array, reward: Array, number: Number) -> Array:
    """Law of the best of n: F_i^n - F_{i-1}^n over options in order of reward."""
    order = np.argsort(reward, axis=0, kind="stable")
    below = np.minimum(np.cumsum(np.take_along_axis(policy, order, axis=0), axis=0), 1.0)
    below[-1] = 1.0
    powers = np.exp(number * log_of(below))
    chances = np.diff(powers, axis=0, prepend=0.0)
    shares = np.empty_like(chances)
    np.put_along_axis(shares, order, np.maximum(chances, 0.0), axis=0)
    return shares


def divergence(policy: Array, reference: Array) -> Array:
    """Kullback-Leibler distance, in nats."""
    return total(scipy.special.rel_entr(policy, reference))


def log_of(chances: Array) -> Array:
    """Logarithm of chances, that of none being very low."""
    return np.log(np.maximum(chances, 1e-300))
