"""How long a record would have to be for a tendency to be told from drift."""

from __future__ import annotations

import numpy as np

from ..laws.arrays import Array
from .copying import copied_paths
from .drift import Null, pulls
from .equal_size import expected_entropy

LENGTHS = (6, 8, 10, 12, 15, 20, 25, 30, 40, 60)
PATHS = 400


def gentlest_by_length(
    null: Null, share: Array, variance: float, size: int, random: np.random.Generator, confidence: float = 0.95
) -> dict[int, float]:
    """The gentlest narrowing that could be told in records of several lengths, were drift what this record's worst is.

    Parameters
    ----------
    null : Null
        The worst kind of drift.
    share : array, shape (categories,)
        Mix with which such records begin.
    variance : float
        Variance of the estimated entropy of a period by sampling.
    size : int
        Number of decisions at which breadth is compared.
    random : Generator
        Source of randomness.
    confidence : float
        Level at which it is told.

    Returns
    -------
    dict
        Slope for a period by number of periods; a tendency of that slope is told in about half of such records.
    """
    most = LENGTHS[-1]
    times = np.arange(most, dtype=float)
    if null.kind == "copying":
        levels = expected_entropy(copied_paths(share, np.full(PATHS, int(null.copied)), times, random), size, axis=1)
    else:
        levels = expected_entropy(wandered(null, np.log(share), most, random), size, axis=1)
    gentlest = {}
    for length in LENGTHS:
        noise = random.standard_normal((length, PATHS)) * np.sqrt(variance)
        slopes = pulls(times[:length]) @ (levels[:length] + noise)
        gentlest[length] = float(np.quantile(slopes, 0.5 - confidence / 2))
    return gentlest


def wandered(null: Null, middle: Array, periods: int, random: np.random.Generator) -> Array:
    """Logarithms of shares that wander about, or away from, a mix."""
    paths = np.empty((periods, len(middle), PATHS))
    state = np.zeros(paths.shape[1:]) if null.memory == 1 else random.standard_normal(paths.shape[1:])
    for period in range(periods):
        paths[period] = middle[:, None] + null.spread * state
        step = random.standard_normal(state.shape)
        state = state + step if null.memory == 1 else null.memory * state + np.sqrt(1 - null.memory**2) * step
    paths -= paths.max(axis=1, keepdims=True)
    paths -= np.log(np.exp(paths).sum(axis=1, keepdims=True))
    return paths
