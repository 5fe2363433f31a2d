"""Which categories made a mix narrower or wider between the first and the last periods."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .auditing import Audit


def drivers(audited: Audit, by: str = "count") -> pd.DataFrame:
    """What each category added to the change of the log effective number (order 1).

    A category that was common already and grows makes a mix narrower; a rare one that grows makes it wider. For shares
    p of the first third of the periods that count and q of the last, each category adds ``(q - p) * (-log m - H)``, m
    being its mean share and H the mean surprise; what they add sums to the change up to terms of third order.

    Parameters
    ----------
    audited : Audit
        The audit.
    by : {"count", "amount"}
        Way of weighing.

    Returns
    -------
    DataFrame
        `what`, `first` and `last` (shares), `effect` (in log points, negative where it narrowed the mix), the strongest
        first; empty with fewer than two periods that count.
    """
    periods = audited.trends[by].periods
    empty = pd.DataFrame(columns=["what", "first", "last", "effect"])
    if len(periods) < 2:
        return empty
    third = max(len(periods) // 3, 1)
    shares = audited.categories.pivot_table(index="what", columns="period", values=f"{by}_share", sort=True)
    first, last = (shares[list(part)].mean(axis=1).to_numpy() for part in (periods[:third], periods[-third:]))
    middle = (first + last) / 2
    surprise = -np.log(np.where(middle > 0, middle, 1.0))
    effect = (last - first) * (surprise - float(middle @ surprise))
    table = pd.DataFrame({"what": shares.index, "first": first, "last": last, "effect": effect})
    order = np.argsort(-np.abs(effect), kind="stable")
    return table[table["first"] + table["last"] > 0].reindex(table.index[order]).dropna().reset_index(drop=True)
