"""How all figures look: large enough to read when projected, colours that colour-blind readers can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe & Ito (2008), reordered so that the first ones differ most in lightness too."""

INK, FAINT = "#222222", "#8a8a8a"

SETTINGS: dict[Any, Any] = {
    "font.size": 13,
    "axes.titlesize": 14,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.labelsize": 13,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e6e6e6",
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "legend.fontsize": 12,
    "lines.linewidth": 2.2,
    "xtick.color": INK,
    "ytick.color": INK,
    "savefig.dpi": 130,
    "svg.hashsalt": "specialisation_sim",
}


SCREEN, WIDEST = 80, 1000
"""Dots per inch in a notebook, and the most dots that a figure is wide."""


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the style of all figures."""
    with mpl.rc_context(SETTINGS):
        yield


class Picture(Figure):
    """A figure that a notebook shows where it is the value of a cell, without pyplot, which would keep it for ever."""

    def _repr_png_(self) -> bytes:
        """The figure for a screen, in a palette: a third of the size, for notebooks under version control."""
        drawn, shown = BytesIO(), BytesIO()
        with house_style():
            self.savefig(drawn, format="png", dpi=min(SCREEN, WIDEST / self.get_figwidth()))
        Image.open(drawn).convert("RGB").quantize(256).save(shown, format="png", optimize=True)
        return shown.getvalue()


def canvas(
    rows: int = 1, columns: int = 1, *, width: float = 10, height: float = 5.6, **options: Any
) -> tuple[Picture, list[Axes]]:
    """A figure and its axes row by row."""
    figure = Picture(figsize=(width, height), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False, **options)
    return figure, list(grid.ravel())


def colours(names: Iterable[str]) -> dict[str, str]:
    """A colour for each name, in order, the palette repeating where names are many."""
    return {name: PALETTE[index % len(PALETTE)] for index, name in enumerate(names)}


def apart(heights: list[float], least: float) -> list[float]:
    """Heights of labels, in the same order from below, pushed apart to a least distance and kept below one."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + least if placed else height))
    ceiling = 1.0
    for spot in range(len(placed) - 1, -1, -1):
        placed[spot] = min(placed[spot], ceiling)
        ceiling = placed[spot] - least
    return placed
