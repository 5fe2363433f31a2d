"""One observable against another: where a story moves, and where it comes to rest."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .bands import smoothing, wide
from .labels import labelled
from .style import canvas, colours, house_style


def phase_plane(
    series: pd.DataFrame,
    x: str,
    y: str,
    *,
    units: Mapping[str, str],
    title: str = "",
    smooth: int = 30,
    sample: int = 10,
    clock: str = "day",
) -> Figure:
    """Paths of single runs and of the mean in the plane of two observables, with the start open and the end filled.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time` and the observables.
    x, y : str
        Observables.
    units : mapping
        Unit of each observable.
    title : str
        Headline.
    smooth : int
        Recorded times in a moving mean.
    sample : int
        Single runs to draw.
    clock : str
        What a step is.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (axis,) = canvas(width=9, height=6.4)
        names = list(series["variant"].unique())
        for name, colour in colours(names).items():
            part = series[series["variant"] == name]
            horizontal, _ = wide(part, x, smooth, from_start=True)
            vertical, _ = wide(part, y, smooth, from_start=True)
            axis.plot(horizontal[:sample].T, vertical[:sample].T, color=colour, linewidth=0.6, alpha=0.3)
            finite = np.isfinite(horizontal).any(axis=0) & np.isfinite(vertical).any(axis=0)
            if not finite.any():
                continue
            middle = np.nanmean(horizontal[:, finite], axis=0), np.nanmean(vertical[:, finite], axis=0)
            axis.plot(*middle, color=colour, linewidth=2.6, label=name)
            axis.plot(middle[0][0], middle[1][0], "o", color=colour, markerfacecolor="white", markersize=9)
            axis.plot(middle[0][-1], middle[1][-1], "o", color=colour, markersize=9)
        axis.set_xlabel(labelled(x, units[x]) + smoothing(smooth, series, clock))
        axis.set_ylabel(labelled(y, units[y]) + smoothing(smooth, series, clock))
        axis.set_title(title)
        axis.legend(loc="best")
        return figure
