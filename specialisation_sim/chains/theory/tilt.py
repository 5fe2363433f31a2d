"""Closed forms of tilting: policies over options, ``(options, ...)``, with a reward for each."""

from __future__ import annotations

import numpy as np
import scipy

from ...laws.arrays import Array, Number
from ..steady import softmax, total


def tilted(reference: Array, reward: Array, price: Number) -> Array:
    """The policy that maximises E_q r - b KL(q, p): q = p exp(r / b) / Z (Korbak et al. 2022)."""
    return softmax(_log(reference) + reward / price)


def best_value(reference: Array, reward: Array, price: Number) -> Array:
    """What the maximum is worth: b ln Z, with Z = E_p exp(r / b)."""
    return np.asarray(price * scipy.special.logsumexp(_log(reference) + reward / price, axis=0))


def fine_tuned(policy: Array, reference: Array, reward: Array, price: Number, rate: Number) -> Array:
    """One step of natural gradient: ln q' = (1 - eta b) ln q + eta b ln p + eta r, up to a constant.

    The distance of ln q from its limit, up to a constant, shrinks by (1 - eta b) a step.
    """
    pull = rate * price
    return softmax((1.0 - pull) * _log(policy) + pull * _log(reference) + rate * reward)


def best_of(policy: Array, reward: Array, number: Number) -> Array:
    """Law of the best of n: F_i^n - F_{i-1}^n over options in order of reward."""
    order = np.argsort(reward, axis=0, kind="stable")
    below = np.minimum(np.cumsum(np.take_along_axis(policy, order, axis=0), axis=0), 1.0)
    below[-1] = 1.0
    powers = np.exp(number * _log(below))
    chances = np.diff(powers, axis=0, prepend=0.0)
    shares = np.empty_like(chances)
    np.put_along_axis(shares, order, np.maximum(chances, 0.0), axis=0)
    return shares


def best_of_bound(number: Number) -> Number:
    """Bound ln n - (n - 1)/n on KL(best of n, p) (Beirami et al. 2024); reached without ties, p continuous."""
    return np.log(number) - (number - 1.0) / number


def divergence(policy: Array, reference: Array) -> Array:
    """Kullback-Leibler distance, in nats."""
    return total(scipy.special.rel_entr(policy, reference))


def curated_gain(policy: Array, reward: Array) -> Array:
    """Growth of E[e^r] when q' is q e^r / Z: Var(e^r) / E[e^r], positive with any variance (Ferbach et al. 2024)."""
    worth = np.exp(reward)
    mean = (policy * worth).sum(axis=0)
    return np.asarray((policy * (worth - mean) ** 2).sum(axis=0) / mean)


def _log(chances: Array) -> Array:
    return np.log(np.maximum(chances, 1e-300))
