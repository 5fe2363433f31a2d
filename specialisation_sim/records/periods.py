"""Periods of a record, and whether the first and the last are whole."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

import numpy as np

from ..base.errors import UserError
from ..laws.arrays import Indices
from .dates import Day

type Period = Literal["year", "quarter", "month"]

PER_YEAR = {"year": 1, "quarter": 4, "month": 12}

SURE = 0.95
"""A period counts as partial if a whole one would have had a decision in the missing stretch with this probability."""


def numbered(days: Sequence[Day], period: Period, where: Callable[[int], str]) -> Indices:
    """Number of the period of each date, counted from year 0.

    Raises
    ------
    UserError
        If a date is too coarse to tell the period.
    """
    per_year = PER_YEAR[period]
    for place, day in enumerate(days):
        if per_year > 1 and not day.month:
            raise UserError(
                f"{where(place)} is the year {day.year} without a month; allowed: --period year, or a date with a month"
            )
    return np.array([day.year * per_year + (max(day.month, 1) - 1) * per_year // 12 for day in days], dtype=np.intp)


def labels_of(numbers: Sequence[int], period: Period) -> list[str]:
    """Labels of periods, which sort as text in the order of time."""
    forms = {
        "year": lambda number: f"{number:04d}",
        "quarter": lambda number: f"{number // 4:04d}-Q{number % 4 + 1}",
        "month": lambda number: f"{number // 12:04d}-{number % 12 + 1:02d}",
    }
    return [forms[period](number) for number in numbers]


def partial_periods(
    days: Sequence[Day], numbers: Indices, period: Period, labels: Sequence[str]
) -> tuple[dict[str, str], list[str]]:
    """Periods at the start and the end that the record seems to hold only a part of.

    The record's first and last date bound what it covers. Where decisions come as often as in the covered part of a
    period, the missing stretch would be empty by chance with probability ``exp(-decisions per unit * missing units)``;
    the period counts as partial where that is below 5 %.

    Parameters
    ----------
    days : sequence of Day
        Dates.
    numbers : array of int
        Their periods.
    period : str
        Length of a period.
    labels : sequence of str
        Labels from the first period to the last.

    Returns
    -------
    partial : dict
        Reason by label.
    notes : list of str
        What cannot be told.
    """
    if any(not day.month for day in days):
        return {}, ["Dates are years without months: whether the first and the last year are whole cannot be told."]
    fine = all(day.day for day in days)
    if not fine and period == "month":
        return {}, ["Dates are months without days: whether the first and the last month are whole cannot be told."]
    units = [units_of(day, period, fine) for day in days]
    partial: dict[str, str] = {}
    ends = ((int(numbers.min()), labels[0], "begins"), (int(numbers.max()), labels[-1], "ends"))
    for number, label, verb in ends:
        inside = [unit for unit, own in zip(units, numbers, strict=True) if own == number]
        length = inside[0][1]
        places = [place for place, _ in inside]
        edge = min(places) if verb == "begins" else max(places)
        missing = edge if verb == "begins" else length - 1 - edge
        if missing and math.exp(-len(inside) / (length - missing) * missing) < 1 - SURE:
            day = next(
                day for day, unit, own in zip(days, units, numbers, strict=True) if own == number and unit[0] == edge
            )
            partial[label] = (
                f"the record {verb} in {spoken(day, fine)}, with {missing} of {length} "
                f"{'days' if fine else 'months'} missing"
            )
    return partial, []


def units_of(day: Day, period: Period, fine: bool) -> tuple[int, int]:
    """Place of a date in its period, and the period's length, in days or in months."""
    months = 12 // PER_YEAR[period]
    start = (day.month - 1) // months * months + 1
    if not fine:
        return day.month - start, months
    end = start + months - 1
    begin, stop = date(day.year, start, 1), date(day.year, end, monthrange(day.year, end)[1])
    return (date(day.year, day.month, day.day) - begin).days, (stop - begin).days + 1


def spoken(day: Day, fine: bool) -> str:
    """A date for a sentence."""
    moment = date(day.year, day.month, day.day or 1)
    return f"{moment.day} {moment:%B %Y}" if fine else f"{moment:%B %Y}"
