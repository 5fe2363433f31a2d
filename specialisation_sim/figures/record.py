"""Figures of a real record: how many things in effect, which ones, and what follows on what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .style import FAINT, INK, PALETTE, apart, canvas, house_style

SHADES = (*PALETTE[:6], "#4a4a4a")
COLOURED = len(SHADES)
APART = 60
"""Categories drawn one by one; what is rarer takes less than a line of the picture each, and is drawn as one."""
GREYS = ("#c9c9c9", "#dedede")


def effective_numbers(
    table: pd.DataFrame,
    *,
    by: str,
    order: int = 1,
    title: str = "",
) -> Figure:
    """Effective number of categories by period, with its interval, and the share of the mode below.

    Parameters
    ----------
    table : DataFrame
        Rows of an audit's table by one way of weighing.
    by : str
        What is weighed, for the axis.
    order : int
        Order of the effective number, 1 or 2.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (upper, lower) = canvas(2, width=10, height=7.4, sharex=True, gridspec_kw={"height_ratios": (3, 2)})
        positions = np.arange(len(table))
        column = f"hill_{order}"
        corrected = table[f"{column}_corrected"].fillna(table[column])
        points(upper, positions, corrected, table[f"{column}_low"], table[f"{column}_high"], table["solid"], PALETTE[0])
        upper.plot(
            positions,
            table[column],
            "_",
            color=FAINT,
            markersize=14,
            markeredgewidth=2,
            label="as counted (too low in small samples)",
        )
        upper.plot(positions, table["hill_0"], ":", color=FAINT, linewidth=1.6, label="categories seen")
        tallest = np.nanmax([*corrected[table["used"]], *table["hill_0"]])
        upper.set_ylim(0, 1.25 * tallest)
        upper.set_ylabel(f"effective number\nof categories (by {by})")
        upper.legend(loc="upper left", ncols=4, fontsize=11)
        low, high = table["modal_share_low"], table["modal_share_high"]
        points(lower, positions, table["modal_share"], low, high, table["solid"], PALETTE[2])
        lower.set_ylim(0, 1)
        lower.set_ylabel(f"share of the largest\ncategory (by {by})")
        ticks(lower, table)
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        return figure


def points(axis: Axes, positions: Any, value: Any, low: Any, high: Any, used: Any, colour: str) -> None:
    """Estimates with intervals; open where a period does not count, and without a bar where there is no interval."""
    value, low, high = (np.asarray(column, dtype=float) for column in (value, low, high))
    kept = np.asarray(used, dtype=bool)
    band = kept & np.isfinite(low)
    axis.fill_between(
        positions, np.where(band, low, np.nan), np.where(band, high, np.nan), color=colour, alpha=0.15, linewidth=0
    )
    axis.vlines(
        positions[np.isfinite(low)], low[np.isfinite(low)], high[np.isfinite(low)], color=colour, linewidth=2, alpha=0.7
    )
    axis.plot(positions[kept], value[kept], "o-", color=colour, markersize=8)
    axis.plot(
        positions[~kept], value[~kept], "o", color=colour, markerfacecolor="white", markeredgewidth=2, markersize=8
    )


def ticks(axis: Axes, table: pd.DataFrame) -> None:
    """Periods with their number of records; parts of periods are marked."""
    positions = np.arange(len(table))
    step = max(-(-len(table) // 14), 1)
    labels = [f"{row.period}{'*' if row.partial else ''}\n{row.records:,}" for row in table.itertuples()]
    axis.set_xticks(positions[::step], labels[::step], fontsize=11)
    notes = ["* a part of a period"] if table["partial"].any() else []
    notes += [] if table["solid"].all() else ["open: does not count for the trend"]
    axis.set_xlabel("period, and its number of records" + (f"   ({'; '.join(notes)})" if notes else ""))


def category_shares(
    categories: pd.DataFrame, *, by: str, title: str = "", partial: Mapping[str, str] | None = None
) -> Figure:
    """Stacked shares of categories over time: the seven largest in colour, the others in two greys, the rarest as one.

    Parameters
    ----------
    categories : DataFrame
        An audit's `categories`: `period`, `what`, `count_share`, `amount_share`.
    by : str
        count or amount.
    title : str
        Headline.
    partial : mapping, optional
        Periods that are parts.

    Returns
    -------
    Figure
    """
    with house_style():
        shares = categories.pivot_table(index="period", columns="what", values=f"{by}_share", dropna=False).fillna(0.0)
        weight = categories.groupby("what")[by].sum().sort_values(ascending=False, kind="stable")
        names = list(weight.index)
        figure, (axis,) = canvas(width=12, height=6.6)
        axis.grid(visible=False)
        positions, base = np.arange(len(shares)), np.zeros(len(shares))
        middles: list[tuple[float, str, str]] = []
        heights = [shares[name].to_numpy() for name in names[:APART]]
        if len(names) > APART:
            heights.append(shares[names[APART:]].sum(axis=1).to_numpy())
        for rank, height in enumerate(heights):
            coloured = rank < COLOURED
            colour = SHADES[rank] if coloured else GREYS[rank % 2]
            axis.bar(
                positions,
                height,
                bottom=base,
                width=0.86,
                color=colour,
                edgecolor="white",
                linewidth=0.6 if coloured else 0.3,
            )
            if coloured:
                middles.append((base[-1] + height[-1] / 2, names[rank], colour))
            base = base + height
        rest = len(names) - COLOURED
        if rest > 0:
            top = shares[names[:COLOURED]].iloc[-1].sum()
            middles.append(((1 + top) / 2, f"{rest:,} others", "#6f6f6f"))
        for (_, name, colour), height in zip(middles, apart([at for at, _, _ in middles], 0.055), strict=True):
            axis.text(
                len(shares) - 0.35, height, shortened(name), color=colour, va="center", fontsize=11.5, fontweight="bold"
            )
        marks = partial or {}
        step = max(-(-len(shares) // 14), 1)
        labels = [f"{period}{'*' if period in marks else ''}" for period in shares.index]
        axis.set_xticks(positions[::step], labels[::step])
        for height in (0.25, 0.5, 0.75):
            axis.axhline(height, color="white", linestyle=":", linewidth=1, alpha=0.8)
        axis.set(xlim=(-0.6, len(shares) - 0.4), ylim=(0, 1), ylabel=f"share (by {by})")
        axis.set_xlabel("period" + ("   * a part of a period" if marks else ""))
        axis.set_title(title)
        return figure


def shortened(text: str, most: int = 44) -> str:
    """Text short enough for a label."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def record_map(
    pairs: pd.DataFrame, curve: pd.DataFrame, surface: pd.DataFrame, *, domain: str, title: str = "", note: str = ""
) -> Figure:
    """The return map of a record beside the fitted one, and which parameters fit it.

    Parameters
    ----------
    pairs : DataFrame
        Columns `period`, `share`, `next`, `records`.
    curve : DataFrame
        Fitted map with its range: `share`, `next`, `low`, `high`; empty if there is none.
    surface : DataFrame
        `exponent`, `selectivity`, `excess` and `bound`; empty if there is none.
    domain : str
        The category.
    title, note : str
        Headline, and a sentence for where there is no fit.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, axes = canvas(1, 2, width=12, height=6.2)
        left, right = axes
        reach = min(1.0, 1.15 * float(np.nanmax([*pairs["share"], *pairs["next"], 0.1])))
        left.plot([0, 1], [0, 1], "--", color=FAINT, linewidth=1.2)
        if len(curve):
            left.fill_between(curve["share"], curve["low"], curve["high"], color=PALETTE[0], alpha=0.18, linewidth=0)
            left.plot(curve["share"], curve["next"], color=PALETTE[0], label="fitted; shaded: every map that fits")
        if len(pairs):
            error = 1.96 * np.sqrt(pairs["next"] * (1 - pairs["next"]) / pairs["records"])
            left.errorbar(
                pairs["share"],
                pairs["next"],
                error,
                fmt="o",
                color=INK,
                markersize=7,
                linewidth=1.2,
                label="the record",
            )
        for row in pairs.itertuples():
            left.annotate(
                f"{row.period} →", (row.share, row.next), xytext=(6, 6), textcoords="offset points", fontsize=10
            )
        left.set(
            xlim=(0, reach),
            ylim=(0, reach),
            aspect="equal",
            xlabel="share in a period",
            ylabel="share in the period after it",
        )
        left.set_title(shortened(domain, 44), fontsize=13)
        figure.legend(*left.get_legend_handles_labels(), loc="outside lower left", fontsize=11, ncols=2)
        right.set_title("Which parameters fit", fontsize=13)
        if len(surface) and len(set(surface["selectivity"])) > 1:
            grid = surface.pivot_table(index="exponent", columns="selectivity", values="excess")
            ratio = grid.to_numpy() / float(surface["bound"].iloc[0])
            right.contourf(grid.columns, grid.index, ratio, levels=[0, 1], colors=[PALETTE[0]], alpha=0.35)
            right.set(xlabel="selectivity f: share of proposals funded", ylabel="learning exponent b (no unit)")
            right.axvline(0.5, color=FAINT, linestyle=":", linewidth=1.5)
            right.set_title("Which parameters fit: all that are shaded", fontsize=13)
        else:
            right.set_axis_off()
            right.text(0.0, 0.9, note, transform=right.transAxes, va="top", fontsize=12, wrap=True)
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        return figure
