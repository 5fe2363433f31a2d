"""A file as a table of cells, whatever program wrote it, and finding a column in it.

CSV of any common encoding and separator, Excel workbooks and JSON; lines before the header are left out. What was
guessed on the way is said in the table's notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import UserError, unknown
from ..base.files import check_file
from .cells import plain
from .headers import Lines, below_header, year_columns
from .text_tables import json_lines, looks_like_json, text_lines, text_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Table:
    """Cells of a file.

    Attributes
    ----------
    cells : DataFrame
        One row a decision, its index being the rows as a spreadsheet counts them.
    comma_parts : bool
        Whether commas part the cells, so that 3,000 is three thousand.
    notes : tuple of str
        What was guessed or left out, in sentences.
    faults : tuple of (row, str)
        Rows that do not fit the header, with what is wrong.
    """

    cells: pd.DataFrame
    comma_parts: bool
    notes: tuple[str, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()


def read_table(file: Path, wanted: Sequence[str] = (), sheet: str | None = None) -> Table:
    """Read a file.

    Parameters
    ----------
    file : Path
        CSV, Excel or JSON.
    wanted : sequence of str
        Columns that the header must have, by which it is found.
    sheet : str, optional
        Sheet of a workbook; its first with a table if left out.

    Returns
    -------
    Table

    Raises
    ------
    UserError
        If the file is none of these, or holds no table.
    """
    raw = bytes_of(file)
    if raw[:4] == b"PK\x03\x04":
        from .workbooks import workbook_lines

        lines = workbook_lines(file, raw, sheet, wanted)
    else:
        if sheet is not None:
            raise UserError(f"{file} is no Excel workbook; --sheet is for workbooks only")
        text, notes = text_of(file, raw)
        lines = json_lines(file, text, notes) if looks_like_json(text) else text_lines(file, text, notes, wanted)
    return table_of(file, lines, wanted)


def table_of(file: Path, lines: Lines, wanted: Sequence[str]) -> Table:
    """The table below the header."""
    import pandas as pd

    header, rows, notes, faults = below_header(file, lines, wanted)
    frame = pd.DataFrame(
        [cells for _, cells in rows],
        columns=[plain(name) for name in header],
        index=pd.Index([row_number for row_number, _ in rows]),
        dtype=object,
    )
    return Table(frame, lines.comma_parts, (*lines.notes, *notes), tuple(faults))


KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", "save it as .xlsx or CSV"),
    (b"\x1f\x8b", "compressed (gzip)", "unpack it first"),
    (b"%PDF", "a PDF", "export the table as CSV"),
    (b"PAR1", "Parquet", "read it with pandas and give the frame to tidy(), or save it as CSV"),
    (b"SQLite format 3", "a database (SQLite)", "export the table as CSV"),
)
"""Beginnings of files that hold no table of text, what they are, and what to do."""


def bytes_of(file: Path, most: int = -1) -> bytes:
    """Bytes of a file that may hold a table; at most so many if asked."""
    check_file(file)
    try:
        with file.open("rb") as opened:
            raw = opened.read(most)
    except (OSError, ValueError) as fault:
        raise UserError(f"{file}: the file cannot be read: {fault}") from None
    for start, kind, remedy in KINDS:
        if raw.startswith(start):
            raise UserError(f"{file} is {kind}, not a table of text; {remedy}")
    return raw


def column(table: pd.DataFrame, wanted: str, source: str, notes: Sequence[str] = ()) -> str:
    """Name of the column that is meant; capitals and spaces at the ends do not matter."""
    return column_of([str(name) for name in table.columns], wanted, source, notes)


def column_of(names: Sequence[str], wanted: str, source: str, notes: Sequence[str] = ()) -> str:
    """The one of some names that is meant.

    Raises
    ------
    UserError
        If none is, or several are.
    """
    same = [name for name in names if name == plain(wanted)] or [
        name for name in names if name.casefold() == plain(wanted).casefold()
    ]
    if len(same) > 1:
        raise UserError(f"{source} has {len(same)} columns {wanted!r}; allowed: one")
    if not same:
        fault = unknown("column", wanted, [name for name in names if name])
        years = year_columns(names)
        hint = ""
        if len(years) >= 3:
            rest = next((name for name in names if name and name not in years), "NAME")
            hint = (
                f"; the columns {years[0]} to {years[-1]} look like periods of a wide table: try --wide --what {rest!r}"
            )
        said = f" ({' '.join(notes)})" if notes else ""
        raise UserError(f"{source}: {fault}{hint}{said}")
    return same[0]


def listed_rows(rows: Sequence[Any], most: int = 5) -> str:
    """The first rows of some, for a sentence."""
    return ", ".join(str(row) for row in rows[:most]) + (", ..." if len(rows) > most else "")
