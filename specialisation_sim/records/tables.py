"""A CSV file as a table of text, and finding a column in it."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pandas as pd

from ..base.errors import UserError, unknown
from .cells import plain
from .weather import cells_in

DELIMITERS = (",", ";", "\t", "|")


def read_table(file: Path) -> tuple[pd.DataFrame, str]:
    """Cells of a CSV file as text, the index being the rows as a spreadsheet counts them, and what parts the cells."""
    text = text_of(file)
    head = text.lstrip("\r\n").partition("\n")[0]
    unquoted = "".join(head.split('"')[::2])
    delimiter = max(DELIMITERS, key=unquoted.count)
    try:
        header, *rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as fault:
        raise UserError(f"{file}: the file is not CSV: {fault}") from None
    kept = [(number, row) for number, row in enumerate(rows, 2) if any(cell.strip() for cell in row)]
    for number, row in kept:
        if len(row) != len(header):
            raise UserError(f"{file}: row {number} has {cells_in(row)}; the header has {cells_in(header)}")
    if not kept:
        raise UserError(f"{file} has a header and no rows below it")
    table = pd.DataFrame([row for _, row in kept], columns=[plain(name) for name in header], dtype=object)
    return table.set_axis(pd.Index([number for number, _ in kept])), delimiter


def text_of(file: Path) -> str:
    """Text of a file, with or without byte-order mark."""
    if file.is_dir():
        raise UserError(f"{file} is a folder; a record is a CSV file")
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise UserError(f"{file}: there is no such file") from None
    except (OSError, ValueError) as fault:
        raise UserError(f"{file}: the file cannot be read: {fault}") from None
    try:
        text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as fault:
        row = raw.count(b"\n", 0, fault.start) + 1
        raise UserError(
            f"{file}: row {row} has the byte 0x{raw[fault.start]:02x}, which is not {fault.encoding.upper()}; save "
            "the file as UTF-8"
        ) from None
    if not text.strip():
        raise UserError(f"{file} is empty; needed: a header and one row a decision")
    if "\0" in text:
        raise UserError(f"{file} holds zero bytes: it is not a text file; save the table as CSV")
    return text


def column(table: pd.DataFrame, wanted: str, source: str) -> str:
    """Name of the column that is meant; capitals and spaces at the ends do not matter."""
    names = [str(name) for name in table.columns]
    same = [name for name in names if name == wanted] or [
        name for name in names if name.strip().lower() == wanted.strip().lower()
    ]
    if len(same) > 1:
        raise UserError(f"{source} has {len(same)} columns {wanted!r}; allowed: one")
    if not same:
        fault = unknown("column", wanted, [name for name in names if name])
        raise UserError(f"{source}: {fault}")
    return same[0]
