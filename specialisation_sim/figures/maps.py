"""Maps: of a share onto the next share, and of a claim over parameter space."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .labels import in_words
from .style import FAINT, INK, canvas, colours, house_style

HOLDING, FAILING = "#9ecae1", "#f6b48f"
"""Colours of points at which a claim holds, and does not: blue and orange, light enough to write on."""

MOST_NUMBERS = 9
"""Points along a side up to which a map of a claim says its estimates."""


def cobweb(
    tables: dict[str, pd.DataFrame], *, share: str, start: float = 0.75, generations: int = 12, title: str = ""
) -> Figure:
    """Return maps with the path that a share takes from generation to generation.

    Parameters
    ----------
    tables : dict of DataFrame
        For each variant the table of a `ReturnMap`: columns `share`, `next`, `low`, `high`.
    share : str
        What the share is of, for the axes.
    start : float
        Share at which the path begins.
    generations : int
        Length of the path.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    words = share if "share" in share else f"share of {share}"
    with house_style():
        columns = len(tables)
        figure, axes = canvas(1, columns, width=max(6.2, 4.8 * columns), height=5.9, sharey=True)
        for axis, (name, colour) in zip(axes, colours(tables).items(), strict=True):
            table = tables[name].sort_values("share")
            axis.plot([0, 1], [0, 1], color=FAINT, linewidth=1.2, linestyle="--")
            axis.fill_between(table["share"], table["low"], table["high"], color=colour, alpha=0.25, linewidth=0)
            axis.plot(table["share"], table["next"], color=colour)
            path_x, path_y, now = [start], [start], start
            for _ in range(generations):
                then = float(np.interp(now, table["share"], table["next"]))
                path_x += [now, then]
                path_y += [then, then]
                now = then
            axis.plot(path_x, path_y, color=INK, linewidth=1.1)
            axis.plot(start, start, "o", color=INK, markerfacecolor="white", markersize=7)
            axis.plot(now, now, "o", color=INK, markersize=7)
            axis.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", title=name)
            axis.set_xlabel(f"{words} now")
        axes[0].set_ylabel(f"{words} a generation later")
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        return figure


def claim_map(
    plane: pd.DataFrame,
    x: str,
    y: str,
    *,
    sentence: str,
    demand: str,
    here: tuple[float, float] | None = None,
    labels: tuple[str, str] | None = None,
) -> Figure:
    """Where a claim holds over two parameters: one plain colour where it does and one where not, with its estimates.

    Parameters
    ----------
    plane : DataFrame
        Columns `x`, `y`, `estimate` and `holds`.
    x, y : str
        Parameters.
    sentence, demand : str
        What is claimed, and what must hold.
    here : tuple of float, optional
        The scenario's own point.
    labels : tuple of str, optional
        What the two axes say; the parameters' names if left out.

    Returns
    -------
    Figure
        Each cell says the estimate at its point, where there is room.
    """
    with house_style():
        figure, (axis,) = canvas(width=10, height=7)
        axis.grid(visible=False)
        holds, estimate = (
            plane.pivot_table(index=y, columns=x, values=name, dropna=False) for name in ("holds", "estimate")
        )
        shade = ListedColormap([FAILING, HOLDING])
        cells = holds.to_numpy(dtype=float)
        axis.pcolormesh(
            holds.columns, holds.index, cells, cmap=shade, vmin=0, vmax=1, shading="nearest", edgecolor="white"
        )
        if max(cells.shape) <= MOST_NUMBERS:
            for at_y, row in zip(estimate.index, estimate.to_numpy(), strict=True):
                for at_x, value in zip(estimate.columns, row, strict=True):
                    said = "no value" if np.isnan(value) else f"{value:.3g}"
                    axis.text(float(at_x), float(at_y), said, ha="center", va="center", fontsize=12, color=INK)
        key: list[Patch | Line2D] = [
            Patch(color=colour, label=words)
            for colour, words in ((HOLDING, "the claim holds"), (FAILING, "it does not hold"))
        ]
        if here is not None:
            # A ring around the number of its cell.
            ring: dict[str, Any] = {"marker": "o", "color": INK, "markerfacecolor": "none", "linestyle": "none"}
            axis.plot(*here, **ring, markersize=44, markeredgewidth=2.6)
            key.append(Line2D([], [], **ring, markersize=14, markeredgewidth=2.6, label="the scenario itself"))
        across, up = labels or (in_words(x), in_words(y))
        axis.set(xlabel=across, ylabel=up)
        asked = f"{demand[0].upper()}{demand[1:]}: so at {plane['holds'].mean():.0%} of the points"
        axis.set_title("\n".join([fill(sentence, 80), asked]), fontsize=13)
        figure.legend(handles=key, loc="outside lower center", ncols=3)
        return figure
