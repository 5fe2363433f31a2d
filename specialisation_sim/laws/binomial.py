"""How many of a number of things turn out one way, such as the ideas of one genre among the drafts for an album.

Shapes: draws ``(runs, agents)``; numbers and chances are floats or broadcast against them.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betaincc

from .arrays import Array, Number


def binomial(number: Number, chance: Number, draw: Array) -> Array:
    """A binomial draw: how many of n trials succeed, each with the same chance (by inversion).

    ``P(k) = C(n, k) p^k (1 - p)^(n - k)``, summed up from ``P(0) = (1 - p)^n`` by the recurrence
    ``P(k + 1) = P(k) (n - k) / (k + 1) p / (1 - p)``. Of the two ways the rarer one is counted, so that ``P(0)`` is at
    least ``2^-n``, and a draw near zero stands for few.

    Parameters
    ----------
    number : float or array
        How many there are, whole numbers from 0 to 1000.
    chance : float or array
        Chance of each to turn out that way, 0 to 1.
    draw : array, shape (runs, agents)
        Uniform draws in (0, 1].

    Returns
    -------
    array, shape (runs, agents)
        How many do, from 0 to `number`.

    References
    ----------
    Devroye, L. (1986). Non-Uniform Random Variate Generation, chapter X.4.
    """
    often = np.asarray(chance) > 0.5
    rare = np.where(often, 1.0 - np.asarray(chance), chance)
    mark = np.where(often, 1.0 - draw, draw)
    odds = rare / (1.0 - rare)
    probability = np.exp(number * np.log(1.0 - rare))
    summed = probability
    most = int(np.max(number))
    # Bytes where they suffice: adding truth values to them takes a fifth of the time.
    count = np.zeros(mark.shape, dtype=np.int8 if most < 128 else np.int16)
    for k in range(most):
        count += (mark > summed).view(np.int8)
        probability = probability * (odds * ((number - k) / (k + 1)))
        summed = summed + probability
    return np.where(often, number - count.astype(float), count)


def binomial_by_bisection(draw: Array, trials: Array, chance: Array) -> Array:
    """The same law for any number of trials: the least count whose distribution function reaches a draw.

    It takes a step for each binary digit of `trials`, where `binomial` takes one for each trial; of few it is slower.

    Parameters
    ----------
    draw : array
        Uniform draws in (0, 1].
    trials, chance : array
        Whole number of trials, not negative, and chance of each.

    Returns
    -------
    array
        Whole numbers from 0 to `trials`.
    """
    low, high = np.zeros(np.shape(draw)), np.broadcast_to(np.asarray(trials, dtype=float), np.shape(draw))
    # Bisection, one step for each binary digit; who has arrived stays.
    for _ in range(int(np.max(high, initial=0.0)).bit_length()):
        middle = np.floor((low + high) / 2.0)
        enough = (low >= high) | (betaincc(middle + 1.0, np.maximum(trials - middle, 1.0), chance) >= draw)
        low, high = np.where(enough, low, middle + 1.0), np.where(enough, middle, high)
    return high
