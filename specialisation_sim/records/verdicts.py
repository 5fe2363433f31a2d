"""Words on a trend: what its intervals and its drift allow to be said, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..laws.arrays import Array
from .drift import Null, pulls
from .equal_coverage import equal_coverage_entropy

if TYPE_CHECKING:
    from .trend import Trend

THIN = 30
"""Records below which a period does not count for the trend: its number says more of its size than of its mix."""

FEWEST = 4
"""Periods that a tendency needs."""

STEEPEST = 0.10
"""A record is too short where only tendencies steeper than this a year could be told from drift."""

NOT_BY_AMOUNT = (
    "this is answered by number of decisions only; how often the answer would be wrong by amount has not been measured"
)

COVERED = 0.8
"""Share of the mix that the categories met must make up in each period, for the path to be told."""


def path_word(
    low: float, high: float, counts: Array, records: Array, times: Array, coverage: Array, periods: Sequence[str]
) -> tuple[str, str]:
    """Word on the path taken, and why there is none."""
    if not np.isfinite(low):
        return "UNDECIDED", "all records are of one category"
    if (coverage < COVERED).any():
        worst = int(np.nanargmin(coverage))
        return "UNDECIDED", (
            f"categories seen cover only {coverage[worst]:.0%} of the mix in {periods[worst]}, below {COVERED:.0%}; "
            "what was not met could turn the comparison"
        )
    if low <= 0 <= high:
        return "UNDECIDED", "sampling alone could make this difference"
    word = "NARROWER" if high < 0 else "WIDER"
    if np.isfinite(coverage).all() and (records > records.min()).any():
        slope = float(pulls(times) @ equal_coverage_entropy(counts, records, coverage))
        if slope * (1 if word == "WIDER" else -1) < 0:
            return "UNDECIDED", (
                f"coverage differs: at an equal number of decisions the mix grew {word.lower()}, at an equal share of "
                "the mix covered it did not"
            )
    return word, ""


def tied(nulls: Sequence[Null], low: float, high: float, confidence: float) -> bool:
    """Whether the number of simulated records leaves open on which side of its bound the worst chance is."""
    if not nulls or not (high < 0 or low > 0):
        return False
    worst = max(nulls, key=lambda null: null.chance("narrow" if high < 0 else "wide"))
    chance = worst.chance("narrow" if high < 0 else "wide")
    return abs(chance - (1 - confidence) / 2) <= 2 * np.sqrt(chance * (1 - chance) / len(worst.slopes))


def judged(trend: Trend, smallest: int, all_periods: int, counted: bool = True) -> Trend:
    """The trend with its verdict; there is none by amount, for which no calibration says how often it is wrong."""
    if len(trend.periods) < FEWEST:
        thin = all_periods >= FEWEST
        reason = (
            f"{count_of(len(trend.periods), 'period')} {'count' if thin else 'are there'}; a tendency needs {FEWEST}"
        )
        return replace(trend, verdict="TOO THIN" if thin else "TOO SHORT TO TELL", reason=reason)
    if not trend.nulls:
        reason = (
            f"the amounts of a period weigh like {smallest} equal ones; {THIN} are needed"
            if smallest < THIN
            else "fewer than 3 categories have 5 records a period, which do not tell how widely shares wander"
        )
        if not counted and smallest >= THIN:
            return replace(trend, verdict="UNDECIDED", reason=NOT_BY_AMOUNT)
        return replace(trend, verdict="TOO THIN", reason=reason)
    bound = (1 - trend.confidence) / 2
    mean = trend.drift[0]
    held = bool(trend.path != "NARROWER" and not trend.high < 0 and mean * trend.per_year < -0.01 and trend.low > mean)
    if tied(trend.nulls, trend.low, trend.high, trend.confidence):
        side = "narrow" if trend.high < 0 else "wide"
        reason = (
            f"drift {side}s as much in {trend.chance(side):.1%} of {len(trend.nulls[0].slopes):,} "
            "simulated records, too "
            f"close to the bound of {bound:.1%} to say on which side it is"
        )
        return replace(trend, verdict="UNDECIDED", reason=reason, held=held)
    if trend.high < 0 and trend.chance("narrow") < bound:
        return replace(trend, verdict="TENDS TO NARROW")
    if trend.low > 0 and trend.chance("wide") < bound:
        return replace(trend, verdict="TENDS TO WIDEN", held=held)
    steepest = -np.expm1(trend.least * trend.per_year)
    if steepest > STEEPEST:
        reason = f"only a narrowing steeper than {steepest:.0%} a year could be told apart from drift"
        return replace(trend, verdict="TOO SHORT TO TELL", reason=reason, held=held)
    return replace(trend, verdict="NO MORE THAN DRIFT", held=held)


def count_of(count: int, noun: str) -> str:
    """A number with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
