"""Return maps with their fixed points: of one story, of all side by side, and along a lever."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..laws.arrays import Array
from .labels import of_parameter
from .style import FAINT, INK, PALETTE, Picture, canvas, house_style

ALONE, HELD = PALETTE[1], PALETTE[0]
SIDE, GAP, LID = 3.7, 0.7, 1.3
"""Inches: side of a panel, space between two, and space above one."""

FILLS = {"stable": "", "unstable": "white", "undecided": "#bdbdbd"}
"""How fixed points are filled; with the line's own colour where it says nothing."""

READING = (
    "What a generation does, given the record it learned from. Above the dashed line a share grows, below it shrinks.\n"
    "Filled: shares nearby come back to it.  Open: they run away from it.  Grey: these runs cannot tell which.\n"
    "Thin: a path from generation to generation.  "
    "Small, above panels: settings other than the defaults, without (+ with) the countervailing force."
)

NUMBERS = ("no times", "once", "twice", "three times", "four times", "five times", "six times", "seven times")


def same_picture(maps: pd.DataFrame, points: pd.DataFrame, *, start: float = 0.6, title: str = "") -> Figure:
    """The return map of every story side by side, without and with its countervailing force.

    Parameters
    ----------
    maps : DataFrame
        Columns `story`, `setting` (the first one of a story is without the force), `share_of`, `generation`, `share`,
        `next`, `low`, `high`, and `given`, what a setting gives other values than the defaults.
    points : DataFrame
        Fixed points: columns `story`, `setting`, `share`, `stability`, `corner`.
    start : float
        Share from which the stairs climb.
    title : str
        Headline; how often the picture is there, if left out.

    Returns
    -------
    Figure
    """
    stories = list(maps["story"].unique())
    columns = min(len(stories), 3 if len(stories) != 4 else 4)
    rows = -(-len(stories) // columns)
    with house_style():
        width, height = SIDE * columns + GAP * (columns - 1) + 1.3, (SIDE + LID) * rows + 2.35
        # Square panels of one size, placed by hand: a layout engine leaves wide gaps around them.
        figure = Picture(figsize=(width, height))
        places = {
            "left": 0.85 / width,
            "right": 1 - 0.45 / width,
            "bottom": 1.75 / height,
            "top": 1 - (0.6 + LID) / height,
            "wspace": GAP / SIDE,
            "hspace": LID / SIDE,
        }
        axes = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False, gridspec_kw=places).ravel()
        for axis in axes[len(stories) :]:
            axis.set_visible(False)
        for axis, name in zip(axes, stories, strict=False):
            own = maps[maps["story"] == name]
            for setting, colour in zip(own["setting"].unique(), (ALONE, HELD), strict=False):
                table = own[own["setting"] == setting].sort_values("share")
                axis.fill_between(table["share"], table["low"], table["high"], color=colour, alpha=0.22, linewidth=0)
                axis.plot(table["share"], table["next"], color=colour, linewidth=3)
                axis.plot(*stairs(table, start), color=colour, linewidth=0.9, alpha=0.8)
            frame(axis)
            for setting, colour in zip(own["setting"].unique(), (ALONE, HELD), strict=False):
                some = points[(points["story"] == name) & (points["setting"] == setting)]
                mark(axis, some[~some["corner"]], colour)
                # Both may end in one corner: the second mark leaves a ring of the first.
                mark(axis, some[some["corner"]], colour, less=4.5 if colour == HELD else 0)
            axis.set_title(name.capitalize(), fontsize=18, pad=49)
            first = own.iloc[0]
            axis.text(
                0,
                1.09,
                f"share of {first['share_of']}, {first['generation']} on",
                transform=axis.transAxes,
                color="#555555",
                fontsize=12.5,
            )
            for index, (setting, colour) in enumerate(zip(own["setting"].unique(), (ALONE, HELD), strict=False)):
                axis.text(
                    0.965,
                    0.115 - 0.075 * index,
                    setting,
                    transform=axis.transAxes,
                    ha="right",
                    color=colour,
                    fontsize=13.5,
                    fontweight="bold",
                )
                axis.text(
                    index,
                    1.027,
                    own.loc[own["setting"] == setting, "given"].iloc[0],
                    transform=axis.transAxes,
                    ha=("left", "right")[index],
                    color=colour,
                    fontsize=11,
                )
        for number, axis in enumerate(axes[: len(stories)]):
            if number % columns == 0:
                axis.set_ylabel("share a generation later", fontsize=14)
            if number >= len(stories) - columns:
                axis.set_xlabel("share now", fontsize=14)
                axis.tick_params(labelbottom=True)
        often = NUMBERS[len(stories)] if len(stories) < len(NUMBERS) else f"{len(stories)} times"
        figure.text(
            0.3 / width, 1 - 0.25 / height, title or f"The same picture {often}", va="top", fontsize=25, weight="bold"
        )
        figure.text(0.3 / width, 0.22 / height, READING, va="bottom", fontsize=13.5, color="#444444", linespacing=1.35)
        return figure


def one_map(
    table: pd.DataFrame, points: pd.DataFrame, *, share_of: str, generation: str, start: float = 0.6, title: str = ""
) -> Figure:
    """One return map: its fixed points, the path of a share, and what choice alone would do.

    Parameters
    ----------
    table, points : DataFrame
        Of a `ReturnMap`.
    share_of, generation : str
        What the share is of, and how long a generation is.
    start : float
        Share at which the path begins.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (axis,) = canvas(width=7.4, height=6.9)
        figure.set_layout_engine("compressed")
        table = table.sort_values("share")
        axis.fill_between(table["share"], table["low"], table["high"], color=ALONE, alpha=0.25, linewidth=0)
        axis.plot(
            table["share"], table["unlearned"], color=HELD, linewidth=2, linestyle=(0, (4, 2)), label="choice alone"
        )
        axis.plot(table["share"], table["next"], color=ALONE, linewidth=3, label="choice and learning")
        axis.plot(*stairs(table, start), color=INK, linewidth=1)
        frame(axis)
        mark(axis, points, ALONE, small=True)
        quarters = [0, 0.25, 0.5, 0.75, 1]
        axis.set(xticks=quarters, yticks=quarters, xticklabels=quarters, yticklabels=quarters)
        axis.set(xlabel=f"share of {share_of} now", ylabel=f"share of {share_of} after {generation}")
        axis.set_title(title)
        for point in points.to_dict("records"):
            axis.plot(
                [],
                [],
                "o",
                color=ALONE,
                markerfacecolor=FILLS[point["stability"]] or ALONE,
                markeredgewidth=2.2,
                markersize=9,
                label=f"{point['share']:.3f}, slope {point['slope']:.2f}: {point['stability']}",
            )
        axis.legend(loc="best")
        return figure


def bifurcation_diagram(
    points: pd.DataFrame,
    maps: pd.DataFrame,
    *,
    lever: str,
    unit: str,
    share_of: str,
    meaning: str = "",
    title: str = "",
) -> Figure:
    """Fixed points along a lever: filled where stable, open where not; tints say which way shares between them move.

    Parameters
    ----------
    points, maps : DataFrame
        Of a `Bifurcation`.
    lever, unit, share_of, meaning : str
        What moves, in what unit, what the share is of, and what the lever means.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (axis,) = canvas(width=10, height=6.2)
        axis.grid(visible=False)
        grid = maps.pivot_table(index="share", columns=lever, values="next")
        gain = grid.to_numpy() - grid.index.to_numpy()[:, None]
        if grid.shape[1] > 1:
            axis.contourf(grid.columns, grid.index, gain, levels=[-1, 0, 1], colors=[HELD, ALONE], alpha=0.13, zorder=0)
        axis.vlines(points[lever], points["low"], points["high"], color=INK, alpha=0.3, linewidth=7)
        mark(axis, points.assign(now=points[lever]), INK, x="now", small=True)
        axis.margins(x=0.03)
        axis.set(ylim=(-0.02, 1.02), xlabel=of_parameter(lever, unit, meaning), ylabel=f"share of {share_of}")
        axis.set_title(title)
        legend(axis)
        return figure


def frame(axis: Axes) -> None:
    """The unit square and its diagonal."""
    axis.plot([0, 1], [0, 1], color=FAINT, linewidth=1.4, linestyle=(0, (5, 3)), zorder=1.5)
    axis.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
    axis.set_xticks([0, 0.5, 1], ["0", "½", "1"])
    axis.set_yticks([0, 0.5, 1], ["0", "½", "1"])


def mark(axis: Axes, points: pd.DataFrame, colour: str, x: str = "share", small: bool = False, less: float = 0) -> None:
    """Fixed points: filled where stable, open where unstable, grey where the interval does not say; `less` is size."""
    for stability, fill in FILLS.items():
        some = points[points["stability"] == stability]
        # Open ones are smaller and on top, grey ones next, so that all show where one lies on the other.
        above = {"stable": 0.0, "undecided": 0.5, "unstable": 1.0}[stability]
        size = (9 if small else 12) - 2.5 * above - less
        axis.plot(
            some[x],
            some["share"],
            "o",
            color=colour,
            markerfacecolor=fill or colour,
            markersize=size,
            markeredgewidth=2.2,
            zorder=5 + above,
            clip_on=False,
        )


def legend(axis: Axes) -> None:
    """What the marks and tints of a bifurcation diagram mean."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Line2D | Patch] = [
        Line2D(
            [],
            [],
            marker="o",
            color="none",
            markeredgecolor=INK,
            markerfacecolor=fill or INK,
            markeredgewidth=2,
            label=name,
        )
        for name, fill in FILLS.items()
    ]
    tints: Mapping[str, str] = {"the share grows": ALONE, "the share shrinks": HELD}
    handles += [Patch(facecolor=tint, alpha=0.2, label=name) for name, tint in tints.items()]
    axis.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=5, fontsize=12)


def stairs(table: pd.DataFrame, start: float, generations: int = 12) -> tuple[Array, Array]:
    """Path of a share from generation to generation, up to the map and across to the diagonal."""
    path = [(start, start)]
    for _ in range(generations):
        now = path[-1][0]
        then = float(np.interp(now, table["share"], table["next"]))
        path += [(now, then), (then, then)]
    across, up = np.array(path).T
    return across, up
