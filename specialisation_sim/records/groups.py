"""Is it each officer that narrows, or who is hired? The change of breadth within groups, by who decides, and between.

The entropy of a period's mix is the mean entropy of the groups, weighted by their decisions, plus how far the groups
differ from each other. So the change from the first half of the record to the second is the sum of three: groups that
are there in both halves decide on more or fewer things (within); narrow or broad groups decide more, come or leave
(who); groups grow apart or alike (between).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..base.errors import UserError
from ..laws.arrays import Array
from ..model.streams import generator
from .auditing import Audit
from .unbiased import unbiased_log_hill

DRAWS = 400
LEAST = 10
"""Decisions of a half below which a group is put together with the other small ones."""

OTHERS = "(small groups)"


class ByGroup(NamedTuple):
    """Change of the log effective number (order 1) from the first half of the periods to the second.

    Attributes
    ----------
    first, last : tuple of str
        Periods of each half.
    parts : DataFrame
        `part` (all, within, who, between), `change` and its interval `low`, `high`.
    groups : DataFrame
        `group`, decisions `first` and `last`, and effective numbers `in_effect_first`, `in_effect_last`.
    """

    first: tuple[str, ...]
    last: tuple[str, ...]
    parts: pd.DataFrame
    groups: pd.DataFrame


def by_group(audited: Audit, confidence: float = 0.95) -> ByGroup:
    """Divide the change of breadth, by number of decisions.

    Raises
    ------
    UserError
        If the record has no column of groups, counts nothing, or has fewer than two periods that count.
    """
    record = audited.record
    if "group" not in record.frame:
        raise UserError("the record has no groups; name their column (--group)")
    if "count" not in audited.trends:
        raise UserError("a table of totals does not say who decided what; --group needs single decisions, or --count")
    periods = audited.trends["count"].periods
    if len(periods) < 2:
        raise UserError("fewer than two periods count: nothing can be compared")
    middle = len(periods) // 2
    halves = periods[:middle], periods[middle:]
    frame = record.frame
    tables = [
        frame[frame["when"].isin(half)].pivot_table(index="group", columns="what", values="count", aggfunc="sum")
        for half in halves
    ]
    groups = sorted(set(tables[0].index) | set(tables[1].index))
    names = sorted(set(tables[0].columns) | set(tables[1].columns))
    counts = np.round(np.stack([table.reindex(index=groups, columns=names).fillna(0.0).to_numpy() for table in tables]))
    small = (counts.sum(axis=2) < LEAST).all(axis=0)
    if small.any():
        counts = np.concatenate([counts[:, ~small], counts[:, small].sum(axis=1, keepdims=True)], axis=1)
        groups = [name for name, is_small in zip(groups, small, strict=True) if not is_small] + [OTHERS]
    seen = divided(counts)
    random = generator(audited.seed, "audit groups")
    sizes = counts.sum(axis=(1, 2)).astype(int)
    flat = counts.reshape(2, -1) / sizes[:, None]
    drawn = [random.multinomial(size, share, DRAWS) for size, share in zip(sizes, flat, strict=True)]
    strayed = np.array(
        [
            divided(np.stack([first, second]).reshape(counts.shape).astype(float))
            for first, second in zip(*drawn, strict=True)
        ]
    )
    # A resample strays from the record as the record strays from what is behind it, and with the same bias once more.
    low, high = 2 * seen - np.quantile(strayed, [0.5 + confidence / 2, 0.5 - confidence / 2], axis=0)
    parts = pd.DataFrame({"part": ["all", "within", "who", "between"], "change": seen, "low": low, "high": high})
    effect = [[np.exp(unbiased_log_hill(row, 1)) if row.sum() else np.nan for row in half] for half in counts]
    table = pd.DataFrame(
        {
            "group": groups,
            "first": counts[0].sum(axis=1),
            "last": counts[1].sum(axis=1),
            "in_effect_first": effect[0],
            "in_effect_last": effect[1],
        }
    )
    return ByGroup(halves[0], halves[1], parts, table)


def divided(counts: Array) -> Array:
    """Change of the entropy in all, within, by who decides, and between groups; counts (halves, groups, categories)."""
    totals = counts.sum(axis=2)
    weights = totals / totals.sum(axis=1, keepdims=True)
    own = np.array([[unbiased_log_hill(row, 1) if row.sum() else np.nan for row in half] for half in counts])
    both = (totals > 0).all(axis=0)
    within = float((weights.mean(axis=0) * (own[1] - own[0]))[both].sum())
    who = float(
        ((weights[1] - weights[0]) * np.nanmean(np.where(totals > 0, own, np.nan), axis=0))[totals.any(axis=0)].sum()
    )
    all_ = unbiased_log_hill(counts[1].sum(axis=0), 1) - unbiased_log_hill(counts[0].sum(axis=0), 1)
    return np.array([all_, within, who, all_ - within - who])


def group_sentences(groups: ByGroup) -> list[str]:
    """What it says, in words."""
    lines = []
    words = {
        "all": "In all, the log effective number changed by",
        "within": "Within groups that are there in both halves it changed by",
        "who": "Who decides (narrow or broad groups deciding more, coming or leaving) changed it by",
        "between": "Groups growing apart (+) or more alike (-) changed it by",
    }
    for row in groups.parts.to_dict("records"):
        at = (
            f" from {groups.first[0]}-{groups.first[-1]} to {groups.last[0]}-{groups.last[-1]}"
            if row["part"] == "all"
            else ""
        )
        sure = "" if row["low"] <= 0 <= row["high"] else ", beyond chance in the records"
        lines.append(
            f"{words[row['part']]} {row['change']:+.3f}{at} (95 % interval {row['low']:+.3f} to "
            f"{row['high']:+.3f}){sure}."
        )
    return lines
