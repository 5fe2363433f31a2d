"""Whether the mix of the last periods was narrower than that of the first: a fact of the path taken.

Only the sampling of the decisions makes it uncertain. Each period is compared at an equal number of decisions
(`equal_size`); the interval is a studentised bootstrap at that number.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..laws.arrays import Array, Indices
from .drift import pulls
from .equal_size import equal_size_entropy, expected_entropy, influence, surprise

DRAWS = 999
"""Resamples of each period."""

CHUNK = 4_000_000
"""Resampled counts handled at once."""


class BreadthPath(NamedTuple):
    """Breadth of each period at an equal number of decisions, and its slope with an interval for sampling alone."""

    entropy: Array
    variance: Array
    slope: float
    low: float
    high: float


def path_taken(
    counts: Array,
    records: Array,
    size: int,
    times: Array,
    random: np.random.Generator,
    *,
    draws: int = DRAWS,
    confidence: float = 0.95,
    exact: bool = False,
) -> BreadthPath:
    """Measure the path of a record.

    Parameters
    ----------
    counts : array, shape (periods, categories)
        Decisions; parts of them where amounts are weighed.
    records : array of int, shape (periods,)
        Their number.
    size : int
        Number of decisions at which periods are compared.
    times : array, shape (periods,)
        Numbers of the periods.
    random : Generator
        Source of randomness.
    draws : int
        Resamples of each period.
    confidence : float
        Level of the interval.
    exact : bool
        Whether shares are known without sampling error, so that the interval is the slope itself.

    Returns
    -------
    BreadthPath
        With NaN as its interval where all decisions are of one category.
    """
    pull = pulls(times)
    if exact:
        entropy = surprise(counts / counts.sum(axis=1, keepdims=True)).sum(axis=1)
        slope = float(pull @ entropy)
        return BreadthPath(entropy, np.zeros(len(entropy)), slope, slope, slope)
    entropy = np.array([equal_size_entropy(row, int(n), size) for row, n in zip(counts, records, strict=True)])
    if counts.shape[1] == 1:
        return BreadthPath(entropy, np.zeros(len(entropy)), 0.0, np.nan, np.nan)
    pooled = (counts.sum(axis=0) + 0.5) / (counts.sum() + counts.shape[1] / 2)
    weight = alikeness(counts, records, pooled)
    share = drawn_near(counts, records[:, None], pooled, weight)
    variance = (share * influence(share, size) ** 2).sum(axis=1) / records
    slope, error = float(pull @ entropy), float(np.sqrt(pull**2 @ variance))
    if not error > 1e-12:
        return BreadthPath(entropy, variance, slope, np.nan, np.nan)
    strayed = np.zeros(draws)
    variances = np.zeros(draws)
    step = max(CHUNK // counts.shape[1], 1)
    for n, mix, part in zip(records, share, pull, strict=True):
        truth = expected_entropy(np.log(mix), size)
        for start in range(0, draws, step):
            drawn = random.multinomial(int(n), mix, min(step, draws - start))
            rows = slice(start, start + len(drawn))
            strayed[rows] += part * (equal_size_entropy(drawn, int(n), size) - truth)
            near = drawn_near(drawn, n, pooled, weight)
            variances[rows] += part**2 * (near * influence(near, size) ** 2).sum(axis=1) / n
    ratio = strayed / np.maximum(np.sqrt(variances), 0.25 * error)
    low, high = np.quantile(ratio, [0.5 - confidence / 2, 0.5 + confidence / 2])
    return BreadthPath(entropy, variance, slope, slope - float(high) * error, slope - float(low) * error)


def drawn_near(counts: Array | Indices, records: Array | int, pooled: Array, weight: float) -> Array:
    """Mixes drawn to that of all periods, which weighs as much as so many decisions."""
    near = (counts + weight * pooled) / (records + weight)
    return np.asarray(near / near.sum(axis=-1, keepdims=True))


def alikeness(counts: Array, records: Array, pooled: Array) -> float:
    """How many decisions the mix of all periods weighs against a period's own: many where the periods are alike.

    A small period of many categories tells little of its own sampling error; where its mix is that of the others,
    they tell it. How much the mixes differ is estimated by moments (as the fixation index of population genetics), and
    taken as at least the standard error of that estimate.
    """
    periods = len(records)
    diverse = float((pooled * (1 - pooled)).sum())
    apart = float((records[:, None] * (counts / records[:, None] - pooled) ** 2).sum()) / diverse
    freedom = (periods - 1) * diverse**2 / float(((pooled * (1 - pooled)) ** 2).sum())
    beyond = max(apart - (periods - 1), (periods - 1) * (2 / freedom) ** 0.5)
    reach = float(records.sum() - (records**2).sum() / records.sum()) - (periods - 1)
    return max(reach / beyond - 1, 2.0)
