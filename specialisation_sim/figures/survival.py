"""How many are still there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .labels import labelled
from .style import canvas, colours, house_style


def survival_curves(
    series: pd.DataFrame,
    living: str,
    *,
    units: Mapping[str, str],
    title: str = "",
    clock: str = "day",
    marks: Mapping[float, str] | None = None,
    members: Mapping[str, int] | None = None,
) -> Figure:
    """Share alive over time, with a binomial 95 % band over runs.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time` and `living`, the share alive of each run.
    living : str
        Name of that column.
    units : mapping
        Unit of each observable.
    title : str
        Headline.
    clock : str
        What a step is.
    marks : dict, optional
        Times to mark, with what happened.
    members : mapping, optional
        How many live in a run of each variant, so that the legend can count them.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (axis,) = canvas(width=10, height=6.2)
        names = list(series["variant"].unique())
        for name, colour in colours(names).items():
            groups = series[series["variant"] == name].groupby("time")[living]
            mean = groups.mean()
            error: pd.Series[float] = 1.96 * groups.std(ddof=1) / np.sqrt(groups.size())
            axis.fill_between(mean.index, mean - error, mean + error, color=colour, alpha=0.2, linewidth=0)
            # Dashes for the later ones: variants with one fate would hide each other.
            style = "--" if names.index(name) > 2 else "-"
            last = groups.get_group(mean.index[-1])
            alive = survivors(last, units[living].removeprefix("share of "), (members or {}).get(name))
            axis.plot(mean.index, mean, color=colour, label=f"{name}: {alive}", linestyle=style)
        for time, text in (marks or {}).items():
            axis.axvline(time, color="#8a8a8a", linestyle=":", linewidth=1.5)
            # Beside the line, on the side with more room, halfway up: lines run along the top and the bottom.
            side = 1 if time < series["time"].quantile(0.25) else -1
            align = "left" if side > 0 else "right"
            axis.annotate(text, (time, 0.5), (5 * side, 0), textcoords="offset points", fontsize=12, ha=align)
        axis.set(ylim=(-0.02, 1.04), xlabel=clock, ylabel=labelled(living, units[living]), title=title)
        figure.legend(*axis.get_legend_handles_labels(), loc="outside lower center")  # inside it would hide a line
        return figure


def survivors(last: pd.Series[float], who: str, members: int | None = None) -> str:
    """Who is alive in the end, of all who lived in the runs; their share where it is not known how many a run has."""
    last = last.dropna()
    if last.empty:
        return "no value"
    if members is None:
        return f"{last.mean():.0%} of {who} still alive, mean of {last.size:,} runs"
    return f"{last.sum() * members:,.0f} of {last.size * members:,} {who} still alive"
