"""Means of what is there, and intervals: Student's for a mean, Wilson's for a share.

Shapes: values ``(..., runs)``; counts any, element by element.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..base.errors import UserError, checked_number
from ..laws.arrays import Array


def checked_confidence(confidence: float) -> float:
    """A level of confidence.

    Raises
    ------
    UserError
        If it is no number between 0 and 1.
    """
    if not 0 < checked_number("confidence", confidence) < 1:
        raise UserError(f"confidence = {confidence:g} is out of bounds; allowed: above 0 to below 1")
    return confidence


def mean_of(values: Any, which: Any) -> Array:
    """Mean over the last axis of the values for which `which` is true; NaN where it is true of none."""
    count = which.sum(axis=-1)
    chosen = values if which.all() and np.shape(values) == which.shape else np.where(which, values, 0.0)
    mean: Array = chosen.sum(axis=-1) / np.where(count > 0, count, np.nan)
    return mean


def students_t(confidence: float, free: npt.ArrayLike) -> Array:
    """Standard errors to either side of a mean that its interval covers, with so many degrees of freedom.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika 6(1).
    """
    given: Array = np.asarray(free, dtype=float)
    from scipy.special import stdtrit

    return np.asarray(stdtrit(given, 0.5 + confidence / 2), dtype=float)


def normal_quantile(confidence: float) -> float:
    """Standard deviations to either side that cover so much of a normal law."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + confidence / 2))


def mean_interval(values: Array, confidence: float = 0.95) -> tuple[Array, Array, Array]:
    """Mean over the last axis and Student's interval; NaN values are left out, and an interval needs two others."""
    present = np.isfinite(values)
    count = present.sum(axis=-1)
    mean = mean_of(values, present)
    squares = np.where(present, (values - mean[..., None]) ** 2, 0.0).sum(axis=-1)
    free = np.where(count > 1, count - 1.0, np.nan)
    half = students_t(confidence, free) * np.sqrt(squares / free / np.maximum(count, 1))
    return mean, mean - half, mean + half


def share_interval(hits: npt.ArrayLike, number: npt.ArrayLike, confidence: float = 0.95) -> tuple[Array, Array]:
    """Wilson's interval of a share: so many hits of a number; NaN of nothing.

    What `scipy.stats.binomtest` gives of one share, to the last bit, without the half second that it takes to load.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American
    Statistical Association 22(158).
    """
    successes, tried = np.asarray(hits), np.where(np.asarray(number) > 0, number, np.nan)
    share, z = successes / tried, normal_quantile(confidence)
    whole = 2 * (tried + z**2)
    centre = (2 * tried * share + z**2) / whole
    half = z / whole * np.sqrt(4 * tried * share * (1 - share) + z**2)
    low = np.where(successes == 0, 0.0, centre - half)
    high = np.where(successes == tried, 1.0, centre + half)
    nothing = np.isnan(tried)
    return np.where(nothing, np.nan, low), np.where(nothing, np.nan, high)
