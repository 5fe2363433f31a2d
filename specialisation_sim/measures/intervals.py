"""Means of what is there, and intervals: Student's and Hall's for a mean, Wilson's and the exact one for a share.

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


def exact_share_interval(hits: int, number: int, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a share that covers at least as often as it says, at any number: that of Clopper and Pearson.

    References
    ----------
    Clopper, C. J. & Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in the case of the
    binomial. Biometrika 26(4).
    """
    from scipy.special import betaincinv

    if not number:
        return np.nan, np.nan
    tail = (1.0 - confidence) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, number - hits + 1, tail))
    high = 1.0 if hits == number else float(betaincinv(hits + 1, number - hits, 1.0 - tail))
    return low, high


def share_chance(hits: int, number: int, share: float) -> float:
    """Chance, both tails counted, of hits at least so far from what a share would give."""
    from scipy.special import bdtr, bdtrc

    above = 1.0 if hits == 0 else float(bdtrc(hits - 1, number, share))
    return min(1.0, 2.0 * min(above, float(bdtr(hits, number, share))))


FEWEST, SKEWEST = 20, 0.2
"""Values that Hall's interval needs, and the greatest skewness over the root of their number that it stands."""


def skewness(values: Array) -> float:
    """Third moment about the mean, in standard deviations; zero where all are equal."""
    away = values - values.mean()
    spread = float(np.sqrt((away**2).mean()))
    return float((away**3).mean()) / spread**3 if spread > 0 else 0.0


def can_correct(values: Array) -> bool:
    """Whether Hall's interval is offered: enough values, and not too skewed for so few.

    Of all samples of light and of heavy tails at most one in twenty, give or take two in a hundred, then gets an
    interval that misses the mean; Student's misses up to six in ten. Samples of a heavy tail that are offered one are
    the less skewed ones, and among these alone it misses more often: see ``tests/measures/test_coverage.py``.
    """
    return len(values) >= FEWEST and abs(skewness(values)) <= SKEWEST * np.sqrt(len(values))


def skewed_mean_interval(values: Array, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a mean, corrected for skewness by Hall's monotone cubic; offered where `can_correct` says so.

    With ``c = skewness / (3 sqrt(n))`` the ratio t is replaced by ``((1 + c t)^3 - 1) / (3 c) + c / 2``.

    References
    ----------
    Hall, P. (1992). On the removal of skewness by transformation. Journal of the Royal Statistical Society: Series B
    54(1).
    """
    number = len(values)
    error = float(values.std(ddof=1)) / np.sqrt(number)
    quantile = float(students_t(confidence, number - 1))
    lean = skewness(values) / (3 * np.sqrt(number))

    def ratio(corrected: float) -> float:
        if abs(lean) < 1e-9:
            return corrected
        return float(np.cbrt(1 + 3 * lean * (corrected - lean / 2)) - 1) / lean

    mean = float(values.mean())
    return mean - error * ratio(quantile), mean - error * ratio(-quantile)


def mean_chance(values: Array, bound: float) -> float:
    """Chance, both tails counted, of a mean at least so far from a bound, by the same correction."""
    from scipy.special import stdtr

    number = len(values)
    error = float(values.std(ddof=1)) / np.sqrt(number)
    t = (float(values.mean()) - bound) / error
    lean = skewness(values) / (3 * np.sqrt(number))
    corrected = t if abs(lean) < 1e-9 else ((1 + lean * t) ** 3 - 1) / (3 * lean) + lean / 2
    return float(2 * stdtr(number - 1, -abs(corrected)))


def holm(chances: list[float]) -> list[float]:
    """Chances adjusted for how many were asked, so that one wrong decision among all is as rare as one alone.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6(2).
    """
    order = np.argsort(chances)
    adjusted, least = [0.0] * len(chances), 0.0
    for rank, index in enumerate(order):
        least = max(least, min(1.0, (len(chances) - rank) * chances[index]))
        adjusted[int(index)] = least
    return adjusted
