"""What a cell of a table says, before it is an amount or a date."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

BLANK = {"", "-", "\N{EN DASH}", "\N{EM DASH}", "n/a", "na", "#n/a", "nan", "nat", "none", "null"}
"""What stands for nothing in a column of dates or amounts."""

type Where = Callable[[int], str]
"""Name of a cell, from its place in the column, for messages."""


def plain(cell: Any) -> str:
    """A cell as text: composed, with ordinary spaces, hyphens and apostrophes, and none at the ends."""
    if cell is None or (isinstance(cell, float) and np.isnan(cell)) or cell is pd.NaT or cell is pd.NA:
        return ""
    text = unicodedata.normalize("NFC", str(cell)).replace("\u2212", "-").replace("\u2019", "'").replace("\ufeff", "")
    return " ".join(text.split())
