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
        Size of the sample; 0 is an infinite sample, which has exactly the shares of the mix.
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


def rounded_by_lot(share: Number, size: int, draw: Array) -> Array:
    """How many of so many a share is, as a whole number: the one in doubt counts by lot, and the mean is the share.

    Parameters
    ----------
    share : float or array, shape (...)
        From 0 to 1.
    size : int
        How many there are.
    draw : array, shape (...)
        Uniform draws in (0, 1].

    Returns
    -------
    array, shape (...)
        Whole numbers from 0 to `size`.
    """
    wanted = np.asarray(share, dtype=float) * size
    near: Array = np.rint(wanted)
    # A share that is whole but for the last bit, such as 0.29 of 100, leaves nothing to chance.
    return np.where(np.abs(wanted - near) < 1e-9 * size, near, np.floor(wanted + (1.0 - draw)))
