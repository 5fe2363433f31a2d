"""What the process beside the server does with records: reads and audits them; and how large a block of runs is.

What it takes to do them is imported there, where they are done: the server's first page need not wait for it.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..base.errors import UserError

if TYPE_CHECKING:
    from ..records.read import Record

NOTHING: Mapping[str, Any] = MappingProxyType({})
STEP = 400_000
"""Work of a step of a block of runs, in the size of an agent's step: some tenths of a second where learning is dear."""


def block_of(kind: Any, *sets: Any) -> int:
    """Size of a block of runs, such that a step of all of them does not take long."""
    from ..runs.ensembles import BLOCK

    loads = [kind.workload(parameters) for parameters in sets]
    effort, width = max(load.effort for load in loads), max(load.width for load in loads)
    return int(min(BLOCK, width * max(STEP // effort, 1)))


def headed(name: str, coded: str, most: int, sheet: str = "") -> dict[str, Any]:
    """The columns of an uploaded table, its number of rows, its first rows, and what is guessed; nothing is kept.

    A workbook's table is that of a sheet, if one is named.

    Raises
    ------
    UserError
        If it is too large or no table.
    """
    from ..records.guess import currencies_of, guess_columns
    from ..records.shapes import is_wide
    from ..records.tables import read_table
    from ..records.workbooks import sheet_names

    with tempfile.TemporaryDirectory() as folder:
        path = _file(folder, name, coded, most)
        try:
            table = read_table(path, (), sheet or None)
            sheets = sheet_names(path)
        except UserError as error:
            raise UserError(str(error).replace(str(path), path.name)) from None
    cells = table.cells
    heads = [head for head in map(str, cells.columns) if head]
    first = [["" if cell is None else str(cell) for cell in row] for row in cells[heads].head(5).to_numpy().tolist()]
    return {
        "heads": heads,
        "rows": len(cells),
        "first": first,
        "notes": list(table.notes),
        "guess": (guess := guess_columns(cells)),
        "sheet": sheet,
        "sheets": sheets,
        "currencies": currencies_of(cells, guess["weight"]),
        "wide": is_wide(heads),
    }


def audited(
    name: str, coded: str, most: int, options: Mapping[str, Any], peer: tuple[str, str] | None = None
) -> dict[str, Any]:
    """An audit of an uploaded record, and of another organisation's beside it; nothing is kept.

    Raises
    ------
    UserError
        If the record cannot be read.
    """
    from ..output.record_audit import draw_audit
    from ..output.record_report import report
    from ..records import audit, fit_foundation, read_record
    from ..records.frames import path_frame
    from ..records.page import audit_page

    reading = {key: value for key, value in options.items() if key != "ahead"}

    def read(name: str, coded: str, without: Mapping[str, Any] = NOTHING) -> Record:
        with tempfile.TemporaryDirectory() as folder:
            path = _file(folder, name, coded, most)
            try:
                return read_record(path, **reading | dict(without))
            except UserError as error:
                raise UserError(str(error).replace(str(path), path.name)) from None

    audit_made = audit(read(name, coded), draws=500)
    other = None if peer is None else read(*peer, {"group": None, "sheet": None})
    fit = fit_foundation(audit_made)
    page = audit_page(audit_made, fit, peer=other, ahead=options.get("ahead"))
    return {
        "summary": page.text,
        "by": list(audit_made.by),
        "table": audit_made.table,
        "period": audit_made.record.period,
        "paths": {by: path_frame(trend) for by, trend in audit_made.trends.items() if len(trend.periods) > 1},
        "peer": page.frames.get("peer"),
        "forecast": page.frames.get("forecast"),
        "report": report(audit_made, page, draw_audit(audit_made, fit, page)),
    }


def _file(folder: str, name: str, coded: str, most: int) -> Path:
    if len(coded) > most * 4 / 3 + 8:
        raise UserError(f"{name} has {len(coded) * 0.75e-6:.1f} MB; allowed: to {most / 1e6:.1f} MB")
    path = Path(folder) / (Path(name.replace("\\", "/")).name or "record.csv")
    try:
        path.write_bytes(base64.b64decode(coded, validate=True))
    except ValueError:
        raise UserError(f"{name} did not arrive whole; try again") from None
    return path
