"""A stage for every story: time runs down, and each observable that a scene shows is a line across it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..columns import Column, Staging, of
from ..draw import COOL, GRID, INK, LEAF, SOFT, WARM, Part, group, handle, hundred, path, picture, rect, text
from ..scenes import Scene
from ..tape import Tape

COLORS = (INK, WARM, COOL, LEAF)
MOST = len(COLORS)
"""Observables that a picture shows."""


def columns(world: Any) -> dict[str, Column]:
    """What a tape holds: all observables."""
    return {name: Column(of(lambda w, key: np.asarray(getattr(w, key), dtype=float), name)) for name in world.observed}


def plain(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """One run, or two side by side or, on a phone, one below the other."""
    number = max(len(scene.runs), 1)
    width, height = (560, 720 if number == 1 else 1000) if narrow else (1280, 540)
    shown = shown_of(scene, tapes)
    low, high = ends_of(scene, tapes, shown)
    whole = Part()
    for k, run in enumerate(scene.runs[:2]):
        share = height / number if narrow else height
        x, top = (110, share * k) if narrow else (130 + 640 * k, 0)
        wide = 420 if narrow else 1040 if number == 1 else 470
        half = field(run, tapes[run], shown, (low, high), (x, top + 78, wide, share - 190), narrow=narrow)
        if number > 1:
            half += text(x, top + 30, scene.names[run], 28, "start", INK, 700)
        if k == 0 and scene.asked:
            half += handle((x, x + wide), top + 60, top + share - 116, str(scene.asked.get("words", "your guess")))
        whole += Part(group(half.svg, id=f"half-{run}", class_="half", data_run=run), half.binds, half.says)
    return picture(whole, width, height)


def shown_of(scene: Scene, tapes: Mapping[str, Tape]) -> list[str]:
    """Columns that a scene shows: those it names, the one it asks for, or the first."""
    there = list(next(iter(tapes.values())).columns) if tapes else []
    asked = str(scene.asked.get("what", "")).partition(".")[2]
    return list(scene.shows or ([asked] if asked else there[:1]))[:MOST]


def ends_of(scene: Scene, tapes: Mapping[str, Tape], shown: list[str]) -> tuple[float, float]:
    """Ends of the scale across: those of the question, those of shares, or round numbers around what comes."""
    if scene.asked:
        return float(scene.asked.get("low", 0.0)), float(scene.asked.get("high", 1.0))
    values = [tape.columns[name] for tape in tapes.values() for name in shown if name in tape.columns]
    low, high = (min(map(np.min, values)), max(map(np.max, values))) if values else (0.0, 1.0)
    if low >= 0.0 and high <= 1.0:
        return 0.0, 1.0
    size = 10.0 ** np.floor(np.log10(max(abs(low), abs(high))))
    return float(min(np.floor(low / size) * size, 0.0)), float(np.ceil(high / size) * size)


def field(
    run: str,
    tape: Tape,
    shown: list[str],
    ends: tuple[float, float],
    box: tuple[float, float, float, float],
    *,
    narrow: bool,
) -> Part:
    """Lines of time in a field, its scale above and its steps at the left."""
    (x, top, wide, high), big = box, 26 if narrow else 22
    percent = ends == (0.0, 1.0)
    whole = Part(rect(x, top, wide, high, "#fff", 6, stroke=GRID, stroke_width="2"))
    for part in (0.0, 0.5, 1.0):
        value = ends[0] + part * (ends[1] - ends[0])
        whole += path(f"M{x + part * wide:.0f} {top:.0f} v{high:.0f}", GRID, 1.5)
        whole += text(x + part * wide, top - 10, f"{value:.0%}".replace("%", " %") if percent else f"{value:g}", big)
        step = round(tape.steps * part)
        whole += text(x - 14, top + high * part + 8, f"{step:,}", big, "end", SOFT)
    form = "%" if percent else ".1"
    trace = {"kind": "trace", "cols": [f"{run}.{name}" for name in shown], "colors": list(COLORS), "x": [x, x + wide]}
    whole.binds.append(
        trace | {"y": [top, top + high], "range": list(ends), "steps": [0, tape.steps], "widths": [4] * len(shown)}
    )
    mark = group(f'<path d="M-13 {top - 4:.0f} h26 l-13 16z" fill="{INK}"/>', id=f"mark-{run}")
    if shown:
        move = {"kind": "move", "id": f"mark-{run}", "col": f"{run}.{shown[0]}", "x": [x, x + wide]}
        whole += Part(mark, [move | {"range": list(ends)}])
    for k, name in enumerate(shown):
        words, at = name.replace("_", " "), x + wide * k / len(shown)
        whole += rect(at, top + high + 20, 26, 8, COLORS[k], 4)
        bind = {"kind": "text", "id": f"now-{run}-{k}", "col": f"{run}.{name}", "text": words + " {}", "format": form}
        said = {"text": words + ": {}.", "col": f"{run}.{name}", "format": form}
        whole += Part(text(at, top + high + 54, "", big, "start", weight=650, id=f"now-{run}-{k}"), [bind], [said])
    return whole


def worlds(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """A hundred worlds at once."""
    return hundred("world", "dweller", str(scene.lever.get("left", "of 100 go on")), narrow=narrow)


CAST = Staging(columns, {"plain": plain, "hundred": worlds})
