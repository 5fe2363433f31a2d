"""The list of reproductions, without what each of them computes: `reproductions.json`, written with the docs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..base.files import write_whole
from ..base.shipped_files import PACKAGE
from ..output.outlines import declarations

TABLE = PACKAGE / "reproductions.json"
SOURCES = PACKAGE / "studies" / "sources"


def listed() -> dict[str, dict[str, Any]]:
    """Source, figure, size and seconds of each reproduction, by name; made anew if the sources have changed since."""
    if TABLE.is_file():
        table = json.loads(TABLE.read_text(encoding="utf-8"))
        if table["written"] == _written():
            rows: dict[str, dict[str, Any]] = table["rows"]
            return rows
    return made_anew()["rows"]


def made_anew() -> dict[str, Any]:
    """What the table should hold."""
    from .reproductions_page import size
    from .sources import REPRODUCTIONS

    rows = {
        name: {
            "source": reproduction.source,
            "figure": reproduction.figure,
            "size": size(name),
            "seconds": reproduction.seconds,
        }
        for name, reproduction in REPRODUCTIONS.items()
    }
    return {"written": _written(), "rows": rows}


def write_list(path: Path = TABLE) -> None:
    """Write the table anew from the sources."""
    text = json.dumps(made_anew(), indent=1) + "\n"
    write_whole(path, lambda part: part.write_text(text, encoding="utf-8"))


def _written() -> str:
    """Checksum of what the sources declare."""
    return " ".join(declarations(file) for file in sorted(SOURCES.glob("*.py")))
