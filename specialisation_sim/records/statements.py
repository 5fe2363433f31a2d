"""Numbers of an audit that claims are made about: each with its interval, and how many periods made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from ..measures import amplification, students_t

if TYPE_CHECKING:
    from .auditing import Audit
    from .fit import Fit

type Statement = Callable[[Audit, Fit], tuple[float, float, float, int]]
"""Estimate, ends of the interval, and number of periods behind it."""


def path(by: str) -> Statement:
    """Slope of the path taken: growth of the log effective number for each period, with its interval for sampling."""

    def read(audited: Audit, fit: Fit) -> tuple[float, float, float, int]:
        trend = audited.trends[by]
        return trend.slope, trend.low, trend.high, len(trend.periods)

    return read


def beyond_drift(by: str) -> Statement:
    """How much more the record grew than the worst drift it allows makes a record grow, with the spread of drift."""

    def read(audited: Audit, fit: Fit) -> tuple[float, float, float, int]:
        trend = audited.trends[by]
        mean, low, high = trend.drift
        return trend.slope - mean, trend.slope - high, trend.slope - low, len(trend.periods)

    return read


def mode_gain(by: str) -> Statement:
    """Mean amplification from a period to the next of what was the mode in the period before both, over periods.

    A category picked because it was large tends to be smaller next by chance alone; so it is picked in a period that
    is not compared. A share of nothing counts as that of half a record. The interval is Student's.
    """

    def read(audited: Audit, fit: Fit) -> tuple[float, float, float, int]:
        rows = audited.rows(by, used=False)
        shares = audited.categories.set_index(["period", "what"])[f"{by}_share"]
        gains = []
        for index in range(2, len(rows)):
            picked, before, now = (rows.iloc[index - back] for back in (2, 1, 0))
            if picked["solid"] and before["solid"] and now["solid"]:
                ends = [shares[(row["period"], picked["mode"])] for row in (before, now)]
                least = [0.5 / row["records"] for row in (before, now)]
                gains.append(float(amplification(*(np.clip(ends, least, 1 - np.array(least))))))
        if len(gains) < 3:
            return np.nan, np.nan, np.nan, len(gains)
        mean = float(np.mean(gains))
        reach = float(np.std(gains, ddof=1) / np.sqrt(len(gains)) * students_t(0.95, len(gains) - 1))
        return mean, mean - reach, mean + reach, len(gains)

    return read


def map_slope(audited: Audit, fit: Fit) -> tuple[float, float, float, int]:
    """Slope of the fitted return map at the mean share."""
    return fit.slope.value, fit.slope.low, fit.slope.high, len(fit.pairs)
