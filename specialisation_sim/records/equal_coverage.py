"""Breadth at an equal share of the mix covered: as many decisions of each period as bring it to one sample coverage."""

from __future__ import annotations

import numpy as np

from ..laws.arrays import Array
from .equal_size import hypergeometric_surprise, sample_coverage, surprise


def equal_coverage_entropy(counts: Array, records: Array, coverage: Array) -> Array:
    """Expected entropy of each period in as many decisions as cover as much of it as the least covered period.

    Parameters
    ----------
    counts : array of whole numbers, shape (periods, categories)
        Decisions.
    records : array of int, shape (periods,)
        Their number.
    coverage : array, shape (periods,)
        Sample coverage of each period.

    Returns
    -------
    array, shape (periods,)
    """
    goal = float(coverage.min())
    return np.array([entropy_at(row, int(n), goal) for row, n in zip(counts, records, strict=True)])


def entropy_at(counts: Array, records: int, goal: float) -> float:
    """Expected entropy in as many decisions as reach a coverage, between two whole numbers of them by a line."""
    low, high = 1, records
    if sample_coverage(counts, low) >= goal:
        high = low
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if sample_coverage(counts, middle) >= goal else (middle, high)
    ends = [sample_coverage(counts, size) for size in (low, high)]
    part = float(np.clip((goal - ends[0]) / (ends[1] - ends[0]), 0, 1)) if ends[1] > ends[0] else 1.0
    return (1 - part) * drawn_entropy(counts, records, low) + part * drawn_entropy(counts, records, high)


def drawn_entropy(counts: Array, records: int, size: int) -> float:
    """Expected entropy of some of a period's decisions, exactly."""
    held = np.asarray(counts, dtype=float)
    held = held[held > 0]
    if size >= records:
        return float(surprise(held / records).sum())
    kinds, times = np.unique(held, return_counts=True)
    return float(hypergeometric_surprise(kinds, records, size) @ times)
