"""A tournament of rules: who lives and eats, who earns what among whom, and which rules spread."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colour_table import colour_table
from .style import FAINT, INK, PALETTE, canvas, house_style

FEW = 5
"""Rules of the replicator that get a colour: those that are most frequent in the end."""


def league(
    table: pd.DataFrame,
    mixed: pd.DataFrame | None,
    pairs: pd.DataFrame | None,
    replicator: pd.DataFrame | None,
    *,
    title: str = "",
) -> Figure:
    """Meals against survival in the league; meals of a lone rule among others; shares over generations.

    Parameters
    ----------
    table, mixed, pairs, replicator : DataFrame
        Of a `Tournament`; all but the first None where nobody meets.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        if mixed is None or pairs is None or replicator is None:
            figure, (first,) = canvas(1, 1, width=9, height=5.6)
        else:
            figure, (first, second, third) = canvas(1, 3, width=19, height=7)
            _pairs(second, pairs, list(mixed["rule"]))
            _shares(third, replicator)
        _places(first, table)
        figure.suptitle(title, x=0.01, ha="left", fontsize=18, fontweight="bold")
        return figure


def _places(axis: Axes, table: pd.DataFrame) -> None:
    """Survival and meals of each rule, the best at the top."""
    rows = np.arange(len(table))
    for name, colour, shift, label in (
        ("survival", PALETTE[0], -0.15, "survival"),
        ("meals", PALETTE[1], 0.15, "earnings, relative to the best"),
    ):
        error = [table[name] - table[f"{name}_low"], table[f"{name}_high"] - table[name]]
        axis.errorbar(table[name], rows + shift, xerr=error, fmt="o", color=colour, label=label, markersize=6)
    axis.set_yticks(rows, table["rule"])
    axis.invert_yaxis()
    axis.set(xlim=(0, 1.08), xlabel="mean over environments (share), with 95 % interval")
    axis.set_title("All with the same rule")
    axis.legend(loc="upper left")


def _pairs(axis: Axes, pairs: pd.DataFrame, names: list[str]) -> None:
    """Meals of a lone one among nine of another, as a table of colours."""
    meals = pairs.pivot_table(index="rule", columns="among", values="meals").loc[names, names].to_numpy()
    colour_table(axis, meals, names, names, rotation=60, ha="right")
    axis.set(xlabel="rule of the nine others", ylabel="rule of the one")
    axis.set_title("One among nine others: meals it earns")


def _shares(axis: Axes, replicator: pd.DataFrame) -> None:
    """Share of each rule over generations, those named that are frequent in the end."""
    shares = replicator.drop(columns="generation")
    frequent = list(shares.iloc[-1].sort_values(ascending=False).index[:FEW])
    for name in shares:
        if name not in frequent:
            axis.plot(replicator["generation"], shares[name], color=FAINT, linewidth=1)
    for name, colour in zip(frequent, PALETTE, strict=False):
        axis.plot(replicator["generation"], shares[name], color=colour, label=name)
    axis.set_xscale("symlog", linthresh=10)
    axis.set(xlabel="generation", ylabel="foragers with the rule (share)", ylim=(0, None), xlim=(0, None))
    axis.set_title("Who earns more becomes more frequent", color=INK)
    axis.legend(loc="upper left", title="in the end most frequent")
