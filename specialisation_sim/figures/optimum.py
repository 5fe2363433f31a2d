"""The optimum beside one who does not look ahead: thresholds by day, and the policy by experience and store."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from .style import FAINT, PALETTE, canvas, house_style

COLOURS = {"optimum": PALETTE[0], "myopic": PALETTE[1], "sunny days": FAINT, "hunt always": PALETTE[2]}
SMALLEST_MAP = 2
"""Stores, or experiences, below which there is no map to draw."""


def optimum_by_day(days: pd.DataFrame, *, second: str, label: str, title: str = "") -> Figure:
    """The threshold of cloud by day, and beside it something else of the same days.

    Parameters
    ----------
    days : DataFrame
        Columns `policy`, `day`, `threshold` and the one named by `second`.
    second : str
        Column of the second panel.
    label : str
        Its label.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (threshold, other) = canvas(1, 2, width=12.5, height=5.2)
        _lines(threshold, days, "threshold")
        threshold.set(xlabel="day", ylabel="cloud cover above which she fishes", ylim=(-0.02, 1.04))
        threshold.set_title("Threshold")
        _lines(other, days, second)
        other.set(xlabel="day", ylabel=label)
        other.set_title(label[0].upper() + label[1:])
        low, high = other.get_ylim()
        other.set_ylim(min(0.0, low), max(high, 1e-6))
        threshold.legend(loc="best")
        figure.suptitle(title, x=0.01, ha="left", fontsize=18, fontweight="bold")
        return figure


def optimum_policy(policy: pd.DataFrame, *, title: str = "") -> Figure:
    """Share of days hunted by experience and store, and by how much the optimum and the myopic differ.

    Parameters
    ----------
    policy : DataFrame
        Columns `hunting_experience`, `store`, `optimum`, `myopic`.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    stores = policy["store"].nunique()
    with house_style():
        if stores < SMALLEST_MAP:
            figure, (axis,) = canvas(1, 1, width=8, height=5.2)
            for name in ("optimum", "myopic"):
                axis.plot(policy["hunting_experience"], policy[name], color=COLOURS[name], label=name)
            axis.set(xlabel="experience in hunting, days", ylabel="days hunted")
            axis.yaxis.set_major_formatter(PercentFormatter(1))
            axis.legend(loc="best")
        else:
            figure, axes = canvas(1, 3, width=15.5, height=5.2, sharey=True)
            grids = [
                policy.pivot_table(values=name, index="store", columns="hunting_experience")
                for name in ("optimum", "myopic")
            ]
            grids.append(grids[0] - grids[1])
            names = ("The optimum", "One who does not look ahead", "Optimum minus the other")
            for axis, grid, name in zip(axes, grids, names, strict=True):
                apart = name is names[-1]
                drawn = axis.pcolormesh(
                    grid.columns.to_numpy(),
                    grid.index.to_numpy(),
                    grid.to_numpy(),
                    cmap="RdBu_r" if apart else "viridis",
                    vmin=-1 if apart else 0,
                    vmax=1,
                    shading="gouraud",
                )
                axis.set(xlabel="experience in hunting, days")
                axis.set_title(name)
                axis.grid(visible=False)
                bar = figure.colorbar(drawn, ax=axis, format=PercentFormatter(1))
                bar.set_label("days hunted" if not apart else "difference in days hunted")
            axes[0].set(ylabel="store, meals")
        figure.suptitle(title, x=0.01, ha="left", fontsize=18, fontweight="bold")
        return figure


def _lines(axis: Axes, days: pd.DataFrame, column: str) -> None:
    """A line a policy, those drawn alike further down hidden behind those further up."""
    for zorder, (policy, part) in enumerate(reversed(list(days.groupby("policy", sort=False)))):
        values = part[column].to_numpy(dtype=float)
        if np.isfinite(values).any():
            axis.plot(part["day"], values, color=COLOURS[str(policy)], label=str(policy), zorder=2 + zorder)
