"""Excel workbooks as lines of cells, read by openpyxl (the extra `excel`)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from ..base.errors import UserError, unknown
from .headers import FIRST, Lines, has_names, is_filled


def workbook_lines(file: Path, raw: bytes, sheet: str | None, wanted: Sequence[str]) -> Lines:
    """Lines of one sheet: that asked for, else the first with the columns asked for, else the first that is not empty.

    Raises
    ------
    UserError
        If openpyxl is missing, the file is no workbook, or has no such sheet.
    """
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise UserError(
            f"{file} is an Excel workbook; to read it install the extra `excel` (pip install "
            "'specialisation-sim[excel]'), "
            "or save the sheet as CSV"
        ) from None
    try:
        # What Excel last computed is read, not the formulas. Read-only mode would trust a size that some programs
        # write wrongly.
        book = openpyxl.load_workbook(BytesIO(raw), data_only=True)
    except Exception as fault:  # the library raises what its parts raise: zip, XML, key errors
        raise UserError(
            f"{file} is a zip file but no Excel workbook that can be read ({type(fault).__name__}); save "
            "it as .xlsx or CSV"
        ) from None
    names = [page.title for page in book.worksheets]
    pages = {page.title: rows_of(page) for page in book.worksheets}
    filled = [name for name in names if pages[name]]
    if sheet is not None:
        same = [name for name in names if name.strip().casefold() == sheet.strip().casefold()]
        if not same:
            raise UserError(f"{file}: {unknown('sheet', sheet, names)}")
        chosen = same[0]
        filled_here = bool(pages[chosen])
    else:
        named = [name for name in filled if wanted and any(has_names(row, wanted) for _, _, row in pages[name][:FIRST])]
        chosen = (named or filled or names)[0]
        filled_here = bool(filled)
    if not filled_here:
        raise UserError(f"{file}: sheet {chosen!r} is empty; needed: a header and one row a decision")
    notes = []
    if sheet is None and len(filled) > 1:
        others = ", ".join(repr(name) for name in filled if name != chosen)
        notes.append(f"Read the sheet {chosen!r}; the workbook has {others} too (--sheet).")
    return Lines(pages[chosen], notes, True)


def sheet_names(file: Path) -> list[str]:
    """Names of the sheets of a workbook; none of another file."""
    if file.read_bytes()[:4] != b"PK\x03\x04":
        return []
    import openpyxl

    return [str(name) for name in openpyxl.load_workbook(file, read_only=True).sheetnames]


def rows_of(page: Any) -> list[tuple[int, int, list[Any]]]:
    """Rows that say anything, all as wide as the widest."""
    rows = [(row_number, list(row)) for row_number, row in enumerate(page.iter_rows(values_only=True), start=1)]
    kept = [(row_number, row) for row_number, row in rows if any(is_filled(cell) for cell in row)]
    width = max((max(index for index, cell in enumerate(row) if is_filled(cell)) + 1 for _, row in kept), default=0)
    return [(row_number, row_number, (row + [None] * width)[:width]) for row_number, row in kept]
