"""Forms in which dates are written, one cell at a time."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from ..base.errors import unknown

YEARS = (1500, 2200)
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
LATEST = 68
"""Largest two-digit year of this century; 69 is 1969, as in most programs."""


class Day(NamedTuple):
    """A date as finely as it is known: month and day are zero where it is not said."""

    year: int
    month: int = 0
    day: int = 0


TIME = r"(?:,?[T ]\d{1,2}:\d{2}.*)?"
YEAR = r"(?P<year>\d{4}|'?\d{2})"
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
FISCAL = re.compile(r"(?:f\.?y\.? ?)?(?P<year>\d{4}) ?[-/\u2013] ?(?P<last>\d{4}|\d{2})", re.IGNORECASE)
"""A pair of years such as 2014/15; a month such as 2014/12 has the same form."""

FISCAL_YEAR = re.compile(r"f\.?y\.? ?'?(?P<year>\d{4}|\d{2})", re.IGNORECASE)

UNNAMED = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>[-/.]) ?(?P<second>\d{{1,2}})(?P=mark) ?(?P<year>\d{{4}}|\d{{2}}){TIME}"
)
"""Day and month in figures; with points between them the day is first."""

FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?:\.0)?",
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?{TIME}",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        UNNAMED.pattern,
        r"(?:q(?P<quarter>[1-4])[ -/]?(?P<year>\d{4}))",
        r"(?:(?P<year>\d{4})[ -/]?q(?P<quarter>[1-4]))",
        rf"(?:[a-z]+,? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[ -/](?:of )?(?P<name>[a-z]+)[.,]?[ -/]{YEAR}{TIME}",
        rf"(?:[a-z]+,? )?(?P<name>[a-z]+)\.?[ -](?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? |-)(?P<year>\d{{4}}){TIME}",
        r"(?P<name>[a-z]+)[.,]?[ -/](?P<year>\d{4})",
        r"(?P<name>[a-z]+)\.?(?:[-/]'?| ')(?P<year>\d{2})",
        r"(?P<year>\d{4})[ -/](?P<name>[a-z]+)(?:[ -/](?P<day>\d{1,2}))?",
    )
)


def day_of(text: str, day_first: bool) -> Day | None:
    """Read one date; None if it is none."""
    for form in FORMS:
        match = form.fullmatch(text)
        if match is None:
            continue
        part = {name: value for name, value in match.groupdict().items() if value}
        year = full_year(part["year"])
        if "first" in part:
            first, second = int(part["first"]), int(part["second"])
            if first > 31 and len(part["year"]) == 2:
                year, month, day = full_year(part["first"]), second, int(part["year"])
            else:
                day, month = (first, second) if day_first or part["mark"] == "." else (second, first)
        else:
            day, month = int(part.get("day", 0)), int(part.get("month", 0))
            if "quarter" in part:
                month = 3 * int(part["quarter"])
            if "name" in part:
                month = month_of(part["name"])
                if not month:
                    continue
        if YEARS[0] <= year <= YEARS[1] and exists(year, month, day, "month" in part or "first" in part):
            return Day(year, month, day)
    return parsed(text, day_first)


def parsed(text: str, day_first: bool) -> Day | None:
    """Other forms that dateutil knows, of those with the name of a month and four digits of the year."""
    if not re.search(r"[A-Za-z]{3}", text) or not re.search(r"(?<!\d)(?:1[5-9]|2[01])\d{2}(?!\d)", text):
        return None
    from dateutil import parser

    try:
        # What the text does not say is filled in: it is read twice with other fillings, and what differs is not said.
        first, second = (parser.parse(text, default=datetime(2001, k, k), dayfirst=day_first) for k in (1, 2))
    except (ValueError, OverflowError):
        return None
    if first.year != second.year or first.month != second.month or not YEARS[0] <= first.year <= YEARS[1]:
        return None
    return Day(first.year, first.month, first.day if first.day == second.day else 0)


def fiscal_of(text: str) -> Day | None:
    """A fiscal year, named by the year in which it begins if it names both, else by the year it names."""
    pair = FISCAL.fullmatch(text)
    if pair:
        year, last = int(pair["year"]), int(pair["last"])
        return Day(year) if last in {(year + 1) % 100, year + 1} and YEARS[0] <= year <= YEARS[1] else None
    single = FISCAL_YEAR.fullmatch(text)
    year = full_year(single["year"]) if single else 0
    return Day(year) if YEARS[0] <= year <= YEARS[1] else None


def year_of(text: str) -> int | None:
    """The year of four digits in a text; None if it has none."""
    match = re.search(r"(?<!\d)\d{4}(?!\d)|^\d{8}$", text)
    return int(match[0][:4]) if match else None


def full_year(text: str) -> int:
    """A year of two digits or four."""
    digits = text.strip("'")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= LATEST else 1900)


def exists(year: int, month: int, day: int, needs_month: bool) -> bool:
    """Whether there is such a day or month."""
    try:
        date(year, month if month or needs_month else 1, day or 1)
    except ValueError:
        return False
    return True


def month_of(name: str) -> int:
    """Number of a month by its English name or a beginning of three letters or more; 0 if there is none."""
    matches = [index for index, month in enumerate(MONTHS, start=1) if month.startswith(name.lower())]
    if name.lower() == "sept":
        return 9
    return matches[0] if len(matches) == 1 and len(name) >= 3 else 0


def first_month(year_starts: str | int | None) -> int:
    """Number of the month with which a year begins.

    Raises
    ------
    UserError
        If it is no month.
    """
    if year_starts is None:
        return 1
    text = str(year_starts).strip()
    month = int(text) if text.isdigit() else month_of(text)
    if not 1 <= month <= 12:
        raise unknown("month", text, [name.capitalize() for name in MONTHS])
    return month
