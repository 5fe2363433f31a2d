"""Tables of ``specialise map``: fixed points with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..output.terminal import show_table

if TYPE_CHECKING:
    import pandas as pd


def show_points(title: str, points: pd.DataFrame, by: str = "") -> None:
    """Print fixed points as a table, or that there is none."""
    if points.empty:
        print(f"{title}: these runs show none.")
        return
    rows = [
        (
            *([f"{row[by]:g}" if isinstance(row[by], (int, float)) else row[by]] if by else []),
            interval(row, "share", "low", "high", ".3f"),
            interval(row, "slope", "slope_low", "slope_high", ".2f"),
            f"{row['stability']}{', a corner' if row['corner'] else ''}",
        )
        for row in points.to_dict("records")
    ]
    show_table(title, (*([by] if by else []), "share (95 %)", "slope (95 %)", "stability"), rows)


def interval(row: Any, name: str, low: str, high: str, form: str) -> str:
    """A number and its interval in a cell."""
    if row[name] != row[name]:
        return "off the scale"
    is_number = row[low] == row[low]
    return f"{row[name]:{form}}" + (f" ({row[low]:{form}} to {row[high]:{form}})" if is_number else "")
