"""What the head of a file tells: a file that is no table, or a column that is not there, is refused before all is read.

Only what reading all of the file would refuse too is refused here; nothing heavy is loaded for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from ..base.errors import UserError
from .cells import plain
from .date_forms import first_month
from .headers import FIRST, Lines, has_names, header_place, says_something, year_columns
from .reading_options import check_options
from .tables import bytes_of, column_of
from .text_tables import delimiter_of, looks_like_json, text_of

MOST = 1_000_000
"""Bytes that are read."""


def check_reading(
    file: Path,
    columns: Sequence[str | None],
    *,
    sheet: str | None = None,
    wide: bool = False,
    period: str = "year",
    negative: str = "leave out",
    cells: str = "amounts",
    decimal: str | None = None,
    split: str | None = None,
    year_starts: str | None = None,
) -> None:
    """Refuse what the head of a file, or the words asked for, show to be wrong.

    Parameters
    ----------
    file : Path
        The file.
    columns : sequence of str or None
        Columns of the date, the category, and whatever else is asked for; None is not asked for.
    sheet, wide, period, negative, cells, decimal, split, year_starts
        See `read_record`.

    Raises
    ------
    UserError
        As `read_record` does.
    """
    check_options(period, negative, cells, decimal, split)
    first_month(year_starts)
    raw = bytes_of(file, MOST)
    if raw[:4] == b"PK\x03\x04":
        return  # a workbook: its columns are seen when it is read
    if sheet is not None:
        raise UserError(f"{file} is no Excel workbook; --sheet is for workbooks only")
    if len(raw) == MOST:
        raw = raw[: raw.rfind(b"\n") + 1]
        if b"\0" in raw or not raw:
            return  # UTF-16, which a cut may spoil, or one long line
    text, notes = text_of(file, raw)
    if looks_like_json(text):
        return
    wanted = [name for name in columns if name]
    head = lines_of(text, delimiter_of(text, wanted))
    if not head.rows or any(has_names(row, wanted) for _, _, row in head.rows):
        return
    names = [plain(name) for name in head.rows[header_place(head.rows, wanted)][2]]
    if columns[0] is None and not wide and len(year_columns(names)) < 3:
        return  # it is the column of dates that is missing: the reader says so
    for name in wanted:
        column_of(names, name, str(file), notes)


def lines_of(text: str, delimiter: str) -> Lines:
    """The first lines that say anything; cells are parted as they are, since some of them may go on beyond the head."""
    rows = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if says_something(row):
                rows.append((number, number, list(row)))
            if len(rows) == FIRST + 1:
                break
    except csv.Error:
        pass
    return Lines(list(rows), [], delimiter == ",")
