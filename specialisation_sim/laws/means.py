"""Weighted power means, which utilities, price levels and shares of time are made of.

Shapes: values ``(tasks, ...)``, weights that broadcast against them and sum to one, means without the first axis.
"""

from __future__ import annotations

from functools import reduce

import numpy as np

from .arrays import Array, Number

NONE = 1e-280
"""Order that is taken for zero; means differ by far less than rounding."""


def power_mean(values: Array, weights: Array, order: Number) -> Array:
    """Weighted power mean ``(sum of weight * value ** order) ** (1 / order)``; the geometric mean at order zero.

    Computed from differences of logarithms, so that it is exact to rounding near order zero and overflows nowhere.

    Parameters
    ----------
    values : array, shape (tasks, ...)
        Values, not negative.
    weights : array, shape (tasks, ...)
        Weights that sum to one.
    order : float or array
        Order of the mean, finite.

    Returns
    -------
    array, shape (...)
        Mean; zero where a value is zero and the order is not positive.

    References
    ----------
    Hardy, G. H., Littlewood, J. E. & Polya, G. (1934). Inequalities, chapter 2.
    """
    order = np.asarray(order, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # where a value is zero, so is the mean
        logs = np.log(values)
        base = leading_log(logs, order)
        nothing = np.isneginf(base)
        some_nothing = nothing.any()
        if some_nothing:
            base = np.where(nothing, 0.0, base)
        mean = np.exp(base + _log_mean(logs - base, weights, order))
    return np.where(nothing, 0.0, mean) if some_nothing else mean


def leading_log(logs: Array, order: Array) -> Array:
    """Logarithm of the value that leads a power mean: the largest at a positive order, else the smallest."""
    if (order > 0).all():
        return reduce(np.maximum, logs)
    if (order <= 0).all():
        return reduce(np.minimum, logs)
    return np.where(order > 0, reduce(np.maximum, logs), reduce(np.minimum, logs))


def _log_mean(logs: Array, weights: Array, order: Array) -> Array:
    """Logarithm of a power mean, from logarithms; near order zero by slower forms that lose no digits."""
    far = np.abs(order) >= 0.01
    if far.all():
        return np.log(total(weights * np.exp(order * logs))) / order
    none = np.abs(order) < NONE  # products with the smallest of numbers have lost their digits
    rise = np.log1p(total(weights * np.expm1(order * logs))) / np.where(none, 1.0, order)
    near = np.where(none, total(weights * logs), rise)
    if not far.any():
        return near
    return np.where(far, np.log(total(weights * np.exp(order * logs))) / np.where(far, order, 1.0), near)


def total(values: Array) -> Array:
    """Sum over tasks from first to last: NumPy's own order of addition depends on how many runs share an array."""
    return reduce(np.add, values)
