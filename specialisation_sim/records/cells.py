"""What a cell of a table says, before it is an amount or a date."""

from __future__ import annotations

import html
import math
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

BLANK = {"", "-", "\N{EN DASH}", "\N{EM DASH}", "n/a", "na", "#n/a", "nan", "nat", "none", "null"}
"""What stands for nothing in a column of dates or amounts."""

type Where = Callable[[int], str]
"""Name of a cell, from its place in the column, for messages."""


class _Read(dict[Any, str]):
    """Texts of cells; like cells are read once."""

    def __missing__(self, cell: Any) -> str:
        text = self[cell] = plain(cell)
        return text


def texts(cells: Sequence[Any]) -> list[str]:
    """Cells as text."""
    kinds = set(map(type, cells))
    if kinds <= {str, type(None)}:
        return list(map(_Read().__getitem__, cells))
    readers: dict[type, _Read] = {
        kind: _Read() for kind in kinds & {str, int, float, bool}
    }  # 1, 1.0 and True are alike
    return [readers[type(cell)][cell] if type(cell) in readers else plain(cell) for cell in cells]


def first_places[Key](keys: Sequence[Key]) -> dict[Key, int]:
    """Where each key occurs first, in the order of these places."""
    first = dict.fromkeys(keys, 0)
    first.update(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    return first


def is_missing(cell: Any) -> bool:
    """Whether a cell holds nothing: None, or not a number, date or value in any library's sense."""
    if cell is None or isinstance(cell, str):
        return cell is None
    return math.isnan(cell) if isinstance(cell, float) else str(cell) in {"nan", "NaT", "<NA>"}


def plain(cell: Any) -> str:
    """A cell as text: composed, with ordinary spaces, hyphens and apostrophes, and none at the ends."""
    if is_missing(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a spreadsheet keeps all numbers as floating ones
    raw = str(cell)
    if raw.isascii() and "&" not in raw:
        return " ".join(raw.split())
    text = html.unescape(raw) if "&" in raw else raw
    text = unicodedata.normalize("NFC", text).replace("\u2212", "-").replace("\u2019", "'").replace("\ufeff", "")
    return " ".join(text.split())
