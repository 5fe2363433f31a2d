"""Figures of a record's breadth: against drift, beside another record, ahead, and what a rule guarantees."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .style import FAINT, INK, PALETTE, canvas, house_style


def breadth_and_drift(table: pd.DataFrame, *, by: str, title: str = "", size: int | None = None) -> Figure:
    """Breadth at an equal number of decisions, its line, and the band that drift alone would make.

    Parameters
    ----------
    table : DataFrame
        `period`, `number`, `line`, `drift_low`, `drift_middle`, `drift_high` (NaN if there is no band).
    by : str
        What is weighed, for the axis.
    title : str
        Headline.
    size : int, optional
        Number of decisions at which periods are compared; none where shares are exact.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (axis,) = canvas(width=10, height=5.8)
        positions = np.arange(len(table))
        if table["drift_low"].notna().any():
            axis.fill_between(
                positions,
                table["drift_low"],
                table["drift_high"],
                color=FAINT,
                alpha=0.22,
                linewidth=0,
                label="95 of 100 records that only drift from where this one began",
            )
            axis.plot(positions, table["drift_middle"], "--", color=FAINT, linewidth=1.6, label="drift, middle")
        axis.plot(positions, table["line"], color=PALETTE[1], linewidth=2, label="trend of the record")
        axis.plot(positions, table["number"], "o", color=PALETTE[0], markersize=8, label="the record")
        top = np.nanmax([*table["number"], *table["drift_high"]])
        axis.set_ylim(0, 1.3 * top)
        at = f"in {size:,} decisions" if size and by == "count" else f"by {by}"
        axis.set_ylabel(f"effective number of categories\n({at})")
        periods(axis, table)
        axis.legend(loc="upper left", ncols=2, fontsize=11)
        axis.set_title(title, fontsize=14)
        return figure


def two_records(table: pd.DataFrame, *, names: tuple[str, str], size: int) -> Figure:
    """Breadth of two records at one number of decisions: `period`, `own`, `peer`."""
    with house_style():
        figure, (axis,) = canvas(width=10, height=5.4)
        positions = np.arange(len(table))
        for column, name, colour, mark in zip(("own", "peer"), names, PALETTE, "os", strict=False):
            axis.plot(positions, table[column], f"{mark}-", color=colour, markersize=8, label=name)
        axis.set_ylim(0, 1.3 * float(table[["own", "peer"]].to_numpy().max()))
        axis.set_ylabel(f"effective number of categories\n(in {size:,} decisions)")
        periods(axis, table)
        axis.legend(loc="upper left", ncols=2)
        axis.set_title(f"{names[0]} beside {names[1]}")
        return figure


def guarantee_curves(table: pd.DataFrame, *, title: str = "") -> Figure:
    """Least effective number under a cap, a ring fence and a lottery, by their share: `level` and a column for each."""
    words = {
        "cap": "a cap on the largest category",
        "ring_fence": "a ring fence for half of the categories",
        "lottery": "a lottery among all (in expectation)",
    }
    with house_style():
        figure, (axis,) = canvas(width=10, height=5.4)
        for (column, label), colour in zip(words.items(), PALETTE, strict=False):
            axis.plot(table["level"], table[column], color=colour, label=label)
        axis.set_yscale("log")
        axis.set_yticks([1, 2, 5, 10, 20, 50], ["1", "2", "5", "10", "20", "50"])
        axis.minorticks_off()
        axis.set(xlim=(0, 1), ylim=(0.95, 1.1 * float(table[list(words)].to_numpy().max())))
        axis.set_xlabel("strength of the rule (share capped, fenced, or drawn by lot)")
        axis.set_ylabel("least effective number of categories")
        axis.legend(loc="upper center")
        axis.set_title(title)
        return figure


def forecast_fan(table: pd.DataFrame, *, title: str = "") -> Figure:
    """The record and its forecast with a band: `period`, `seen`, `middle`, `low`, `high` (NaN where they are not)."""
    with house_style():
        figure, (axis,) = canvas(width=10, height=5.4)
        positions = np.arange(len(table))
        ahead = table["middle"].notna().to_numpy()
        axis.fill_between(
            positions[ahead],
            table["low"][ahead],
            table["high"][ahead],
            color=PALETTE[1],
            alpha=0.18,
            linewidth=0,
            label="90 of 100",
        )
        axis.plot(positions[ahead], table["middle"][ahead], "o--", color=PALETTE[1], label="forecast, middle")
        axis.plot(positions, table["seen"], "o-", color=PALETTE[0], markersize=8, label="the record")
        axis.set_ylim(0, 1.3 * float(np.nanmax(table[["seen", "high"]].to_numpy())))
        axis.set_ylabel("effective number of categories")
        periods(axis, table)
        axis.legend(loc="upper left", ncols=3)
        axis.set_title(title, color=INK)
        return figure


def periods(axis: Axes, table: pd.DataFrame) -> None:
    """Labels of periods, not more than fit."""
    step = max(-(-len(table) // 14), 1)
    axis.set_xticks(np.arange(len(table))[::step], table["period"].tolist()[::step])
