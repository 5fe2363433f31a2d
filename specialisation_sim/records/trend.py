"""Whether a record narrows: the slope of the log effective number over periods, with two intervals.

The first interval asks how far the slope would stray if each period's records were drawn again. The second asks how
far it strays because periods scatter about any line, which is Student's interval of a straight line. A trend is told
only if both leave out zero; else it is UNDECIDED.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .bootstrap import Estimate

THIN = 30
"""Records below which a period does not count for the trend: its number says more of its size than of its mix."""

UNEVEN = 10
"""Effective number of records (Kish) below which a period does not count either: a few amounts make its mix."""

FEWEST = 4
"""Periods that a trend needs."""


@dataclass(frozen=True)
class Trend:
    """Slope of the log effective number (order 1) for each period that passes.

    Attributes
    ----------
    slope : float
        Growth of the logarithm for a period; NaN with fewer than four periods.
    low, high : float
        Interval if the records of each period were drawn again.
    low_periods, high_periods : float
        Interval if the periods' scatter about the line is chance too.
    periods : tuple of str
        Periods that count.
    first, last : float
        Effective numbers at the ends of the fitted line.
    """

    slope: float
    low: float
    high: float
    low_periods: float
    high_periods: float
    periods: tuple[str, ...]
    first: float
    last: float

    @property
    def verdict(self) -> str:
        """NARROWS, WIDENS or UNDECIDED."""
        if max(self.high, self.high_periods) < 0:
            return "NARROWS"
        if min(self.low, self.low_periods) > 0:
            return "WIDENS"
        return "UNDECIDED"

    @property
    def outer(self) -> tuple[float, float]:
        """Both intervals together."""
        return min(self.low, self.low_periods), max(self.high, self.high_periods)


def trend_of(numbers: Sequence[Estimate | None], periods: Sequence[str], confidence: float = 0.95) -> Trend:
    """Fit the trend.

    Parameters
    ----------
    numbers : sequence of Estimate or None
        Log effective number of each period; None where it does not count.
    periods : sequence of str
        Labels.
    confidence : float
        Level of both intervals.

    Returns
    -------
    Trend
    """
    from scipy import stats

    kept = [(place, one) for place, one in enumerate(numbers) if one is not None and np.isfinite(one.corrected)]
    labels = tuple(periods[place] for place, _ in kept)
    if len(kept) < FEWEST:
        no = float("nan")
        return Trend(no, no, no, no, no, labels, no, no)
    time = np.array([place for place, _ in kept], dtype=float)
    level = np.array([one.corrected for _, one in kept])
    centred = time - time.mean()
    pull = centred / (centred**2).sum()
    slope = float(pull @ level)
    draws = np.stack([one.draws for _, one in kept], axis=1) @ pull
    low, high = np.nanquantile(draws, [0.5 - confidence / 2, 0.5 + confidence / 2])
    left = level - level.mean() - slope * centred
    error = np.sqrt((left**2).sum() / (len(kept) - 2) / (centred**2).sum())
    reach = float(stats.t.ppf(0.5 + confidence / 2, len(kept) - 2) * error)
    first, last = np.exp(level.mean() + slope * centred[[0, -1]])
    return Trend(slope, float(low), float(high), slope - reach, slope + reach, labels, float(first), float(last))
