"""What levers keep and what they cost, one panel a case."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from typing import TYPE_CHECKING

from .style import FAINT, INK, PALETTE, canvas, house_style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

COLUMNS = 4
SHIFTS = (5, 17, -13, -25)
"""Points by which labels of neighbours are apart."""


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
            shown = table[table["lever"] != ""].sort_values("wider").to_dict("records")
            for row, above in zip(shown, cycle(SHIFTS), strict=False):
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
                axis.annotate(
                    row["policy"], (x, y), xytext=(6, above), textcoords="offset points", fontsize=9, color=INK
                )
            axis.margins(0.25)
            axis.set(xlabel="diversity gained", ylabel="quality gained, %")
            axis.set_title(name)
        for axis in axes[len(tables) :]:
            axis.axis("off")
        handles = [figure.axes[0].plot([], [], "o", color=colour, label=kind)[0] for kind, colour in colours.items()]
        figure.legend(handles=handles, loc="outside lower center", ncols=len(kinds))
        figure.suptitle(title, x=0.01, ha="left", fontsize=18, fontweight="bold")
        return figure
