"""Labour on a stage: twenty workers, each a line of time from the middle towards one of two occupations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..columns import Column, Staging, of
from ..draw import (
    COOL,
    COOL_FIELD,
    GRID,
    INK,
    WARM,
    WARM_FIELD,
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

YEAR = 52


def columns(world: Any) -> dict[str, Column]:
    """What a tape of all workers holds: of each the part of her habit that is accounting."""
    own = {f"share_{k}": Column(of(lambda w, one: part(w)[:, one], k)) for k in range(world.size)}
    skills = {
        "best": Column(lambda w: w.skill.max(axis=0).mean(axis=-1)),
        "other": Column(lambda w: w.skill.min(axis=0).mean(axis=-1)),
    }
    own["settled"] = Column(lambda w: np.maximum(part(w), 1 - part(w)).mean(axis=-1) * (w.time > YEAR))
    return {"main": Column(lambda w: np.maximum(part(w), 1 - part(w)).mean(axis=-1)), **skills, **own}


def part(world: Any) -> Any:
    """Of all the work that each has done, the part that was accounting; half before the first week."""
    done = world.record.sum(axis=0)
    return np.where(done > 0, world.record[0] / np.where(done > 0, done, 1.0), 0.5)


def facts(tape: Tape, step: int) -> dict[str, float | str]:
    """Numbers besides those of the tape."""
    one, now = tape.columns, min(step, tape.steps)
    shares = np.array([one[name][now] for name in one if name.startswith("share_")])
    narrow = np.maximum(shares, 1 - shares)
    return {
        "year": now // YEAR,
        "ratio": one["best"][now] / one["other"][now],
        "most": float(narrow.max()),
        "accountants": int((shares > 0.5).sum()),
        "trainers": int((shares <= 0.5).sum()),
        "narrow": int((narrow > 0.75).sum()),
        "all": len(shares),
    }


def field(run: str, tape: Tape, x: float, top: float, wide: float, high: float, most: int = 20) -> Part:
    """Two occupations, left and right, and a line of time for each worker between them."""
    number = min(sum(name.startswith("share_") for name in tape.columns), most)
    whole = Part(rect(x, top, wide / 2, high, COOL_FIELD, 6) + rect(x + wide / 2, top, wide / 2, high, WARM_FIELD, 6))
    columns_ = [f"{run}.share_{k}" for k in range(number)]
    across = [x + wide, x]  # all accounting is left
    last = [tape.columns[f"share_{k}"][-1] for k in range(number)]
    colors = [COOL if share > 0.5 else WARM for share in last] if tape.steps else [INK]
    trace: dict[str, Any] = {
        "kind": "trace",
        "cols": columns_,
        "colors": colors,
        "x": across,
        "y": [top, top + high],
        "range": [0, 1],
    }
    # In the first months a share of all work so far jumps from one side to the other.
    trace |= {
        "y": [top, top + high],
        "steps": [0, tape.steps],
        "since": min(YEAR // 2, tape.steps),
        "alpha": 0.75,
        "widths": [3] * number,
    }
    whole.binds.append(trace)
    for k in range(number):  # all begin in one place: they stand behind and beside each other
        row, column = k % 4, k // 4 - (number // 4 - 1) / 2
        figure = use("worker", 21 * column, top - 70 + 15 * row, 0.8, color=INK)
        whole += group(figure, id=f"worker-{run}-{k}")
        whole.binds.append({"kind": "move", "id": f"worker-{run}-{k}", "col": f"{run}.share_{k}", "x": across})
    whole.says.append(
        {"text": "In her main occupation a worker spends {} of her time.", "col": f"{run}.main", "format": "%"}
    )
    return whole


def town(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """One town of workers."""
    run, tape = scene.runs[0], tapes[scene.runs[0]]
    width, height = (560, 720) if narrow else (1280, 540)
    x, top, wide, high = (68, 164, 480, 426) if narrow else (140, 138, 1000, 322 if scene.ask or scene.answer else 388)
    big = 26 if narrow else 24
    words = text(x, 28, "accounting", big, "start", COOL, 700) + text(
        x + wide, 28, "personal training", big, "end", WARM, 700
    )
    marks = [(10 * YEAR * k / tape.steps, f"year {10 * k}") for k in (1, 2, 3, 4)]
    whole = field(run, tape, x, top, wide, high) + words + years(x, top, wide, high, marks, short=narrow)
    if scene.ask or scene.answer:
        floor = top + high + (40 if narrow else 34)
        ends = text(x, floor + (48 if narrow else 8), "half", big, "start" if narrow else "end")
        ends += text(x + wide, floor + (48 if narrow else 8), "all", big, "end" if narrow else "start")
        whole = whole + path(f"M{x + 40} {floor} H{x + wide - 40}", GRID, 4) + ends
        whole += handle((x + 40, x + wide - 40), floor - 26, floor, str(scene.ask.get("words", "your guess")))
    return picture(whole, width, height)


def pair(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """Two towns with the same jobs."""
    width, height = (560, 1000) if narrow else (1280, 540)
    whole = Part(path("M0 500 H560" if narrow else "M640 0 V540", GRID, 2))
    for k, run in enumerate(scene.runs):
        x, top = (28, 142 + 500 * k) if narrow else (40 + 640 * k, 142)
        half = field(run, tapes[run], x, top, 500 if narrow else 560, 334, 10)
        half += text(x, top - 106, scene.names[run], 28, "start", INK, 700)
        whole += Part(group(half.svg, id=f"half-{run}", class_="half", data_run=run), half.binds, half.says)
    return picture(whole, width, height)


def towns(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """A hundred workers, each for herself."""
    return hundred("bench", "worker", str(scene.lever.get("left", "")), narrow=narrow, stays=True)


CAST = Staging(columns, {"town": town, "pair": pair, "hundred": towns}, facts)
