"""Numbers as people read them: what has no value says so, and is never NaN."""

from __future__ import annotations

from math import isnan


def in_words(value: float | None, form: str = ".3g") -> str:
    """A number, or that there is none."""
    return "no value" if value is None or isnan(value) else f"{value:{form}}"


def interval_in_words(low: float | None, high: float | None, form: str = ".3g") -> str:
    """An interval, or that there is none, as of one run or of runs that are all alike."""
    if low is None or high is None or isnan(low) or isnan(high):
        return "no interval"
    return f"{low:{form}} to {high:{form}}"
