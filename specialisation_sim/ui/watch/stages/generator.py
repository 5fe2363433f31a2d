"""The generator on a stage: a row of pictures a generation, dogs left and cats right, as well as they are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..columns import Column, Staging
from ..draw import GRID, INK, Part, group, handle, hundred, line, path, picture, rows, text, use
from ..scenes import Scene
from ..tape import Tape

BEST = 8
"""The figure of a perfect cat; 0 is a dog."""


def columns(world: Any) -> dict[str, Column]:
    """What a tape of one lineage of generators holds."""
    return {
        "dogs": Column(lambda w: w.output[0, :, 0]),
        "dog_quality": Column(lambda w: w.quality[0, :, 0] if w.time else np.ones(w.runs), "fact"),
        "cat_quality": Column(lambda w: w.quality[1, :, 0] if w.time else np.ones(w.runs), "fact"),
        "recall": Column(lambda w: w.recall[1, :, 0] if w.time else np.ones(w.runs), "fact"),
    }


def facts(tape: Tape, step: int) -> dict[str, float | str]:
    """Numbers besides those of the tape."""
    one, before = tape.columns, max(min(step, tape.steps) - 1, 0)
    return {
        "dogs_before": one["dogs"][before],
        "cats_before": 1 - one["dogs"][before],
        "cat_quality_before": one["cat_quality"][before],
        "recall_before": one["recall"][before],
        "cats": 1 - one["dogs"][min(step, tape.steps)],
        "cats_first": 1 - one["dogs"][0],
    }


def row_of(tape: Tape, number: int, pitch: float, size: float) -> Any:
    """Draws the pictures of a generation."""

    def row(step: int) -> str:
        dogs = round(number * tape.columns["dogs"][step])
        quality = tape.columns["cat_quality"][step]
        level, blur = max(round(BEST * quality), 3), min(int(6 * (1 - quality)), 3)
        cat = f'<use href="#head-{level}"' + (f' filter="url(#smudge-{blur})"' if blur else "")
        heads = [use("head-0") if k < dogs else f"{cat}/>" for k in range(number)]
        return "".join(group(head, pitch * (k + 0.5), 0, size) for k, head in enumerate(heads))

    return row


def generations(steps: list[int]) -> list[tuple[int, str]]:
    """Names of rows."""
    return [(step, "photos" if not step else f"gen. {step}") for step in steps]


def gallery(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """One lineage of generators, a row of pictures each."""
    run = scene.runs[0]
    width, height = (560, 690) if narrow else (1280, 540)
    number, x, pitch = (10, 108, 44.0) if narrow else (20, 150, 52.0)
    last = 0 if scene.to == 0 else 6
    top, gap = (90, 84) if narrow else (70, 69)
    across = (x, x + pitch * number)
    ends = text(across[0], 28, "dogs", 26, "start", weight=700) + text(across[1], 28, "cats", 26, "end", weight=700)
    field = path(f"M{across[0]} {top + gap * 6 + 46} H{across[1]}", GRID, 2)
    whole = rows(
        run,
        generations(list(range(last + 1))),
        row_of(tapes[run], number, pitch, 0.44),
        x,
        top,
        gap,
        26 if narrow else 20,
    )
    whole = Part(ends + field) + whole + line(run, "dogs", across, 46, top + gap * 6 + 40)
    if scene.ask or scene.answer:
        whole += handle(across, 46, top + gap * 6 + 26, str(scene.ask.get("words", "your guess")))
    whole.says.append({"text": "Dogs: {} of the drawings.", "col": f"{run}.dogs", "format": "%"})
    return picture(whole, width, height)


def pair(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """Two lineages from the same photographs."""
    width, height = (560, 1000) if narrow else (1280, 540)
    whole = Part(path("M0 500 H560" if narrow else "M640 0 V540", GRID, 2))
    for k, run in enumerate(scene.runs):
        x, top = (108, 92 + 500 * k) if narrow else (118 + 640 * k, 96)
        across = (x, x + 440)
        steps = generations([0, 2, 4, 6, 8, 20, 40])
        half = rows(run, steps, row_of(tapes[run], 10, 44.0, 0.4), x, top, 61, 26 if narrow else 20)
        half += line(run, "dogs", across, top - 30, top + 396)
        half += text(across[0], top - 58, scene.names[run], 28, "start", INK, 700)
        whole += Part(group(half.svg, id=f"half-{run}", class_="half", data_run=run), half.binds, half.says)
        whole.says.append({"text": f"{scene.names[run]}: " + "{} dogs.", "col": f"{run}.dogs", "format": "%"})
    return picture(whole, width, height)


def lineages(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """A hundred lineages of generators at once."""
    return hundred("frame", "frame-cat", str(scene.lever.get("left", "")), narrow=narrow)


CAST = Staging(columns, {"gallery": gallery, "pair": pair, "hundred": lineages}, facts)
