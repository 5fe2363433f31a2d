"""Classes as bars: what a generator gives to each and makes of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .style import FAINT, canvas, colours, house_style


def class_bars(
    frame: pd.DataFrame,
    classes: Sequence[str],
    *,
    quantities: Mapping[str, str],
    even: Sequence[str] = (),
    title: str = "",
) -> Figure:
    """A panel for each quantity, a group of bars for each time, a bar for each class.

    Parameters
    ----------
    frame : DataFrame
        Columns `time`, `task` (number of the class from 0) and the quantities.
    classes : sequence of str
        Name of each class.
    quantities : mapping
        For each column that is shown its label.
    even : sequence of str
        Columns that are shares, at whose panels a line shows even shares.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, axes = canvas(1, len(quantities), width=3.9 * len(quantities), height=4.6)
        times = list(frame["time"].unique())
        width = 0.8 / len(classes)
        for axis, (column, label) in zip(axes, quantities.items(), strict=True):
            for position, (name, colour) in enumerate(colours(classes).items()):
                values = frame[frame["task"] == position].set_index("time")[column].reindex(times)
                places = np.arange(len(times)) + (position - (len(classes) - 1) / 2) * width
                bars = axis.bar(places, values, width=0.92 * width, color=colour, label=name)
                labels = axis.bar_label(bars, fmt="%.2f", fontsize=9, padding=3)
                for label_of_bar in labels:
                    label_of_bar.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.5})
            if column in even:
                axis.axhline(1 / len(classes), color=FAINT, linestyle="--", linewidth=1.4, zorder=0)
            axis.grid(visible=False, axis="x")
            axis.set_xticks(range(len(times)), [str(time) for time in times])
            axis.set(
                xlabel="generation", ylabel=label, title=label.split(" (")[0], ylim=(0, 1.12 * frame[column].max())
            )
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(classes))
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        return figure
