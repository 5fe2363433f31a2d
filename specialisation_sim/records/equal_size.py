"""Breadth at an equal number of decisions: what a small and a large period can be compared by.

A large period shows more categories than a small one of the same mix. So each period is asked how many categories in
effect one would meet in m of its decisions, m being the size of the smallest period. The estimate over all ways to
draw m of the n decisions without replacement is exactly unbiased for the expected entropy of m decisions, however
large the period, and however many categories were never met (Hurlbert 1971; Smith & Grassle 1977). It never exceeds
m, nor the number of categories met.

Shapes: ``(periods, categories)`` in this file and in `drift`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import gammaln

from ..laws.arrays import Array, Indices

EXACT = 1024
"""Largest count up to which every whole number is a node of the table; above, there are 1,500 nodes."""

ROWS = 256
"""Nodes handled at once."""

STEP = 0.01
"""Spacing of the logarithm of shares in the table of expected surprise."""


def surprise(part: Array) -> Array:
    """What a part of the whole adds to the entropy, ``-p log p``; zero at zero."""
    return -part * np.log(np.where(part > 0, part, 1.0))


@lru_cache(maxsize=64)
def drawn_surprise(records: int, size: int) -> tuple[Array, Array]:
    """Expected surprise of a category in `size` decisions drawn of `records`, by how many of them it holds.

    Returns
    -------
    counts, surprise : array
        Nodes from 0 to `records`, and the expectation at each, between which one interpolates.
    """
    nodes = np.arange(min(records, EXACT) + 1, dtype=float)
    if records > EXACT:
        nodes = np.unique(np.append(nodes, np.round(np.geomspace(EXACT, records, 1500))))
    if size >= records:
        return nodes, surprise(nodes / records)
    return nodes, hypergeometric_surprise(nodes, records, size)


def hypergeometric_surprise(counts: Array, records: int, size: int) -> Array:
    """Expectation of ``-(j / size) log(j / size)`` where j of `size` draws without replacement are of the category."""
    result = np.zeros(len(counts))
    factorials = gammaln(np.arange(records + 2, dtype=float))  # of the number below

    def ways(whole: Indices, part: Indices) -> Array:
        return np.asarray(factorials[whole + 1] - factorials[part + 1] - factorials[whole - part + 1])

    every = log_choose(records, size)
    own = np.concatenate([[0.0], surprise(np.arange(1, size + 1) / size)])
    # Without replacement draws spread less; of few records every table is small.
    narrow = ((records - size) / (records - 1)) ** 0.5 if records > EXACT else 1.0
    for start in range(0, len(counts), ROWS):
        held = counts[start : start + ROWS, None]
        draws = window(size * held / records, held / records, size, narrow).astype(np.intp)
        taken = held.astype(np.intp)
        left = size - draws
        possible = (draws <= taken) & (left >= 0) & (left <= records - taken)
        logs = ways(taken, np.minimum(draws, taken)) + ways(records - taken, np.clip(left, 0, records - taken)) - every
        # What is not possible may come out above one, or overflow.
        chance = np.exp(np.minimum(logs, 0.0))
        result[start : start + ROWS] = (np.where(possible, chance, 0.0) * own[np.minimum(draws, size)]).sum(axis=1)
    return result


@lru_cache(maxsize=64)
def expected_surprise(size: int) -> tuple[float, Array]:
    """Expected surprise of a category in `size` independent decisions, by the logarithm of its share.

    Returns
    -------
    lowest : float
        Logarithm of the smallest share of the table; below it the expectation counts as that of the smallest.
    surprise : array
        Expectation at ``lowest + STEP * k``, the last being a share of one.
    """
    nodes = int(np.ceil(np.log(1e5 * size) / STEP))
    logs = -STEP * np.arange(nodes, -1, -1)
    share = np.exp(logs)
    result = np.zeros(len(share))
    for start in range(0, len(share), ROWS):
        held = share[start : start + ROWS, None]
        draws = window(size * held, held, size)
        with np.errstate(divide="ignore", invalid="ignore"):
            rest = np.where(draws < size, (size - draws) * np.log1p(-np.minimum(held, 1 - 1e-16)), 0.0)
        chance = np.exp(log_choose(np.float64(size), np.minimum(draws, size)) + draws * np.log(held) + rest)
        result[start : start + ROWS] = (np.where(draws <= size, chance, 0.0) * surprise(draws / size)).sum(axis=1)
    result[-1] = 0.0
    return float(logs[0]), result


def window(mean: Array, share: Array, size: int, narrow: float = 1.0) -> Array:
    """Numbers of draws, one row a node, outside of which nothing happens; from one, since none surprises nobody."""
    spread = np.sqrt(mean * (1 - share)) * narrow
    low = np.maximum(np.floor(mean - 12 * spread - 6), 1)
    width = int(min(size, np.ceil((24 * spread + 22).max())))
    return low + np.arange(width)


def log_choose(whole: Array | float, part: Array | float) -> Array:
    """Logarithm of the number of ways to take a part of a whole."""
    return np.asarray(gammaln(whole + 1) - gammaln(part + 1) - gammaln(whole - part + 1))


def equal_size_entropy(counts: Array | Indices, records: int, size: int) -> Array:
    """Expected entropy of `size` of a period's decisions, over the last axis of `counts`."""
    nodes, values = drawn_surprise(records, size)
    if len(nodes) == records + 1 and np.issubdtype(counts.dtype, np.integer):
        return np.asarray(values[counts].sum(axis=-1))
    return np.asarray(np.interp(counts, nodes, values).sum(axis=-1))


def expected_entropy(logs: Array, size: int, axis: int = -1) -> Array:
    """Expected entropy of `size` independent decisions of a mix, from the logarithms of its shares."""
    lowest, values = expected_surprise(size)
    position = np.clip((logs - lowest) / STEP, 0, len(values) - 1.000001)
    floor = position.astype(np.intp)
    part = position - floor
    return np.asarray((values[floor] * (1 - part) + values[floor + 1] * part).sum(axis=axis))


def influence(share: Array, size: int) -> Array:
    """What a decision of each category adds to the expected entropy of `size`, minus the mean over the last axis."""
    lowest, values = expected_surprise(size)
    slopes = np.gradient(values, STEP)
    logs = np.log(np.maximum(share, np.exp(lowest)))
    position = np.clip((logs - lowest) / STEP, 0, len(values) - 1.000001)
    floor = position.astype(np.intp)
    part = position - floor
    slope = (slopes[floor] * (1 - part) + slopes[floor + 1] * part) / np.exp(logs)
    return np.asarray(slope - (share * slope).sum(axis=-1, keepdims=True))


def sample_coverage(counts: Array, size: int | None = None) -> float:
    """Share of the mix that the categories met make up, in a period or in `size` of its decisions.

    Parameters
    ----------
    counts : array of whole numbers, shape (categories,)
        Decisions of each category.
    size : int, optional
        A number of decisions up to that of the period; all of them if left out.

    References
    ----------
    Chao, A. & Jost, L. (2012). Coverage-based rarefaction and extrapolation. Ecology 93(12).
    """
    counts = np.asarray(counts, dtype=float)
    records = counts.sum()
    if not records > 0:
        return float("nan")
    if size is not None and size < records:
        held = counts[counts > 0]
        rest = records - held
        open_ = rest >= size
        missed = np.exp(log_choose(rest[open_], size) - log_choose(records - 1, size))
        return float(1 - (held[open_] / records * missed).sum())
    once, twice = (counts == 1).sum(), (counts == 2).sum()
    if once == 0:
        return 1.0
    if twice:
        kept = (records - 1) * once / ((records - 1) * once + 2 * twice)
    elif once > 1:
        kept = (records - 1) * (once - 1) / ((records - 1) * (once - 1) + 2)
    else:
        kept = 1.0
    return float(1 - once / records * kept)
