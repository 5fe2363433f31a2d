"""Observables over time: the median of an ensemble with the bands that hold half and nine tenths of its runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..laws.arrays import Array
from .labels import labelled
from .style import canvas, colours, house_style

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

LEGEND = 110
"""Letters that a row of the legend has room for; each name takes eight more."""


def bands(
    series: pd.DataFrame,
    observables: Sequence[str],
    *,
    units: Mapping[str, str],
    title: str = "",
    smooth: Mapping[str, int] | None = None,
    clock: str = "day",
    marks: Mapping[float, str] | None = None,
) -> Figure:
    """Observables below each other, variants as colours.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time` and the observables.
    observables : sequence of str
        What to show, a panel each.
    units : mapping
        Unit of each observable.
    title : str
        Headline.
    smooth : mapping, optional
        For observables that jump from step to step, how many recorded times to show the moving mean of.
    clock : str
        What a step is.
    marks : mapping, optional
        Times to mark, with what happened.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, axes = canvas(len(observables), width=10, height=1.2 + 2.5 * len(observables), sharex=True)
        names = list(series["variant"].unique())
        for axis, observable in zip(axes, observables, strict=True):
            for name, colour in colours(names).items():
                part = series[series["variant"] == name]
                band(axis, part, observable, colour, name, (smooth or {}).get(observable, 1))
            words = labelled(observable, units[observable], "\n")
            axis.set_ylabel(words + smoothing((smooth or {}).get(observable, 1), series, clock))
            for time, text in (marks or {}).items():
                axis.axvline(time, color="#8a8a8a", linestyle=":", linewidth=1.5)
                if axis is axes[0]:
                    axis.annotate(
                        text,
                        (time, 1),
                        xycoords=("data", "axes fraction"),
                        xytext=(4, -12),
                        textcoords="offset points",
                        fontsize=11,
                    )
        axes[-1].set_xlabel(clock)
        axes[-1].locator_params(axis="x", integer=True)
        if len(names) > 1:
            columns = max(1, min(len(names), 4, LEGEND // (max(map(len, names)) + 8)))
            figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=columns)
        axes[0].set_title(title)
        return figure


def small_multiples(
    series: pd.DataFrame,
    observable: str,
    *,
    units: Mapping[str, str],
    title: str = "",
    smooth: int = 1,
    clock: str = "day",
    sample: int = 12,
) -> Figure:
    """One panel a variant: the band, and single runs in it.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time` and the observable.
    observable : str
        What to show.
    units : mapping
        Unit of each observable.
    title : str
        Headline.
    smooth : int
        Recorded times in a moving mean.
    clock : str
        What a step is.
    sample : int
        Single runs to draw.

    Returns
    -------
    Figure
    """
    with house_style():
        names = list(series["variant"].unique())
        columns = 2 if len(names) == 4 else min(len(names), 3)
        rows = -(-len(names) // columns)
        figure, axes = canvas(rows, columns, width=4.2 * columns, height=0.8 + 3.2 * rows, sharex=True, sharey=True)
        for axis, (name, colour) in zip(axes, colours(names).items(), strict=False):
            part = series[series["variant"] == name]
            values, times = wide(part, observable, smooth)
            axis.plot(times, values[:sample].T, color=colour, linewidth=0.7, alpha=0.5)
            band(axis, part, observable, colour, name, smooth)
            axis.set_title(name)
        for axis in axes[len(names) :]:
            axis.set_visible(False)
        for axis in axes[max(len(names) - columns, 0) : len(names)]:
            axis.tick_params(labelbottom=True)
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        figure.supxlabel(clock, fontsize=13)
        figure.supylabel(labelled(observable, units[observable]) + smoothing(smooth, series, clock), fontsize=13)
        return figure


def smoothing(smooth: int, series: pd.DataFrame, clock: str) -> str:
    """What an axis says of a moving mean: of how many values, over how long; nothing where there is none."""
    if smooth < 2:
        return ""
    first, second, *_ = series["time"].unique()
    long = smooth * (second - first)
    times = {"person": "people", "hundred steps": "hundred steps"}.get(clock, f"{clock}s")
    return f"\nmoving mean of {long:,} {times}" + (f", {smooth} values" if long > smooth else "")


def band(axis: Axes, part: pd.DataFrame, observable: str, colour: str, label: str, smooth: int = 1) -> None:
    """Draw the median and the bands of one variant; times at which no run has a value are left out."""
    values, times = wide(part, observable, smooth)
    finite = np.isfinite(values).any(axis=0)
    if not finite.any():
        axis.plot([], [], color=colour, label=f"{label} (no value)")
        return
    low, lower, median, upper, high = np.nanquantile(values[:, finite], QUANTILES, axis=0)
    axis.fill_between(times[finite], low, high, color=colour, alpha=0.13, linewidth=0)
    axis.fill_between(times[finite], lower, upper, color=colour, alpha=0.25, linewidth=0)
    axis.plot(times[finite], median, color=colour, label=label)


def wide(part: pd.DataFrame, observable: str, smooth: int = 1, *, from_start: bool = False) -> tuple[Array, Array]:
    """Values of one variant over time.

    Parameters
    ----------
    part : DataFrame
        Columns `run`, `time` and the observable, run by run.
    observable : str
        Which one.
    smooth : int
        Recorded times in a moving mean.
    from_start : bool
        Whether the first means are over the few times there are, and else NaN.

    Returns
    -------
    values : array, shape (runs, times)
    times : array, shape (times,)
    """
    times = part["time"].unique()
    values = part[observable].to_numpy(dtype=float).reshape(-1, len(times))
    if smooth > 1:
        least = 1 if from_start else smooth
        values = pd.DataFrame(values.T).rolling(smooth, min_periods=least).mean().to_numpy().T
    return values, times
