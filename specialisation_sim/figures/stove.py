"""What unlike days do to beliefs: two maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .colour_table import colour_table
from .style import INK, canvas, house_style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

PANELS = (
    ("fishing", "Days fished in the second year (share)", 0.5),
    ("meals", "Meals, as a share of what one who knows gets", 1.0),
)


def hot_stove(frame: pd.DataFrame, *, title: str = "") -> Figure:
    """Days fished, and meals, by how unlike days are and how much the newest catch weighs.

    Parameters
    ----------
    frame : DataFrame
        From `hot_stove`.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, axes = canvas(1, 2, width=14, height=6)
        for axis, (name, words, most) in zip(axes, PANELS, strict=True):
            table = frame.pivot_table(index="weight", columns="spread", values=name)
            across, up = ([f"{each:g}" for each in ends] for ends in (table.columns, table.index))
            colour_table(axis, table.to_numpy(), across, up, most=most, from_below=True)
            low, high = table.to_numpy().min(), most
            for row, values in enumerate(table.to_numpy()):
                for column, value in enumerate(values):
                    dark = value < (low + high) / 2
                    axis.text(
                        column, row, f"{value:.2f}", ha="center", va="center", color="white" if dark else INK, size=10
                    )
            axis.set(
                xlabel="how unlike days are (share of their usual spread)", ylabel="weight of the newest catch (share)"
            )
            axis.set_title(words)
        figure.suptitle(title, x=0.01, ha="left", fontsize=18, fontweight="bold")
        return figure
