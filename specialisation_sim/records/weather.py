"""Weather records: cloud cover day by day, from a CSV file of one's own or one that ships with the package."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from io import StringIO
from os import PathLike
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..base.errors import UserError, unknown
from ..base.shipped_files import shipped_folder
from ..laws.arrays import Array

OVERCAST = {"cloud": 1, "cloud_percent": 100, "cloud_oktas": 8}
"""Columns that can hold the cloud cover, and the number that stands for an overcast sky in each."""

type Table = tuple[list[str], list[list[str]]]
"""Names of the columns, and the cells of each row below them."""


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
    """

    name: str
    cloud: Array
    dates: npt.NDArray[np.datetime64] | None = None


def read_weather(path: str | PathLike[str]) -> WeatherRecord:
    """Read a weather record from a CSV file.

    Parameters
    ----------
    path : path
        A file in UTF-8 with a header and one row a day, its cells parted by commas, or by semicolons, in which case
        decimal commas are understood. One column is the cloud cover: `cloud` (0 to 1), `cloud_percent` (0 to 100) or
        `cloud_oktas` (eighths of the sky, 0 to 8). A column `date`, if there is one, has consecutive days such as
        2012-01-31. Capitals in names do not matter; other columns are ignored.

    Returns
    -------
    WeatherRecord
        Named after the file.

    Raises
    ------
    UserError
        At the first fault, with the file, the row (as a spreadsheet counts, the header is row 1), the column, what it
        says and what is allowed.
    """
    file = Path(path)
    header, rows = cells(file, text_of(file))
    column = cloud_column(file, header)
    most, where = OVERCAST[column], header.index(column)
    cloud = np.array([number(f"{file}: row {i}, column {column!r}", row[where], most) for i, row in enumerate(rows, 2)])
    cloud /= most
    cloud.setflags(write=False)
    dates = None
    if "date" in header:
        dates = np.array(days(file, [row[header.index("date")] for row in rows]), dtype="datetime64[D]")
        dates.setflags(write=False)
    return WeatherRecord(file.stem, cloud, dates)


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


def text_of(file: Path) -> str:
    """Text of a file in UTF-8, with or without byte-order mark."""
    if file.is_dir():
        raise UserError(f"{file} is a folder; a weather record is a CSV file")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UserError(f"{file}: there is no such file") from None
    except UnicodeDecodeError as fault:
        row = fault.object.count(b"\n", 0, fault.start) + 1
        byte = fault.object[fault.start]
        raise UserError(
            f"{file}: row {row} has the byte 0x{byte:02x}, which is not UTF-8; save the file as UTF-8"
        ) from None
    except (OSError, ValueError) as fault:
        raise UserError(f"{file}: the file cannot be read: {fault}") from None


def cells(file: Path, text: str) -> Table:
    """Header and rows, each row as long as the header, blank rows at the end left out."""
    if not text.strip():
        raise UserError(f"{file} is empty; needed: a header with a column 'cloud' and one row a day")
    first = text.partition("\n")[0]
    semicolons = first.count(";") > first.count(",")
    if semicolons:
        text = text.replace(",", ".")
    try:
        header, *rows = csv.reader(StringIO(text, newline=""), delimiter=";" if semicolons else ",", strict=True)
    except csv.Error as fault:
        raise UserError(f"{file}: the file is not CSV: {fault}") from None
    while rows and not "".join(rows[-1]).strip():
        rows.pop()
    if not rows:
        raise UserError(f"{file} has a header and no days below it")
    for i, row in enumerate(rows, 2):
        if len(row) != len(header):
            raise UserError(f"{file}: row {i} has {cells_in(row)}; the header has {cells_in(header)}")
    return [name.strip().lower() for name in header], rows


def cells_in(row: Sequence[str]) -> str:
    """Say how many cells a row has."""
    return "no cells" if not row else "1 cell" if len(row) == 1 else f"{len(row)} cells"


def cloud_column(file: Path, header: Sequence[str]) -> str:
    """The one column that holds the cloud cover."""
    for names in (["date"], OVERCAST):
        held = [name for name in header if name in names]
        if len(held) > 1:
            raise UserError(f"{file} has the columns {' and '.join(map(repr, held))}; allowed: one of them")
    if held:
        return held[0]
    near = [(name, meant) for name in header for meant in get_close_matches(name, OVERCAST, n=1)]
    raise UserError(
        f"{file} has no column {' or '.join(map(repr, OVERCAST))}; columns found: {shown(', '.join(header)) or 'none'}"
        + (f"; did you mean {near[0][1]!r} by {near[0][0]!r}?" if near else "")
    )


def number(where: str, cell: str, most: int) -> float:
    """Cloud cover that a cell says; NaN and infinity are outside of any bounds."""
    try:
        value = float(cell)
    except ValueError:
        value = np.nan
    if 0 <= value <= most:
        return value
    hint = "; percent go in a column 'cloud_percent', eighths in 'cloud_oktas'" if value > most == 1 else ""
    raise UserError(f"{where} is {said(cell)}; allowed: a number from 0 to {most}{hint}")


def days(file: Path, column: Sequence[str]) -> list[date]:
    """Consecutive days that the column `date` says."""
    read: list[date] = []
    for i, cell in enumerate(column, 2):
        where = f"{file}: row {i}, column 'date'"
        try:
            day = date.fromisoformat(cell.strip())
        except ValueError:
            raise UserError(f"{where} is {said(cell)}; allowed: a day such as 2012-01-31") from None
        if read and day <= read[-1]:
            raise UserError(
                f"{where} is {day}, not after {read[-1]} in the row before; allowed: days in order, each once"
            )
        if read and day - read[-1] != timedelta(1):
            missing = read[-1] + timedelta(1)
            raise UserError(f"{where} is {day}, but {missing} is missing before it; allowed: every day without gaps")
        read.append(day)
    return read


def said(cell: str) -> str:
    """What a cell says, for a message."""
    return repr(shown(cell)) if cell.strip() else "blank"


def shown(text: str, most: int = 200) -> str:
    """Text on one line and short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "..."
