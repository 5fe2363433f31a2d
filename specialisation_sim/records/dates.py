"""Dates in a column, which is read as a whole: ``12/11/2024`` is in November or in December, and another cell may tell.

Where none does the reader asks, and does not guess. What it does guess, such as that ``2014/15`` is a fiscal year, is
said in a note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.errors import UserError
from .cells import BLANK, Where, first_places, texts
from .date_forms import FISCAL, SERIAL, UNNAMED, YEARS, Day, day_of, fiscal_of, year_of
from .faults import said

__all__ = ["Dates", "Day", "days", "read_dates"]

FIRST_SERIAL = date(1899, 12, 30)
"""Day 0 of a spreadsheet's dates, as they count since March 1900."""

MOSTLY = 0.8
"""Share of the cells that must look like a spreadsheet's numbers of days for all to be read so."""

APART = 30
"""Years between a date and all others from which on it looks like a slip of the hand."""


class Dates(NamedTuple):
    """A column of dates, as finely as they are said; None where a cell is blank or bad."""

    days: list[Day | None]
    fiscal: str
    """How fiscal years are written, "2014/15" or "FY2014"; empty if the dates are not fiscal years."""
    notes: list[str]
    faults: list[tuple[int, str]]


def days(cells: Sequence[Any], where: Where, *, day_first: bool | None = None) -> list[Day | None]:
    """Dates of a column without faults; see `read_dates`.

    Raises
    ------
    UserError
        For a cell that is no date, or if day and month cannot be told apart.
    """
    dates = read_dates(cells, where, day_first=day_first)
    if dates.faults:
        raise UserError(dates.faults[0][1])
    return dates.days


def read_dates(cells: Sequence[Any], where: Where, *, day_first: bool | None = None) -> Dates:
    """Dates of a column.

    Parameters
    ----------
    cells : sequence
        Dates, years, or text such as ``October 2024``, ``2024-10-31``, ``31-Oct-14``, ``2024 Q4``, ``FY15``,
        ``2014/15``.
    where : callable
        Names a cell in messages.
    day_first : bool, optional
        Whether 1/2/2024 is in February, where the cells do not tell.

    Returns
    -------
    Dates
        A quarter counts as its last month.

    Raises
    ------
    UserError
        If day and month cannot be told apart.
    """
    keys = keys_of(cells)
    first = first_places(keys)
    kinds = {key: index for key, index in first.items() if key.lower() not in BLANK}
    notes: list[str] = []
    counts = Counter(keys)
    serials = {key for key in kinds if SERIAL.fullmatch(key) and 20_000 <= float(key) < 65_000}
    if serials and sum(counts[key] for key in serials) >= MOSTLY * sum(counts[key] for key in kinds):
        example = next(iter(serials))
        notes.append(f"Read {example} and the like as a spreadsheet's numbers of days ({serial_day(example)}).")
    else:
        serials = set()
    fiscal = fiscal_style(kinds)
    order = day_order(kinds, where, day_first)
    read: dict[str, Day | None] = {}
    wrong: dict[str, str] = {}
    short = fiscal_seen = ""
    for key in kinds:
        if key in serials:
            day = serial_day(key)
            read[key] = Day(day.year, day.month, day.day)
            continue
        parsed = fiscal_of(key) if fiscal else None
        if parsed is None and not (fiscal and fiscal != "FY" and FISCAL.fullmatch(key)):
            parsed = day_of(key, order)
            short = short or (key if parsed and year_of(key) is None else "")
        elif parsed is not None:
            fiscal_seen = fiscal_seen or key
        read[key] = parsed
        if parsed is None:
            wrong[key] = (
                f"{said(key)}; allowed: a date from {YEARS[0]} to {YEARS[1]}, such as 2024-10-31, 31 October 2024, "
                "October 2024, 2024, 2023/24 or FY2024"
            )
    if fiscal_seen:
        notes.append(f"Read `{fiscal_seen}` as fiscal years.")
        if any(day is not None and (day.month or fiscal_of(key) is None) for key, day in read.items()):
            mixed = next(key for key, day in read.items() if day is not None and fiscal_of(key) is None)
            wrong[mixed] = (
                f"{said(mixed)}, but {where(kinds[fiscal_seen])} is the fiscal year {said(fiscal_seen)}; "
                "allowed: one kind in a column"
            )
    if short:
        read_days = read[short]
        assert read_days is not None
        notes.append(f"Read `{short}` as {spoken(read_days)}: years of two digits are 1969 to 2068.")
    for key, words in far_apart(read, counts, wrong).items():
        wrong[key] = words
    faults = (
        [(index, f"{where(index)} is {wrong[key]}") for index, key in enumerate(keys) if key in wrong] if wrong else []
    )
    result = list(map({key: day for key, day in read.items() if key not in wrong}.get, keys))
    return Dates(result, ("FY2014" if fiscal == "FY" else "2014/15") if fiscal_seen else "", notes, faults)


def keys_of(cells: Sequence[Any]) -> list[str]:
    """Cells as text; a date that a spreadsheet or a frame knows as one in ISO form."""
    if isinstance(cells, np.ndarray):
        cells = cells.tolist()
    if set(map(type, cells)) <= {str, type(None)}:
        return texts(cells)
    cache: dict[Any, Any] = {}
    plain_cells: list[Any] = []
    for cell in cells:
        if isinstance(cell, (date, datetime, np.datetime64)) and not pd.isna(cell):
            key = cache.get(cell)
            if key is None:
                key = cache[cell] = str(pd.Timestamp(cell).date())
            plain_cells.append(key)
        else:
            plain_cells.append(cell)
    return texts(plain_cells)


def fiscal_style(kinds: dict[str, int]) -> str:
    """How fiscal years are written, if they are: "2014/15", or "FY"; empty if `2009/10` is October 2009."""
    if any(key.lower().startswith("fy") or key.lower().startswith("f.y.") for key in kinds):
        return "/" if any(FISCAL.fullmatch(key) for key in kinds) else "FY"
    pairs = [match for match in map(FISCAL.fullmatch, kinds) if match]
    following = [int(pair["last"]) in {(int(pair["year"]) + 1) % 100, int(pair["year"]) + 1} for pair in pairs]
    sure = [follows and not 1 <= int(pair["last"]) <= 12 for pair, follows in zip(pairs, following, strict=True)]
    return "/" if pairs and (any(sure) or all(following)) else ""


def day_order(kinds: dict[str, int], where: Where, day_first: bool | None) -> bool:
    """Whether the day comes before the month in a column."""
    if day_first is not None:
        return day_first
    seen: dict[bool, int] = {}
    doubtful = None
    for key, index in kinds.items():
        pair = UNNAMED.fullmatch(key)
        if pair is None or pair["mark"] == ".":
            continue
        first, second = int(pair["first"]), int(pair["second"])
        if first > 31:
            continue
        if first > 12 or second > 12:
            seen.setdefault(first > 12, index)
        elif first != second and doubtful is None:
            doubtful = index, key
    names = {index: key for key, index in kinds.items()}
    if len(seen) == 2:
        late, early = max(seen.values()), min(seen.values())
        raise UserError(
            f"{where(late)} is {said(names[late])} and {where(early)} is {said(names[early])}: one begins with the day "
            "and one with the month; allowed: one order in a column"
        )
    if not seen and doubtful is not None:
        raise UserError(
            f"{where(doubtful[0])} is {said(doubtful[1])}, and no cell of the column tells the day from the month; say "
            "which comes first (--day-first or --month-first)"
        )
    return next(iter(seen), False)


def far_apart(read: dict[str, Day | None], counts: Counter[str], wrong: dict[str, str]) -> dict[str, str]:
    """Dates decades away from all others, which look like slips of the hand."""
    years: Counter[int] = Counter()
    for key, day in read.items():
        if day is not None and key not in wrong:
            years[day.year] += counts[key]
    slips: dict[str, str] = {}
    total = years.total()
    if total < 20:
        return slips
    sorted_years = sorted(years)
    for side in (1, -1):
        line = sorted_years[::side]
        while len(line) > 2:
            gap, rest = abs(line[-1] - line[-2]), abs(line[-2] - line[0])
            if gap < APART or gap < 2 * rest or years[line[-1]] > max(3, 0.01 * total):
                break
            for key, day in read.items():
                if day is not None and day.year == line[-1]:
                    slips[key] = f"{said(key)}, {gap} years from every other date: it looks like a slip"
            line = line[:-1]
    return slips


def serial_day(text: str) -> date:
    """Day that a spreadsheet's number stands for."""
    return FIRST_SERIAL + timedelta(int(float(text)))


def spoken(day: Day) -> str:
    """A date for a sentence, as finely as it is said."""
    if not day.month:
        return str(day.year)
    moment = date(day.year, day.month, day.day or 1)
    return f"{moment.day} {moment:%B %Y}" if day.day else f"{moment:%B %Y}"
