"""Who became what: fates of workers, workers by occupation, gains in parts, and where in parameter space weeks tip."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..laws.arrays import Array
from .bands import wide
from .labels import in_words, labelled
from .style import FAINT, INK, PALETTE, canvas, colours, house_style


def fates(
    series: pd.DataFrame,
    share: str,
    *,
    units: Mapping[str, str],
    ends: tuple[str, str],
    title: str = "",
    clock: str = "week",
    sample: int = 60,
) -> Figure:
    """Paths of single runs, coloured by where they end, beside the distribution of all ends; a row a variant.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time` and the share.
    share : str
        A share from 0 to 1.
    units : mapping
        Unit of each observable.
    ends : tuple of str
        What a run is that ends above one half, and below.
    title : str
        Headline.
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
        figure, axes = canvas(len(names), 2, width=10, height=1.0 + 2.7 * len(names), sharey=True, width_ratios=(3, 1))
        for index, name in enumerate(names):
            paths, ending = axes[2 * index], axes[2 * index + 1]
            values, times = wide(series[series["variant"] == name], share)
            end = values[:, -1]
            tallest = 0.0
            for above, colour in ((True, PALETTE[0]), (False, PALETTE[1])):
                chosen = values[:sample][(end[:sample] > 0.5) == above]
                paths.plot(times, chosen.T, color=colour, linewidth=0.9, alpha=0.5)
                part = end[(end > 0.5) == above]
                weight = np.full(len(part), 1 / len(end))
                bars, _, _ = ending.hist(
                    part, bins=40, range=(0, 1), weights=weight, orientation="horizontal", color=colour
                )
                tallest = max(tallest, float(np.max(bars)))
                text = f"{ends[0] if above else ends[1]}: {len(part) / len(end):.0%}"
                ending.annotate(
                    text,
                    (1, 0.62 if above else 0.38),
                    xycoords="axes fraction",
                    ha="right",
                    va="center",
                    color=colour,
                    fontsize=12,
                    fontweight="bold",
                )
            paths.axhline(0.5, color=FAINT, linewidth=1, linestyle="--")
            paths.set_title(name)
            paths.set(ylim=(-0.02, 1.02))
            ending.set_xlim(0, 2.4 * tallest)  # room beside the bars for what they are
            ending.grid(visible=False)
            if index < len(names) - 1:
                paths.tick_params(labelbottom=False)
        axes[-2].set_xlabel(clock)
        axes[-1].set_xlabel("share of runs")
        figure.supylabel(labelled(share, units[share]), fontsize=13)
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        return figure


def workers_by_occupation(
    series: pd.DataFrame, share: str, *, units: Mapping[str, str], title: str = "", even: float | None = 0.5
) -> Figure:
    """How many workers of an economy have an occupation in the end: distribution over runs, a panel a variant.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time` and the share.
    share : str
        Share of workers in the occupation.
    units : mapping
        Unit of each observable.
    title : str
        Headline.
    even : float, optional
        A share to mark, such as what people want.

    Returns
    -------
    Figure
    """
    with house_style():
        names = list(series["variant"].unique())
        figure, axes = canvas(len(names), width=9, height=1.0 + 1.9 * len(names), sharex=True, sharey=True)
        last = series[series["time"] == series["time"].max()]
        for axis, (name, colour) in zip(axes, colours(names).items(), strict=True):
            end = last.loc[last["variant"] == name, share].dropna().to_numpy()
            places, counts = np.unique(np.round(end, 9), return_counts=True)
            step = min(np.diff(places).min() if len(places) > 1 else 0.05, 0.05)
            axis.bar(places, counts / max(len(end), 1), width=0.8 * step, color=colour)
            if even is not None:
                axis.axvline(even, color=INK, linewidth=1, linestyle="--")
            axis.set_title(name)
            axis.annotate(
                f"spread (s.d.) {end.std():.2f}", (0.99, 0.92), xycoords="axes fraction", ha="right", va="top"
            )
        axes[-1].set(xlim=(-0.03, 1.03), xlabel=labelled(f"{share} at the end", units[share]))
        figure.supylabel("share of runs", fontsize=13)
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        return figure


def gains(series: pd.DataFrame, *parts: str, units: Mapping[str, str], title: str = "") -> Figure:
    """Parts of a gain at the end, stacked, a bar a variant, with the interval that holds nine tenths of runs' sums.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time` and the parts.
    *parts : str
        Observables that sum to the gain.
    units : mapping
        Unit of each observable.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        names = list(series["variant"].unique())
        figure, (axis,) = canvas(width=10, height=1.8 + 0.75 * len(names))
        last = series[series["time"] == series["time"].max()]
        for row, name in enumerate(names):
            part = last[last["variant"] == name]
            begins = {True: 0.0, False: 0.0}
            for index, observable in enumerate(parts):
                mean = float(part[observable].mean())
                label = in_words(observable) if row == 0 else None
                up = mean >= 0
                axis.barh(row, mean, left=begins[up], color=PALETTE[index], height=0.62, label=label)
                begins[up] += mean
                if abs(mean) >= 0.1:
                    middle = begins[up] - mean / 2
                    axis.text(middle, row, f"{mean:.2f}", ha="center", va="center", color="white", fontweight="bold")
            low, high = np.quantile(part[list(parts)].sum(axis=1), (0.05, 0.95))
            axis.plot([low, high], [row + 0.39] * 2, color=INK, linewidth=2)  # below the bar: its numbers stay clear
        axis.axvline(0, color=FAINT, linewidth=1)
        axis.set_yticks(range(len(names)), names)
        axis.invert_yaxis()
        axis.grid(visible=False, axis="y")
        axis.set_xlabel(f"{labelled('gain at the end', units[parts[0]])}; line: 90 % of runs")
        axis.set_title(title)
        figure.legend(loc="outside lower center", ncols=len(parts))
        return figure


def frontier_map(
    plane: pd.DataFrame | None,
    x: str,
    y: str,
    *,
    frontier: Callable[[Array], Array],
    law: str,
    across: tuple[float, float],
    label: str,
    labels: tuple[str, str] | None = None,
    title: str = "",
) -> Figure:
    """An estimate over two parameters with the line at which theory says that it tips.

    Parameters
    ----------
    plane : DataFrame, optional
        Columns `x`, `y` and `estimate`; the line alone if left out.
    x, y : str
        Parameters.
    frontier : callable
        Theory: y at given x.
    law : str
        Theory in words.
    across : tuple of float
        Least and greatest x.
    label : str
        What the estimate is.
    labels : tuple of str, optional
        What the two axes say; the parameters' names if left out.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (axis,) = canvas(width=9, height=6.4)
        axis.grid(visible=False)
        line = np.linspace(*across, 400)
        height = frontier(line)
        top = float(np.nanmax(height))
        if plane is not None:
            table = plane.pivot_table(index=y, columns=x, values="estimate", dropna=False)
            mesh = axis.pcolormesh(
                table.columns, table.index, table.to_numpy(), cmap="viridis", shading="nearest", vmin=0, vmax=1
            )
            figure.colorbar(mesh, ax=axis, label=label)
            top = axis.get_ylim()[1]
        shown = (height > 0) & (height <= top)
        axis.plot(line[shown], height[shown], color="white", linewidth=5)
        axis.plot(line[shown], height[shown], color=PALETTE[1], linewidth=2.6, label=law)
        across_is, up_is = labels or (in_words(x), in_words(y))
        axis.set(xlabel=across_is, ylabel=up_is, ylim=(axis.get_ylim()[0], top))
        axis.set_title(title)
        figure.legend(loc="outside lower center")
        return figure
