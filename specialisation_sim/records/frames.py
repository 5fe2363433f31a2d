"""Tables of an audit for figures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .trend import Trend


def path_frame(trend: Trend) -> pd.DataFrame:
    """Breadth by period for a figure: `period`, `number`, the `line`, and a band of drift, `drift_low` to `drift_high`.

    The band is that of the worst kind of drift that the record allows, sampling noise of a typical period included; NaN
    without one.
    """
    periods = np.array(trend.numbers)
    low = middle = high = np.full(len(periods), np.nan)
    if trend.worst is not None:
        ends = np.quantile(trend.worst.levels, [0.5 - trend.confidence / 2, 0.5, 0.5 + trend.confidence / 2], axis=1)
        reach = 1.96 * np.sqrt(trend.variance)
        low, middle, high = np.exp(ends[0] - reach), np.exp(ends[1]), np.minimum(np.exp(ends[2] + reach), trend.most)
    return pd.DataFrame(
        {
            "period": trend.periods,
            "number": periods,
            "line": trend.line,
            "drift_low": low,
            "drift_middle": middle,
            "drift_high": high,
        }
    )
