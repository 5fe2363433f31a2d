"""Reading the record of an organisation: a table of decisions as a tidy frame of `when`, `what`, `count` and `weight`.

Real tables have blank cells, currency signs, dates of several kinds, categories that were renamed, and half a year at
the end. Nothing is dropped in silence: what is left out is counted, and what is guessed is said, in the record's notes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from ..base.errors import UserError
from . import shapes
from .columns import ColumnNames, columns_of
from .date_forms import first_month
from .faults import shown
from .mapping import read_mapping, renamed
from .money import without_negative
from .periods import PER_YEAR, Period, labels_of, numbered, partial_periods
from .reading_options import alike, check_options
from .table_rows import read_rows, split_rows
from .tables import read_table

type Decimal = Literal[".", ","]


@dataclass(frozen=True, eq=False)
class Record:
    """The record of an organisation, one row a decision (or so many as `count` says).

    Attributes
    ----------
    name : str
        What the record is called.
    frame : DataFrame
        Columns `when` (label of the period, such as 2024, 2024-Q3 or 2024/25), `what` (category), `count` (decisions
        that the row stands for), `weight` (NaN if blank; one if the record has no weights) and, if asked for, `group`.
    periods : tuple of str
        All periods from the first to the last, those without decisions too.
    partial : mapping
        Periods that the record seems to hold only a part of, and why.
    notes : tuple of str
        What was guessed, left out, merged or looked odd, in sentences.
    columns : mapping
        Names of the columns that `when`, `what`, `weight`, `count` and `group` were read from.
    period : {"year", "quarter", "month"}
        Length of a period.
    totals : bool
        Whether rows are totals of a category in a period, and not decisions.
    """

    name: str
    frame: pd.DataFrame
    periods: tuple[str, ...]
    partial: Mapping[str, str]
    notes: tuple[str, ...]
    columns: Mapping[str, str]
    period: Period
    totals: bool = False

    @property
    def weighted(self) -> bool:
        """Whether the record has a column of weights."""
        return "weight" in self.columns

    @property
    def per_year(self) -> int:
        """Periods of a year."""
        return PER_YEAR[self.period]


def read_record(
    path: str | PathLike[str],
    *,
    when: str | None = None,
    what: str,
    weight: str | None = None,
    sheet: str | None = None,
    **options: Any,
) -> Record:
    """Read a record from a file.

    Parameters
    ----------
    path : path
        A file with a header and one row a decision: CSV (UTF-8, UTF-16 or Windows-1252, its cells parted by commas,
        semicolons, tabs or bars), an Excel workbook, or JSON. Lines before the header are left out.
    when, what, weight : str
        Columns of the date, the category and the amount. Capitals do not matter. Without `when`, columns named like
        periods are taken for those of a wide table.
    sheet : str, optional
        Sheet of a workbook.
    **options
        See `tidy`.

    Returns
    -------
    Record
        Named after the file.

    Raises
    ------
    UserError
        For all faults at once, with file, row (as a spreadsheet counts, the header is row 1), column, value and what is
        allowed.
    """
    file = Path(path)
    asked = {"when": when, "what": what, "weight": weight, "count": options.get("count"), "group": options.get("group")}
    with nothing_collected():
        table = read_table(file, [name for name in asked.values() if name], sheet)
        return tidy(
            table.cells,
            when=when,
            what=what,
            weight=weight,
            source=str(file),
            name=file.stem,
            comma_parts=table.comma_parts,
            notes=table.notes,
            faults=table.faults,
            **options,
        )


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Make millions of cells without a search for circular garbage every few thousand, which takes most of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def tidy(
    table: pd.DataFrame,
    *,
    when: str | None = None,
    what: str,
    weight: str | None = None,
    count: str | None = None,
    group: str | None = None,
    period: Period = "year",
    mapping: str | PathLike[str] | Mapping[str, str] | None = None,
    day_first: bool | None = None,
    decimal: Decimal | None = None,
    currency: str | None = None,
    negative: Literal["leave out", "net"] = "leave out",
    split: str | None = None,
    shared: bool = False,
    wide: bool = False,
    cells: Literal["amounts", "counts"] = "amounts",
    year_starts: str | int | None = None,
    skip_bad: bool = False,
    source: str = "the frame",
    name: str = "record",
    comma_parts: bool = True,
    notes: Sequence[str] = (),
    faults: Sequence[tuple[int, str]] = (),
) -> Record:
    """Make a tidy record of a table.

    Parameters
    ----------
    table : DataFrame
        One row a decision; its index names rows in messages.
    when, what, weight : str
        Columns of the date, the category and the amount.
    count : str, optional
        Column that says how many decisions a row stands for.
    group : str, optional
        Column of who decided, or whatever else decisions are grouped by.
    period : {"year", "quarter", "month"}
        Length of a period.
    mapping : path or mapping, optional
        New names of categories, or a CSV file with the columns `from` and `to`.
    day_first : bool, optional
        Whether 1/2/2024 is in February; needed only where the cells do not tell.
    decimal : {".", ","}, optional
        Decimal mark of the amounts; needed only where the cells do not tell.
    currency : str, optional
        The currency to take where there are several.
    negative : {"leave out", "net"}
        Whether negative amounts are left out, or set off against others of their category and period.
    split : str, optional
        What parts several categories in a cell.
    shared : bool
        Whether a decision of several categories counts as a part of one in each, not as a whole one.
    wide : bool
        Whether each period has a column of its own.
    cells : {"amounts", "counts"}
        What the cells of a wide table are.
    year_starts : str or int, optional
        Month with which years begin.
    skip_bad : bool
        Whether rows with cells that cannot be read are left out, and told, in place of an error.
    source, name : str
        What the table is called in messages, and the record.
    comma_parts : bool
        See `amounts`.
    notes, faults
        What the reader of the file has to say.

    Returns
    -------
    Record

    Raises
    ------
    UserError
        For all faults of the cells at once.
    """
    check_options(period, negative, cells, decimal, split)
    start = first_month(year_starts)
    if not len(table) and not faults:
        raise UserError(f"{source} has no rows")
    notes_so_far = list(notes)
    given = columns_of(table, ColumnNames(when, what, weight, count, group), source, wide, cells, notes_so_far)
    rows = read_rows(
        given,
        source,
        day_first=day_first,
        decimal=decimal,
        comma_parts=comma_parts,
        currency=currency,
        faults=faults,
        skip_bad=skip_bad,
        notes=notes_so_far,
    )
    columns = given.columns
    aggregated = "count" not in columns and (given.totals or shapes.is_aggregated(rows.days, rows.what))
    if aggregated and not given.totals:
        notes_so_far.append(
            shapes.about_aggregated(list(map(str, table.columns)), list(columns.values()), "weight" in columns)
        )
    numbers = numbered(rows.days, period, rows.where, start)
    first, last = int(numbers.min()), int(numbers.max())
    if last - first >= 3000:
        raise UserError(f"{source}: {last - first + 1:,} periods from the first date to the last; allowed: up to 3,000")
    labels = labels_of(range(first, last + 1), period, rows.fiscal or ("2014/15" if start > 1 else ""))
    partial, about = partial_periods(rows.days, numbers, period, labels, start)
    rows, back = split_rows(rows, split, shared, columns["what"], notes_so_far)
    numbers = numbers[back]
    values = rows.what
    if mapping is not None:
        pairs = read_mapping(mapping)
        values, changed = renamed(values, pairs, source, columns["what"])
        notes_so_far.append(f"{changed:,} rows were given another category by the mapping of {len(pairs)} names.")
    notes_so_far += alike(set(values))
    codes = pd.factorize(np.array(values, dtype=object))[0]
    weights, stay, said = without_negative(rows.weights, (numbers - first) * (codes.max() + 1) + codes, negative)
    notes_so_far += said
    frame = {
        "when": np.array(labels, dtype=object)[numbers - first],
        "what": values,
        "count": rows.counts,
        "weight": weights,
    }
    if rows.groups:
        frame["group"] = rows.groups
    kept = pd.DataFrame(frame)[stay].reset_index(drop=True)
    if kept.empty:
        raise UserError(f"{source}: no row is left; all amounts are negative")
    filled = set(kept["when"].unique())
    empty = [label for label in labels if label not in filled]
    if empty:
        notes_so_far.append(f"No rows in {shown(', '.join(empty))}.")
    totals = bool(aggregated and "weight" in columns)
    return Record(name, kept, tuple(labels), partial, (*notes_so_far, *about), columns, period, totals)
