"""Closed forms of tilting that no part of the package needs: policies over options, ``(options, ...)``."""

from __future__ import annotations

import numpy as np
import scipy

from specialisation_sim.chains.steady import softmax
from specialisation_sim.chains.theory.tilt import log_of
from specialisation_sim.laws.arrays import Array, Number


def best_value(reference: Array, reward: Array, price: Number) -> Array:
    """What the maximum is worth: b ln Z, with Z = E_p exp(r / b)."""
    return np.asarray(price * scipy.special.logsumexp(log_of(reference) + reward / price, axis=0))


def best_of_bound(number: Number) -> Number:
    """Bound ln n - (n - 1)/n on KL(best of n, p) (Beirami et al. 2024); reached without ties, p continuous."""
    return np.log(number) - (number - 1.0) / number


def curated_gain(policy: Array, reward: Array) -> Array:
    """Growth of E[e^r] when q' is q e^r / Z: Var(e^r) / E[e^r], positive with any variance (Ferbach et al. 2024)."""
    worth = np.exp(reward)
    mean = (policy * worth).sum(axis=0)
    return np.asarray((policy * (worth - mean) ** 2).sum(axis=0) / mean)


def tilted(reference: Array, reward: Array, price: Number) -> Array:
    """The policy that maximises E_q r - b KL(q, p): q = p exp(r / b) / Z (Korbak et al. 2022)."""
    return softmax(log_of(reference) + reward / price)
