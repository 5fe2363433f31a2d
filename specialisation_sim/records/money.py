"""Amounts of a record: one currency, and what negative ones mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import UserError, unknown
from ..laws.arrays import Array, Flags, Indices
from .amounts import read_amounts
from .cells import plain, texts

CURRENCY_NAME = re.compile(r"(?:\w+[ _-])?(?:currency|ccy)(?:[ _-](?:code|iso))?", re.IGNORECASE)


def read_money(
    table: pd.DataFrame,
    name: str,
    where: Callable[[int], str],
    source: str,
    *,
    decimal: str | None,
    comma_parts: bool,
    currency: str | None,
) -> tuple[Array, list[tuple[int, str]], list[str]]:
    """Amounts of a column in one currency, faults by place, and notes.

    Raises
    ------
    UserError
        If the amounts are in several currencies and none is asked for.
    """
    wanted = None if currency is None else currency.strip().upper()
    column = next(
        (
            str(column_name)
            for column_name in table.columns
            if CURRENCY_NAME.fullmatch(plain(column_name)) and column_name != name
        ),
        None,
    )
    other = np.zeros(len(table), dtype=bool)
    notes: list[str] = []
    if column is not None:
        codes = [text.upper() for text in texts(table[column].tolist())]
        kinds = Counter(code for code in codes if code)
        if wanted is None and len(kinds) > 1:
            most = kinds.most_common()
            listed = ", ".join(f"{code} ({rows:,} rows)" for code, rows in most[:6]) + (
                ", ..." if len(most) > 6 else ""
            )
            raise UserError(
                f"{source}: column {column!r} has {listed}: amounts in several currencies cannot be "
                "added; convert them "
                f"first, or take one of them (--currency {most[0][0]})"
            )
        if wanted is not None and kinds and wanted not in kinds:
            raise UserError(f"{source}: column {column!r}: {unknown('currency', wanted, kinds)}")
        if wanted is not None and kinds:
            other = np.array([code != wanted for code in codes])
    amounts = read_amounts(table[name].tolist(), where, decimal=decimal, comma_parts=comma_parts, currency=wanted)
    if wanted is not None and not amounts.currencies and column is None:
        raise UserError(
            f"{source}: no cell of column {name!r} names a currency, and no column does; --currency "
            f"{wanted} is not needed"
        )
    values = np.where(other, np.nan, amounts.values)
    left = int(other.sum()) + amounts.other
    if left:
        notes.append(f"{left:,} rows have amounts in other currencies than {wanted}: counted by number, not by amount.")
    return values, [(index, words) for index, words in amounts.faults if not other[index]], notes


def without_negative(values: Array, groups: Indices, how: str) -> tuple[Array, Flags, list[str]]:
    """Amounts without negative ones.

    Parameters
    ----------
    values : array
        Amounts.
    groups : array of int
        Number of the period and category of each.
    how : {"leave out", "net"}
        Whether rows of negative amounts are left out, or set off against others of their period and category.

    Returns
    -------
    values : array
    kept : array of bool
        Rows that stay.
    notes : list of str
    """
    negative = values < 0
    count = int(negative.sum())
    if not count:
        return values, np.ones(len(values), dtype=bool), []
    rows = f"{count:,} row{' has a' if count == 1 else 's have'} negative amount{'' if count == 1 else 's'}"
    if how == "leave out":
        return (
            values,
            ~negative,
            [f"{rows} ({np.nansum(values[negative]):,.0f} in all): left out; --negative net sets them off."],
        )
    size = int(groups.max(initial=0)) + 1
    filled = np.nan_to_num(values)
    above = np.bincount(groups, weights=np.maximum(filled, 0), minlength=size)
    net = np.bincount(groups, weights=filled, minlength=size)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(net > 0, net / above, np.nan)[groups]
    gone = int(((net <= 0) & (np.bincount(groups, weights=negative, minlength=size) > 0)).sum())
    notes = [f"{rows}: set off against the other amounts of the same category and period."]
    if gone:
        notes.append(f"In {gone:,} cases nothing above zero is left of a category in a period.")
    return np.where(negative, np.nan, values * scale), ~negative, notes


def whole_counts(cells: Sequence[Any], where: Callable[[int], str]) -> tuple[Array, list[tuple[int, str]]]:
    """How many decisions each row stands for, and faults by place; blank is none."""
    amounts = read_amounts(cells, where)
    faults = list(amounts.faults)
    bad = np.flatnonzero(
        (amounts.values < 0) | (amounts.values != np.round(amounts.values)) & ~np.isnan(amounts.values)
    )
    faults += [
        (int(index), f"{where(int(index))} is {plain(cells[int(index)])!r}; allowed: a whole number from 0")
        for index in bad
    ]
    return np.nan_to_num(amounts.values), faults
