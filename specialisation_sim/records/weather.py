"""Weather records: cloud cover day by day, from a file of one's own or one that ships with the package."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base.errors import UserError, unknown
from ..base.shipped_files import shipped_folder
from ..laws.arrays import Array
from .dates import read_dates
from .faults import said
from .tables import read_table
from .weather_columns import OVERCAST, SUNSHINE, Cloudy, day_length, guessed_unit, numbers_of, sky_column

DATES = ("date", "time", "datetime", "day", "valid_time", "timestamp", "mess_datum", "dt_iso", "obs_date", "yearmoda")
LONGEST = 10
"""Days in a row that a gap may have to be filled."""

type Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class WeatherRecord:
    """Cloud cover of consecutive days, as ``Island(weather=record.cloud)`` takes it.

    Attributes
    ----------
    name : str
        What the record is called.
    cloud : array, shape (days,)
        Cloud cover, 0 (clear) to 1 (overcast); read-only.
    dates : array of datetime64[D], shape (days,), optional
        The days, if the file has them.
    notes : tuple of str
        What was guessed, averaged or filled, in sentences.
    """

    name: str
    cloud: Array
    dates: Days | None = None
    notes: tuple[str, ...] = ()


def read_weather(
    path: str | PathLike[str], *, column: str | None = None, latitude: float | None = None, fill_gaps: bool = False
) -> WeatherRecord:
    """Read a weather record from a file.

    Parameters
    ----------
    path : path
        CSV of any common encoding and separator, Excel or JSON, with lines before the header or without. One column is
        the cloud cover: `cloud` (0 to 1), `cloud_percent`, `cloud_oktas` (eighths; 9, obscured, counts as 8),
        or one of the names of common services, with its unit in brackets or by its numbers. Or hours of sunshine, with
        a latitude. A column of dates, if there is one, has consecutive days; of hours the daily mean is taken.
    column : str, optional
        The column, where there are several.
    latitude : float, optional
        Degrees north, to tell cloud from hours of sunshine.
    fill_gaps : bool
        Whether gaps of up to ten days are filled on a straight line; else they are refused.

    Returns
    -------
    WeatherRecord
        Named after the file.

    Raises
    ------
    UserError
        At the first fault, with the file, the row, the column, what it says and what is allowed.
    """
    file = Path(path)
    table = read_table(file, () if column is None else (column,))
    if table.faults:
        raise UserError(table.faults[0][1])
    if not len(table.cells):
        raise UserError(f"{file} has a header and no days below it")
    names = [str(name) for name in table.cells.columns]
    sky = sky_column(names, str(file), column)
    cells = ["" if cell is None else str(cell) for cell in table.cells.iloc[:, sky.place]]
    where = [f"{file}: row {row}, column {sky.name!r}" for row in table.cells.index]
    notes = list(table.notes)
    values, sky = sky_values(cells, where, sky, notes)
    dates = dates_of(file, table.cells, names)
    if not sky.sunshine:
        values = values / OVERCAST[sky.unit]
    if dates is None:
        if sky.sunshine:
            raise UserError(
                f"{file} has sunshine and no column of dates, which tells how long days are; allowed: a column 'date'"
            )
        return finished(file, values, None, cells, where, sky, fill_gaps, notes)
    hourly = bool((dates[1:] == dates[:-1]).any() and (np.diff(dates) >= np.timedelta64(0)).all())
    if hourly and stamped(table.cells, names):
        dates, values = daily(dates, values, sky.sunshine, notes)
        where = [f"{file}: {day}, column {sky.name!r}" for day in dates]
        cells = [""] * len(dates)
    if sky.sunshine:
        values = from_sunshine(file, values, dates, sky, latitude)
    values, dates = without_holes(file, table.cells, values, dates, fill_gaps, hourly, notes)
    if len(values) != len(where):
        where, cells = [f"{file}: {day}, column {sky.name!r}" for day in dates], [""] * len(dates)
    return finished(file, values, dates, cells, where, sky, fill_gaps, notes)


def shipped_weather(name: str = "seattle") -> WeatherRecord:
    """Weather record that ships with the package; ``data/README.md`` tells where each is from.

    Parameters
    ----------
    name : str
        ``"seattle"``: 1 January 2012 to 31 December 2015, cloud cover derived from temperature range and rain.

    Returns
    -------
    WeatherRecord

    Raises
    ------
    UserError
        If there is no record of that name.

    Examples
    --------
    >>> from specialisation_sim.records import shipped_weather
    >>> len(shipped_weather("seattle").cloud)
    1461
    """
    files = {file.stem.removesuffix("_weather"): file for file in sorted(shipped_folder("data").glob("*_weather.csv"))}
    if name not in files:
        raise unknown("weather record", name, files)
    record = read_weather(files[name])
    return WeatherRecord(name, record.cloud, record.dates)


def sky_values(cells: Sequence[str], where: Sequence[str], sky: Cloudy, notes: list[str]) -> tuple[Array, Cloudy]:
    """Numbers of the column, obscured skies as overcast ones; its unit is guessed if nothing tells it."""
    unit = sky.unit
    if sky.sunshine:
        unit = unit or "hours"
        most = 24 * SUNSHINE.get(unit, 10.0)
        return numbers_of(cells, where, most), sky._replace(unit=unit)
    if not unit:
        unit = guessed_unit(cells)
        notes.append(f"Read {sky.name!r} as {'a share from 0 to 1' if unit == 'share' else unit}.")
    values = numbers_of(cells, where, 9.0 if unit == "oktas" else OVERCAST[unit])
    if unit == "oktas":
        obscured = values > OVERCAST["oktas"]
        if (obscured & (values != 9)).any():
            place = int(np.flatnonzero(obscured & (values != 9))[0])
            raise UserError(
                f"{where[place]} is {said(cells[place])}; allowed: a number from 0 to 8, or 9 for a sky obscured"
            )
        if obscured.any():
            notes.append(f"{int(obscured.sum()):,} skies of 9 oktas (obscured) count as 8.")
        values = np.minimum(values, OVERCAST["oktas"])
    return values, sky._replace(unit=unit)


def dates_of(file: Path, table: pd.DataFrame, names: Sequence[str]) -> Days | None:
    """Days of the rows, by a column of dates or of years, months and days; none without."""
    small = [re.sub(r"[\s(\[].*", "", name.strip().lower()) for name in names]
    held = [place for place, name in enumerate(small) if name in DATES]
    frame = table
    if len(held) > 1:
        exact = [place for place in held if small[place] == "date"]
        if len(exact) > 1:
            raise UserError(
                f"{file} has the columns {' and '.join(repr(small[place]) for place in exact)}; allowed: one of them"
            )
        held = exact or held[:1]
    if held:
        cells = frame.iloc[:, held[0]].tolist()
        texts = [
            re.sub(r"^(\d{8})\d{2}(?:\d{2})?$", r"\1", str(cell).strip()) if isinstance(cell, str) else cell
            for cell in cells
        ]
        index = frame.index

        def where(place: int) -> str:
            return f"{file}: row {index[place]}, column {small[held[0]]!r}"

        found = read_dates(texts, where)
        for place, day in enumerate(found.days):
            if day is None or not day.day:
                raise UserError(f"{where(place)} is {said(str(cells[place]))}; allowed: a day such as 2012-01-31")
        return np.array(
            [date(day.year, day.month, day.day) for day in found.days if day is not None], dtype="datetime64[D]"
        )
    parts = {"year": ("year", "yyyy", "yr"), "month": ("month", "mo", "mm"), "day": ("dy", "dd", "dom")}
    spots = [next((small.index(name) for name in every if name in small), -1) for every in parts.values()]
    if -1 in spots:
        return None
    columns = [frame.iloc[:, [spot]].squeeze(axis=1).tolist() for spot in spots]
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
    place = next(place for place, name in enumerate(small) if name in DATES)
    cells = [str(cell) for cell in table.iloc[:50, place]]
    return any(re.search(r"\d{1,2}:\d{2}|^\d{10}(\d{2})?$", cell) for cell in cells)


def daily(dates: Days, values: Array, summed: bool, notes: list[str]) -> tuple[Days, Array]:
    """Daily means, or sums of sunshine, of hourly or finer values; a day of which less than half is there is a gap."""
    days, back, often = np.unique(dates, return_inverse=True, return_counts=True)
    known = np.bincount(back, weights=~np.isnan(values))
    total = np.bincount(back, weights=np.nan_to_num(values))
    usual = np.median(often)
    mean = np.where(known >= 0.5 * usual, total / np.maximum(known, 1), np.nan)
    notes.append(f"{usual:g} values a day: {'sums' if summed else 'means'} of days are taken.")
    return days, mean * (usual if summed else 1)


def from_sunshine(file: Path, values: Array, dates: Days, sky: Cloudy, latitude: float | None) -> Array:
    """Cloud cover as the part of the day in which the sun did not shine."""
    if latitude is None:
        raise UserError(
            f"{file} has sunshine ({sky.name!r}) and no cloud cover; to tell one from the "
            "other give the latitude (--latitude)"
        )
    if not -66 <= latitude <= 66:
        raise UserError(
            f"latitude = {latitude:g} is out of bounds; allowed: from -66 to 66, where the sun rises every day"
        )
    hours = values / SUNSHINE.get(sky.unit, 10.0)
    of_year = (dates - dates.astype("datetime64[Y]")).astype(int) + 1
    return np.asarray(np.clip(1 - hours / day_length(latitude, of_year), 0, 1))


def without_holes(
    file: Path, table: pd.DataFrame, values: Array, dates: Days, fill: bool, hourly: bool, notes: list[str]
) -> tuple[Array, Days]:
    """Every day once and in order; missing ones as gaps if they are to be filled, else refused."""
    index = table.index
    for place in np.flatnonzero(np.diff(dates) != np.timedelta64(1, "D")).tolist():
        day, before = dates[place + 1], dates[place]
        at = f"{file}: " + (f"{day}" if hourly else f"row {index[place + 1]}, column 'date'")
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


def finished(
    file: Path,
    values: Array,
    dates: Days | None,
    cells: Sequence[str],
    where: Sequence[str],
    sky: Cloudy,
    fill: bool,
    notes: list[str],
) -> WeatherRecord:
    """The record, its gaps filled or refused."""
    gaps = np.isnan(values)
    if gaps.all():
        raise UserError(f"{file}: column {sky.name!r} has no observation")
    if gaps.any():
        first = int(np.flatnonzero(gaps)[0])
        if not fill:
            most = 24 * SUNSHINE.get(sky.unit, 10.0) if sky.sunshine else OVERCAST[sky.unit]
            raise UserError(
                f"{where[first]} is {said(cells[first])}, one of {int(gaps.sum()):,} gaps; allowed: a "
                f"number from 0 to {most:g} "
                "(--fill-gaps fills up to ten days in a row)"
            )
        edges = np.flatnonzero(np.diff(np.concatenate([[0], gaps.astype(int), [0]])))
        longest = int((edges[1::2] - edges[::2]).max())
        if longest > LONGEST:
            raise UserError(
                f"{where[first]}: {longest} days in a row are missing; allowed: gaps of up to {LONGEST} days"
            )
        place = np.arange(len(values))
        values = np.interp(place, place[~gaps], values[~gaps])
        notes.append(f"{int(gaps.sum()):,} days without an observation were filled on a straight line.")
    cloud = np.array(values, dtype=float)
    cloud.setflags(write=False)
    if dates is not None:
        dates.setflags(write=False)
    return WeatherRecord(file.stem, cloud, dates, tuple(notes))
