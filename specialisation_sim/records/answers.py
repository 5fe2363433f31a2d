"""The two answers of an audit in sentences that are true: what happened, and whether it tends to."""

from __future__ import annotations

import numpy as np

from .drift import Null
from .trend import Trend
from .verdicts import THIN, count_of

BY = {"count": "number of records", "amount": "amount"}
SHORT = 10
"""Periods below which it is said how long a record would have to be."""


def path_sentence(trend: Trend, period: str, by: str) -> str:
    """Answer to: was the mix of the last periods narrower than that of the first?"""
    if len(trend.periods) < 2:
        return f"Nothing can be compared: {trend.path_reason or trend.reason}."
    what = "the mix of decisions" if by == "count" else "the mix of amounts"
    first, last = trend.ends
    at = size_words(trend, period, by)
    verb = {"NARROWER": "became narrower", "WIDER": "became wider"}.get(trend.path)
    exact = trend.low == trend.high
    interval = (
        ""
        if exact or not np.isfinite(trend.low)
        else f" (95 % interval for chance in the records: {growth(trend.low, trend)} to {growth(trend.high, trend)})"
    )
    slope = f"; slope {growth(trend.slope, trend)} a year{interval}" if np.isfinite(trend.slope) else ""
    seen = (
        f"{at} {first:.1f} categories in effect in {trend.periods[0]} and {last:.1f} in "
        f"{trend.periods[-1]} on a straight line{slope}."
    )
    if verb is None:
        return (
            f"The records cannot tell the periods from {trend.periods[0]} to {trend.periods[-1]} apart "
            f"in breadth: {trend.path_reason}. {sentence(seen)}"
        )
    note = " Totals have no sampling error; whatever is wrong in them is not in the interval." if exact else ""
    return (
        f"From {trend.periods[0]} to {trend.periods[-1]} {what} {verb}: {seen} This says what "
        f"happened, not why, nor that it will go on.{note}"
    )


def size_words(trend: Trend, period: str, by: str) -> str:
    """How breadth was made comparable."""
    if trend.low == trend.high and np.isfinite(trend.low):
        return "the shares of the amount were those of"
    if by == "amount":
        return f"in amounts that weigh like {trend.size:,} equal ones (the least even {period}) one would have met"
    return f"in {trend.size:,} decisions (the smallest {period}) one would have met"


def tendency_sentence(trend: Trend, by: str) -> str:
    """Answer to: does it tend to narrow?"""
    mean, low, high = trend.drift
    worst = trend.worst
    if worst is None:
        return f"{sentence(trend.reason)}."
    drift = (
        f"would narrow by {shrink(mean, trend)} a year on average, and in 95 of 100 such records by "
        f"{span(low, high, trend)}"
    )
    moved = (
        f"{'narrowed' if trend.slope < 0 else 'widened'} by {abs(np.expm1(trend.slope * trend.per_year)):.1%}".replace(
            "%", " %"
        )
    )
    about = f"{kind_words(worst)} {drift}; this one {moved}."
    if mean >= 0:
        about = (
            f"{kind_words(worst)} would change its breadth by {growth(mean, trend)} a year on "
            f"average, and in 95 of 100 such records by {span(low, high, trend)}; this one {moved}."
        )
    if trend.verdict == "TENDS TO NARROW":
        text = (
            f"{about} No kind of drift that the record allows narrows as much in more than "
            f"{trend.chance('narrow'):.1%} of records."
        )
    elif trend.verdict == "TENDS TO WIDEN":
        text = (
            f"{about} No kind of drift that the record allows widens as much in more than "
            f"{trend.chance('wide'):.1%} of records."
        )
    elif trend.verdict == "UNDECIDED":
        text = f"{about} {sentence(trend.reason)}."
    elif trend.verdict == "TOO SHORT TO TELL":
        text = f"{sentence(trend.reason)}. {about}"
    else:
        text = f"{about} " + (
            "Drift alone narrows; we cannot say whether anything else is at work."
            if trend.slope < 0
            else "Drift that favours no category explains it."
        )
        text += f" A narrowing of {shrink(trend.least, trend)} a year or more would have been detected."
    if trend.held:
        text += (
            " HELD AGAINST DRIFT (a description, not a verdict): drift of this size would on average "
            "have narrowed the mix "
            f"by {shrink(mean, trend)} a year; the record did not narrow."
        )
    return text


def kind_words(null: Null) -> str:
    """A kind of drift as the subject of a sentence."""
    if null.kind == "copying":
        return (
            f"A record in which each period copies the last by chance, as {null.copied:,.0f} decisions "
            "would, favouring no category,"
        )
    if null.memory == 1:
        return f"A record whose shares wander as much as these do ({null.spread:.0%} a period), favouring no category,"
    return (
        f"A record whose shares stray from a fixed mix as much as these do (by {null.spread:.0%}, "
        f"{null.memory:.0%} of it kept from a period to the next), favouring no category,"
    )


def growth(slope: float, trend: Trend) -> str:
    """Growth in a year as a percentage with its sign."""
    return f"{np.expm1(slope * trend.per_year):+.1%}".replace("%", " %")


def shrink(slope: float, trend: Trend) -> str:
    """Narrowing in a year as a percentage."""
    return f"{-np.expm1(slope * trend.per_year):.1%}".replace("%", " %")


def span(low: float, high: float, trend: Trend) -> str:
    """An interval of growth in a year."""
    return f"{growth(low, trend)} to {growth(high, trend)}"


def needed_sentence(trend: Trend, gentlest: dict[int, float], wanted: float) -> str:
    """How long a record would have to be to tell a slope; `wanted` is a narrowing in a year, such as 0.05."""
    enough = [length for length, slope in gentlest.items() if -np.expm1(slope * trend.per_year) <= wanted]
    narrowing = f"{wanted:.0%}".replace("%", " %")
    have = count_of(len(trend.periods), "period")
    if enough:
        return (
            f"With {have} and as much drift as here, a narrowing of {narrowing} a year would be detected in "
            f"about half of such records, from {enough[0]} periods on."
        )
    longest = max(gentlest)
    least = f"{-np.expm1(gentlest[longest] * trend.per_year):.0%}".replace("%", " %")
    return (
        f"With {have} and as much drift as here, a narrowing of {narrowing} a year would not be detected even in "
        f"{longest} periods, in which drift alone "
        f"may narrow by {least} a year. More decisions a period (now {max(trend.size, THIN):,} in the "
        "smallest) would help more."
    )


def sentence(text: str) -> str:
    """Text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
