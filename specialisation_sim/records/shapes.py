"""Shapes that tables of decisions come in: wide, aggregated, several values in a cell, rows of totals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import UserError
from ..laws.arrays import Flags, Indices
from .headers import year_columns

WIDE_WHEN, WIDE_VALUE = "(period)", "(cell)"
"""Columns that a wide table is given when it is made long."""

TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|over all|general)[ -]?)?totals?[ :.]*(?:\(.*\))?"
    r"|sum|sum total|summe|gesamt|insgesamt|i alt|ialt",
    re.IGNORECASE,
)
"""Names of rows that add up others."""

COUNT_NAMES = re.compile(
    r"count|counts|number|n|#|no\.?|(?:number|count|no\.?|#) ?(?:of )?\w+|\w+ count", re.IGNORECASE
)
MARKS = (";", "|", "\n")
"""What parts several values in a cell; a comma parts words too, and is not guessed."""

OFTEN, FULL = 1.25, 0.6
"""A table is one of totals with at most so many rows a pair of date and category, and so large a share of all pairs."""


def is_wide(names: Sequence[str]) -> bool:
    """Whether columns look like the periods of a wide table."""
    return len(year_columns(names)) >= 3


def long_table(table: pd.DataFrame, what: str, keep: Sequence[str], source: str) -> tuple[pd.DataFrame, str]:
    """A wide table, one row a category and one column a period, as one row for each of both; and a note on it."""
    periods = year_columns([str(name) for name in table.columns])
    if len(periods) < 2:
        raise UserError(
            f"{source} has {len(periods)} column{'' if len(periods) == 1 else 's'} named like a period "
            "(2019, 2019/20, FY19, "
            "2019-Q3); --wide needs at least two"
        )
    kept = list(dict.fromkeys([what, *keep]))
    parts = []
    for period in periods:
        part = table[kept].copy()
        part[WIDE_WHEN], part[WIDE_VALUE] = period, table[period]
        parts.append(part)
    note = f"Read as a wide table: the columns {periods[0]} to {periods[-1]} are its {len(periods)} periods."
    return pd.concat(parts).sort_index(kind="stable"), note


def totals(category: Sequence[str], dates: Sequence[str]) -> Flags:
    """Rows that add up others, by their category or by what stands in place of a date."""
    names = {text: bool(TOTAL.fullmatch(text)) for text in {*category, *dates}}
    return np.array([names[first] or names[second] for first, second in zip(category, dates, strict=True)], dtype=bool)


def split_cells(category: Sequence[str], mark: str) -> tuple[Indices, list[str], Indices]:
    """Values of cells that hold several: for each the place of its row, the value, and how many share the cell."""
    parts: dict[str, list[str]] = {}
    for text in category:
        if text not in parts:
            parts_of = [" ".join(part.split()) for part in text.split(mark)]
            parts[text] = list(dict.fromkeys(part for part in parts_of if part)) or [""]
    rows = [index for index, text in enumerate(category) for _ in parts[text]]
    values = [part for text in category for part in parts[text]]
    sharing = [len(parts[text]) for text in category for _ in parts[text]]
    return np.array(rows, dtype=np.intp), values, np.array(sharing, dtype=np.intp)


def several_values(category: Sequence[str], name: str) -> str:
    """Note on a column whose cells seem to hold several values; empty if they do not."""
    filled = Counter(text for text in category if text)
    for mark in MARKS:
        holding = {text: number for text, number in filled.items() if mark in text}
        rows = sum(holding.values())
        if rows < max(3, 0.05 * filled.total()):
            continue
        alone = set(filled) - set(holding)
        cells = {text: {part.strip() for part in text.split(mark)} - {""} for text in holding}
        often = Counter(part for parts in cells.values() for part in parts)
        # Values recur: by themselves, or in another combination.
        recurring = sum(
            number for text, number in holding.items() if any(part in alone or often[part] > 1 for part in cells[text])
        )
        if recurring >= 0.5 * rows:
            shown = "\\n" if mark == "\n" else mark
            return (
                f"{name!r} seems to hold several values in a cell, parted by {shown!r} ({rows:,} of "
                f"{filled.total():,} rows): each "
                f"combination counts as one category; --split {shown!r} takes them apart."
            )
    return ""


def is_aggregated(dates: Sequence[Any], category: Sequence[str]) -> bool:
    """Whether rows are totals of a category in a period: nearly each pair occurs, and nearly none twice."""
    pairs = Counter(zip(dates, category, strict=True))
    periods, names = len({date for date, _ in pairs}), len({name for _, name in pairs})
    rows = pairs.total()
    return (
        rows >= 8
        and periods >= 2
        and names >= 3
        and rows <= OFTEN * len(pairs)
        and len(pairs) >= FULL * periods * names
    )


def about_aggregated(names: Sequence[str], used: Sequence[str], weighted: bool) -> str:
    """Note on a table of totals."""
    counting = [name for name in names if name not in used and COUNT_NAMES.fullmatch(name)]
    text = (
        "Each category occurs about once in each period: this is a table of totals (aggregated), not a "
        "list of decisions, "
        "so that counting its rows says nothing; "
    )
    if weighted:
        text += "it is measured by amount, as exact shares without sampling error"
    else:
        text += "give its amounts (--weight COLUMN)"
    hint = repr(counting[0]) if counting else "COLUMN"
    return f"{text}; if a column says how many decisions a row stands for, --count {hint} uses it."
