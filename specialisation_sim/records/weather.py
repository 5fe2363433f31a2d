"""Weather records: cloud cover day by day, from a file of one's own or one that ships with the package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import numpy as np

from ..base.errors import UserError, unknown
from ..base.shipped_files import shipped_folder
from ..laws.arrays import Array
from .faults import said
from .tables import read_table
from .weather_columns import OVERCAST, SUNSHINE, Cloudy, day_length, guessed_unit, numbers_of, sky_column
from .weather_days import Days, daily, dates_of, stamped, without_holes

LONGEST = 10
"""Days in a row that a gap may have to be filled."""


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
        Degrees north, to compute cloud cover from hours of sunshine.
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
    hourly = stamped(table.cells, names) and bool((np.diff(dates) >= np.timedelta64(0, "D")).all())
    if hourly and (dates[1:] == dates[:-1]).any():
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
            index = int(np.flatnonzero(obscured & (values != 9))[0])
            raise UserError(
                f"{where[index]} is {said(cells[index])}; allowed: a number from 0 to 8, or 9 for a sky obscured"
            )
        if obscured.any():
            notes.append(f"{int(obscured.sum()):,} skies of 9 oktas (obscured) count as 8.")
        values = np.minimum(values, OVERCAST["oktas"])
    return values, sky._replace(unit=unit)


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
    most = 24 * SUNSHINE.get(sky.unit, 10.0) if sky.sunshine else OVERCAST[sky.unit]
    if gaps.all():
        raise UserError(
            f"{where[0]} is {said(cells[0])}, and no other cell has an observation; allowed: a number "
            f"from 0 to {most:g}"
        )
    if gaps.any():
        first = int(np.flatnonzero(gaps)[0])
        if not fill:
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
        positions = np.arange(len(values))
        values = np.interp(positions, positions[~gaps], values[~gaps])
        notes.append(f"{int(gaps.sum()):,} days without an observation were filled on a straight line.")
    cloud = np.array(values, dtype=float)
    cloud.setflags(write=False)
    if dates is not None:
        dates.setflags(write=False)
    return WeatherRecord(file.stem, cloud, dates, tuple(notes))
