"""Where the table of a file begins and ends: its header, blank columns, lines before it and notes below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..base.errors import UserError
from .cells import is_missing, plain

FIRST = 60
"""Lines among which the header is looked for."""

PERIOD_NAME = re.compile(
    r"(?:fy ?)?(?:1[5-9]|20|21)\d{2}(?:\.0)?|fy ?\d{2}|(?:1[5-9]|20|21)\d{2} ?[-/] ?\d{2,4}|"
    r"(?:1[5-9]|20|21)\d{2}[ -]?q[1-4]|q[1-4][ -]?(?:1[5-9]|20|21)\d{2}",
    re.IGNORECASE,
)


class Lines(NamedTuple):
    """Lines of a file: number as a spreadsheet counts, number in the file, and cells."""

    rows: list[tuple[int, int, list[Any]]]
    notes: list[str]
    comma_parts: bool


def below_header(
    file: Path, lines: Lines, wanted: Sequence[str]
) -> tuple[list[str], list[tuple[int, list[Any]]], list[str], list[tuple[int, str]]]:
    """Header, the rows below it, notes on what was left out, and rows that do not fit."""
    full = [entry for entry in lines.rows if says_something(entry[2])]
    if not full:
        raise UserError(f"{file} is empty; needed: a header and one row a decision")
    spot = header_place(full, wanted)
    notes: list[str] = []
    _, line, names = full[spot]
    if spot:
        before = "line" if spot == 1 else f"{spot} lines"
        notes.append(
            f"The header was found in row {line}; the {before} above it {'is' if spot == 1 else 'are'} left out."
        )
    below = full[spot + 1 :]
    header = [plain(name) for name in names]
    while (
        header
        and not header[-1]
        and not any(is_filled(row[len(header) - 1]) for _, _, row in below if len(row) >= len(header))
    ):
        header.pop()
    width = len(header)
    rows: list[tuple[int, list[Any]]] = []
    faults: list[tuple[int, str]] = []
    remarks: set[int] = set()
    for row_number, _, row in below:
        if len(row) == width:
            rows.append((row_number, row))
            continue
        cells = row
        while len(cells) > width and not is_filled(cells[-1]):
            cells = cells[:-1]
        if len(cells) != width:
            faults.append(
                (row_number, f"{file}: row {row_number} has {cells_in(row)}; the header has {cells_in(header)}")
            )
            if is_remark(row):
                remarks.add(row_number)
        else:
            rows.append((row_number, cells))
    last = rows[-1][0] if rows else 0
    remarks = {row_number for row_number in remarks if row_number > last}
    if rows and remarks:
        faults = [fault for fault in faults if fault[0] not in remarks]
        notes.append(
            f"{len(remarks):,} line{'' if len(remarks) == 1 else 's'} below the table (row {min(remarks)} on): "
            "left out."
        )
    if not rows and not faults:
        raise UserError(f"{file} has a header and no rows below it")
    blank = [
        index for index, name in enumerate(header) if not name and not any(is_filled(cells[index]) for _, cells in rows)
    ]
    if blank:
        kept = [index for index in range(width) if index not in set(blank)]
        header = [header[index] for index in kept]
        rows = [(row_number, [cells[index] for index in kept]) for row_number, cells in rows]
        notes.append(f"{len(blank)} blank column{'' if len(blank) == 1 else 's'}: left out.")
    return header, rows, notes, faults


def is_remark(row: Sequence[Any]) -> bool:
    """Whether a line is words in one cell, as below a table."""
    filled = [str(cell) for cell in row if is_filled(cell)]
    return len(filled) == 1 and any(mark.isalpha() for mark in filled[0])


def header_place(rows: Sequence[tuple[int, int, list[Any]]], wanted: Sequence[str]) -> int:
    """Place of the header: the first line with the columns asked for, else the first that is as wide as the table."""
    for index, (_, _, row) in enumerate(rows[:FIRST]):
        if wanted and has_names(row, wanted):
            return index
    filled = [sum(is_filled(cell) for cell in row) for _, _, row in rows[:FIRST]]
    widths = Counter(len(row) for _, _, row in rows)
    usual = widths.most_common(1)[0][0]
    if len(rows[0][2]) == usual and filled[0] > 1:
        return 0
    for index, (_, _, row) in enumerate(rows[:FIRST]):
        # A header is a line of names, as wide as what follows, on which few cells are blank.
        if len(row) == usual and filled[index] >= max(0.6 * usual, min(usual, 2)) and index + 1 < len(rows):
            return index
    return 0


def has_names(row: Sequence[Any], wanted: Sequence[str]) -> bool:
    """Whether a line names all the columns."""
    names = {plain(cell).casefold() for cell in row}
    return all(plain(name).casefold() in names for name in wanted)


def year_columns(names: Sequence[str]) -> list[str]:
    """Columns that are named like periods."""
    return [name for name in names if PERIOD_NAME.fullmatch(name.strip())]


def says_something(row: Sequence[Any]) -> bool:
    """Whether any cell of a line is filled; mostly the first is."""
    return bool(row) and (is_filled(row[0]) or any(map(is_filled, row)))


def is_filled(cell: Any) -> bool:
    """Whether a cell says anything."""
    return bool(cell.strip()) if isinstance(cell, str) else not is_missing(cell)


def cells_in(row: Sequence[Any]) -> str:
    """Say how many cells a row has."""
    return "no cells" if not row else "1 cell" if len(row) == 1 else f"{len(row)} cells"
