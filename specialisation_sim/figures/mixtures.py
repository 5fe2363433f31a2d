"""Mixtures of two normal laws over the generations, one picture a generation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..laws.arrays import Array
from .style import FAINT, canvas, colours, house_style


def densities(
    series: pd.DataFrame,
    times: Sequence[int],
    *,
    units: Mapping[str, str],
    title: str = "",
    clock: str = "generation",
    run: int = 0,
) -> Figure:
    """The density that one run has learned, a row a variant and a column a time.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time`, `left_weight`, and mean and sd of `left` and `right`.
    times : sequence of int
        Which recorded times to show; a time that was not recorded is left out.
    units : mapping
        Unit of each observable.
    title : str
        Headline.
    clock : str
        What a step is.
    run : int
        Which run.

    Returns
    -------
    Figure
    """
    names = list(series["variant"].unique())
    shown = [time for time in times if (series["time"] == time).any()]
    chosen = series[series["run"] == run]
    points = np.linspace(-6, 6, 2001)
    with house_style():
        figure, axes = canvas(
            len(names), len(shown), width=2.1 * len(shown) + 1.2, height=1.0 + 1.75 * len(names), sharex=True
        )
        truth = density(chosen, names[0], 0, points)
        for row, (name, colour) in enumerate(colours(names).items()):
            for column, time in enumerate(shown):
                axis = axes[row * len(shown) + column]
                learned = density(chosen, name, time, points)
                axis.plot(points, truth, color=FAINT, linewidth=1)
                axis.fill_between(points, learned, color=colour, alpha=0.3, linewidth=0)
                axis.plot(points, learned, color=colour, linewidth=1.6)
                # A spike is drawn to the top and no further: its height says how narrow it is.
                axis.set(ylim=(0, 1.0), yticks=[0, 0.5, 1.0], xticks=[-4, 0, 4])
                axis.tick_params(labelsize=10, labelleft=column == 0)
                if learned.max() > 1.0:
                    axis.annotate(
                        f"peak at {learned.max():.2g}", (0.97, 0.86), xycoords="axes fraction", ha="right", fontsize=10
                    )
                if row == 0:
                    axis.set_title(
                        f"{clock} {time:,}" if column == 0 else f"{time:,}", fontsize=12, fontweight="normal"
                    )
            axes[row * len(shown)].set_ylabel("\n".join(name.rsplit(", ", 1)), fontsize=11)
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        figure.supxlabel(f"value ({units['left_mean']})", fontsize=12)
        figure.supylabel("density; grey: the truth", fontsize=12)
        return figure


def density(series: pd.DataFrame, variant: str, time: int, points: Array) -> Array:
    """Density of one run's mixture at places."""
    row = series[(series["variant"] == variant) & (series["time"] == time)].iloc[0]
    height = np.zeros(len(points))
    for side, weight in (("left", row["left_weight"]), ("right", 1.0 - row["left_weight"])):
        spread = max(row[f"{side}_sd"], 1e-12)
        height += weight * np.exp(-0.5 * ((points - row[f"{side}_mean"]) / spread) ** 2) / (np.sqrt(2 * np.pi) * spread)
    return height
