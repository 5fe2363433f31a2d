"""What a chain made, by generation: points as scatter, images as contact sheets."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..laws.arrays import Array
from .style import FAINT, canvas, colours, house_style


def clouds(
    points: pd.DataFrame,
    *,
    circle: float | None = None,
    clock: str = "generation",
    of: str = "point, by its two coordinates (half radii)",
    title: str = "",
) -> Figure:
    """Points in a plane: a row a variant, a column a time.

    Parameters
    ----------
    points : DataFrame
        Columns `variant`, `time`, `x` and `y`.
    circle : float, optional
        Radius of a circle around the middle to draw.
    clock : str
        What a step is.
    of : str
        What a dot is, and by which two numbers it is placed, with their unit.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        names, times = list(points["variant"].unique()), sorted(points["time"].unique())
        figure, axes = canvas(
            len(names),
            len(times),
            width=2.3 * len(times) + 0.6,
            height=2.3 * len(names) + 0.9,
            sharex=True,
            sharey=True,
        )
        # A few far points would make all the rest small.
        reach = 1.1 * max(np.quantile(np.abs(points[["x", "y"]].to_numpy()), 0.998), circle or 0.0)
        around = np.linspace(0, 2 * np.pi, 200)
        for index, axis in enumerate(axes):
            row, column = divmod(index, len(times))
            name, time = names[row], times[column]
            part = points[(points["variant"] == name) & (points["time"] == time)]
            axis.scatter(part["x"], part["y"], s=3, color=colours(names)[name], alpha=0.5, linewidths=0)
            if circle is not None:
                axis.plot(circle * np.cos(around), circle * np.sin(around), color=FAINT, linewidth=1.2, linestyle="--")
            axis.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
            axis.grid(visible=False)
            if row == 0:
                axis.set_title(f"{clock} {time}")
            if column == 0:
                axis.set_ylabel(name)
        figure.supxlabel(f"each dot is one {of}", fontsize=12)
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        return figure


def contact_sheets(sheets: Mapping[tuple[str, int], Array], *, clock: str = "generation", title: str = "") -> Figure:
    """Images side by side: a row a variant, a column a time.

    Parameters
    ----------
    sheets : mapping
        For each variant and time images ``(number, height, width)``, ink in [0, 1]; the number is a square.
    clock : str
        What a step is.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        names, times = list(dict.fromkeys(name for name, _ in sheets)), sorted({time for _, time in sheets})
        figure, axes = canvas(len(names), len(times), width=2.3 * len(times) + 0.6, height=2.3 * len(names) + 0.9)
        for index, axis in enumerate(axes):
            row, column = divmod(index, len(times))
            axis.imshow(
                tiled(sheets[names[row], times[column]]), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest"
            )
            axis.set(xticks=[], yticks=[])
            axis.grid(visible=False)
            axis.spines[:].set_visible(False)
            if row == 0:
                axis.set_title(f"{clock} {times[column]}")
            if column == 0:
                axis.set_ylabel(names[row])
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        return figure


def tiled(images: Array) -> Array:
    """Images in a square, a faint line between them."""
    count, height, width = images.shape
    side = int(np.sqrt(count))
    framed = np.pad(images[: side * side].astype(float), ((0, 0), (0, 1), (0, 1)), constant_values=0.15)
    rows = framed.reshape(side, side, height + 1, width + 1).swapaxes(1, 2)
    return np.asarray(rows.reshape(side * (height + 1), side * (width + 1))[:-1, :-1])
