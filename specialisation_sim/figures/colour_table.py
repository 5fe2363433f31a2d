"""A table of numbers as a table of colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..laws.arrays import Array


def colour_table(
    axis: Axes,
    values: Array,
    across: Sequence[str],
    up: Sequence[str],
    *,
    most: float | None = None,
    from_below: bool = False,
    **names: Any,
) -> None:
    """Draw numbers as colours, a cell each, with a bar that says which number is which colour.

    Parameters
    ----------
    axis : Axes
        Where.
    values : array, shape (rows, columns)
        The numbers.
    across, up : sequence of str
        Names of columns and of rows.
    most : float, optional
        Number of the brightest colour; the largest if left out.
    from_below : bool
        Whether the first row is the lowest.
    **names
        How names of columns are written, such as ``rotation``.
    """
    origin: Any = "lower" if from_below else "upper"
    image = axis.imshow(values, cmap="cividis", aspect="auto", origin=origin, vmax=most)
    axis.set_xticks(range(len(across)), across, **names)
    axis.set_yticks(range(len(up)), up)
    axis.grid(visible=False)
    axis.figure.colorbar(image, ax=axis, fraction=0.046)
