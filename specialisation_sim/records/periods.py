"""Periods of a record, and whether the first and the last are whole."""

from __future__ import annotations

import math
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal

import numpy as np

from ..base.errors import UserError
from ..laws.arrays import Indices
from .date_forms import MONTHS, Day
from .dates import spoken

type Period = Literal["year", "quarter", "month"]

PER_YEAR = {"year": 1, "quarter": 4, "month": 12}

SURE = 0.95
"""A period counts as partial if a whole one would have had a decision in the missing stretch with this probability."""

STORED = 0.98
"""Share of dates on the first or the last day of a year, or of a month, from which on they stand for all of it."""


def as_stored(days: Sequence[Day]) -> tuple[list[Day], list[str]]:
    """Dates as finely as they are meant: years are stored as 1 January or 31 December, months as their first day."""
    counts = Counter(days)
    total = counts.total()
    for month, day in ((1, 1), (12, 31)):
        same = sum(count for date, count in counts.items() if (date.month, date.day) == (month, day))
        if total >= 10 and same >= STORED * total:
            words = f"{day} {MONTHS[month - 1].capitalize()}"
            years = {date: Day(date.year) for date in counts}
            return list(map(years.__getitem__, days)), [
                f"Read dates as years: {'all' if same == total else 'nearly all'} are {words}."
            ]
    firsts = sum(count for date, count in counts.items() if date.day == 1)
    lasts = sum(
        count for date, count in counts.items() if date.day and date.day == monthrange(date.year, date.month)[1]
    )
    if total >= 10 and max(firsts, lasts) >= STORED * total:
        words = "first" if firsts >= lasts else "last"
        months = {date: Day(date.year, date.month) for date in counts}
        return list(map(months.__getitem__, days)), [f"Read dates as months: nearly all are the {words} day of one."]
    return list(days), []


def numbered(days: Sequence[Day], period: Period, where: Callable[[int], str], start: int = 1) -> Indices:
    """Number of the period of each date, counted from year 0; years begin with the month `start`.

    Raises
    ------
    UserError
        If a date is too coarse to tell the period.
    """
    per_year = PER_YEAR[period]
    months_of = {day: day.year * 12 + max(day.month, 1) - 1 for day in set(days)}
    if (per_year > 1 or start > 1) and not all(day.month for day in months_of):
        index, day = next((index, day) for index, day in enumerate(days) if not day.month)
        wanted = "--period year" if per_year > 1 else "no --year-starts"
        raise UserError(
            f"{where(index)} is the year {day.year} without a month; allowed: {wanted}, or a date with a month"
        )
    months = np.array(list(map(months_of.__getitem__, days)), dtype=np.intp)
    return np.asarray((months - (start - 1)) * per_year // 12, dtype=np.intp)


def labels_of(numbers: Sequence[int], period: Period, fiscal: str = "") -> list[str]:
    """Labels of periods, which sort as text in the order of time; fiscal years as "2014/15" or "FY2014"."""

    def year(number: int) -> str:
        return {"": f"{number:04d}", "FY2014": f"FY{number:04d}"}.get(fiscal, f"{number:04d}/{(number + 1) % 100:02d}")

    forms = {
        "year": year,
        "quarter": lambda number: f"{year(number // 4)}-Q{number % 4 + 1}",
        "month": lambda number: f"{number // 12:04d}-{number % 12 + 1:02d}",
    }
    return [forms[period](index) for index in numbers]


def partial_periods(
    days: Sequence[Day], numbers: Indices, period: Period, labels: Sequence[str], start: int = 1
) -> tuple[dict[str, str], list[str]]:
    """Periods at the start and the end that the record seems to hold only a part of.

    The record's first and last date bound what it covers. How many decisions the missing stretch of a period would have
    held follows from the decisions in the stretch that is there, and from how the record's other periods divide theirs
    between the two: an organisation that never decides in winter misses nothing then. It counts as partial where
    the missing stretch would be empty by chance with a probability below 5 %.

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
    start : int
        Month with which years begin.

    Returns
    -------
    partial : dict
        Reason by label.
    notes : list of str
        What cannot be told.
    """
    counts = Counter(zip(days, numbers.tolist(), strict=True))
    if any(not day.month for day, _ in counts):
        return {}, ["Dates are years without months: we cannot say whether the first and the last year are whole."]
    fine = all(day.day for day, _ in counts)
    if not fine and period == "month":
        return {}, ["Dates are months without days: we cannot say whether the first and the last month are whole."]
    places: dict[int, Counter[tuple[int, int, Day]]] = {}
    for (day, number), often in counts.items():
        places.setdefault(number, Counter())[*place_of(day, period, fine, start), day] += often
    partial: dict[str, str] = {}
    ends = (int(numbers.min()), int(numbers.max()))
    inner = {number: own for number, own in places.items() if number not in ends}
    for number, label, verb in ((ends[0], labels[0], "begins"), (ends[1], labels[-1], "ends")):
        own = places[number]
        length = next(iter(own))[1]
        edge, _, day = min(own) if verb == "begins" else max(own)
        missing = edge if verb == "begins" else length - 1 - edge
        share = missing_share(inner, edge / length, missing / length, verb)
        if missing and math.exp(-own.total() * share / (1 - share)) < 1 - SURE:
            partial[label] = (
                f"the record {verb} in {spoken(day)}, with {missing} of {length} {'days' if fine else 'months'} missing"
            )
    return partial, []


def missing_share(inner: Mapping[int, Counter[tuple[int, int, Day]]], edge: float, even: float, verb: str) -> float:
    """Share of a period's decisions that the other periods have in the missing stretch; its length counts as one."""
    total = within = 0
    for own in inner.values():
        for (index, length, _), often in own.items():
            total += often
            within += often * (index / length < edge if verb == "begins" else index / length > edge)
    return min((within + even) / (total + 1), 0.999)


def place_of(day: Day, period: Period, fine: bool, start: int) -> tuple[int, int]:
    """Place of a date in its period, and the period's length, in days or in months."""
    months = 12 // PER_YEAR[period]
    since = (day.month - start) % 12 % months
    if not fine:
        return since, months
    begin = date(day.year, day.month, 1).toordinal()
    first = day.year * 12 + day.month - 1 - since
    opening = date(first // 12, first % 12 + 1, 1).toordinal()
    last = first + months
    closing = date(last // 12, last % 12 + 1, 1).toordinal()
    return begin + day.day - 1 - opening, closing - opening
