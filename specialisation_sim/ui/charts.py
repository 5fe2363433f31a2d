"""ECharts options: pure functions, numbers in, a dictionary out. Colours of words and axes come from the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""As in our figures (Okabe & Ito 2008)."""

VERDICT_COLOURS = {"HOLDS": "#009E73", "FAILS": "#D55E00", "UNDECIDED": "#E69F00"}
GRADIENT = ("#0072B2", "#56B4E9", "#F0E442", "#E69F00", "#D55E00")

ROOM = 58
"""Letters that fit above a chart of half a page."""

SHARES = ("share", "0 to 1", "chance")
"""How units of numbers from 0 to 1 begin."""

type Numbers = Sequence[float | None]
type Option = dict[str, Any]


def plain(name: str) -> str:
    """A name as words."""
    return name.replace("_", " ")


def lines(
    times: Sequence[int],
    curves: Mapping[str, Numbers],
    *,
    title: str = "",
    clock: str = "step",
    units: Mapping[str, str] | None = None,
    marks: Sequence[tuple[int, str]] = (),
) -> Option:
    """Curves over time.

    Parameters
    ----------
    times : sequence of int
        When.
    curves : mapping
        For each name its values.
    title, clock : str
        What the chart is called, and what a step is.
    units : mapping
        For each name what its values are in; what is no share stands on an axis of its own beside shares.
    marks : sequence of (int, str)
        Events: a line at the time, the words on hover.

    Returns
    -------
    dict
        The option.
    """
    known = units or {}
    first = next(iter(known.values()), "")
    right = [name for name in curves if known.get(name, first).startswith(SHARES) != first.startswith(SHARES)]
    series: list[Option] = [
        {
            "name": plain(name) + (f" ({known[name]}, right)" if name in right else ""),
            "yAxisIndex": int(name in right),
            "type": "line",
            "data": list(values),
            "showSymbol": len(times) < 2,
            "lineStyle": {"width": 2},
            "itemStyle": {"color": PALETTE[k % len(PALETTE)]},
        }
        for k, (name, values) in enumerate(curves.items())
    ]
    if series and marks:
        places = {place: [words for when, words in marks if _place(times, when) == place] for place in
                  sorted({_place(times, when) for when, _ in marks})}  # fmt: skip
        shown = list(places.items())[-40:]
        series[0]["markLine"] = {
            "symbol": "none", "silent": False, "animation": False,
            "label": {"show": len(shown) <= 3, "formatter": "{b}", "position": "insideEndTop", "fontSize": 10},
            "lineStyle": {"type": "dotted", "color": "#888", "width": 1},
            "data": [{"xAxis": place, "name": "; ".join(dict.fromkeys(words))} for place, words in shown],
        }  # fmt: skip
    left = list(dict.fromkeys(unit for name, unit in known.items() if name not in right))
    unit = left[0] if len(left) == 1 else ""
    crowded = sum(len(one["name"]) + 4 for one in series) + len(title) + len(unit) > ROOM
    option = {**_cartesian(list(times), clock, title, "" if crowded else unit), "series": series}
    if right:
        option["yAxis"] = [option["yAxis"], {**option["yAxis"], "name": "", "splitLine": {"show": False}}]
    return {**option, "legend": _legend(len(series))}


def bands(
    times: Sequence[int],
    variants: Mapping[str, Mapping[str, Numbers]],
    *,
    title: str = "",
    clock: str = "step",
    unit: str = "",
) -> Option:
    """Ensembles of variants: for each the median, and between `low` and `high` a band; see `key`.

    Parameters
    ----------
    times : sequence of int
        When.
    variants : mapping
        For each name its `low`, `middle` and `high`.
    title, clock, unit : str
        What the chart is called, what a step is, and what the values are in.

    Returns
    -------
    dict
        The option.
    """
    series: list[Option] = []
    for k, (name, values) in enumerate(variants.items()):
        colour = PALETTE[k % len(PALETTE)]
        width = [None if a is None or b is None else b - a for a, b in zip(values["low"], values["high"], strict=True)]
        hidden = {"type": "line", "stack": name, "stackStrategy": "all", "symbol": "none", "silent": True,
                  "lineStyle": {"opacity": 0}, "tooltip": {"show": False}}  # fmt: skip
        series.append({**hidden, "name": f"{name} from", "data": list(values["low"])})
        series.append({**hidden, "name": f"{name} to", "data": width, "areaStyle": {"color": colour, "opacity": 0.18}})
        series.append(
            {"name": name, "type": "line", "symbol": "none", "data": list(values["middle"]),
             "lineStyle": {"width": 2.5}, "itemStyle": {"color": colour}}
        )  # fmt: skip
    return {**_cartesian(list(times), clock, title, unit), "series": series}


def key(names: Sequence[str]) -> str:
    """Names in the colours that charts give them, as HTML: one legend for several charts."""
    return " &nbsp; ".join(
        f'<span><span style="color:{PALETTE[k % len(PALETTE)]}">&#9632;</span> {escape(name)}</span>'
        for k, name in enumerate(names)
    )


def heat(
    xs: Sequence[float], ys: Sequence[float], values: Sequence[Sequence[float | None]], *, x: str, y: str, unit: str
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
    known = [cell[2] for cell in cells] or [0.0, 1.0]
    low, high = min(known), max(known)
    axis = {"type": "category", "splitArea": {"show": False}, "axisTick": {"show": False}, "nameLocation": "middle"}
    return {
        "animation": False,
        "grid": {"left": 70, "right": 96, "top": 14, "bottom": 52},
        "tooltip": {"position": "top"},
        "xAxis": {**axis, "data": [f"{one:.4g}" for one in xs], "name": plain(x), "nameGap": 30},
        "yAxis": {**axis, "data": [f"{one:.4g}" for one in ys], "name": plain(y), "nameGap": 48},
        "visualMap": {
            "min": low, "max": high if high > low else low + 1e-9, "calculable": False, "right": 4, "top": "middle",
            "itemHeight": 150, "precision": 3, "text": [f"{high:.3g}", f"{low:.3g}"], "inRange": {"color": list(GRADIENT)},
        },
        "series": [{"type": "heatmap", "name": unit, "data": cells,
                    "itemStyle": {"borderWidth": 0.5, "borderColor": "rgba(128,128,128,.25)"}}],
    }  # fmt: skip


def cobweb(shares: Numbers, after: Numbers, low: Numbers, high: Numbers, *, start: float, task: str) -> Option:
    """The return map of a share with its interval, the diagonal, and the path from a start.

    Parameters
    ----------
    shares, after, low, high : sequence of float
        Shares now, next, and its interval.
    start : float
        Where the path begins.
    task : str
        What the share is of.

    Returns
    -------
    dict
        The option.
    """
    pairs = [[a, b] for a, b in zip(shares, after, strict=True) if a is not None and b is not None]
    path = [[start, 0.0]]
    here = start
    for _ in range(60):
        there = _between(pairs, here)
        path += [[here, there], [there, there]]
        if abs(there - here) < 1e-4:
            break
        here = there
    line = {"type": "line", "showSymbol": False, "animation": False}
    axis = {"type": "value", "min": 0, "max": 1, "nameLocation": "middle"}
    edge = {**line, "name": "interval", "silent": True, "itemStyle": {"color": PALETTE[5]},
            "lineStyle": {"width": 1.2, "type": "dashed"}}  # fmt: skip
    return {
        "animation": False,
        "grid": {"left": 62, "right": 18, "top": 34, "bottom": 48},
        "legend": {"top": 4, "icon": "roundRect", "itemHeight": 4, "data": ["return map", "interval", "path", "no change"]},
        "tooltip": {"trigger": "item"},
        "xAxis": {**axis, "name": f"share of {task} now", "nameGap": 28},
        "yAxis": {**axis, "name": f"share of {task} next", "nameGap": 42},
        "series": [
            *({**edge, "data": [[a, b] for a, b in zip(shares, side, strict=True) if b is not None]} for side in (low, high)),
            {**line, "name": "no change", "data": [[0, 0], [1, 1]], "lineStyle": {"type": "dashed", "color": "#888"},
             "itemStyle": {"color": "#888"}},
            {**line, "name": "return map", "data": pairs, "lineStyle": {"width": 3}, "itemStyle": {"color": PALETTE[0]}},
            {**line, "name": "path", "data": path, "lineStyle": {"width": 1.4}, "itemStyle": {"color": PALETTE[1]}},
        ],
    }  # fmt: skip


def sentence(curves: Mapping[str, Numbers], unit: str) -> str:
    """What a chart shows, for those who cannot see it: where each curve began, and where it is."""
    parts = []
    for name, values in curves.items():
        known = [value for value in values if value is not None]
        if known:
            parts.append(f"{plain(name)} from {known[0]:.3g} to {known[-1]:.3g}")
    return f"{'; '.join(parts) or 'nothing yet'} ({unit})"


def _cartesian(times: list[int], clock: str, title: str, unit: str) -> Option:
    return {
        "animation": False,
        "title": {"text": f"{title}  {{unit|{unit}}}" if unit else title, "left": 0, "top": 0,
                  "textStyle": {"fontSize": 14, "rich": {"unit": {"fontSize": 11, "fontWeight": "normal", "color": "#808890"}}}},
        "grid": {"left": 6, "right": 16, "top": 36, "bottom": 2, "containLabel": True},
        "tooltip": {"trigger": "axis", "order": "valueDesc", "confine": True},
        "xAxis": {"type": "category", "data": times, "boundaryGap": False, "axisLabel": {"hideOverlap": True}, "name": clock,
                  "nameLocation": "end", "nameGap": -2,
                  "nameTextStyle": {"align": "right", "verticalAlign": "bottom", "padding": [0, 0, 5, 0]}},
        "yAxis": {"type": "value", "scale": True, "splitNumber": 3},
    }  # fmt: skip


def _legend(number: int) -> Option:
    return {
        "top": 0,
        "right": 0,
        "itemWidth": 16,
        "itemHeight": 8,
        "icon": "roundRect",
        "type": "scroll" if number > 4 else "plain",
    }


def _place(times: Sequence[int], when: int) -> int:
    """Place of the shown time that is nearest from above."""
    return next((place for place, time in enumerate(times) if time >= when), max(len(times) - 1, 0))


def _between(pairs: Sequence[Sequence[float]], x: float) -> float:
    """Value of a broken line."""
    for (x0, y0), (x1, y1) in pairwise(pairs):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / ((x1 - x0) or 1.0)
    return pairs[-1][1] if pairs and x > pairs[-1][0] else (pairs[0][1] if pairs else x)
