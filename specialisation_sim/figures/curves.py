"""Means of runs against a number that was set: one line for each of several settings, side by side in panels."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ..measures import mean_interval
from .style import canvas, colours, house_style


def curves(
    frame: pd.DataFrame, x: str, y: str, *, by: str, panel: str, labels: tuple[str, str], title: str = ""
) -> Figure:
    """Mean of `y` over runs against `x`, with its interval (95 %).

    Parameters
    ----------
    frame : DataFrame
        One row a run, with the columns that are named.
    x, y : str
        What is across and what is up.
    by, panel : str
        Columns that tell lines and panels apart; their values are what legend and headings say.
    labels : tuple of str
        What the two axes say.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    panels = list(frame[panel].unique())
    names = list(frame[by].unique())
    with house_style():
        figure, axes = canvas(1, len(panels), width=5.2 * len(panels) + 0.6, height=4.8, sharey=True)
        for axis, wanted in zip(axes, panels, strict=True):
            for name, colour in colours(names).items():
                part = frame[(frame[panel] == wanted) & (frame[by] == name)]
                if part.empty:
                    continue
                points = [(at, *mean_interval(runs[y].to_numpy())) for at, runs in part.groupby(x)]
                across, mean, low, high = zip(*points, strict=True)
                axis.plot(across, mean, "o-", color=colour, markersize=5, label=name)
                axis.fill_between(across, low, high, color=colour, alpha=0.18, linewidth=0)
            axis.set_title(str(wanted), fontsize=13, fontweight="normal")
            axis.set_xlabel(labels[0])
        axes[0].set_ylabel(labels[1])
        axes[-1].legend(loc="best")
        figure.suptitle(title, x=0.02, ha="left", fontsize=14, fontweight="bold")
        return figure
