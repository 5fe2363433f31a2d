"""ECharts options of diagrams over parameters and of return maps; see `charts` for curves over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from .charts import PALETTE, Option, plain

GRADIENT = ("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725")
"""Viridis: as light as the value is high, also for those who see no colours."""
FILLS = {"stable": None, "unstable": "#ffffff", "undecided": "#bdbdbd"}
"""How fixed points are filled; with the line's own colour where it says nothing."""


def heat(
    xs: Sequence[float],
    ys: Sequence[float],
    values: Sequence[Sequence[float | None]],
    *,
    x: str,
    y: str,
    unit: str,
    here: tuple[float, float] | None = None,
) -> Option:
    """A phase diagram: a cell for each pair of values; cells not yet known are left out.

    Parameters
    ----------
    xs, ys : sequence of float
        Values of the two parameters.
    values : sequence of rows
        For each y the value at each x, None where unknown.
    x, y, unit : str
        Names of the parameters, and what the values are in.
    here : (float, float), optional
        Values to mark, at the nearest cell.

    Returns
    -------
    dict
        The option; a cell's data are the numbers of its column and row, and its value.
    """
    cells = [
        [column, row, value]
        for row, line in enumerate(values)
        for column, value in enumerate(line)
        if value is not None
    ]
    present = [cell[2] for cell in cells] or [0.0, 1.0]
    low, high = min(present), max(present)
    axis = {"type": "category", "splitArea": {"show": False}, "axisTick": {"show": False}, "nameLocation": "middle"}
    series: list[Option] = [
        {
            "type": "heatmap",
            "name": unit,
            "data": cells,
            "itemStyle": {"borderWidth": 0.5, "borderColor": "rgba(128,128,128,.25)"},
        }
    ]
    if here is not None:
        cell_here = [_nearest(xs, here[0]), _nearest(ys, here[1])]
        series.append(
            {
                "type": "scatter",
                "name": "the values you came with",
                "data": [cell_here],
                "symbolSize": 15,
                "silent": True,
                "itemStyle": {
                    "color": "rgba(0,0,0,0)",
                    "borderColor": "#ffffff",
                    "borderWidth": 3,
                    "shadowBlur": 4,
                    "shadowColor": "#000",
                },
            }
        )
    return {
        "animation": False,
        "grid": {"left": 70, "right": 96, "top": 14, "bottom": 52},
        "tooltip": {"position": "top"},
        "xAxis": {**axis, "data": [f"{tick:.3g}" for tick in xs], "name": plain(x), "nameGap": 30},
        "yAxis": {**axis, "data": [f"{tick:.3g}" for tick in ys], "name": plain(y), "nameGap": 48},
        "visualMap": {
            "min": low,
            "max": high if high > low else low + 1e-9,
            "calculable": False,
            "right": 4,
            "top": "middle",
            "seriesIndex": 0,
            "itemHeight": 150,
            "precision": 3,
            "text": [f"{high:.3g}", f"{low:.3g}"],
            "inRange": {"color": list(GRADIENT)},
        },
        "series": series,
    }


def cobweb(maps: Mapping[str, Mapping[str, Any]], *, start: float, of: str) -> Option:
    """Return maps of a share with their intervals, the diagonal, the path from a start, and fixed points.

    Parameters
    ----------
    maps : mapping
        For each setting its `share` now, `next`, `low` and `high`, and perhaps `points` (`share`, `stability`).
    start : float
        Where paths begin.
    of : str
        What the share is of.

    Returns
    -------
    dict
        The option.
    """
    line = {"type": "line", "showSymbol": False, "animation": False}
    axis = {"type": "value", "min": 0, "max": 1, "nameLocation": "middle"}
    series: list[Option] = [
        {
            **line,
            "name": "no change",
            "data": [[0, 0], [1, 1]],
            "silent": True,
            "lineStyle": {"type": "dashed", "color": "#888"},
            "itemStyle": {"color": "#888"},
        }
    ]
    for k, (name, mapped) in enumerate(maps.items()):
        colour = (PALETTE[1], PALETTE[0])[k % 2]
        pairs = [
            [a, b] for a, b in zip(mapped["share"], mapped["next"], strict=True) if a is not None and b is not None
        ]
        for side in ("low", "high"):
            edge = [[a, b] for a, b in zip(mapped["share"], mapped[side], strict=True) if b is not None]
            series.append(
                {
                    **line,
                    "name": f"{name}: {side}",
                    "data": edge,
                    "silent": True,
                    "tooltip": {"show": False},
                    "lineStyle": {"width": 1, "type": "dotted", "color": colour},
                    "itemStyle": {"color": colour},
                }
            )
        series.append(
            {**line, "name": name, "data": pairs, "lineStyle": {"width": 3.5}, "itemStyle": {"color": colour}}
        )
        series.append(
            {
                **line,
                "name": "path" if not k else f"path {k + 1}",
                "data": _stairs(pairs, start),
                "silent": True,
                "lineStyle": {"width": 1.3, "color": colour},
                "itemStyle": {"color": colour},
            }
        )
        series.append(
            {
                "type": "scatter",
                "name": f"{name}: fixed points",
                "symbolSize": 13,
                "z": 5,
                "data": [
                    {
                        "value": [point["share"], point["share"]],
                        "name": point["stability"],
                        "itemStyle": {
                            "color": FILLS[point["stability"]] or colour,
                            "borderColor": colour,
                            "borderWidth": 2.5,
                        },
                    }
                    for point in mapped.get("points", ())
                ],
            }
        )
    return {
        "animation": False,
        "grid": {"left": 62, "right": 18, "top": 34, "bottom": 48},
        "legend": {"top": 4, "icon": "roundRect", "itemHeight": 4, "data": [*maps, "no change"]},
        "tooltip": {"trigger": "item"},
        "xAxis": {**axis, "name": f"share of {of} now", "nameGap": 28},
        "yAxis": {**axis, "name": f"share of {of} next", "nameGap": 42},
        "series": series,
    }


def _nearest(values: Sequence[float], wanted: float) -> int:
    return min(range(len(values)), key=lambda k: abs(values[k] - wanted))


def _stairs(pairs: Sequence[Sequence[float]], start: float) -> list[list[float]]:
    """Up to the map and across to the diagonal, generation by generation."""
    path, here = [[start, 0.0]], start
    for _ in range(60):
        there = _between(pairs, here)
        path += [[here, there], [there, there]]
        if abs(there - here) < 1e-4:
            break
        here = there
    return path


def _between(pairs: Sequence[Sequence[float]], x: float) -> float:
    """Value of a broken line."""
    for (x0, y0), (x1, y1) in pairwise(pairs):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / ((x1 - x0) or 1.0)
    return pairs[-1][1] if pairs and x > pairs[-1][0] else (pairs[0][1] if pairs else x)
