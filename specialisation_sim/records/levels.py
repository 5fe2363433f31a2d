"""One period of a record, by count or by amount: its effective numbers, its mode, and what changed from the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..laws.arrays import Array, Indices
from ..measures import amplification, hill_number, modal_share, shares
from .bootstrap import Estimate, Mix, estimate, log_hill, logit_of, resample, resampled_counts
from .concentration import quoted
from .equal_size import sample_coverage
from .unbiased import unseen

ORDERS = (1, 2)


class PeriodRecords(NamedTuple):
    """The records of one period: categories, decisions they stand for, and amounts."""

    codes: Indices
    counts: Array
    weights: Array


class PeriodLevels(NamedTuple):
    """One period by count or by amount: its totals, resamples, and the place of its mode."""

    totals: Array
    mix: Mix | None
    mode: int


def look_at(
    part: PeriodRecords,
    names: Sequence[str],
    by: str,
    draws: int,
    random: np.random.Generator,
    confidence: float,
    exact: bool,
) -> tuple[PeriodLevels, dict[str, Any]]:
    """Measure one period; `exact` totals have no sampling error and so no intervals."""
    values = part.counts if by == "count" else np.where(part.weights > 0, part.weights, 0.0)
    # A blank amount says nothing, and no amount weighs nothing.
    filled = values > 0
    codes, weights = part.codes[filled], values[filled]
    totals = np.bincount(codes, weights=weights, minlength=len(names)).astype(float)
    decisions = float(part.counts[filled].sum())
    row: dict[str, Any] = {"records": round(decisions), "total": float(totals.sum())}
    counted = by == "count" or (not exact and np.array_equal(weights, part.counts[filled]))
    mix = None
    if decisions and not exact:
        mix = (
            resampled_counts(totals, draws, random) if counted else resample(codes, weights, len(names), draws, random)
        )
    row |= hill_numbers(totals, mix, len(names), confidence)
    mode = int(totals.argmax())
    row["mode"] = names[mode] if decisions else ""
    row["modal_share"] = float(modal_share(totals))
    estimated = NOTHING if mix is None else estimate(mix, logit_of(mode), confidence)
    row["modal_share_low"], row["modal_share_high"] = (
        1 / (1 + np.exp(-end)) for end in (estimated.low, estimated.high)
    )
    row["mode_again"] = float((mix.drawn.argmax(axis=1) == mode).mean()) if mix is not None else np.nan
    row["largest"] = float(weights.max() / weights.sum()) if decisions else np.nan
    if counted:
        row["largest"] = 1 / decisions if decisions else np.nan
        row["effective_records"] = decisions
        row["coverage"] = sample_coverage(np.ceil(totals)) if decisions else np.nan
    else:
        squares = float((weights**2 / part.counts[filled]).sum())
        row["effective_records"] = float(weights.sum() ** 2 / squares) if decisions else 0.0
        row["coverage"] = np.nan
    return PeriodLevels(totals, mix, mode), row | quoted(totals)


NOTHING = Estimate(np.nan, np.nan, np.nan, np.nan, np.empty(0))


def hill_numbers(totals: Array, mix: Mix | None, most: int, confidence: float) -> Mapping[str, float]:
    """Effective numbers with estimates and intervals, none above the number of categories of the record."""
    row: dict[str, float] = {}
    row["hill_0"] = float(hill_number(totals, 0)) if totals.any() else np.nan
    if mix is not None and mix.counted:
        counts = np.ceil(totals)
    else:
        counts = np.zeros(0) if mix is None else np.bincount(mix.codes, weights=mix.times, minlength=len(totals))
    row["hill_0_low"], row["hill_0_high"] = (
        (min(end, float(most)) for end in unseen(counts, confidence)) if len(counts) else (np.nan, np.nan)
    )
    for order in ORDERS:
        row[f"hill_{order}"] = float(hill_number(totals, order)) if totals.any() else np.nan
        estimated = NOTHING if mix is None else estimate(mix, log_hill(order), confidence)
        for end, value in (("corrected", estimated.corrected), ("low", estimated.low), ("high", estimated.high)):
            row[f"hill_{order}_{end}"] = float(np.clip(np.exp(value), 1.0, most))
    return row


def against_before(before: PeriodLevels, now: PeriodLevels, confidence: float) -> dict[str, Any]:
    """Measure what changed from the period before."""
    if not (now.totals.any() and before.totals.any()):
        return {}
    old, new = shares(before.totals), shares(now.totals)
    replaced = moved(old, new)
    row: dict[str, Any] = {
        "entered": float(((new > 0) & (old == 0)).sum()),
        "left": float(((new == 0) & (old > 0)).sum()),
        "replaced": float(replaced),
        "similarity": float(1 - replaced),
        "amplification": float(amplification(old[before.mode], new[before.mode])),
    }
    if now.mix is None or before.mix is None:
        return row
    ends = 0.5 - confidence / 2, 0.5 + confidence / 2
    rows = min(len(before.mix.drawn), len(now.mix.drawn))
    drawn_old, drawn_new = (shares(mix.drawn[:rows].T) for mix in (before.mix, now.mix))
    low, high = 2 * replaced - np.quantile(moved(drawn_old, drawn_new), ends[::-1])
    row["replaced_low"], row["replaced_high"] = float(np.clip(low, 0, 1)), float(np.clip(high, 0, 1))
    # A resample strays from its period as the period strays from the mix behind it: two such strays are compared.
    row["by_chance"] = float(np.abs(drawn_old - old[:, None] - drawn_new + new[:, None]).sum(axis=0).mean() / 2)
    first, second = (
        estimate(look.mix, logit_of(before.mode), confidence) for look in (before, now) if look.mix is not None
    )
    gained = second.draws[:rows] - first.draws[:rows]
    finite = gained[np.isfinite(gained)]
    enough = len(finite) > 0.9 * len(gained)
    row["amplification_low"], row["amplification_high"] = np.quantile(finite, ends) if enough else (np.nan, np.nan)
    return row


def moved(old: Array, new: Array) -> Array:
    """Share of a mix that moved to other categories: half the sum of changes, over the first axis."""
    return np.asarray(np.abs(new - old).sum(axis=0) / 2)
