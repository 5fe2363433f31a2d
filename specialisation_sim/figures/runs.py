"""Single runs as a source would show them, beside the median of all runs, which it would not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .bands import wide
from .labels import in_words, labelled, plain_logarithmic
from .style import canvas, colours, house_style


def single_runs(
    ones: pd.DataFrame,
    series: pd.DataFrame,
    observables: Sequence[str],
    *,
    units: Mapping[str, str],
    title: str = "",
    clock: str = "day",
) -> Figure:
    """One run of each variant, on logarithmic axes, and dotted the median of all.

    Parameters
    ----------
    ones : DataFrame
        Columns `variant`, `run`, `time` and the observables, of one run a variant.
    series : DataFrame
        The same of all runs.
    observables : sequence of str
        What to show, a panel each.
    units : mapping
        Unit of each observable.
    title : str
        Headline.
    clock : str
        What a step is.

    Returns
    -------
    Figure
    """
    with house_style():
        names = list(series["variant"].unique())
        figure, axes = canvas(1, len(observables), width=6.2 * len(observables), height=5.6, sharex=True)
        for axis, observable in zip(axes, observables, strict=True):
            for name, colour in colours(names).items():
                (run, *_), times = wide(ones[ones["variant"] == name], observable)
                axis.plot(times[run > 0], run[run > 0], color=colour, linewidth=1.8, label=name)
                values, times = wide(series[series["variant"] == name], observable)
                median = np.median(values, axis=0)
                axis.plot(times[median > 0], median[median > 0], color=colour, linestyle=":", linewidth=1.8)
            axis.set(yscale="log", xlabel=clock, title=in_words(observable))
            axis.set_ylabel(labelled(observable, units[observable]))
            plain_logarithmic(axis, "y")
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=min(len(names), 6))
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        figure.text(0.99, 0.975, "lines: one run; dotted: median of all", ha="right", va="top", fontsize=11)
        return figure
