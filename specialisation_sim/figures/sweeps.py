"""Figures of sweeps: phase diagrams, what parameters do, how runs end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .labels import in_words, labelled
from .style import INK, PALETTE, canvas, house_style

NOTHING = "#d9d9d9"
"""Where there is no value."""


def phase_diagram(
    table: pd.DataFrame,
    x: str,
    y: str,
    *,
    observable: str,
    unit: str,
    collapse: str,
    units: Mapping[str, str] | None = None,
    title: str = "",
) -> Figure:
    """An observable over the plane of two parameters, with a contour where half of the runs collapse.

    Parameters
    ----------
    table : DataFrame
        Columns `x`, `y`, `mean` and `collapsed`.
    x, y : str
        Parameters.
    observable, unit : str
        What is shown.
    collapse : str
        When a run has collapsed, in words.
    units : mapping, optional
        Units of parameters.
    title : str
        Headline.

    Returns
    -------
    Figure
        Numbers get axes to scale; names get a row or column each.
    """
    with house_style():
        figure, (axis,) = canvas(width=9.4, height=7)
        axis.grid(visible=False)
        axis.set_facecolor(NOTHING)
        mean, collapsed = (
            table.pivot_table(index=y, columns=x, values=name, dropna=False, sort=False)
            for name in ("mean", "collapsed")
        )
        across, ticks_x = _places(mean.columns)
        up, ticks_y = _places(mean.index)
        mesh = axis.pcolormesh(_edges(across), _edges(up), mean.to_numpy(), cmap="viridis", rasterized=True)
        figure.colorbar(mesh, ax=axis, label=f"{labelled(observable, unit)}, mean of runs")
        key = []
        finite = collapsed.to_numpy()[np.isfinite(collapsed.to_numpy())]
        # Between names there is nothing to draw a line through.
        scaled = ticks_x is None and ticks_y is None and min(collapsed.shape) > 1
        if scaled and finite.size and finite.min() < 0.5 < finite.max():
            for colour, width in (("white", 5.0), (INK, 2.4)):
                axis.contour(across, up, collapsed.to_numpy(), levels=[0.5], colors=colour, linewidths=width)
            key.append(Line2D([], [], color=INK, linewidth=2.4, label=f"half of the runs have collapsed: {collapse}"))
        if mean.isna().to_numpy().any():
            key.append(Line2D([], [], color=NOTHING, linewidth=9, label="no run has a value"))
        for ticks, set_ticks in ((ticks_x, axis.set_xticks), (ticks_y, axis.set_yticks)):
            if ticks is not None:
                set_ticks(range(len(ticks)), ticks)
        axis.set_xlabel(_label(x, units))
        axis.set_ylabel(_label(y, units))
        axis.set_title(title)
        if key:
            figure.legend(handles=key, loc="outside lower center", ncols=1)
        return figure


def effects(
    tables: Mapping[str, pd.DataFrame],
    *,
    observable: str,
    unit: str,
    units: Mapping[str, str] | None = None,
    title: str = "",
) -> Figure:
    """An observable against each of several parameters, the others as they were.

    Parameters
    ----------
    tables : mapping of DataFrame
        For each parameter its values in a column of its name, and `mean`, `low` and `high`; the interval is drawn where
        there is one.
    observable, unit : str
        What is shown.
    units : mapping, optional
        Units of parameters.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        columns = min(len(tables), 3)
        rows = -(-len(tables) // columns)
        figure, axes = canvas(rows, columns, width=max(6.4, 4.4 * columns), height=4.3 * rows + 0.4, sharey=True)
        for axis, (name, table) in zip(axes, tables.items()):
            across, ticks = _places(pd.Index(table[name]))
            few = len(table) <= 60
            if ticks is None and few:
                axis.fill_between(across, table["low"], table["high"], color=PALETTE[0], alpha=0.2, linewidth=0)
                axis.plot(across, table["mean"], "-o", color=PALETTE[0], markersize=5)
            elif few:
                error = [table["mean"] - table["low"], table["high"] - table["mean"]]
                axis.errorbar(across, table["mean"], error, fmt="o", color=PALETTE[0], capsize=4)
                axis.set_xticks(across, ticks)
                axis.set_xlim(-0.5, len(across) - 0.5)
            else:
                axis.plot(across, table["mean"], "o", color=PALETTE[0], markersize=3.5, alpha=0.5)
            axis.set_xlabel(_label(name, units))
        for axis in axes[len(tables) :]:
            axis.set_visible(False)
        for axis in axes[::columns]:
            axis.set_ylabel(labelled(observable, unit, "\n"))
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=14)
        return figure


def end_states(
    table: pd.DataFrame, by: str, *, observable: str, unit: str, units: Mapping[str, str] | None = None, title: str = ""
) -> Figure:
    """How runs end: the distribution of an observable for each value of a parameter, as shades, with its median.

    Parameters
    ----------
    table : DataFrame
        Columns `by`, `low`, `high` and `share`.
    by : str
        Parameter.
    observable, unit : str
        What is shown.
    units : mapping, optional
        Units of parameters.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (axis,) = canvas(width=9.4, height=6)
        axis.grid(visible=False)
        shares = table.pivot(index="low", columns=by, values="share")  # noqa: PD010
        across, ticks = _places(shares.columns)
        edges = np.append(np.unique(table["low"]), table["high"].max())
        middles = (edges[:-1] + edges[1:]) / 2
        # The square root, so that rare ends are seen too.
        mesh = axis.pcolormesh(
            across,
            middles,
            np.sqrt(shares.to_numpy()),
            cmap="Blues",
            shading="nearest",
            vmin=0,
            vmax=1,
            rasterized=True,
        )
        bar = figure.colorbar(mesh, ax=axis, label="share of runs")
        bar.set_ticks(
            np.sqrt([0, 0.01, 0.05, 0.2, 0.5, 1]).tolist(), labels=["0", "1 %", "5 %", "20 %", "50 %", "100 %"]
        )
        medians = middles[(shares.cumsum().to_numpy() >= 0.5 - 1e-12).argmax(axis=0)]
        axis.plot(across, medians, "o" if ticks else "-o", color=PALETTE[1], markersize=5, label="median")
        if ticks is not None:
            axis.set_xticks(across, ticks)
        axis.set_xlabel(_label(by, units))
        axis.set_ylabel(labelled(f"{observable} at the end", unit))
        axis.legend(loc="best", frameon=True, framealpha=0.9, edgecolor="none")
        axis.set_title(title)
        return figure


def _places(values: pd.Index) -> tuple[Sequence[float], list[str] | None]:
    """Where values lie along an axis, and the names of those that are no numbers."""
    if pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype):
        return values.to_numpy(dtype=float).tolist(), None
    return list(range(len(values))), [str(value) for value in values]


def _edges(places: Sequence[float]) -> npt.NDArray[np.float64]:
    """Edges of cells around places: halfway to the neighbours."""
    if len(places) == 1:
        return np.array([places[0] - 0.5, places[0] + 0.5])
    inner = (np.array(places[1:]) + np.array(places[:-1])) / 2
    return np.array([2 * places[0] - inner[0], *inner, 2 * places[-1] - inner[-1]])


def _label(name: str, units: Mapping[str, str] | None) -> str:
    return labelled(name, units[name]) if units else in_words(name)
