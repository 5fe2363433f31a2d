"""ECharts options: pure functions, numbers in, a dictionary out. Colours of words come from the page: `ink`, `soft`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from .marks import ROW, side, with_room

MARK_LABEL = {"formatter": "{b}", "position": "end", "rotate": 0, "distance": 2, "fontSize": 11, "color": "soft"}
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#9A7B4F", "#8A8F95")
"""As in our figures (Okabe & Ito 2008), with two more."""

ROOM, LABELS, FLAT = 480, 8, 1e-6
"""Pixels above a chart of half a page, labels below it, and a change that is none."""

SHARES = ("share", "0 to 1", "chance", "quality, 0 to 1")
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
    ghosts: Mapping[str, Numbers] | None = None,
    colours: Mapping[str, str] | None = None,
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
    ghosts : mapping
        For some names the path that the curve would have taken without a change: thin and grey.
    colours : mapping
        For some names the colour that the story gives what they are about.

    Returns
    -------
    dict
        The option.
    """
    unit_of = units or {}
    first = next(iter(unit_of.values()), "")
    right = [name for name in curves if unit_of.get(name, first).startswith(SHARES) != first.startswith(SHARES)]
    series: list[Option] = [
        {
            "name": plain(name) + (f" ({unit_of[name]}, right)" if name in right else ""),
            "yAxisIndex": int(name in right),
            "type": "line",
            "data": list(values),
            "showSymbol": len(times) < 2,
            "lineStyle": {"width": 2},
            "itemStyle": {"color": (colours or {}).get(name, PALETTE[k % len(PALETTE)])},
        }
        for k, (name, values) in enumerate(curves.items())
    ]
    named = [line["name"] for line in series]
    if series and marks:
        places = {
            index: [words for when, words in marks if _place(times, when) == index]
            for index in sorted({_place(times, when) for when, _ in marks})
        }
        shown = with_room([(index, "; ".join(dict.fromkeys(words))) for index, words in places.items()], len(times))
        series[0]["markLine"] = {
            "symbol": "none",
            "silent": False,
            "animation": False,
            "label": {"show": True, **MARK_LABEL},
            "lineStyle": {"type": "dotted", "color": "#888", "width": 1},
            "data": [
                {
                    "xAxis": index,
                    "name": words,
                    "label": {"align": side(index / max(len(times) - 1, 1)), "offset": [0, row * ROW]},
                }
                for index, words, row in shown
            ],
        }
    series += [
        {
            "name": f"{plain(name)} without the change",
            "yAxisIndex": int(name in right),
            "type": "line",
            "data": list(values),
            "symbol": "none",
            "silent": True,
            "z": 1,
            "lineStyle": {"width": 1.2},
            "itemStyle": {"color": "#8A8F95"},
        }
        for name, values in (ghosts or {}).items()
    ]
    left = list(dict.fromkeys(unit for name, unit in unit_of.items() if name in curves and name not in right))
    unit = left[0] if len(left) == 1 else ""
    room = ROOM - 8.4 * len(title) - (sum(31 + 6.2 * len(name) for name in named) if len(named) > 1 else 0)
    drawn = [
        value
        for some in (curves, ghosts or {})
        for name, values in some.items()
        if name not in right
        for value in values
    ]
    bounded = bool(left) and all(line.startswith(SHARES) for line in left)
    option = {
        **cartesian(list(times), clock, title, unit, share_ends(drawn) if bounded else _floor(drawn), room),
        "series": series,
    }
    if right:
        option["yAxis"] = [
            option["yAxis"],
            {"type": "value", "scale": True, "splitNumber": 3, "splitLine": {"show": False}},
        ]
    # One curve is named by the title and its unit.
    return {**option, "legend": {**_legend(room, len(title)), "data": named} if len(named) > 1 else {"show": False}}


def key(names: Sequence[str], more: Mapping[str, str] | None = None) -> str:
    """Names in the colours that charts give them, and what else there is to say, as HTML: one legend for several."""
    notes = more or {}
    return " &nbsp; ".join(
        f'<span class="key"><span style="color:{PALETTE[k % len(PALETTE)]}">&#9632;</span> {escape(name)}'
        f"{f': {escape(notes[name])}' if name in notes else ''}</span>"
        for k, name in enumerate(names)
    )


def sentence(curves: Mapping[str, Numbers], unit: str, ghosts: Mapping[str, Numbers] | None = None) -> str:
    """What a chart shows, for those who cannot see it: where each curve began and ends, and ends without the change."""
    parts = []
    for name, values in curves.items():
        present = [value for value in values if value is not None]
        without = [value for value in (ghosts or {}).get(name, ()) if value is not None]
        if present:
            parts.append(
                f"{plain(name)} from {present[0]:.3g} to {present[-1]:.3g}"
                + (f", to {without[-1]:.3g} without the change" if without else "")
            )
    return f"{'; '.join(parts) or 'nothing yet'} ({unit})"


def cartesian(times: list[int], clock: str, title: str, unit: str, ends: Option, room: float = ROOM) -> Option:
    """Title, axes and what else charts over time have in common."""
    shown_unit = "" if unit == "1" else unit
    longest = (f"{shown_unit} by {clock}", shown_unit, "") if shown_unit else (f"by {clock}", "")
    below = next(words for words in longest if not words or 6.4 * len(words) + 20 < room)
    return {
        "animation": False,
        "title": {
            "text": f"{title}  {{unit|{below}}}",
            "left": 0,
            "top": 0,
            "textStyle": {
                "fontSize": 14,
                "rich": {"unit": {"fontSize": 12, "fontWeight": "normal", "color": "soft"}},
            },
        },
        "grid": {"left": 6, "right": 18, "top": 36, "bottom": 2, "containLabel": True},
        "tooltip": {"trigger": "axis", "order": "valueDesc", "confine": True},
        "xAxis": {
            "type": "category",
            "data": times,
            "boundaryGap": False,
            "axisLabel": {"hideOverlap": True, "interval": every(times)},
            "axisTick": {"interval": every(times)},
        },
        "yAxis": {"type": "value", "scale": True, "splitNumber": 3, **ends},
    }


def every(times: Sequence[int | str]) -> int:
    """Points between two labels, so that labels are round numbers where they can be."""
    whole = [time for time in times if isinstance(time, int)]
    return _rounded(whole) if len(times) > LABELS and len(whole) == len(times) else -(-len(times) // (2 * LABELS)) - 1


def _rounded(times: Sequence[int]) -> int:
    stride, span = max(times[1] - times[0], 1), times[-1] - times[0]
    size = 10 ** max(len(str(max(span // LABELS, 1))) - 1, 0)
    steps = [
        step
        for power in (size, 10 * size)
        for step in (power, 2 * power, 3 * power, 4 * power, 5 * power)
        if step * LABELS >= span
    ]
    fitting = next((step for step in steps if step % stride == 0), stride * -(-steps[0] // stride))
    return int(fitting // stride) - 1


def share_ends(values: Numbers) -> Option:
    """Ends of an axis of shares: none beyond 0 and 1, and those where curves come near."""
    present = [value for value in values if value is not None]
    if not present or min(present) < 0 or max(present) > 1:
        return {}
    low, high = min(present), max(present)
    if high - low < FLAT or (low < 0.25 and high > 0.7):
        return {"min": 0, "max": 1, "interval": 0.25}
    if high > 0.8:
        step = next(step for step in (0.05, 0.1, 0.2, 0.25) if (1 - low) / step <= 4.01 or step == 0.25)
        return {"min": round(math.floor(low / step + 1e-9) * step, 2), "max": 1, "interval": step}
    return {"min": 0} if low < 0.25 else {}


def _floor(values: Numbers) -> Option:
    """What never moves stands above zero, so that it is seen not to move."""
    present = [value for value in values if value is not None]
    return {"min": 0} if present and min(present) > 0 and max(present) - min(present) < FLAT else {}


def _legend(room: float, title: int) -> Option:
    return {
        "top": 0,
        "right": 0,
        "itemWidth": 16,
        "itemHeight": 8,
        "icon": "roundRect",
        **({"type": "scroll", "left": 9 * title + 20} if room < 0 else {}),
    }


def _place(times: Sequence[int], when: int) -> int:
    """Place of the shown time that is nearest from above."""
    return next((index for index, time in enumerate(times) if time >= when), max(len(times) - 1, 0))
