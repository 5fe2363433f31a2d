"""Dates in a column, which is read as a whole: ``12/11/2024`` is in November or in December, and another cell may tell.

Where none does the reader asks, and does not guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.errors import UserError
from .cells import BLANK, Where, plain
from .weather import said

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


class Day(NamedTuple):
    """A date as finely as it is known: month and day are zero where it is not said."""

    year: int
    month: int = 0
    day: int = 0


def days(cells: Sequence[Any], where: Where, *, day_first: bool | None = None) -> list[Day | None]:
    """Dates of a column.

    Parameters
    ----------
    cells : sequence
        Dates, years, or text such as ``October 2024``, ``2024-10-31``, ``31 Oct 2024``, ``31.10.2024``, ``2024 Q4``.
    where : callable
        Names a cell in messages.
    day_first : bool, optional
        Whether 1/2/2024 is in February, where the cells do not tell.

    Returns
    -------
    list
        Dates, as finely as they are said; None where a cell is blank. A quarter counts as its last month.

    Raises
    ------
    UserError
        For a cell that is no date, or if day and month cannot be told apart.
    """
    texts = [plain(cell) for cell in cells]
    order = day_first
    if order is None:
        seen: dict[bool, int] = {}
        doubtful = None
        for place, text in enumerate(texts):
            pair = UNNAMED.fullmatch(text)
            if pair is None or pair["mark"] == ".":
                continue
            first, second = int(pair["first"]), int(pair["second"])
            if first > 12 or second > 12:
                seen.setdefault(first > 12, place)
            elif first != second and doubtful is None:
                doubtful = place
        if len(seen) == 2:
            late, early = max(seen.values()), min(seen.values())
            raise UserError(
                f"{where(late)} is {said(texts[late])} and {where(early)} is {said(texts[early])}: one begins with "
                "the day "
                "and one with the month; allowed: one order in a column"
            )
        if not seen and doubtful is not None:
            raise UserError(
                f"{where(doubtful)} is {said(texts[doubtful])}, and no cell of the column tells the day from the "
                "month; say "
                "which comes first (--day-first or --month-first)"
            )
        order = next(iter(seen), False)
    cache: dict[str, Day | None] = {}
    read = []
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        stamp = isinstance(cell, (date, datetime, np.datetime64)) and not pd.isna(cell)
        key = str(pd.Timestamp(cell).date()) if stamp else text
        if key not in cache:
            cache[key] = None if key.lower() in BLANK else day_of(key, order, where, place)
        read.append(cache[key])
    return read


UNNAMED = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[-/.]) ?(?P<second>\d{1,2})(?P=mark) ?(?P<year>\d{4})(?: \d{1,2}:\d{2}.*)?"
)
"""Day and month in figures; with points between them the day is first."""

FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?:\.0)?",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?:[T ]\d{1,2}:\d{2}.*)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        UNNAMED.pattern,
        r"(?:q(?P<quarter>[1-4])[ -/]?(?P<year>\d{4}))",
        r"(?:(?P<year>\d{4})[ -/]?q(?P<quarter>[1-4]))",
        r"(?:[a-z]+,? )?(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[ -](?:of )?(?P<name>[a-z]+)[.,]?[ -](?P<year>\d{4})"
        r"(?: \d{1,2}:\d{2}.*)?",
        r"(?:[a-z]+, )?(?P<name>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})(?:,? \d{1,2}:\d{2}.*)?",
        r"(?P<name>[a-z]+)[.,]?[ -/](?P<year>\d{4})",
        r"(?P<year>\d{4})[ -/](?P<name>[a-z]+)",
    )
)


def day_of(text: str, day_first: bool, where: Where, place: int) -> Day:
    """Read one date."""
    for form in FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        part = {name: value for name, value in found.groupdict().items() if value}
        if "first" in part:
            first, second = int(part["first"]), int(part["second"])
            day, month = (first, second) if day_first or part["mark"] == "." else (second, first)
        else:
            day, month = int(part.get("day", 0)), int(part.get("month", 0))
            if "quarter" in part:
                month = 3 * int(part["quarter"])
            if "name" in part:
                month = month_of(part["name"])
                if not month:
                    continue
        if YEARS[0] <= int(part["year"]) <= YEARS[1] and exists(int(part["year"]), month, day, "month" in part):
            return Day(int(part["year"]), month, day)
    raise UserError(
        f"{where(place)} is {said(text)}; allowed: a date from {YEARS[0]} to {YEARS[1]} with four digits of the "
        "year, such as "
        "2024-10-31, 31 October 2024, October 2024 or 2024"
    )


def exists(year: int, month: int, day: int, needs_month: bool) -> bool:
    """Whether there is such a day or month."""
    try:
        date(year, month if month or needs_month else 1, day or 1)
    except ValueError:
        return False
    return True


def month_of(name: str) -> int:
    """Number of a month by its English name or a beginning of three letters or more; 0 if there is none."""
    matches = [number for number, month in enumerate(MONTHS, start=1) if month.startswith(name.lower())]
    if name.lower() == "sept":
        return 9
    return matches[0] if len(matches) == 1 and len(name) >= 3 else 0
