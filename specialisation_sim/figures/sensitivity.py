"""Figures of sensitivity: which parameters matter."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .labels import in_words, labelled
from .style import FAINT, INK, PALETTE, canvas, house_style


def sobol_bars(table: pd.DataFrame, *, title: str = "") -> Figure:
    """Sobol indices of parameters: what each does by itself, and with all that it interacts with.

    Parameters
    ----------
    table : DataFrame
        Columns `parameter`, `order`, `index`, `low` and `high`.
    title : str
        Headline.

    Returns
    -------
    Figure
        Parameters of greatest total index come first. Pairs stay in the table.
    """
    with house_style():
        total = table[table["order"] == "total"].sort_values("index")
        names = total["parameter"].tolist()
        figure, (axis,) = canvas(width=9, height=2.2 + 0.75 * len(names))
        axis.grid(visible=False, axis="y")
        words = {"total": "together with the others", "first": "by itself"}
        for order, colour, shift in (("total", PALETTE[5], 0.19), ("first", PALETTE[0], -0.19)):
            part = table[table["order"] == order].set_index("parameter").loc[names]
            _bars(axis, part, "index", np.arange(len(names)) - shift, colour, words[order], height=0.36)
        axis.set_yticks(range(len(names)), [in_words(name) for name in names])
        axis.set_xlim(min(0.0, float(table["low"].min())), max(1.0, float(table["high"].max())))
        axis.set_xlabel("share of the variance that it explains (Sobol index), with 95 % interval")
        axis.legend(loc="lower right")
        axis.set_title(title)
        return figure


def morris_bars(table: pd.DataFrame, *, unit: str, title: str = "") -> Figure:
    """Elementary effects of parameters, and how much they differ from place to place.

    Parameters
    ----------
    table : DataFrame
        Columns `parameter`, `effect`, `low`, `high`, `direction` and `spread`.
    unit : str
        Unit of the observable.
    title : str
        Headline.

    Returns
    -------
    Figure
        Bars of effects, coloured by direction, with spreads as diamonds.
    """
    with house_style():
        table = table.sort_values("effect")
        figure, (axis,) = canvas(width=9, height=2.4 + 0.6 * len(table))
        axis.grid(visible=False, axis="y")
        places = np.arange(len(table))
        for up, colour, label in ((True, PALETTE[0], "raises it"), (False, PALETTE[1], "lowers it")):
            rows = (table["direction"] >= 0).to_numpy() == up
            if rows.any():
                _bars(axis, table[rows], "effect", places[rows], colour, label, height=0.55)
        axis.plot(table["spread"], places, "D", color=INK, markersize=7, label="spread of effects from place to place")
        axis.set_yticks(places, [in_words(name) for name in table["parameter"]])
        axis.set_xlim(left=0)
        axis.set_xlabel(f"{labelled('mean size of the effect over the whole range', unit)}, with 95 % interval")
        axis.legend(loc="lower right")
        axis.set_title(title)
        return figure


def _bars(
    axis: Axes, part: pd.DataFrame, value: str, places: npt.NDArray[Any], colour: str, label: str, height: float
) -> None:
    """Bars along the horizontal with their intervals."""
    error = [part[value] - part["low"], part["high"] - part[value]]
    axis.barh(places, part[value], height=height, color=colour, label=label)
    axis.errorbar(part[value], places, xerr=error, fmt="none", ecolor=FAINT, capsize=3, elinewidth=1.6)
