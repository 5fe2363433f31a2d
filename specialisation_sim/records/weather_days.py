"""Days of a weather file: read, averaged from hours, and without holes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base.errors import UserError
from ..laws.arrays import Array
from .dates import read_dates
from .faults import said

DATES = ("date", "time", "datetime", "day", "valid_time", "timestamp", "mess_datum", "dt_iso", "obs_date", "yearmoda")
type Days = npt.NDArray[np.datetime64]


def dates_of(file: Path, table: pd.DataFrame, names: Sequence[str]) -> Days | None:
    """Days of the rows, by a column of dates or of years, months and days; none without."""
    small = [re.sub(r"[\s(\[].*", "", name.strip().lower()) for name in names]
    held = [column for column, name in enumerate(small) if name in DATES]
    frame = table
    if len(held) > 1:
        exact = [column for column in held if small[column] == "date"]
        if len(exact) > 1:
            raise UserError(
                f"{file} has the columns {' and '.join(repr(small[column]) for column in exact)}; allowed: one of them"
            )
        held = exact or held[:1]
    if held:
        cells = frame.iloc[:, held[0]].tolist()
        texts = [
            re.sub(r"^(\d{8})\d{2}(?:\d{2})?$", r"\1", str(cell).strip()) if isinstance(cell, str) else cell
            for cell in cells
        ]
        index = frame.index

        def where(column: int) -> str:
            return f"{file}: row {index[column]}, column {small[held[0]]!r}"

        dates = read_dates(texts, where)
        for column, day in enumerate(dates.days):
            if day is None or not day.day:
                raise UserError(f"{where(column)} is {said(str(cells[column]))}; allowed: a day such as 2012-01-31")
        return np.array(
            [date(day.year, day.month, day.day) for day in dates.days if day is not None], dtype="datetime64[D]"
        )
    parts = {"year": ("year", "yyyy", "yr"), "month": ("month", "mo", "mm"), "day": ("dy", "dd", "dom")}
    spots = [next((small.index(name) for name in every if name in small), -1) for every in parts.values()]
    if -1 in spots:
        return None
    columns = frame.iloc[:, spots].to_numpy().T.tolist()
    try:
        return np.array(
            [date(*(int(float(str(cell))) for cell in row)) for row in zip(*columns, strict=True)],
            dtype="datetime64[D]",
        )
    except ValueError as fault:
        raise UserError(f"{file}: the columns of year, month and day hold no day: {fault}") from None


def stamped(table: pd.DataFrame, names: Sequence[str]) -> bool:
    """Whether rows say an hour: so that several of one day are no fault."""
    small = [re.sub(r"[\s(\[].*", "", name.strip().lower()) for name in names]
    if {"hour", "hr", "hh"} & set(small):
        return True
    index = next((index for index, name in enumerate(small) if name in DATES), None)
    if index is None:
        return False
    cells = [str(cell) for cell in table.iloc[:50, index]]
    return any(re.search(r"\d{1,2}:\d{2}|^\d{10}(\d{2})?$", cell) for cell in cells)


def daily(dates: Days, values: Array, summed: bool, notes: list[str]) -> tuple[Days, Array]:
    """Daily means, or sums of sunshine, of hourly or finer values; a day of which less than half is there is a gap."""
    days, back, often = np.unique(dates, return_inverse=True, return_counts=True)
    present = np.bincount(back, weights=~np.isnan(values))
    total = np.bincount(back, weights=np.nan_to_num(values))
    usual = np.median(often)
    mean = np.where(present >= 0.5 * usual, total / np.maximum(present, 1), np.nan)
    notes.append(f"{usual:g} values a day: {'sums' if summed else 'means'} of days are taken.")
    return days, mean * (usual if summed else 1)


def without_holes(
    file: Path, table: pd.DataFrame, values: Array, dates: Days, fill: bool, hourly: bool, notes: list[str]
) -> tuple[Array, Days]:
    """Every day once and in order; missing ones as gaps if they are to be filled, else refused."""
    index = table.index
    for row in np.flatnonzero(np.diff(dates) != np.timedelta64(1, "D")).tolist():
        day, before = dates[row + 1], dates[row]
        at = f"{file}: " + (f"{day}" if hourly else f"row {index[row + 1]}, column 'date'")
        if day <= before:
            raise UserError(f"{at} is {day}, not after {before} in the row before; allowed: days in order, each once")
        if not fill:
            raise UserError(
                f"{at} is {day}, but {before + np.timedelta64(1, 'D')} is missing before it; allowed: "
                "every day without gaps "
                "(--fill-gaps)"
            )
    every = np.arange(dates[0], dates[-1] + np.timedelta64(1, "D"))
    if len(every) - len(dates) > len(dates):
        raise UserError(f"{file}: more days are missing than there are, from {dates[0]} to {dates[-1]}")
    whole = np.full(len(every), np.nan)
    whole[(dates - dates[0]).astype(int)] = values
    return whole, every
