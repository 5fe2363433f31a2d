"""ECharts options of ensembles: medians, bands, and how many are left where not all live to the end."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from .charts import PALETTE, SHARES, Option, cartesian, share_ends

MINE = "yours"
"""The variant that is drawn dashed: the visitor's own."""
WORDS_APART = 0.15
"""Part of a chart's height that words at the ends of lines stand apart at least."""


def bands(
    times: Sequence[int],
    variants: Mapping[str, Mapping[str, Any]],
    *,
    title: str = "",
    clock: str = "step",
    unit: str = "",
    runs: int = 0,
) -> Option:
    """Ensembles of variants: for each the median, and between `low` and `high` a band; see `key`.

    Where fewer than half of the runs are left, the median's line is thin and faint, and its end says how many are left.

    Parameters
    ----------
    times : sequence of int
        When.
    variants : mapping
        For each name its `low`, `middle` and `high`, and where not all are left, how many are (`left`, `of`).
    title, clock, unit : str
        What the chart is called, what a step is, and what the values are in.
    runs : int
        Runs of each variant.

    Returns
    -------
    dict
        The option.
    """
    series: list[Option] = []
    ends = ends_of(variants, runs)
    for k, (name, values) in enumerate(variants.items()):
        colour = PALETTE[k % len(PALETTE)]
        width = [None if a is None or b is None else b - a for a, b in zip(values["low"], values["high"], strict=True)]
        unseen: Option = {"symbol": "none", "silent": True, "lineStyle": {"opacity": 0}, "tooltip": {"show": False}}
        hidden = {**unseen, "type": "line", "stack": name, "stackStrategy": "all"}
        series.append({**hidden, "name": f"{name} from", "data": list(values["low"])})
        series.append({**hidden, "name": f"{name} to", "data": width, "areaStyle": {"color": colour, "opacity": 0.18}})
        line: Option = {"name": name, "type": "line", "symbol": "none", "itemStyle": {"color": colour}}
        # Wider than those that are drawn on top of it and nearly the same, so that each is seen.
        on_top = sum(same(values, other) for other in list(variants.values())[k + 1 :])
        width_of = {"width": 3.5, "type": "dashed"} if name == MINE else {"width": 2.2 + 1.4 * on_top}
        many, few = thinned(values, runs)
        series.append({**line, "data": many, "lineStyle": width_of})
        if any(value is not None for value in few):
            series.append({**line, "data": few, "lineStyle": {**width_of, "width": 1, "opacity": 0.6}})
        if place := ends.get(name):
            series[-1]["markPoint"] = {
                "symbol": "circle",
                "symbolSize": 5,
                "silent": True,
                "animation": False,
                "data": [{"coord": [place[0], values["middle"][place[0]]]}],
                "label": {
                    "show": bool(place[1]),
                    "formatter": place[1],
                    "position": "bottom" if place[2] else "top",
                    "align": "right",
                    "color": "ink",
                    "fontSize": 12,
                    "distance": 6,
                },
            }
    drawn = [value for band in variants.values() for side in ("low", "high") for value in band[side]]
    axis = share_ends(drawn) if unit.startswith(SHARES) else {}
    return {**cartesian(list(times), clock, title, unit, axis), "series": series}


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the medians of two bands are the same at half of the times or more."""
    pairs = list(zip(one["middle"], other["middle"], strict=True))
    return 2 * sum(a is not None and a == b for a, b in pairs) >= len(pairs)


def thinned(band: Mapping[str, Any], runs: int) -> tuple[list[float | None], list[float | None]]:
    """A band's median where half of the runs or more are left, and where fewer are; the two meet."""
    middle, left = list(band["middle"]), band.get("left")
    if left is None:
        return middle, [None] * len(middle)
    few = [2 * count < band.get("of", runs) for count in left]
    meets = [few[k] or (k + 1 < len(few) and few[k + 1]) for k in range(len(few))]
    return (
        [None if thin else value for value, thin in zip(middle, few, strict=True)],
        [value if thin else None for value, thin in zip(middle, meets, strict=True)],
    )


def last_left(band: Mapping[str, Any], runs: int) -> str:
    """How many are left in the end, where not all are; blank if all are."""
    left = band.get("left")
    return "" if left is None else f"{left[-1]:,.0f} of {band.get('of', runs):,} left"


def ends_of(variants: Mapping[str, Mapping[str, Any]], runs: int) -> dict[str, tuple[int, str, bool]]:
    """Where medians end of which not all runs are left: the place, the words, and whether these stand below it.

    A line that breaks off has none left, which its end shows; words that would stand on each other are left out.
    """
    values = [value for band in variants.values() for value in band["middle"] if value is not None]
    span = (max(values) - min(values)) or 1.0 if values else 1.0
    ends: dict[str, tuple[int, str, bool]] = {}
    heights: dict[str, float] = {}
    for name, band in variants.items():
        known = [place for place, value in enumerate(band["middle"]) if value is not None]
        if known and band.get("left") is not None:
            height = (band["middle"][known[-1]] - min(values)) / span
            below = height > 1 - WORDS_APART
            ends[name] = (known[-1], last_left(band, runs), below)
            heights[name] = height + WORDS_APART * (0.5 - below) if known[-1] == len(band["middle"]) - 1 else math.nan
    for name, (place, words, below) in ends.items():
        near = [other for other, height in heights.items() if abs(height - heights[name]) < WORDS_APART]
        ends[name] = (place, words if near == [name] else "", below)
    return ends
