"""The band on a stage: a sleeve of twelve stripes an album, and a pile of coins that may or may not buy time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..columns import Column, Staging
from ..draw import (
    COOL,
    GRID,
    HALO,
    INK,
    RED,
    SOFT,
    WARM,
    Binds,
    Part,
    group,
    handle,
    hundred,
    path,
    picture,
    rect,
    text,
    use,
)
from ..scenes import Scene
from ..tape import Tape

NEW = "#6B3FA0"
TRACKS = 12


def columns(world: Any) -> dict[str, Column]:
    """What a tape of one band holds."""
    return {
        "pop": Column(lambda w: w.album[0, :, 0], "fact"),
        "prog": Column(lambda w: w.album[1, :, 0], "fact"),
        "new": Column(lambda w: w.album[2, :, 0], "fact"),
        "savings": Column(lambda w: np.maximum(w.slack[:, 0], 0.0)),
        "months": Column(lambda w: w.months[:, 0], "fact"),
        "pop_skill": Column(lambda w: w.skill[0, :, 0]),
        "prog_skill": Column(lambda w: w.skill[1, :, 0]),
        "lacking": Column(lambda w: lacking(w) if w.time else np.full(w.runs, np.nan), "fact"),
        "alive": Column(lambda w: w.alive[:, 0].astype(float), "fact", ("broken up", "together")),
    }


def lacking(world: Any) -> Any:
    """Savings that a new genre takes: months without a tour, less what the tour after them is expected to bring."""
    promise = world.p.tour * world.schooled(slice(2, None))[0]
    return np.maximum(world.p.recording + world.p.study - promise, 0.0)[:, 0]


def facts(tape: Tape, step: int) -> dict[str, float | str]:
    """Numbers besides those of the tape."""
    one, p, now = tape.columns, tape.parameters, min(step, tape.steps)
    return {
        "before": one["savings"][max(now - 1, 0)],
        "study": float(np.ravel(p.study)[0]),
        "needed": float(np.ravel(p.study)[0] + np.ravel(p.recording)[0]),
        "deadline": float(np.ravel(p.deadline)[0]),
        "lacked": one["lacking"][max(now - 1, 0)],
        "ratio": one["pop_skill"][now] / one["prog_skill"][now],
    }


def sleeve(tape: Tape, step: int, size: float) -> str:
    """The cover of an album: a stripe a track."""
    kinds = [("pop", COOL), ("prog", WARM), ("new", NEW)]
    colors = [color for name, color in kinds for _ in range(round(tape.columns[name][step]))]
    # Not in order of kind, as tracks on an album are not: every fifth place in turn.
    order = [colors[(5 * k) % TRACKS] for k in range(len(colors))]
    wide = size / TRACKS
    stripes = "".join(rect(wide * k, 0, wide + 0.8, size, color) for k, color in enumerate(order))
    return (
        use("disc", size, size / 2, size / 142)
        + stripes
        + rect(0, 0, size, size, "none", stroke="#fff", stroke_width="3")
    )


def counts(tape: Tape, step: int) -> str:
    """How many tracks of which kind."""
    one = tape.columns
    new = round(one["new"][step])
    return f"{new} new" if new else f"{one['pop'][step]:.0f} : {one['prog'][step]:.0f}"


def album(run: str, tape: Tape, step: int, x: float, y: float, size: float, big: float) -> Part:
    """An album, which appears when it is out; before, the place for it."""
    empty = rect(x, y, size, size, "none", stroke="#B8A98A", stroke_width="3", stroke_dasharray="7 8")
    empty += text(x + size / 2, y + size + 30, f"album {step}", big, fill=SOFT, weight=650)
    out = sleeve(tape, step, size) + text(
        size / 2, size + 30 + big * 1.2, counts(tape, step), big, fill=SOFT, weight=650
    )
    bind = {"kind": "appear", "id": f"album-{run}-{step}", "step": step}
    return Part(empty + group(out, x, y, id=f"album-{run}-{step}"), [bind])


def purse(run: str, x: float, bottom: float, size: float, needed: float, big: float) -> Part:
    """Coins saved, a coin a month of living, and the line of what a new genre costs."""
    coins = "".join(f"<g>{use('coin', 3 if k % 2 else -3, -9.5 * k)}</g>" for k in range(32))
    y = -9.5 * needed
    mark = path(f"M-80 {y:.0f} H80", RED, 5, stroke_dasharray="4 10")
    mark += text(0, y - 12, "enough to learn", big / size, fill=RED, weight=700, **HALO)
    said = text(0, 52, "", big / size, fill=SOFT, id=f"saved-{run}")
    binds: Binds = [
        {"kind": "count", "id": f"coins-{run}", "col": f"{run}.savings", "times": 1, "least": 0},
        {"kind": "text", "id": f"saved-{run}", "col": f"{run}.savings", "text": "saved: {} months", "format": ".0"},
    ]
    says = [{"text": "Saved: {} months of living.", "col": f"{run}.savings", "format": ".0"}]
    return Part(group(coins, id=f"coins-{run}") + mark + said, binds, says).at(x, bottom, size)


def key(x: float, y: float, big: float, *, across: bool) -> str:
    """Which colour is which kind of song."""
    parts = []
    for k, (name, color) in enumerate((("pop", COOL), ("prog rock", WARM), ("new to them", NEW))):
        left, top = (x + (0, 110, 280)[k], y) if across else (x, y + 1.5 * big * k)
        parts.append(
            rect(left, top - 0.75 * big, 0.8 * big, 0.8 * big, color) + text(left + 1.2 * big, top, name, big, "start")
        )
    return "".join(parts)


def shelf(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """The albums of one band, and its money."""
    run, tape = scene.runs[0], tapes[scene.runs[0]]
    width, height = (560, 780) if narrow else (1280, 540)
    whole, last = Part(), 1 if scene.ask else 8
    for k in range(8):
        x, y = (24 + 136 * (k % 4), 20 + 200 * (k // 4)) if narrow else (40 + 208 * (k % 4), 34 + 250 * (k // 4))
        size = 84 if narrow else 136
        if k < last:
            whole += album(run, tape, k + 1, x, y, size, 26 if narrow else 22)
    needed = float(tape.columns["lacking"][1])
    whole += purse(
        run, 120 if narrow else 952, 720 if narrow else 470, 0.75 if narrow else 1.0, needed, 26 if narrow else 22
    )
    whole += use("gizmo", 400 if narrow else 1160, 600 if narrow else 320, 0.8 if narrow else 0.95)
    whole += text(
        400 if narrow else 1160, 756 if narrow else 500, "a genre new to them", 26 if narrow else 22, fill=SOFT
    )
    whole += key(24, 270 if scene.ask else 470, 26, across=True) if narrow else key(1060, 40, 24, across=False)
    if scene.ask:
        across = (40, 520) if narrow else (60, 820)
        top = 330
        ends = path(f"M{across[0]} {top + 96} H{across[1]}", GRID, 4)
        ends += text(across[0], top + 150, "0 pop", 26, "start", WARM, 700) + text(
            across[1], top + 150, "12 pop", 26, "end", COOL, 700
        )
        whole = whole + ends + handle(across, top, top + 96, str(scene.ask["words"]))
    return picture(whole, width, height)


def pair(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """Two bands with the same songs in their heads."""
    width, height = (560, 1000) if narrow else (1280, 540)
    whole = Part(path("M0 500 H560" if narrow else "M640 0 V540", GRID, 2))
    for k, run in enumerate(scene.runs):
        left, top = (0, 500 * k) if narrow else (640 * k, 0)
        half = Part()
        for number in range(6):
            x, y = left + 24 + 130 * (number % 3), top + 60 + 205 * (number // 3)
            half += album(run, tapes[run], number + 1, x, y, 84, 26 if narrow else 22)
        half += purse(run, left + 496, top + 400, 0.8, float(tapes[run].columns["lacking"][1]), 26 if narrow else 22)
        half += text(left + 24, top + 40, scene.names[run], 28, "start", INK, 700)
        whole += Part(group(half.svg, id=f"half-{run}", class_="half", data_run=run), half.binds, half.says)
    return picture(whole, width, height)


def bands(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """A hundred bands at once."""
    return hundred("sleeve", "note", str(scene.lever.get("left", "")), narrow=narrow)


CAST = Staging(columns, {"shelf": shelf, "pair": pair, "hundred": bands}, facts)
