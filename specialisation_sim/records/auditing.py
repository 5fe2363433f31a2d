"""The audit of a record: how many things an organisation does in effect, period by period, and whether it narrows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.errors import UserError, check_count, checked_seeds
from ..laws.arrays import Array
from ..measures import amplification, hill_number, modal_share, shares
from ..model.streams import generator
from ..runs.progress import Progress, progress_bar
from .bootstrap import Estimate, Mix, estimate, log_hill, logit_of, resample, unseen
from .read import Record, tidy
from .trend import THIN, UNEVEN, Trend, trend_of

ORDERS = (0, 1, 2)


class Look(NamedTuple):
    """One period by count or by amount: its totals, and estimates of log effective numbers and of log-odds."""

    totals: Array
    mix: Mix | None
    logs: Mapping[int, Estimate]
    mode: int


@dataclass(frozen=True, eq=False)
class Audit:
    """What a record says of its organisation.

    Attributes
    ----------
    record : Record
        The record.
    table : DataFrame
        One row a period and way of weighing: `by` (count or amount), `period`, `records`, `total`, `used`, `partial`,
        `solid` (counts for the trend); effective numbers `hill_0`, `hill_1`, `hill_2`, each with `_low` and `_high`;
        `mode` and `modal_share` with interval; against the period before `entered` and `left` (categories), `replaced`
        (share of the mix that moved to other categories, half the sum of changes) with interval and `by_chance` (its
        mean had nothing but chance changed) and `amplification` (log-odds gained by what was the mode before) with
        interval; `largest` (share of the largest record) and `effective_records` (how many equal records would weigh
        as unevenly).
    categories : DataFrame
        One row a period and category: `period`, `what`, `count`, `amount` and their shares.
    trends : mapping
        For each way of weighing the trend of the effective number of order 1.
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
    when: str = "when",
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
        Resamples of each period.
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
    used = [label for label in record.periods if keep_partial or label not in record.partial]
    ways = ("count", "amount") if record.weighted else ("count",)
    rows: list[dict[str, Any]] = []
    trends: dict[str, Trend] = {}
    by_period = dict(list(record.frame.groupby("when")))
    empty = record.frame.iloc[:0]
    with progress_bar(progress, len(ways) * len(record.periods), "resampling") as advance:
        for by in ways:
            before: Look | None = None
            numbers: list[Estimate | None] = []
            for label in record.periods:
                part = by_period.get(label, empty)
                look, row = look_at(part, names, by, draws, generator(seed, f"audit {label}"), confidence)
                is_used = label in used
                solid = is_used and row["records"] >= THIN and row["effective_records"] >= UNEVEN
                against = against_before(before, look, names, confidence) if is_used and before else {}
                state = {"used": is_used, "partial": label in record.partial, "solid": solid}
                rows.append({"by": by, "period": label, **row, **state, **against})
                numbers.append(look.logs[1] if solid else None)
                before = look if is_used and look.totals.any() else None
                advance(1)
            trends[by] = trend_of(numbers, record.periods, confidence)
    order = ["by", "period", "records", "total", "used", "partial", "solid"]
    frame = pd.DataFrame(rows)
    for name in (
        "entered",
        "left",
        "replaced",
        "replaced_low",
        "replaced_high",
        "by_chance",
        "amplification",
        "amplification_low",
        "amplification_high",
    ):
        if name not in frame:
            frame[name] = np.nan
    frame = frame[[*order, *frame.columns.drop(order)]]
    return Audit(record, frame, categories_of(record), trends, seed, draws, keep_partial)


def look_at(
    part: pd.DataFrame, names: list[str], by: str, draws: int, random: np.random.Generator, confidence: float
) -> tuple[Look, dict[str, Any]]:
    """Measure one period."""
    weights = np.ones(len(part)) if by == "count" else part["weight"].to_numpy(dtype=float)
    # A blank amount says nothing, and no amount weighs nothing.
    known = weights > 0
    codes = np.searchsorted(names, part["what"].to_numpy(dtype=object)[known]).astype(np.intp)
    weights = weights[known]
    number = len(codes)
    totals = np.bincount(codes, weights=weights, minlength=len(names)).astype(float)
    row: dict[str, Any] = {"records": number, "total": float(totals.sum())}
    mix = resample(codes, weights, len(names), draws, random) if number else None
    logs = {}
    none = Estimate(np.nan, np.nan, np.nan, np.nan, np.full(draws, np.nan))
    for order in ORDERS:
        row[f"hill_{order}"] = float(hill_number(totals, order))
        if order == 0:
            row["hill_0_low"], row["hill_0_high"] = unseen(
                np.bincount(codes, minlength=len(names)).astype(float), confidence
            )
            continue
        found = none if mix is None else estimate(mix, *log_hill(order), confidence)
        logs[order] = found
        row[f"hill_{order}_corrected"] = (
            max(float(np.exp(found.corrected)), 1.0) if np.isfinite(found.corrected) else np.nan
        )
        row[f"hill_{order}_low"] = max(float(np.exp(found.low)), 1.0) if np.isfinite(found.low) else np.nan
        row[f"hill_{order}_high"] = float(np.exp(found.high))
    mode = int(totals.argmax())
    row["mode"] = names[mode] if number else ""
    row["modal_share"] = float(modal_share(totals))
    found = none if mix is None else estimate(mix, *logit_of(mode), confidence)
    row["modal_share_low"], row["modal_share_high"] = (1 / (1 + np.exp(-end)) for end in (found.low, found.high))
    row["mode_again"] = float((mix.drawn.argmax(axis=1) == mode).mean()) if mix is not None else np.nan
    row["largest"] = float(weights.max() / weights.sum()) if number else np.nan
    row["effective_records"] = float(weights.sum() ** 2 / (weights**2).sum()) if number else 0.0
    return Look(totals, mix, logs, mode), row


def against_before(before: Look, now: Look, names: list[str], confidence: float) -> dict[str, Any]:
    """Measure what changed from the period before."""
    if now.mix is None or before.mix is None:
        return {}
    old, new = shares(before.totals), shares(now.totals)
    row: dict[str, Any] = {
        "entered": float(((new > 0) & (old == 0)).sum()),
        "left": float(((new == 0) & (old > 0)).sum()),
    }
    ends = 0.5 - confidence / 2, 0.5 + confidence / 2
    replaced = moved(old, new)
    drawn_old, drawn_new = (shares(mix.drawn.T) for mix in (before.mix, now.mix))
    both = moved(drawn_old, drawn_new)
    low, high = 2 * replaced - np.quantile(both, ends[::-1])
    row["replaced"] = float(replaced)
    row["replaced_low"], row["replaced_high"] = float(np.clip(low, 0, 1)), float(np.clip(high, 0, 1))
    row["by_chance"] = chance_of(before.mix, now.mix)
    row["amplification"] = float(amplification(old[before.mode], new[before.mode]))
    first, second = (
        estimate(look.mix, *logit_of(before.mode), confidence) for look in (before, now) if look.mix is not None
    )
    gained = second.draws - first.draws
    known = gained[np.isfinite(gained)]
    told = len(known) > 0.9 * len(gained)
    row["amplification_low"], row["amplification_high"] = np.quantile(known, ends) if told else (np.nan, np.nan)
    return row


def moved(old: Array, new: Array) -> Array:
    """Share of a mix that moved to other categories: half the sum of changes, over the first axis."""
    return np.asarray(np.abs(new - old).sum(axis=0) / 2)


def chance_of(one: Mix, other: Mix) -> float:
    """Share that would seem to have moved by chance alone, in the bootstrap's mean.

    A resample strays from its period as the period strays from the mix behind it; two independent strays are compared.
    """
    strays = shares(one.drawn.T) - shares(one.totals)[:, None] - (shares(other.drawn.T) - shares(other.totals)[:, None])
    return float(np.abs(strays).sum(axis=0).mean() / 2)


def categories_of(record: Record) -> pd.DataFrame:
    """Count and amount of each category in each period, zeros too."""
    frame = record.frame
    names = sorted(frame["what"].unique())
    grid = pd.MultiIndex.from_product([record.periods, names], names=["period", "what"])
    keys = [frame["when"].rename("period"), frame["what"]]
    count = frame.groupby(keys)["weight"].size().reindex(grid, fill_value=0)
    amount = frame.groupby(keys)["weight"].sum().reindex(grid, fill_value=0.0)
    table = pd.DataFrame({"count": count, "amount": amount}).reset_index()
    for name in ("count", "amount"):
        total = table.groupby("period")[name].transform("sum")
        table[f"{name}_share"] = table[name] / total.where(total > 0)
    return table
