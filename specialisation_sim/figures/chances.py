"""Tables of chances on a line, before and after: what is rarer than once a sample goes."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from .style import FAINT, canvas, colours, house_style


def chances(frame: pd.DataFrame, *, cut: float, after: str, title: str = "") -> Figure:
    """The truth of each variant, on a logarithmic axis, above it what one run has left.

    Parameters
    ----------
    frame : DataFrame
        Columns `variant`, `place`, `truth` and `left`.
    cut : float
        Chance of one in a sample, drawn as a line.
    after : str
        When that was, such as ``"generation 20"``.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        names = list(frame["variant"].unique())
        figure, axes = canvas(1, len(names), width=4.4 * len(names), height=4.4, sharex=True, sharey=True)
        for axis, (name, colour) in zip(axes, colours(names).items(), strict=True):
            part = frame[frame["variant"] == name]
            left = part[part["left"] > 0]
            axis.plot(part["place"], part["truth"], color=FAINT, linewidth=1.6, label="truth")
            axis.vlines(left["place"], cut / 1e3, left["left"], color=colour, linewidth=1.4, alpha=0.6, label=after)
            axis.axhline(cut, color="black", linestyle=":", linewidth=1.4)
            axis.set(
                yscale="log",
                ylim=(cut / 1e3, max(0.5, 2 * frame["left"].max())),
                title=f"{name}: {len(left)} of {len(part)} left",
            )
            axis.set_xlabel("value (s.d. of a bump)")
        axes[0].annotate("one in a sample", (frame["place"].min(), cut * 1.2), fontsize=11)
        axes[0].set_ylabel("chance of a value (share)")
        axes[0].locator_params(axis="x", nbins=5)
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles[:1], labels[:1], loc="outside lower center")
        figure.suptitle(
            f"{title}, {after}" if title else after.capitalize(), fontweight="bold", x=0.01, ha="left", fontsize=15
        )
        return figure
