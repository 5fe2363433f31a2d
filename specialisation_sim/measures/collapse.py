"""When a run collapses, and how long it survives.

Shapes: values over time ``(times, runs)``, times ``(times,)``.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..laws.arrays import Array


def collapse_time(values: npt.ArrayLike, times: npt.ArrayLike, below: float, *, for_good: bool = True) -> Array:
    """Time at which a diversity falls below a bound.

    Parameters
    ----------
    values : array_like, shape (times, runs)
        Diversity over time, such as an effective number of tasks. NaN counts as not below, except after a run's last
        value: who narrowed and then failed has collapsed.
    times : array_like, shape (times,)
        Time of each row.
    below : float
        Bound of collapse.
    for_good : bool
        Whether the run must stay below until the end; else the first time counts.

    Returns
    -------
    array, shape (runs,)
        Time of collapse; NaN for runs that do not collapse.
    """
    series = np.asarray(values, dtype=float)
    collapsed = series < below
    if for_good:
        ended = np.logical_and.accumulate(np.isnan(series)[::-1], axis=0)[::-1]
        last = np.maximum((~ended).sum(axis=0) - 1, 0)
        collapsed = np.where(ended, np.take_along_axis(collapsed, last[None], axis=0), collapsed)
        collapsed = np.logical_and.accumulate(collapsed[::-1], axis=0)[::-1]
    first = np.asarray(times, dtype=float)[collapsed.argmax(axis=0)]
    return np.where(collapsed.any(axis=0), first, np.nan)
