"""What levers keep and what they cost, one panel a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .style import FAINT, INK, PALETTE, apart, canvas, house_style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 3
GAP = 0.065
"""Height of a label, as a part of the panel's."""


def levers(tables: Mapping[str, pd.DataFrame], *, title: str = "") -> Figure:
    """Change in quality against change in diversity of each policy that is a lever, with intervals.

    Parameters
    ----------
    tables : mapping of DataFrame
        From `weigh`, by case.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    kinds = list(dict.fromkeys(kind for table in tables.values() for kind in table["lever"] if kind))
    colours = dict(zip(kinds, PALETTE, strict=False))
    lines = -(-len(tables) // COLUMNS)
    with house_style():
        figure, axes = canvas(lines, min(COLUMNS, len(tables)), width=19, height=5.2 * lines)
        for axis, (name, table) in zip(axes, tables.items(), strict=False):
            axis.axhline(0, color=FAINT, linewidth=1)
            axis.axvline(0, color=FAINT, linewidth=1)
            shown = table[table["lever"] != ""].sort_values("gain").to_dict("records")
            for row in shown:
                x, y = row["wider"], 100 * row["gain"]
                axis.errorbar(
                    x,
                    y,
                    xerr=[[x - row["wider_low"]], [row["wider_high"] - x]],
                    yerr=[[y - 100 * row["gain_low"]], [100 * row["gain_high"] - y]],
                    fmt="o",
                    color=colours[row["lever"]],
                    markersize=7,
                )
            axis.margins(0.1)
            name_points(axis, [(row["wider"], 100 * row["gain"], row["policy"]) for row in shown])
            axis.set(xlabel="diversity gained", ylabel="quality gained, %")
            axis.set_title(name)
        for axis in axes[len(tables) :]:
            axis.axis("off")
        handles = [figure.axes[0].plot([], [], "o", color=colour, label=kind)[0] for kind, colour in colours.items()]
        figure.legend(handles=handles, loc="outside lower center", ncols=len(kinds))
        figure.suptitle(title, x=0.01, ha="left", fontsize=18, fontweight="bold")
        return figure


def name_points(axis: Axes, points: list[tuple[float, float, str]]) -> None:
    """Write names beside a panel, each joined to its point; points are in their order from below."""
    low, high = axis.get_ylim()
    heights = apart([(y - low) / (high - low) for _, y, _ in points], GAP)
    for (x, y, name), height in zip(points, heights, strict=True):
        axis.annotate(
            name,
            (x, y),
            xytext=(1.04, height),
            textcoords="axes fraction",
            fontsize=10,
            color=INK,
            va="center",
            arrowprops={"arrowstyle": "-", "color": FAINT, "linewidth": 0.8},
        )
