"""Another organisation beside this one: breadth by period at one number of decisions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..base.errors import UserError
from ..model.streams import generator
from .auditing import Audit
from .drift import pulls
from .path_taken import path_taken


def beside(audited: Audit, peer: Audit) -> pd.DataFrame:
    """Effective numbers (order 1) of two records at one number of decisions, in the periods that count in both.

    Returns
    -------
    DataFrame
        `period`, `own` and `peer`; attribute `size` in `attrs`, and `difference`, `low`, `high`: how much faster the
        own record grew, as a slope of logarithms, with its interval for sampling.

    Raises
    ------
    UserError
        If fewer than two periods count in both, or one of them counts no decisions.
    """
    for record in (audited, peer):
        if "count" not in record.trends:
            raise UserError(f"{record.record.name} is a table of totals; a peer is compared by number of decisions")
    both = [period for period in audited.trends["count"].periods if period in peer.trends["count"].periods]
    if len(both) < 2:
        raise UserError(
            f"{audited.record.name} and {peer.record.name} have {len(both)} periods in common that count "
            "in both; needed: 2"
        )
    tables = []
    for record in (audited, peer):
        counts = (
            record.categories.pivot_table(index="period", columns="what", values="count", sort=True)
            .loc[both]
            .to_numpy()
        )
        tables.append(counts[:, counts.sum(axis=0) > 0])
    sizes = [np.floor(table.sum(axis=1)).astype(float) for table in tables]
    size = int(min(part.min() for part in sizes))
    times = np.array([audited.record.periods.index(period) for period in both], dtype=float)
    paths = [
        path_taken(table, number, size, times, generator(record.seed, "audit beside"))
        for record, table, number in zip((audited, peer), tables, sizes, strict=True)
    ]
    error = float(np.sqrt(sum(pulls(times) ** 2 @ path.variance for path in paths)))
    difference = paths[0].slope - paths[1].slope
    table = pd.DataFrame({"period": both, "own": np.exp(paths[0].entropy), "peer": np.exp(paths[1].entropy)})
    table.attrs = {
        "size": size,
        "difference": difference,
        "low": difference - 1.96 * error,
        "high": difference + 1.96 * error,
    }
    return table


def peer_sentences(audited: Audit, peer: Audit, table: pd.DataFrame) -> list[str]:
    """The comparison in words."""
    first, last = table.iloc[0], table.iloc[-1]
    at = table.attrs
    sure = "sampling alone could make the difference" if at["low"] <= 0 <= at["high"] else "beyond sampling"
    return [
        f"In {at['size']:,} decisions (the smallest period of both) {audited.record.name} showed "
        f"{first['own']:.1f} categories in effect in "
        f"{first['period']} and {last['own']:.1f} in {last['period']}; {peer.record.name} "
        f"{first['peer']:.1f} and {last['peer']:.1f}.",
        f"The breadth of {audited.record.name} changed by {100 * np.expm1(at['difference']):+.1f} % a "
        f"{audited.record.period} against that of {peer.record.name} "
        f"(95 % interval {100 * np.expm1(at['low']):+.1f} to {100 * np.expm1(at['high']):+.1f}): {sure}. "
        "Names of categories need not be "
        "comparable between organisations: who names finer areas seems broader.",
        f"{peer.record.name}: {peer.trends['count'].path}; does it tend to narrow? {peer.trends['count'].verdict}.",
    ]
