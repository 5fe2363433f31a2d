"""A return map read off runs that are there, where a story cannot be started at every share: chains, and one's own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..base.errors import UserError, check_count, unknown
from ..measures import checked_confidence, mean_interval


def observed_map(
    series: pd.DataFrame, share: str, *, lag: int = 1, cells: int = 20, confidence: float = 0.95
) -> pd.DataFrame:
    """Estimate E[share next | share now] from series.

    Every pair of a share and the one `lag` recorded times later counts once; pairs are sorted by the share now into
    cells of even width. Given the share now, what is next must not hang on what was before, or
    intervals are too narrow.

    Parameters
    ----------
    series : DataFrame
        Columns `run`, `time` and the share, run by run, as `ensemble` gives them.
    share : str
        Observable between 0 and 1.
    lag : int
        Recorded times of a generation.
    cells : int
        Cells from 0 to 1; those with fewer than two pairs are left out. Shares of 0 and of 1 have cells of their own.
    confidence : float
        Level of the intervals (Student's t over pairs).

    Returns
    -------
    DataFrame
        As in `ReturnMap.table`: `share`, the mean in its cell, the mean `next` with `low` and `high`, and `pairs`.

    Raises
    ------
    UserError
        If there is no such observable, it leaves 0 to 1, a number is out of bounds, or no run is longer than the lag.

    Examples
    --------
    >>> from specialisation_sim import compare, observed_map
    >>> drift = compare("discrete", {"two states": {"states": 2}}, 100, replicates=50)
    >>> table = observed_map(drift.series, "first_share")
    """
    check_count("lag", lag)
    check_count("cells", cells)
    checked_confidence(confidence)
    if share not in series:
        raise unknown("observable", share, series.columns)
    times = series["time"].unique()
    values = series[share].to_numpy(dtype=float).reshape(-1, len(times))
    if len(times) <= lag:
        raise UserError(f"lag = {lag} is out of bounds; allowed: from 1 to {len(times) - 1}, the times less one")
    now, following = values[:, :-lag].ravel(), values[:, lag:].ravel()
    finite = np.isfinite(now) & np.isfinite(following)
    now, following = now[finite], following[finite]
    if ((values < 0) | (values > 1)).any():
        raise UserError(f"{share} leaves 0 to 1; a return map is of a share")
    # Whoever is at a corner may never leave it: its neighbours' cells are not to be told by it.
    cell = np.where(now <= 0, -1, np.where(now >= 1, cells, np.minimum(now * cells, cells - 1).astype(int)))
    rows = []
    for index in np.unique(cell):
        here = cell == index
        if here.sum() >= 2:
            mean, low, high = mean_interval(following[here], confidence)
            row = {"share": now[here].mean(), "next": mean, "low": max(low, 0.0), "high": min(high, 1.0)}
            rows.append({**row, "pairs": int(here.sum())})
    return pd.DataFrame(rows, columns=["share", "next", "low", "high", "pairs"], dtype=float).astype({"pairs": int})
