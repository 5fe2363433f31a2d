"""What a cell of a table says, before it is an amount or a date."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

BLANK = {"", "-", "\N{EN DASH}", "\N{EM DASH}", "n/a", "na", "#n/a", "nan", "nat", "none", "null"}
"""What stands for nothing in a column of dates or amounts."""

type Where = Callable[[int], str]
"""Name of a cell, from its place in the column, for messages."""


def texts(cells: Sequence[Any]) -> list[str]:
    """Cells as text; like cells are read once."""
    cache: dict[Any, str] = {}
    read = []
    for cell in cells:
        key = (type(cell), cell if isinstance(cell, (str, int, float)) else str(cell))
        text = cache.get(key)
        if text is None:
            text = cache[key] = plain(cell)
        read.append(text)
    return read


def plain(cell: Any) -> str:
    """A cell as text: composed, with ordinary spaces, hyphens and apostrophes, and none at the ends."""
    if cell is None or (isinstance(cell, float) and np.isnan(cell)) or cell is pd.NaT or cell is pd.NA:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a spreadsheet keeps all numbers as floating ones
    raw = str(cell)
    if raw.isascii() and "&" not in raw:
        return " ".join(raw.split())
    text = html.unescape(raw) if "&" in raw else raw
    text = unicodedata.normalize("NFC", text).replace("\u2212", "-").replace("\u2019", "'").replace("\ufeff", "")
    return " ".join(text.split())
