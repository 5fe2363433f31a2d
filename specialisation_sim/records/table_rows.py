"""Rows of a table as decisions: their dates, categories, amounts and counts, and what is wrong with any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..base.errors import UserError
from ..laws.arrays import Array, Flags, Indices
from . import shapes
from .cells import texts
from .columns import NamedTable
from .date_forms import Day
from .dates import read_dates
from .faults import faulty, skipped
from .money import read_money, whole_counts
from .periods import as_stored
from .tables import listed_rows


@dataclass(frozen=True, eq=False)
class ReadRows:
    """Rows that say something, in the order of the table.

    Attributes
    ----------
    days, what : list
        Date and category.
    counts, weights : array
        Decisions that the row stands for, and its amount.
    groups : list of str
        Who decided; empty if it is not asked for.
    fiscal : str
        How fiscal years are written; empty if dates are none.
    where : callable
        Names the cell of a row's date, for messages.
    """

    days: list[Day]
    what: list[str]
    counts: Array
    weights: Array
    groups: list[str]
    fiscal: str
    where: Callable[[int], str]


def read_rows(
    given: NamedTable,
    source: str,
    *,
    day_first: bool | None,
    decimal: str | None,
    comma_parts: bool,
    currency: str | None,
    faults: Sequence[tuple[int, str]],
    skip_bad: bool,
    notes: list[str],
) -> ReadRows:
    """Read the cells of all rows; `notes` gets what was guessed or left out.

    Raises
    ------
    UserError
        For all faults at once, unless bad rows are to be skipped.
    """
    columns = given.columns
    table, category = without_totals(given.table, columns, notes)

    def where(role: str) -> Callable[[int], str]:
        return lambda row: f"{source}: row {table.index[row]}, column {columns[role]!r}"

    dates = read_dates(table[columns["when"]].tolist(), where("when"), day_first=day_first)
    notes += dates.notes
    bad: list[tuple[int, str]] = list(dates.faults)
    weights, counts = np.ones(len(table)), np.ones(len(table))
    if "weight" in columns:
        weights, wrong, said = read_money(
            table,
            columns["weight"],
            where("weight"),
            source,
            decimal=decimal,
            comma_parts=comma_parts,
            currency=currency,
        )
        bad += wrong
        notes += said
    elif currency is not None:
        raise UserError("--currency is for amounts; name their column (--weight)")
    if "count" in columns:
        counts, wrong = whole_counts(table[columns["count"]].tolist(), where("count"))
        bad += wrong
    wrong_rows = np.zeros(len(table), dtype=bool)
    wrong_rows[[index for index, _ in bad]] = True
    refuse_or_tell(table, bad, faults, skip_bad, source, notes)
    no_date = np.array([day is None for day in dates.days], dtype=bool) & ~wrong_rows
    no_name = np.array([not text for text in category], dtype=bool)
    kept = ~(no_date | no_name | wrong_rows) & (counts > 0)
    for role, empty in (("when", no_date), ("what", no_name)):
        notes += about_blank(empty, table, columns[role], "left out")
    if not kept.any():
        raise UserError(f"{source} has no row with both {columns['when']!r} and {columns['what']!r}")
    if currency is None and "weight" in columns:
        notes += about_blank(kept & np.isnan(weights), table, columns["weight"], "counted by number, not by amount")
    if "weight" in columns and not np.nansum(np.maximum(weights[kept], 0)) > 0:
        raise UserError(f"{source}: column {columns['weight']!r} has no amount above 0; allowed: at least one")
    spots = np.flatnonzero(kept)
    days, said = as_stored([day for day, stays in zip(dates.days, kept.tolist(), strict=True) if stays and day])
    notes += said
    names = texts(table[columns["group"]].tolist()) if "group" in columns else []
    groups = [names[index] or "(blank)" for index in spots] if names else []
    what = [category[index] for index in spots]
    return ReadRows(
        days, what, counts[spots], weights[spots], groups, dates.fiscal, lambda place: where("when")(int(spots[place]))
    )


def without_totals(table: pd.DataFrame, columns: dict[str, str], notes: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """The table without rows that add up others, and its categories."""
    category = texts(table[columns["what"]].tolist())
    dates = [cell if isinstance(cell, str) else "" for cell in table[columns["when"]].tolist()]
    adding_up = shapes.totals(category, dates)
    if not adding_up.any() or adding_up.all():
        return table, category
    names = sorted({category[index] for index in np.flatnonzero(adding_up)} - {""})[:3]
    named = ", ".join(map(repr, names)) or "by what stands for a date"
    notes.append(f"{int(adding_up.sum()):,} rows look like totals ({named}): left out.")
    return table[~adding_up], [text for text, left in zip(category, adding_up, strict=True) if not left]


def refuse_or_tell(
    table: pd.DataFrame,
    bad: Sequence[tuple[int, str]],
    faults: Sequence[tuple[int, str]],
    skip_bad: bool,
    source: str,
    notes: list[str],
) -> None:
    """Refuse bad cells and rows, or say that they are left out."""
    labels = table.index
    rows = [(int(labels[index]) if str(labels[index]).isdigit() else index, words) for index, words in bad] + list(
        faults
    )
    if rows and not skip_bad:
        raise faulty(source, rows, len(table) + len(faults))
    if rows:
        notes.append(skipped(rows, source))


def split_rows(rows: ReadRows, mark: str | None, shared: bool, name: str, notes: list[str]) -> tuple[ReadRows, Indices]:
    """Rows with one category each, and the place that each has among the rows given."""
    everything = np.arange(len(rows.what))
    if mark is None:
        note = shapes.several_values(rows.what, name)
        notes += [note] if note else []
        return rows, everything
    back, values, sharing = shapes.split_cells(rows.what, mark)
    several = int((np.bincount(back) > 1).sum())
    how = "in equal parts" if shared else "as a whole"
    notes.append(f"{several:,} rows hold several categories: a decision counts {how} for each.")
    part = 1 / sharing if shared else 1.0
    groups = [rows.groups[index] for index in back] if rows.groups else []
    days = [rows.days[index] for index in back]
    weights, counts = rows.weights[back] * part, rows.counts[back] * part
    return replace(rows, days=days, what=values, counts=counts, weights=weights, groups=groups), back


def about_blank(blank: Flags, table: pd.DataFrame, name: str, so: str) -> list[str]:
    """Sentence on blank cells, with the first rows that have them."""
    count = int(blank.sum())
    if not count:
        return []
    rows = listed_rows(table.index[blank].tolist())
    return [f"{count:,} {'row has' if count == 1 else 'rows have'} a blank {name!r} (row {rows}): {so}."]
