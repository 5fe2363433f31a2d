"""Maps: of a share onto the next share, and of a claim over parameter space."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .style import FAINT, INK, PALETTE, canvas, colours, house_style


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
            axis.set_xlabel(f"{share} now")
        axes[0].set_ylabel(f"{share} next")
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        return figure


def claim_map(
    plane: pd.DataFrame, x: str, y: str, *, sentence: str, demand: str, here: tuple[float, float] | None = None
) -> Figure:
    """Where a claim holds: its estimate over two parameters, the points where it does not hold crossed out.

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

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (axis,) = canvas(width=9, height=6.4)
        axis.grid(visible=False)
        table = plane.pivot_table(index=y, columns=x, values="estimate", dropna=False)
        mesh = axis.pcolormesh(table.columns, table.index, table.to_numpy(), cmap="viridis", shading="nearest")
        figure.colorbar(mesh, ax=axis, label=f"estimate; must be {demand.removeprefix('mean ')}")
        against = plane[~plane["holds"]]
        axis.plot(against[x], against[y], "x", color="white", markersize=8, markeredgewidth=2.6)
        axis.plot(against[x], against[y], "x", color=INK, markersize=7, markeredgewidth=1.2, label="does not hold")
        if here is not None:
            axis.plot(
                *here,
                "o",
                color=PALETTE[1],
                markersize=13,
                markerfacecolor="none",
                markeredgewidth=3,
                label="the scenario",
            )
        axis.set(xlabel=x.replace("_", " "), ylabel=y.replace("_", " "))
        axis.set_title(f"{sentence}\nholds at {plane['holds'].mean():.0%} of the points", fontsize=13, wrap=True)
        figure.legend(loc="outside lower center", ncols=2)
        return figure
