"""The island on a stage: her sky with her line across it, the days below it, and her tools as tall as her skill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..columns import Column, Staging
from ..draw import (
    COOL,
    COOL_FIELD,
    GRID,
    INK,
    SAND,
    WARM,
    WARM_FIELD,
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
    years,
)
from ..scenes import Scene
from ..tape import Tape

DRESS = "#6B3FA0"
WORN = 700
"""Day from which the larder of the scenes with a crash counts as full."""


def columns(world: Any) -> dict[str, Column]:
    """What a tape of one forager holds."""
    return {
        "cloud": Column(lambda w: w.cloud[:, 0], "deed"),
        "did": Column(lambda w: 1.0 - w.done[0, :, 0] if w.time else np.full(w.runs, np.nan), "deed", ("hunt", "fish")),
        "threshold": Column(lambda w: w.threshold),
        "hunt_skill": Column(lambda w: living(w, w.skill[0, :, 0])),
        "fish_skill": Column(lambda w: living(w, w.skill[1, :, 0])),
        "store": Column(lambda w: np.maximum(w.slack[:, 0], 0.0)),
        "meals": Column(lambda w: w.reward[:, 0], "deed"),
        "game": Column(lambda w: w.stock[0, :, 0]),
        "fish": Column(lambda w: w.stock[1, :, 0]),
        "alive": Column(lambda w: w.alive[:, 0].astype(float), "fact", ("dead", "alive")),
    }


def living(world: Any, values: Any) -> Any:
    """Values of the living; the dead keep their last."""
    return np.where(world.alive[:, 0], values, np.nan)


def facts(tape: Tape, step: int) -> dict[str, float | str]:
    """Numbers besides those of the tape."""
    one, day = tape.columns, min(step, tape.steps)
    fished = np.flatnonzero(one["did"][1:day] == 1.0)
    lost = next((1 - one["game"][e.step] / one["game"][e.step - 1] for e in tape.events if e.kind == "crash"), 0.0)
    crash = next((event.step for event in tape.events if event.kind == "crash"), 0)
    full = one["store"][WORN] if tape.steps > WORN else 0.0
    return {
        "ratio": one["hunt_skill"][day] / one["fish_skill"][day],
        "since_fish": day - (fished[-1] + 1) if len(fished) else day,
        "need": float(np.ravel(tape.parameters.need)[0]),
        "before": one["store"][max(day - 1, 0)],
        "line_before": one["threshold"][max(day - 1, 0)],
        "lost": lost,
        "used": full - one["store"][min(WORN, day) : day + 1].min(),
        "after_crash": day - crash,
        "hunted": float((one["did"][1 : day + 1] == 0.0).mean()) if day else 0.0,
    }


def dial(
    run: str, x: float, y: float, width: float, high: float, below: float, days: tuple[int, int], dot: float
) -> Part:
    """The sky from clear to overcast, today's cloud, her line across it, and below it the days to come."""
    across, top = [x, x + width], y + high + 12
    line = (
        path(f"M0 {y - 10:.0f} V{top + below + 4:.0f}", INK, 6)
        + f'<path d="M-15 {y - 22:.0f} h30 l-15 20z" fill="{INK}"/>'
    )
    svg = (
        rect(x, y, width, high, "url(#sky)", high / 2)
        + rect(x, top, width, below, WARM_FIELD, 6)
        + group(rect(0, top, width, below, COOL_FIELD), id=f"sea-{run}")
        + rect(x, top, width, below, "none", 6, stroke=GRID, stroke_width="2")
        + group(group(use("cloud", 0, y + high / 2, high / 56, color="#fff"), id=f"veil-{run}"), id=f"cloud-{run}")
        + group(line, id=f"line-{run}")
    )
    field = [top + 4, top + below - 4]
    binds: Binds = [
        {"kind": "move", "id": f"cloud-{run}", "col": f"{run}.cloud", "x": across, "smooth": 0.25},
        {"kind": "fade", "id": f"veil-{run}", "col": f"{run}.cloud", "range": [0, 0.25], "to": [0, 1]},
        {"kind": "move", "id": f"line-{run}", "col": f"{run}.threshold", "x": across},
        {"kind": "squeeze", "id": f"sea-{run}", "col": f"{run}.threshold", "x": across, "width": width},
        {
            "kind": "dots",
            "run": run,
            "at": "cloud",
            "hue": "did",
            "colors": [WARM, COOL],
            "line": "threshold",
            "alive": "alive",
            "x": across,
            "y": field,
            "steps": list(days),
            "r": dot,
        },
    ]
    says = [{"text": "Her line: {} cloud.", "col": f"{run}.threshold", "format": "%"}]
    return Part(svg, binds, says)


def ground(run: str, x: float, y: float, width: float, height: float, most: float, trees: int, size: float) -> Part:
    """Wood, sand and lagoon; she goes where she works, and her tools stand there, as tall as her skill."""
    feet = y + height - 30
    shore = f"M{x:.0f} {y + height:.0f} V{feet - 8:.0f} q{width * 0.2:.0f} -22 {width * 0.45:.0f} -16"
    shore += f" T{x + width * 0.76:.0f} {feet - 2:.0f} V{y + height:.0f}z"
    lagoon = f"M{x + width * 0.74:.0f} {y + height:.0f} V{feet - 12:.0f} q{width * 0.13:.0f} -14 {width * 0.26:.0f} 0"
    walk = [x + width * 0.39, x + width * 0.6]
    wood = [
        use("tree", x + width * (0.035 + 0.2 * (k + 0.5) / trees), feet - 2 + 10 * (k % 2), 1.15 * size)
        for k in range(trees)
    ]
    fish = [use("fish", x + width * (0.8 + 0.042 * k), feet + 2 + 13 * (k % 2), flip=bool(k % 2)) for k in range(4)]
    svg = (
        path(shore, "none", 0, SAND)
        + path(f"{lagoon} V{y + height:.0f}z", "none", 0, "url(#sea)")
        + group("".join(f"<g>{each}</g>" for each in wood), id=f"wood-{run}")
        + group("".join(f"<g>{each}</g>" for each in fish), id=f"shoal-{run}")
        + group(group(use("spear", size=size), id=f"spear-{run}"), x + width * 0.29, feet - 6)
        + group(group(use("rod", size=size), id=f"rod-{run}"), x + width * 0.69, feet - 8)
        + group(group(group(use("person", color=DRESS), class_="fallable"), 0, feet - 2, 1.12 * size), id=f"her-{run}")
        + text(
            x + width * 0.26, y + height - 6, "", 26 if width < 570 else 22, fill=WARM, weight=700, id=f"hunts-{run}"
        )
        + text(
            x + width * (0.58 if width < 570 else 0.61),
            y + height - 6,
            "",
            26 if width < 570 else 22,
            fill=COOL,
            weight=700,
            id=f"fishes-{run}",
        )
    )
    binds: Binds = [
        {"kind": "count", "id": f"wood-{run}", "col": f"{run}.game", "times": trees, "least": 0.12},
        {"kind": "count", "id": f"shoal-{run}", "col": f"{run}.fish", "times": 4, "least": 0.12},
        {"kind": "move", "id": f"her-{run}", "col": f"{run}.did", "x": walk, "smooth": 0.35},
        {"kind": "toggle", "id": f"her-{run}", "col": f"{run}.alive", "class": "fallen", "below": 0.5},
        {"kind": "scale", "id": f"spear-{run}", "col": f"{run}.hunt_skill", "range": [0, most]},
        {"kind": "scale", "id": f"rod-{run}", "col": f"{run}.fish_skill", "range": [0, most]},
        {"kind": "text", "id": f"hunts-{run}", "col": f"{run}.hunt_skill", "text": "hunting {}", "format": ".1"},
        {"kind": "text", "id": f"fishes-{run}", "col": f"{run}.fish_skill", "text": "fishing {}", "format": ".1"},
    ]
    says = [
        {"text": "Skill in hunting {},", "col": f"{run}.hunt_skill", "format": ".1"},
        {"text": "in fishing {}.", "col": f"{run}.fish_skill", "format": ".1"},
    ]
    return Part(svg, binds, says)


def larder(run: str, x: float, y: float, number: int, per_row: int) -> Part:
    """What she has in store, a loaf a day's meal."""
    spots = [(x + 35 * (k % per_row), y + 30 * (k // per_row)) for k in range(number)]
    gone = "".join(use("loaf-gone", *spot) for spot in spots)
    loaves = "".join(f"<g>{use('loaf', *spot)}</g>" for spot in spots)
    binds: Binds = [{"kind": "count", "id": f"loaves-{run}", "col": f"{run}.store", "times": 1, "least": 0}]
    says = [{"text": "In store: {} loaves.", "col": f"{run}.store", "format": ".1"}]
    return Part(gone + group(loaves, id=f"loaves-{run}"), binds, says)


def sky(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """One castaway under her sky."""
    (run, *_), tape = scene.runs, tapes[scene.runs[0]]
    # The tallest spear must not tell the end before the guess.
    most = float(tape.columns["hunt_skill"].max())
    width, height = (560, 690) if narrow else (1280, 540)
    x, wide = (68, 480) if narrow else (130, 1020)
    above, below = (56, 340) if narrow else (40, 250)
    last = tape.steps
    marks = [(365 * year / last, f"year {year}") for year in range(1, last // 365 + 1)]
    whole = dial(run, x, above, wide, 56, below, (0, last), 3.4)
    if not narrow:
        ends = use("sun", 70, above + 28) + use("cloud", 1210, above + 30, 0.8, color="#97A4B1")
        whole = whole + ends + text(70, above + 78, "clear") + text(1210, above + 78, "overcast")
    whole += years(x, above + 68, wide, below, marks, short=narrow)
    if scene.ask or scene.answer:
        whole += handle((x, x + wide), above - 10, above + 68 + below, str(scene.ask.get("words", "your guess")))
    whole += ground(run, 0, height - 172, width, 172, most, 3 if narrow else 5, 0.85)
    return picture(whole, width, height)


def pair(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """Two castaways under one sky, side by side or, on a phone, one below the other."""
    width, height = (560, 960) if narrow else (1280, 540)
    whole = Part(path("M0 480 H560" if narrow else "M640 0 V540", GRID, 2))
    most = max(float(tapes[run].columns["hunt_skill"][scene.start :].max()) for run in scene.runs)
    for k, run in enumerate(scene.runs):
        tape, (left, top) = tapes[run], (12, 480 * k) if narrow else (24 + 636 * k, 0)
        wide = 536 if narrow else 596
        room = round(float(np.ravel(tape.parameters.slack_cap)[0]) + 0.49)
        drained = {"kind": "toggle", "id": f"half-{run}", "col": f"{run}.alive", "class": "drained", "below": 0.5}
        half = dial(run, left, top + 26, wide, 40, 132 if narrow else 176, (scene.start, tape.steps), 3.2)
        half += ground(run, left, top + (214 if narrow else 268), wide, 186, most, 4, 0.9 if narrow else 1.0)
        half += larder(run, 0, 0, room, 10).at(left + 26, top + (424 if narrow else 480), 0.86 if narrow else 1)
        half += text(
            left + wide - 6, top + (450 if narrow else 508), scene.names[run], 28 if narrow else 30, "end", INK, 700
        )
        back = rect(left - 10, top, wide + 20, 478 if narrow else 540, "transparent")
        whole += Part(group(back + half.svg, id=f"half-{run}", class_="half", data_run=run), half.binds, half.says)
        whole.binds.append(drained)
    return picture(whole, width, height)


def islands(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """A hundred islands at once."""
    return hundred("islet", "islander", str(scene.lever.get("left", "of 100 live")), narrow=narrow)


CAST = Staging(columns, {"sky": sky, "pair": pair, "hundred": islands}, facts)
