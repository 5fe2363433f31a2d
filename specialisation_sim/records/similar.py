"""How alike the mixes of any two periods are."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pandas as pd

from ..measures import similarity
from .auditing import Audit


def similarities(audited: Audit) -> pd.DataFrame:
    """Share that two periods' mixes have in common, by count (by amount for a table of totals).

    Returns
    -------
    DataFrame
        `period`, `other` and `similarity` from 0 to 1, each pair of used periods once.
    """
    by = audited.by[0]
    shares = audited.categories.pivot_table(index="period", columns="what", values=f"{by}_share", sort=True)
    periods = [period for period in audited.rows(by)["period"] if period in shares.index]
    rows = [
        (first, second, float(similarity(shares.loc[first].to_numpy(), shares.loc[second].to_numpy())))
        for first, second in combinations_with_replacement(periods, 2)
    ]
    return pd.DataFrame(rows, columns=["period", "other", "similarity"])
