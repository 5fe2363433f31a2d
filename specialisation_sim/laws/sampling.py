"""Samples of a mix: how many of so many drawings are of each class, by inverse distribution function.

Shapes: mixes ``(tasks, ...)``, draws ``(tasks - 1, ...)``.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Number
from .binomial import binomial_by_bisection


def sampled_mix(mix: Array, sample: Number, draws: Array) -> Array:
    """Shares of the classes in a finite sample of a mix: a multinomial draw, as one binomial draw after the other.

    Parameters
    ----------
    mix : array, shape (tasks, ...)
        Share of each class, summing to one.
    sample : float or array, shape (...)
        Size of the sample; 0 is a sample without end, which has the shares of the mix.
    draws : array, shape (tasks - 1, ...)
        Uniform draws in (0, 1].

    Returns
    -------
    array, shape (tasks, ...)
        Shares, summing to one.

    References
    ----------
    Devroye, L. (1986). Non-Uniform Random Variate Generation, chapter XI.1.4.
    """
    size = np.broadcast_to(np.asarray(sample, dtype=float), mix.shape[1:])
    shares, left, rest = [], size, np.ones(mix.shape[1:])
    for part, draw in zip(mix[:-1], draws):
        chance = np.clip(part / np.maximum(rest, 1e-300), 0.0, 1.0)
        count = binomial_by_bisection(draw, left, chance)
        shares.append(count)
        left, rest = left - count, np.maximum(rest - part, 0.0)
    return np.where(size > 0, np.stack([*shares, left]) / np.maximum(size, 1.0), mix)
