"""Which columns of a table are its dates, categories and amounts, guessed by their names and by what is in them."""

from __future__ import annotations

import re

import pandas as pd

from ..base.errors import UserError
from .amounts import read_amounts, written
from .cells import BLANK, texts
from .dates import read_dates
from .headers import PERIOD_NAME
from .money import CURRENCY_NAME

SAMPLE = 300
"""Rows that are looked at."""

MOSTLY = 0.8
"""Share of the filled cells that must be dates, or amounts, for a column to be one of them."""

NAMES = {
    "when": r"date|when|year|\bfy\b|fiscal|period|month|awarded|decided",
    "what": r"focus|area|categor|program|theme|sector|topic|type|field|subject|region|ministry|department|agency|what",
    "weight": r"amount|weight|value|\busd\b|\beur\b|\bgbp\b|total|cost|budget|spend|grant size|funding",
}
"""Names that speak for a column, in lower case."""


def guess_columns(table: pd.DataFrame) -> dict[str, str]:
    """Columns that look like dates (`when`), categories (`what`) and amounts (`weight`); empty where none does.

    A column of dates is never taken for categories, nor one of amounts.
    """
    names = [str(name) for name in table.columns if str(name)]
    part = table.iloc[:SAMPLE]
    cells = {name: [text for text in texts(part[name].tolist()) if text.lower() not in BLANK] for name in names}
    dated = {name: is_date(cells[name]) for name in names}
    amount = {name: is_amount(cells[name]) for name in names}
    whens = [name for name in names if dated[name] or (not any(dated.values()) and speaks("when", name))]
    when = best("when", whens, names)
    # Years are numbers too: a column that reads as dates is one of amounts only if its name says so.
    weights = [name for name in names if amount[name] and name != when and (not dated[name] or speaks("weight", name))]
    weight = best("weight", [name for name in weights if speaks("weight", name)], names)
    whats = [
        name
        for name in names
        if name not in {when, weight} and not dated[name] and not amount[name] and len(set(cells[name])) > 1
    ]
    repeated = [name for name in whats if len(set(cells[name])) <= 0.6 * len(cells[name])]
    rest = [name for name in names if name not in {when, weight} and not dated[name]]
    return {"when": when, "what": best("what", repeated or whats or rest, names), "weight": weight}


def currencies_of(table: pd.DataFrame, weight: str) -> list[str]:
    """Currencies that a table's amounts are in: those of a column of currencies, else those that its cells name."""
    named = [name for name in map(str, table.columns) if CURRENCY_NAME.fullmatch(name)]
    if named:
        return sorted({text.upper() for text in texts(table[named[0]].tolist())} - {""})
    amounts = map(written, set(texts(table[weight].tolist()))) if weight else ()
    return sorted({amount.currency for amount in amounts if amount is not None} - {""})


def best(role: str, among: list[str], names: list[str]) -> str:
    """The column whose name speaks for a role, else the first; empty if there is none."""
    return min(among, key=lambda name: (not speaks(role, name), names.index(name)), default="")


def speaks(role: str, name: str) -> bool:
    """Whether the name of a column speaks for a role."""
    return bool(re.search(NAMES[role], name.lower()))


def is_date(cells: list[str]) -> bool:
    """Whether a column reads as dates."""
    if not cells:
        return False
    if all(re.fullmatch(r"-?\d+(\.\d+)?", cell) and not PERIOD_NAME.fullmatch(cell) for cell in cells):
        return False
    try:
        dates = read_dates(cells, str)
    except UserError:
        # Day and month cannot be told apart: dates all the same.
        return True
    return len(cells) - len(dates.faults) >= MOSTLY * len(cells)


def is_amount(cells: list[str]) -> bool:
    """Whether a column reads as amounts."""
    if not cells:
        return False
    try:
        amounts = read_amounts(cells, str)
    except UserError:
        return True
    return len(cells) - len(amounts.faults) >= MOSTLY * len(cells)
