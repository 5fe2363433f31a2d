"""One poster of many return maps, from those where choosing does the work to those where learning does."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .return_maps import ALONE, HELD, frame, mark, stairs
from .style import INK, PALETTE, Picture, house_style

COLUMNS = 4
PANEL, GAP, LID, FOOT = 3.2, 0.75, 1.3, 0.85
"""Inches: side of a panel, space between two, and space above and below one."""

TILT, LOCK_IN = PALETTE[4], PALETTE[2]
NOTE = "#555555"

READING = (
    "Each panel: the share after a generation (up) against the share it started from (across).\n"
    "Above the dashed line a share grows, below it shrinks. Orange: without the countervailing force. Blue: with it.\n"
    "Filled dots: shares nearby come back. Open dots: they run away. Grey: these runs cannot tell.\n"
    "The bar: of what moves a share of 70 % within a generation, how much is tilt (choosing, on an unchanged\n"
    "record), and how much is lock-in (learning from what was done since)."
)


def poster(maps: pd.DataFrame, points: pd.DataFrame, parts: pd.DataFrame, *, start: float = 0.6) -> Figure:
    """Return maps in order of how much of what moves a share is lock-in.

    Parameters
    ----------
    maps, points : DataFrame
        As `maps_of_all` returns them.
    parts : DataFrame
        One row a model, in the order of the panels: `story`, `title`, `lock_in_part` (0 to 1).
    start : float
        Share from which the stairs climb.

    Returns
    -------
    Figure
    """
    rows = -(-(len(parts) + 1) // COLUMNS)
    width = PANEL * COLUMNS + GAP * (COLUMNS - 1) + 1.4
    height = (PANEL + LID + FOOT) * rows + 2.3
    with house_style():
        figure = Picture(figsize=(width, height))
        places = {
            "left": 0.8 / width,
            "right": 1 - 0.6 / width,
            "bottom": FOOT / height,
            "top": 1 - (2.3 + LID) / height,
            "wspace": GAP / PANEL,
            "hspace": (LID + FOOT) / PANEL,
        }
        axes = list(figure.subplots(rows, COLUMNS, sharex=True, sharey=True, gridspec_kw=places).ravel())
        for axis, row in zip(axes, parts.to_dict("records"), strict=False):
            of = str(row["story"])
            _panel(axis, maps[maps["story"] == of], points[points["story"] == of], row, start)
        for axis in axes[len(parts) :]:
            axis.set_visible(False)
        for axis in axes[: len(parts)]:
            axis.tick_params(labelbottom=True, labelsize=11)
        _key(figure, axes[len(parts)])
        figure.text(
            0.3 / width,
            1 - 0.25 / height,
            "Who narrows by what: choosing, or learning",
            va="top",
            size=25,
            weight="bold",
        )
        figure.text(
            0.3 / width, 1 - 0.85 / height, READING, va="top", fontsize=12.5, color=INK, linespacing=1.4, wrap=False
        )
        return figure


def _panel(axis: Axes, maps: pd.DataFrame, points: pd.DataFrame, row: dict[Any, Any], start: float) -> None:
    """One model: its maps without and with the force, and the bar of tilt and lock-in."""
    for index, (setting, colour) in enumerate(zip(maps["setting"].unique(), (ALONE, HELD), strict=False)):
        table = maps[maps["setting"] == setting].sort_values("share")
        axis.fill_between(table["share"], table["low"], table["high"], color=colour, alpha=0.22, linewidth=0)
        axis.plot(table["share"], table["next"], color=colour, linewidth=2.6)
        axis.plot(*stairs(table, start), color=colour, linewidth=0.8, alpha=0.8)
        own = points[points["setting"] == setting]
        mark(axis, own[~own["corner"]], colour, small=True)
        mark(axis, own[own["corner"]], colour, small=True, less=3.5 * index)
        if index:
            axis.text(
                *(0.5, -0.13),
                f"with {setting}",
                transform=axis.transAxes,
                ha="center",
                va="top",
                color=colour,
                fontsize=11.5,
                fontweight="bold",
            )
    frame(axis)
    first = maps.iloc[0]
    axis.set_title(str(row["title"]), fontsize=14.5, pad=54)
    axis.text(
        *(0, 1.145),
        f"{first['share_of']}, {first['generation']} on",
        transform=axis.transAxes,
        va="bottom",
        color=NOTE,
        fontsize=11,
    )
    _bar(axis, float(str(row["lock_in_part"])))


def _bar(axis: Axes, lock_in: float) -> None:
    """Parts of tilt and lock-in, as one bar above the panel."""
    for left, length, colour in ((0.0, 1.0 - lock_in, TILT), (1.0 - lock_in, lock_in, LOCK_IN)):
        axis.barh(
            1.085, length, left=left, height=0.05, color=colour, transform=axis.transAxes, clip_on=False, zorder=6
        )


def _key(figure: Figure, axis: Axes) -> None:
    """What the colours of the bar mean, in the place after the last panel."""
    box = axis.get_position()
    for line, (words, colour) in enumerate((("tilt: choosing", TILT), ("lock-in: learning", LOCK_IN))):
        figure.text(
            box.x0, box.y1 - 0.16 * line * box.height, words, color=colour, fontsize=17, fontweight="bold", va="top"
        )
    figure.text(
        *(box.x0, box.y1 - 0.42 * box.height),
        "Panels go from those where\nnobody need learn for the\nshare to move, to those where\n"
        "nobody chooses by the record.",
        fontsize=12.5,
        color=INK,
        va="top",
        linespacing=1.35,
    )
