"""What an operator of a chain can choose from: how far it drifts, what that costs, and how often it must be done."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from .style import FAINT, INK, PALETTE, canvas, house_style

COLOURS = {"none": FAINT, "constant": PALETTE[0], "monitor": PALETTE[1]}
"""Of policies; pauses have the third colour."""


def operating(
    policies: pd.DataFrame,
    curve: pd.DataFrame,
    paths: pd.DataFrame,
    *,
    tolerance: float,
    instrument: str,
    clock: str,
    title: str = "",
) -> Figure:
    """Drift over time, cost against drift, and cost against the pause between two shares of outside data.

    Parameters
    ----------
    policies, curve, paths : DataFrame
        Of an `Operation`.
    tolerance : float
        Drift that is allowed.
    instrument, clock : str
        What drifts, in words, and what a step is.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (time, cost, pause) = canvas(1, 3, width=15.5, height=5.6)
        _over_time(time, paths)
        time.set(xlabel=clock, ylabel=f"drift of the {instrument} (% of its start)")
        time.set_title("How far it drifts")
        _against_cost(cost, curve, policies)
        cost.set(xlabel=f"outside data used, mean share of a {clock}", ylabel=f"drift of the {instrument}")
        cost.set_title("What that costs")
        for axis in (time, cost):
            axis.axhline(tolerance, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
            axis.yaxis.set_major_formatter(PercentFormatter(1, decimals=0 if tolerance >= 0.05 else 1))
            axis.legend(loc="best")
        cost.annotate(
            "tolerance",
            (1, tolerance),
            xycoords=("axes fraction", "data"),
            ha="right",
            va="bottom",
            annotation_clip=True,
        )
        _against_pause(pause, policies, clock)
        figure.suptitle(title, x=0.01, ha="left", fontsize=18, fontweight="bold")
        return figure


def _over_time(axis: Axes, paths: pd.DataFrame) -> None:
    """Mean drift of the policies without pauses, with intervals."""
    for policy, colour in COLOURS.items():
        path = paths[paths["policy"] == policy]
        if path.empty:
            continue
        axis.fill_between(path["time"], path["low"], path["high"], color=colour, alpha=0.2, linewidth=0)
        axis.plot(path["time"], path["drift"], color=colour, label=LABELS[policy])
    worst = paths.loc[paths["policy"] != "none", "drift"]
    if len(worst):
        axis.set_ylim(min(0.0, 1.1 * paths["drift"].min()), max(3 * worst.max(), 1e-3))


def _against_cost(axis: Axes, curve: pd.DataFrame, policies: pd.DataFrame) -> None:
    """The curve of the constant share, the monitors tried, and the policies chosen."""
    constant = curve[curve["policy"] == "constant"].sort_values("cost")
    if (constant["high"] > constant["low"]).any():
        axis.fill_between(constant["cost"], constant["low"], constant["high"], color=PALETTE[0], alpha=0.2, linewidth=0)
    axis.plot(constant["cost"], constant["drift"], color=PALETTE[0], label="a constant share")
    tried = curve[curve["policy"] == "monitor"]
    axis.plot(tried["cost"], tried["drift"], "o", color=PALETTE[1], alpha=0.35, markersize=5, label="monitors tried")
    paused = policies[policies["policy"].str.startswith("every")]
    axis.plot(paused["cost"], paused["drift"], "s", color=PALETTE[2], markersize=7, label="every so often")
    for policy in ("constant", "monitor"):
        rows = policies[policies["policy"] == policy]
        error = [(rows["drift"] - rows["low"]).abs(), (rows["high"] - rows["drift"]).abs()]
        axis.errorbar(rows["cost"], rows["drift"], yerr=error, fmt="o", color=COLOURS[policy], markersize=10, zorder=5)
    shown = policies[policies["policy"] != "none"]
    if len(shown):
        axis.set_xlim(0, min(1.02, max(2.2 * shown["cost"].max(), 0.02)))
        axis.set_ylim(
            0, 1.15 * max(constant.loc[constant["cost"] <= axis.get_xlim()[1], "drift"].iloc[1:4].max(), 1e-3)
        )


def _against_pause(axis: Axes, policies: pd.DataFrame, clock: str) -> None:
    """What a constant share costs if it comes every so often, and what the monitor costs."""
    steady = policies[policies["policy"].str.startswith(("constant", "every"))].sort_values("every")
    axis.plot(steady["every"], steady["cost"], "s-", color=PALETTE[2], markersize=7, label="within tolerance")
    monitor = policies[policies["policy"] == "monitor"]
    if len(monitor):
        axis.axhline(monitor["cost"].iloc[0], color=COLOURS["monitor"], label="the monitor, when needed")
    axis.set_ylim(bottom=0)
    axis.set(xlabel=f"{clock}s from one share to the next", ylabel="outside data used, mean share")
    axis.set_title("How often")
    if len(steady) or len(monitor):
        axis.legend(loc="best")
    else:
        axis.text(0.5, 0.5, "no share is enough", transform=axis.transAxes, ha="center", color=FAINT)


LABELS = {"none": "no outside data", "constant": "a constant share", "monitor": "the monitor"}
