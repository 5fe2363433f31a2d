"""Albums: what is on them, of one band and of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..laws.arrays import Array
from .bands import wide
from .labels import labelled
from .style import FAINT, INK, canvas, colours, house_style


def albums(
    series: pd.DataFrame,
    genres: Sequence[str],
    *,
    units: Mapping[str, str],
    title: str = "",
    clock: str = "album",
) -> Figure:
    """Albums as stacked bars: above one band, below the medians of all, a column for each variant.

    The one band has the seed whose albums are nearest to the medians of the first variant, so that the columns show the
    same ideas under other circumstances.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time` and the genres; one band a run.
    genres : sequence of str
        Columns that count the tracks of each genre, from the bottom of the bars to their top.
    units : mapping
        Unit of each observable.
    title : str
        Headline.
    clock : str
        What a step is.

    Returns
    -------
    Figure
        Bars of medians need not be of one height. Whiskers on them hold the middle half of bands for the first genre.
    """
    with house_style():
        names = list(series["variant"].unique())
        figure, axes = canvas(2, len(names), width=max(6.0, 3.6 * len(names)), height=7, sharex=True, sharey=True)
        colour = colours(genres)
        tracks = {name: _tracks(series[series["variant"] == name], genres) for name in names}
        first = tracks[names[0]]
        typical = int(np.abs(first - np.nanmedian(first, axis=1, keepdims=True)).sum(axis=(0, 2)).argmin())
        members = first.shape[1]
        for upper, many, (name, counts) in zip(axes, axes[len(names) :], tracks.items()):
            medians = np.nanmedian(counts, axis=1)
            _stack(upper, counts[:, typical], colour)
            _stack(many, medians, colour)
            low, high = np.nanquantile(counts[0], (0.25, 0.75), axis=0)
            apart = low < high
            many.errorbar(
                np.arange(len(low))[apart] + 1.44,
                medians[0][apart],
                [(medians[0] - low)[apart], (high - medians[0])[apart]],
                fmt="none",
                ecolor=INK,
                elinewidth=1.3,
                capsize=2,
            )
            upper.set_title(name)
        axes[0].set_ylabel(f"the most typical band\n({units[genres[0]]})")
        axes[len(names)].set_ylabel(f"medians of {members:,} bands\n({units[genres[0]]})")
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        figure.supxlabel(clock, fontsize=13)
        note = f"whiskers: middle half of bands, {_name(genres[0])}; medians of genres need not fill an album"
        figure.text(0.99, 0.01, note, ha="right", fontsize=11, color=FAINT)
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper right", ncols=len(genres))
        return figure


def _tracks(part: pd.DataFrame, genres: Sequence[str]) -> Array:
    """Tracks of each genre on each album of each band, ``(genres, bands, albums)``."""
    return np.stack([wide(part, genre)[0][:, 1:] for genre in genres])


def _stack(axis: Axes, tracks: Array, colour: Mapping[str, str]) -> None:
    """Bars of one band's albums, ``(genres, albums)``, with a number on each part, to be read from the last row."""
    bottom = np.zeros(tracks.shape[1])
    for (genre, shade), height in zip(colour.items(), tracks):
        bars = axis.bar(
            np.arange(len(height)) + 1,
            height,
            bottom=bottom,
            color=shade,
            width=0.74,
            label=_name(genre),
        )
        labels = [f"{count:.3g}" if count >= 1 else "" for count in height]
        axis.bar_label(bars, labels=labels, label_type="center", color="white", fontsize=11, fontweight="bold")
        bottom = bottom + height
    axis.grid(visible=False)
    axis.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))


def _name(genre: str) -> str:
    """What a figure calls the genre of a column."""
    return genre.removesuffix("_tracks").replace("idm", "IDM")


def album_counts(
    series: pd.DataFrame,
    observable: str,
    *,
    units: Mapping[str, str],
    title: str = "",
    clock: str = "album",
) -> Figure:
    """How many bands have how many of something on each album, such as tracks of a genre, a panel for each variant.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time` and the observable; one band a run.
    observable : str
        Column that counts them, such as `prog_tracks` or `months_taken`.
    units : mapping
        Unit of each observable.
    title : str
        Headline.
    clock : str
        What a step is.

    Returns
    -------
    Figure
        Squares whose areas are shares of bands, so that end states far apart are seen apart, and the median as a line.
    """
    with house_style():
        names = list(series["variant"].unique())
        figure, axes = canvas(1, len(names), width=max(6.0, 3.6 * len(names)), height=5.4, sharex=True, sharey=True)
        for axis, (name, colour) in zip(axes, colours(names).items(), strict=True):
            values, times = wide(series[series["variant"] == name], observable)
            for time, row in zip(times[1:], values.T[1:], strict=True):
                count, bands = np.unique(np.round(row[np.isfinite(row)]), return_counts=True)
                # In points: at a share of one, squares of neighbouring albums nearly touch.
                area = (190 / len(times)) ** 2 * bands / len(row)
                axis.scatter(np.full(len(count), time), count, s=area, marker="s", color=colour, linewidths=0)
            axis.plot(times[1:], np.nanmedian(values[:, 1:], axis=0), color=INK, linewidth=1.6, label="median")
            axis.set_title(name)
            axis.margins(x=0.1, y=0.09)
            axis.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
            axis.yaxis.set_major_locator(MaxNLocator(integer=True))
        # The foot of the axis is none at all.
        axes[0].set_ylim(bottom=min(0.0, axes[0].get_ylim()[0]))
        axes[0].set_ylabel(labelled(observable, units[observable]))
        axes[-1].legend(loc="upper right")
        figure.text(0.99, 0.01, "area: share of bands", ha="right", fontsize=11, color=FAINT)
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        figure.supxlabel(clock, fontsize=13)
        return figure
