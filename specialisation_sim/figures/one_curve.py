"""Systems inside and outside machine learning on common axes: variety over its start against generations over data."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .style import FAINT, INK, canvas, colours, house_style

LEAST = 0.01
"""Time from which on curves are shown."""

ALONE = "sampling alone"
"""What stands for a regime in rows of plain resampling."""


def one_curve(curves: pd.DataFrame, table: pd.DataFrame, *, said: str = "", title: str = "") -> Figure:
    """Median variety of each system, a panel a regime, with quartiles; dots where half is gone, dashes of resampling.

    Parameters
    ----------
    curves : DataFrame
        Columns `system`, `regime`, `x`, `variety`, `low`, `high`; where `regime` is ``"sampling alone"``, what plain
        resampling of the system's own kinds does, dashed in the panel of what learns from the last output alone.
    table : DataFrame
        Columns `system`, `regime`, `half`, `counts`, `data`, `data_are`.
    said : str
        A sentence below the panels.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    resampled = curves[curves["regime"] == ALONE]
    curves = curves[curves["regime"] != ALONE]
    regimes = list(curves["regime"].unique())
    lines = said.count("\n") + 1
    colour = colours(curves["system"].unique())
    with house_style():
        figure, axes = canvas(
            1, len(regimes), width=5.2 * len(regimes), height=6.3 + 0.35 * lines, sharex=True, sharey=True
        )
        right = max(10.0, curves["x"].max())
        for axis, regime in zip(axes, regimes, strict=True):
            _resampling(axis, right)
            for system, part in curves[curves["regime"] == regime].groupby("system", sort=False):
                shown = from_the_left(part)
                axis.fill_between(shown["x"], shown["low"], shown["high"], color=colour[system], alpha=0.1, linewidth=0)
                axis.plot(shown["x"], shown["variety"], color=colour[system], label=system)
            if regime == "replace":
                for system, part in resampled.groupby("system", sort=False):
                    shown = from_the_left(part)
                    axis.plot(shown["x"], shown["variety"], color=colour[str(system)], linewidth=1.4, linestyle="--")
            halves = table[(table["regime"] == regime) & table["half"].notna()]
            axis.scatter(halves["half"], [0.5] * len(halves), color=halves["system"].map(colour), s=55, zorder=5)
            missing = [
                system for system in colour if system not in set(curves.loc[curves["regime"] == regime, "system"])
            ]
            axis.set_title(TITLES.get(regime, regime))
            if missing:
                axis.text(
                    0.03, 0.03, f"without: {', '.join(missing)}", transform=axis.transAxes, color=FAINT, fontsize=11
                )
            axis.set(xscale="log", xlim=(LEAST, right), ylim=(0, 1.12))
            axis.set_xticks([0.01, 0.1, 1, 10], ["0.01", "0.1", "1", "10"])
        axes[0].set_ylabel("variety left (share of that at the start)")
        figure.supxlabel("generations x (kinds - 1) / data of a generation", fontsize=13)
        handles, labels = axes[0].get_legend_handles_labels()
        if len(resampled):
            handles.append(Line2D([], [], color=INK, linewidth=1.4, linestyle="--"))
            labels.append("sampling alone, its own kinds")
        figure.legend(handles, labels, loc="outside lower center", ncols=len(labels), fontsize=11)
        figure.suptitle(title + "\n" * lines, x=0.01, ha="left", fontsize=19, fontweight="bold")
        figure.text(0.012, 0.93, said, fontsize=12.5, color=INK, va="top")
        return figure


def from_the_left(curve: pd.DataFrame) -> pd.DataFrame:
    """A curve from where the axis begins, on straight lines in x between its points, so that it starts at no gap."""
    x = curve["x"].to_numpy()
    if not x[-1] > LEAST:
        return curve.iloc[:0]
    places = np.unique([*np.geomspace(LEAST, min(max(x[1], LEAST), x[-1]), 30), *x[x >= LEAST]])
    return pd.DataFrame(
        {"x": places} | {name: np.interp(places, x, curve[name]) for name in ("variety", "low", "high")}
    )


def _resampling(axis: Axes, right: float) -> None:
    """What learning from a finite sample costs by itself."""
    x = np.geomspace(LEAST, right, 200)
    axis.plot(x, np.exp(-x / 2), color=FAINT, linewidth=5, alpha=0.4, label="sampling alone, many kinds", zorder=1)


TITLES = {
    "replace": "the last output alone",
    "accumulate": "all output so far",
    "a tenth real": "the last output, a tenth real",
}
