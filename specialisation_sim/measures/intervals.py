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


FEWEST = 40
"""Values that the interval of a mean needs: what one in ten values shows is then in nearly all samples."""


def skewness(values: Array) -> Array:
    """Third moment about the mean over the last axis, in standard deviations; zero where all are equal."""
    away = values - values.mean(axis=-1, keepdims=True)
    spread = np.sqrt((away**2).mean(axis=-1))
    skew: Array = (away**3).mean(axis=-1) / np.where(spread > 0, spread, np.inf) ** 3
    return skew


def skewed_mean_interval(values: Array, confidence: float = 0.95) -> tuple[Array, Array]:
    """Interval of a mean that covers for heavy tails too, from `FEWEST` values on: Hall's, widened by skewness.

    With ``s = skewness / sqrt(n)`` and ``c = s / 3`` the ratio t is replaced by Hall's monotone cubic
    ``((1 + c t)^3 - 1) / (3 c) + c / 2``, and Student's quantile by ``1 + 2 |s|`` times itself. n values cannot show a
    skewness above ``sqrt(n)``, so that a heavy tail looks lighter than it is, the more so the nearer s comes to one:
    there one value is the whole sample, and the interval is three times as wide. Where tails are light s goes to zero
    and the interval to Student's. The factor 2 was chosen by simulation, from 0.5, 1, 1.5 and 2: the least that covers
    a Pareto law of exponent 1.5 at 40 to 4,000 values. The table of coverage is of other draws.

    Every sample gets one, whatever it looks like. A rule that refused skewed samples would leave those of a heavy tail
    that happen to lack it, whose intervals miss. How often intervals cover: ``docs/verdicts.md``.

    Parameters
    ----------
    values : array, shape (..., n)
        Numbers that are not all the same.
    confidence : float
        Level.

    Returns
    -------
    tuple of array, shape (...)
        Its ends.

    References
    ----------
    Hall, P. (1992). On the removal of skewness by transformation. Journal of the Royal Statistical Society: Series B
    54(1).

    Bahadur, R. R. & Savage, L. J. (1956). The nonexistence of certain statistical procedures in nonparametric problems.
    Annals of Mathematical Statistics 27(4). No interval covers for every law: a rare event may be in no run.
    """
    mean, error, lean, wider = _lean_of(values)
    quantile = float(students_t(confidence, values.shape[-1] - 1)) * wider
    even = np.abs(lean) < 1e-9
    safe = np.where(even, 1.0, lean)

    def ratio(corrected: Array) -> Array:
        return np.where(even, corrected, (np.cbrt(1 + 3 * safe * (corrected - safe / 2)) - 1) / safe)

    return mean - error * ratio(quantile), mean - error * ratio(-quantile)


def mean_chance(values: Array, bound: float) -> float:
    """Chance, both tails counted, of a mean at least so far from a bound, by the same correction."""
    from scipy.special import stdtr

    mean, error, lean, wider = _lean_of(values)
    t = (mean - bound) / error
    corrected = t if abs(lean) < 1e-9 else ((1 + lean * t) ** 3 - 1) / (3 * lean) + lean / 2
    return float(2 * stdtr(len(values) - 1, -abs(corrected) / wider))


def _lean_of(values: Array) -> tuple[Array, Array, Array, Array]:
    """Mean, its standard error, Hall's c, and how much wider an interval is for it."""
    root = np.sqrt(values.shape[-1])
    lean = skewness(values) / (3.0 * root)
    return values.mean(axis=-1), values.std(axis=-1, ddof=1) / root, lean, 1.0 + 6.0 * np.abs(lean)


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
