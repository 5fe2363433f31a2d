"""Text as lines of cells: its encoding, what parts its cells, and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..base.errors import UserError
from .headers import Lines, has_names

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAMPLE = 200
"""Lines by which it is found what parts the cells."""


def text_of(file: Path, raw: bytes) -> tuple[str, list[str]]:
    """Text of a file in UTF-8, UTF-16 or Windows-1252, and what was guessed of it."""
    notes: list[str] = []
    encoding = "utf-8-sig"
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encoding = "utf-16"
    elif len(raw) > 3 and raw[:200].count(b"\0") > 0.3 * len(raw[:200]):
        encoding = "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"
        notes.append("Read as UTF-16.")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding != "utf-8-sig":
            raise UserError(f"{file}: the file begins like {encoding.upper()} and is not; save it as UTF-8") from None
        # The codec has counted the byte-order mark out; its place in the file does not matter here.
        row = raw.count(b"\n", 0, fault.start) + 1
        byte = fault.object[fault.start]
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("cp1252", errors="replace")
        notes.append(
            f"Read as Windows-1252 (cp1252), since row {row} has the byte 0x{byte:02x}, which is not "
            "UTF-8: look whether "
            "names with accents are right."
        )
    if not text.strip("\ufeff \r\n\t"):
        raise UserError(f"{file} is empty; needed: a header and one row a decision")
    if "\0" in text:
        raise UserError(f"{file} holds zero bytes: it is not a text file; save the table as CSV")
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise UserError(f"{file} is a web page (HTML); save the table as CSV")
    return text.removeprefix("\ufeff"), notes


def text_lines(file: Path, text: str, notes: Sequence[str], wanted: Sequence[str]) -> Lines:
    """Lines of a CSV file."""
    delimiter = delimiter_of(text, wanted)
    loose = []
    try:
        rows = rows_of(text, delimiter, strict=True)
    except csv.Error as fault:
        if "end of data" in str(fault):
            raise UserError(f"{file}: the file is not CSV: a quotation mark is opened and never closed") from None
        try:
            rows = rows_of(text, delimiter, strict=False)
        except csv.Error as other:
            raise UserError(f"{file}: the file is not CSV: {other}") from None
        loose = ["Quotation marks stand inside of cells: taken as they are."]
    said = [f"Cells are parted by {NAMES[delimiter]}."] if delimiter in "\t|" else []
    return Lines(rows, [*notes, *loose, *said], delimiter == ",")


def rows_of(text: str, delimiter: str, *, strict: bool) -> list[tuple[int, int, list[Any]]]:
    """Number of each row, the line of the file where it begins, and its cells."""
    rows: list[tuple[int, int, list[Any]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    line = 1
    for row_number, row in enumerate(reader, start=1):
        rows.append((row_number, line, row))
        line = reader.line_num + 1
    return rows


def delimiter_of(text: str, wanted: Sequence[str]) -> str:
    """What parts the cells: the mark by which the columns asked for are found, else that of the most even lines."""
    sample = text[:200_000]
    best, most = ",", (False, 0.0, 0)
    for delimiter in DELIMITERS:
        rows: list[list[str]] = []
        try:
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                rows.append(row)
                if len(rows) == SAMPLE:
                    break
        except csv.Error:
            pass
        widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
        width, often = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        if width < 2:
            continue
        # A header of one long name with commas in it is no header of many columns.
        head = next((len(row) for row in rows if any(cell.strip() for cell in row)), 1)
        named = bool(wanted) and len(wanted) > 1 and any(has_names(row, wanted) for row in rows[:60])
        score = named, often / max(sum(widths.values()), 1) + 0.01 * (head == width), width
        if score > most:
            best, most = delimiter, score
    return best


def looks_like_json(text: str) -> bool:
    """Whether text is JSON, or lines of it."""
    start = text.lstrip()
    return start[:1] == "{" or (start[:1] == "[" and start[1:].lstrip()[:1] in {"{", "[", "]"})


def json_lines(file: Path, text: str, notes: Sequence[str]) -> Lines:
    """Lines of a list of JSON objects, or of JSON objects one a line."""
    try:
        try:
            data = json.loads(text)
        except ValueError:
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError as fault:
        raise UserError(f"{file} begins like JSON and is not: {fault}") from None
    if isinstance(data, dict):
        tables = [value for value in data.values() if is_table(value)]
        data = tables[0] if len(tables) == 1 else [data]
    if not is_table(data):
        raise UserError(f"{file} is JSON, but no list of objects with the same names; save the table as CSV")
    names = list(dict.fromkeys(name for row in data for name in row))
    rows = [[flat(row.get(name)) for name in names] for row in data]
    lines = [(row_number, row_number, row) for row_number, row in enumerate([names, *rows], start=1)]
    return Lines(
        lines, [*notes, f"Read as JSON: {len(rows):,} objects; rows are counted as in a table with a header."], True
    )


def is_table(data: Any) -> bool:
    """Whether JSON is a list of objects."""
    return isinstance(data, list) and bool(data) and all(isinstance(row, dict) for row in data)


def flat(cell: Any) -> Any:
    """A cell of JSON: a list of plain values as text parted by semicolons."""
    if isinstance(cell, list):
        return "; ".join(str(part) for part in cell)
    return json.dumps(cell) if isinstance(cell, dict) else cell
