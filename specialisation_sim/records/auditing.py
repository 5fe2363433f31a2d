"""The audit of a record: how many things an organisation does in effect, period by period, and whether it narrows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import UserError, check_count, checked_seeds
from ..model.streams import generator
from ..runs.progress import Progress, progress_bar
from .levels import PeriodLevels, PeriodRecords, against_before, look_at
from .read import Record, tidy
from .trend import UNEVEN, StreamOf, Trend, trend_of
from .verdicts import THIN

FIRST = ("by", "period", "records", "total", "used", "partial", "solid")
FEWEST_DRAWS, RESAMPLED = 400, 100_000_000
"""Amounts are drawn one by one: of very many records fewer resamples are made, so that about so many are drawn."""

AGAINST = (
    "entered",
    "left",
    "replaced",
    "replaced_low",
    "replaced_high",
    "by_chance",
    "similarity",
    "amplification",
    "amplification_low",
    "amplification_high",
)
"""Columns that compare a period with the one before."""


@dataclass(frozen=True, eq=False)
class Audit:
    """What a record says of its organisation.

    Attributes
    ----------
    record : Record
        The record.
    table : DataFrame
        One row a period and way of weighing: `by` (count or amount), `period`, `records`, `total`, `used`, `partial`,
        `solid` (counts for the trend); effective numbers `hill_0`, `hill_1`, `hill_2`, each with `_low` and `_high`,
        and with `_corrected` for the bias of small samples; `coverage` (share of the mix that was met);
        `hhi`, `top_1`, `top_3`, `top_5`, `entropy`, `gini`; `mode` and `modal_share` with interval; `largest` (share of
        the largest record) and `effective_records` (how many equal records would weigh as unevenly); against the period
        before `entered` and `left` (categories), `replaced` (share of the mix that moved to other categories, half the
        sum of changes) with interval and `by_chance` (its mean had nothing but chance changed), `similarity` (the share
        that did not move) and `amplification` (log-odds gained by what was the mode before) with interval.
    categories : DataFrame
        One row a period and category: `period`, `what`, `count`, `amount` and their shares.
    trends : mapping
        For each way of weighing what the record says of its breadth over time; totals are weighed by amount only.
    seed, draws : int
        Seed and number of resamples.
    keep_partial : bool
        Whether parts of periods are used.
    """

    record: Record
    table: pd.DataFrame
    categories: pd.DataFrame
    trends: Mapping[str, Trend]
    seed: int
    draws: int
    keep_partial: bool

    @property
    def by(self) -> tuple[str, ...]:
        """The ways of weighing: count, and amount if the record has weights."""
        return tuple(self.trends)

    def rows(self, by: str = "count", *, used: bool = True) -> pd.DataFrame:
        """Rows of the table by count or by amount, those that are used or all."""
        rows = self.table[self.table["by"] == by]
        return rows[rows["used"]] if used else rows

    def summary(self) -> str:
        """What the numbers say, in plain language."""
        from .summary import summarise

        return summarise(self)


def audit(
    table: pd.DataFrame | Record,
    *,
    when: str | None = "when",
    what: str = "what",
    weight: str | None = None,
    period: Any = "year",
    keep_partial: bool = False,
    draws: int = 2000,
    seed: int = 0,
    confidence: float = 0.95,
    progress: Progress = False,
    **options: Any,
) -> Audit:
    """Audit the record of an organisation.

    Parameters
    ----------
    table : DataFrame or Record
        One row a decision; or what `read_record` gives, in which case the columns need not be named.
    when, what, weight : str
        Columns of the date, the category and the amount.
    period : {"year", "quarter", "month"}
        Length of a period.
    keep_partial : bool
        Whether a part of a period at the start or the end is used like a whole one.
    draws : int
        Resamples of each period; by amount, fewer of records with more than 50,000 rows.
    seed : int
        Seed of the resampling; each period draws from its own stream.
    confidence : float
        Level of the intervals.
    progress : bool, None or callable
        See `ensemble`.
    **options
        See `tidy`: mapping, day_first, decimal, name.

    Returns
    -------
    Audit

    Raises
    ------
    UserError
        For a fault of the table, or a number out of bounds.
    """
    check_count("draws", draws)
    if draws < 100:
        raise UserError(f"draws = {draws} is out of bounds; allowed: from 100")
    (seed,) = checked_seeds([seed])
    if not 0 < confidence < 1:
        raise UserError(f"confidence = {confidence:g} is out of bounds; allowed: above 0 to below 1")
    record = (
        table
        if isinstance(table, Record)
        else tidy(table, when=when, what=what, weight=weight, period=period, **options)
    )
    names = sorted(record.frame["what"].unique())
    parts = parts_of(record, names)
    resamples = {"count": draws, "amount": min(draws, max(FEWEST_DRAWS, RESAMPLED // max(len(record.frame), 1)))}
    used = np.array([keep_partial or label not in record.partial for label in record.periods])
    ways = ("amount",) if record.totals else ("count", "amount") if record.weighted else ("count",)
    rows: list[dict[str, Any]] = []
    trends: dict[str, Trend] = {}
    with progress_bar(progress, len(ways) * len(record.periods), "resampling") as advance:
        for by in ways:
            before: PeriodLevels | None = None
            totals, sizes, solid = [], [], []
            for label, part, is_used in zip(record.periods, parts, used, strict=True):
                random = generator(seed, f"audit {label}")
                look, row = look_at(part, names, by, resamples[by], random, confidence, record.totals)
                even = row["effective_records"]
                counts_for = bool(
                    is_used and (row["total"] > 0 if record.totals else row["records"] >= THIN and even >= UNEVEN)
                )
                against = against_before(before, look, confidence) if is_used and before else {}
                state = {"used": bool(is_used), "partial": label in record.partial, "solid": counts_for}
                rows.append({"by": by, "period": label, **row, **state, **against})
                totals.append(look.totals)
                sizes.append(even)
                solid.append(counts_for)
                before = look if is_used and look.totals.any() else None
                advance(1)
            trends[by] = trend_of(
                np.array(totals),
                sizes,
                record.periods,
                streams_of(seed, by),
                solid=solid,
                weighing="exact" if record.totals else by,
                per_year=record.per_year,
                confidence=confidence,
            )
    frame = pd.DataFrame(rows)
    for name in AGAINST:
        if name not in frame:
            frame[name] = np.nan
    frame = frame[[*FIRST, *frame.columns.drop([*FIRST, *AGAINST]), *AGAINST]]
    return Audit(record, frame, categories_of(record), trends, seed, draws, keep_partial)


def streams_of(seed: int, by: str) -> StreamOf:
    """Random streams of a way of weighing, by their names."""
    return lambda name: generator(seed, f"audit {by} {name}")


def parts_of(record: Record, names: list[str]) -> list[PeriodRecords]:
    """The records of each period, empty ones too."""
    frame = record.frame
    codes = pd.Categorical(frame["what"], categories=names).codes.astype(np.intp)
    periods = pd.Categorical(frame["when"], categories=list(record.periods)).codes
    order = np.argsort(periods, kind="stable")
    ends = np.searchsorted(periods[order], np.arange(len(record.periods) + 1))
    counts, weights = (frame[name].to_numpy(dtype=float) for name in ("count", "weight"))
    spots = [order[start:stop] for start, stop in pairwise(ends)]
    return [PeriodRecords(codes[spot], counts[spot], weights[spot]) for spot in spots]


def categories_of(record: Record) -> pd.DataFrame:
    """Count and amount of each category in each period, zeros too."""
    frame = record.frame
    names = sorted(frame["what"].unique())
    grid = pd.MultiIndex.from_product([record.periods, names], names=["period", "what"])
    keys = [frame["when"].rename("period"), frame["what"]]
    count = frame.groupby(keys)["count"].sum().reindex(grid, fill_value=0.0)
    if (count == count.round()).all():
        count = count.astype(int)
    amount = frame.groupby(keys)["weight"].sum().reindex(grid, fill_value=0.0)
    table = pd.DataFrame({"count": count, "amount": amount}).reset_index()
    for name in ("count", "amount"):
        total = table.groupby("period")[name].transform("sum")
        table[f"{name}_share"] = table[name] / total.where(total > 0)
    return table
