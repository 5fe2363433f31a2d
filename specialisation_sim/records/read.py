"""Reading the record of an organisation: a table of decisions as a tidy frame of `when`, `what` and `weight`.

Real tables have blank cells, currency signs, dates of several kinds, categories that were renamed, and half a year at
the end. Nothing is dropped in silence: what is left out is counted and told of in the record's notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from ..base.errors import UserError, unknown
from .amounts import amounts
from .cells import plain
from .dates import days
from .mapping import read_mapping, renamed
from .periods import Period, labels_of, numbered, partial_periods
from .tables import column, read_table
from .weather import shown

type Decimal = Literal[".", ","]


@dataclass(frozen=True, eq=False)
class Record:
    """The record of an organisation, one row a decision.

    Attributes
    ----------
    name : str
        What the record is called.
    frame : DataFrame
        Columns `when` (label of the period, such as 2024 or 2024-Q3), `what` (category) and `weight` (NaN if blank;
        one if the record has no weights).
    periods : tuple of str
        All periods from the first to the last, those without decisions too.
    partial : mapping
        Periods that the record seems to hold only a part of, and why.
    notes : tuple of str
        What was left out, merged or looked odd, in sentences.
    columns : mapping
        Names of the columns that `when`, `what` and `weight` were read from.
    period : {"year", "quarter", "month"}
        Length of a period.
    """

    name: str
    frame: pd.DataFrame
    periods: tuple[str, ...]
    partial: Mapping[str, str]
    notes: tuple[str, ...]
    columns: Mapping[str, str]
    period: Period

    @property
    def weighted(self) -> bool:
        """Whether the record has a column of weights."""
        return "weight" in self.columns


def read_record(
    path: str | PathLike[str], *, when: str, what: str, weight: str | None = None, **options: Any
) -> Record:
    """Read a record from a CSV file.

    Parameters
    ----------
    path : path
        A file with a header and one row a decision, in UTF-8 (or UTF-16 with a byte-order mark), its cells parted by
        commas, semicolons, tabs or bars.
    when, what, weight : str
        Columns of the date, the category and the amount. Capitals do not matter.
    **options
        See `tidy`.

    Returns
    -------
    Record
        Named after the file.

    Raises
    ------
    UserError
        At the first fault, with file, row (as a spreadsheet counts, the header is row 1), column, value and what is
        allowed.
    """
    file = Path(path)
    table, delimiter = read_table(file)
    wanted: dict[str, Any] = {"when": when, "what": what, **({} if weight is None else {"weight": weight})}
    return tidy(table, **wanted, source=str(file), name=file.stem, comma_parts=delimiter == ",", **options)


def tidy(
    table: pd.DataFrame,
    *,
    when: str,
    what: str,
    weight: str | None = None,
    period: Period = "year",
    mapping: str | PathLike[str] | Mapping[str, str] | None = None,
    day_first: bool | None = None,
    decimal: Decimal | None = None,
    source: str = "the frame",
    name: str = "record",
    comma_parts: bool = True,
) -> Record:
    """Make a tidy record of a table.

    Parameters
    ----------
    table : DataFrame
        One row a decision; its index names rows in messages.
    when, what, weight : str
        Columns of the date, the category and the amount.
    period : {"year", "quarter", "month"}
        Length of a period.
    mapping : path or mapping, optional
        New names of categories, or a CSV file with the columns `from` and `to`.
    day_first : bool, optional
        Whether 1/2/2024 is in February; needed only where the cells do not tell.
    decimal : {".", ","}, optional
        Decimal mark of the amounts; needed only where the cells do not tell.
    source, name : str
        What the table is called in messages, and the record.
    comma_parts : bool
        See `amounts`.

    Returns
    -------
    Record

    Raises
    ------
    UserError
        At the first fault.
    """
    if period not in Period.__value__.__args__:
        raise unknown("period", str(period), Period.__value__.__args__)
    if decimal not in (None, ".", ","):
        raise UserError(f"decimal = {decimal!r} is not valid; allowed: '.' or ','")
    if not len(table):
        raise UserError(f"{source} has no rows")
    asked = {"when": when, "what": what} | ({} if weight is None else {"weight": weight})
    columns = {role: column(table, wanted, source) for role, wanted in asked.items()}

    def where(role: str) -> Any:
        return lambda place: f"{source}: row {table.index[place]}, column {columns[role]!r}"

    dates = days(table[columns["when"]].tolist(), where("when"), day_first=day_first)
    category = [plain(cell) for cell in table[columns["what"]]]
    weights = np.ones(len(table))
    if weight is not None:
        cells = table[columns["weight"]].tolist()
        weights = amounts(cells, where("weight"), decimal=decimal, comma_parts=comma_parts)
    notes = []
    kept = np.array([day is not None and text != "" for day, text in zip(dates, category, strict=True)])
    for role, blank in (("when", [day is None for day in dates]), ("what", [not text for text in category])):
        notes += told(np.array(blank), table, columns[role], "left out")
    if not kept.any():
        raise UserError(f"{source} has no row with both {columns['when']!r} and {columns['what']!r}")
    notes += told(kept & np.isnan(weights), table, columns.get("weight", ""), "counted by number, not by amount")
    if weight is not None and not np.nansum(weights[kept]) > 0:
        raise UserError(f"{source}: column {columns['weight']!r} has no amount above 0; allowed: at least one")
    if mapping is not None:
        pairs = read_mapping(mapping)
        category, changed = renamed(category, pairs, source, columns["what"])
        notes.append(f"{changed:,} rows were given another category by the mapping of {len(pairs)} names.")
    notes += alike(set(category))
    chosen = [day for day, keep in zip(dates, kept, strict=True) if keep and day is not None]
    spots = [place for place, keep in enumerate(kept) if keep]
    numbers = numbered(chosen, period, lambda place: where("when")(spots[place]))
    first, last = int(numbers.min()), int(numbers.max())
    if last - first >= 3000:
        raise UserError(f"{source}: {last - first + 1:,} periods from the first date to the last; allowed: up to 3,000")
    labels = labels_of(range(first, last + 1), period)
    partial, about = partial_periods(chosen, numbers, period, labels)
    frame = pd.DataFrame(
        {
            "when": [labels[number - first] for number in numbers],
            "what": [text for text, keep in zip(category, kept, strict=True) if keep],
            "weight": weights[kept],
        }
    )
    empty = [label for label in labels if label not in set(frame["when"])]
    if empty:
        notes.append(f"No rows in {shown(', '.join(empty))}.")
    return Record(name, frame, tuple(labels), partial, (*notes, *about), columns, period)


def told(blank: np.ndarray[Any, Any], table: pd.DataFrame, name: str, so: str) -> list[str]:
    """Sentence on blank cells, with the first rows that have them."""
    number = int(blank.sum())
    if not number:
        return []
    rows = ", ".join(str(row) for row in table.index[blank][:5]) + (", ..." if number > 5 else "")
    return [f"{number:,} {'row has' if number == 1 else 'rows have'} a blank {name!r} (row {rows}): {so}."]


def alike(names: set[str]) -> list[str]:
    """Sentences on categories that differ only in capitals."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names - {""}):
        groups.setdefault(name.casefold(), []).append(name)
    same = [group for group in groups.values() if len(group) > 1]
    return [f"Differ in capitals only, and count as different: {' and '.join(map(repr, group))}." for group in same]
