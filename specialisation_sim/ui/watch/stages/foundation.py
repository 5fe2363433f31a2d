"""The foundation on a stage: a row of grants a year, and the lenses through which proposals are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..columns import Column, Staging
from ..draw import (
    COOL,
    GRID,
    INK,
    SOFT,
    WARM,
    Binds,
    Part,
    group,
    handle,
    hundred,
    line,
    path,
    picture,
    rect,
    rows,
    text,
    use,
)
from ..scenes import Scene
from ..tape import Tape

NUMBER = 20
"""Envelopes in a row."""


def columns(world: Any) -> dict[str, Column]:
    """What a tape of one foundation holds."""
    return {
        "large": Column(lambda w: w.award_shares[0, :, 0]),
        "read": Column(of_last_year(lambda w: w.award_shares[0, :, 0]), "fact"),
        "sharp_large": Column(lambda w: w.precision_large),
        "sharp_small": Column(lambda w: w.precision_small),
        "missed_small": Column(lambda w: w.missed_small, "fact"),
        "missed_large": Column(lambda w: w.missed_large, "fact"),
    }


def of_last_year(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What a number of the world was a step before; at the start what it is."""
    kept: list[Any] = []

    def before(world: Any) -> Any:
        kept.append(read(world))
        return kept.pop(0) if len(kept) > 1 else kept[0]

    return before


def facts(tape: Tape, step: int) -> dict[str, float | str]:
    """Numbers besides those of the tape."""
    one, now = tape.columns, min(step, tape.steps)
    hired = [event for event in tape.events if event.kind == "hire" and event.step == now]
    return {
        "ratio": one["sharp_large"][now] / max(one["sharp_small"][now], 1e-9),
        "before": one["large"][max(now - 1, 0)],
        "small": 1.0 - one["large"][now],
        "hires": len(hired),
    }


def grants(tape: Tape, width: float, size: float) -> Any:
    """Draws the grants of a year: blue from the large field, orange from the small one."""

    def row(step: int) -> str:
        large, gap = round(NUMBER * tape.columns["large"][step]), width / NUMBER / size
        spots = [f'<use href="#envelope" x="{gap * (k + 0.5):.0f}"/>' for k in range(NUMBER)]
        parts = group("".join(spots[:large]), color=COOL) + group("".join(spots[large:]), color=WARM)
        return group(parts, 0, 0, size)

    return row


def lens(run: str, field: str, color: str, x: float, y: float, size: float, words: str, big: float) -> Part:
    """A proposal as the staff see it."""
    fuzz = f"fuzz-{field}-{run}"
    blurred = (
        f'<filter id="{fuzz}-f" x="-40%" y="-40%" width="180%" height="180%"><feGaussianBlur id="{fuzz}"/></filter>'
    )
    inside = '<circle r="84" fill="#F2F7FB"/>' + group(use("sheet", color=color), filter=f"url(#{fuzz}-f)")
    svg = blurred + group(inside, clip_path="url(#round)") + use("rim")
    bind = {"kind": "blur", "id": fuzz, "col": f"{run}.sharp_{field}", "range": [0, 1.6], "to": [12, 0]}
    says = [{"text": f"How sharply {words} is seen: " + "{}.", "col": f"{run}.sharp_{field}", "format": ".1"}]
    return Part(svg, [bind], says).at(x, y, size) + text(x, y - 96 * size, words, big, "middle", color, 700)


def binder(run: str) -> Part:
    """What newcomers are trained on: ten bars, as many of them blue as grants went to the large field."""
    words = text(5, -32, "what we", 20, weight=700) + text(5, -9, "funded", 20, weight=700)
    bars = [(-44 + 10 * k, 16, 7, 34) for k in range(10)]
    orange = "".join(rect(*bar, "#F0A070") for bar in bars)
    blue = group("".join(rect(*bar, "#7FB6E6") for bar in bars), id=f"binder-{run}")
    said = text(5, 76, "", 21, fill="#fff", weight=700, id=f"bound-{run}")
    binds: Binds = [
        {"kind": "count", "id": f"binder-{run}", "col": f"{run}.read", "times": 10, "least": 0},
        {"kind": "text", "id": f"bound-{run}", "col": f"{run}.read", "text": "{} blue", "format": "%"},
    ]
    return Part(use("binder") + words + orange + blue + said, binds)


def desk(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """One foundation, its grants a year, and its lenses."""
    run, tape = scene.runs[0], tapes[scene.runs[0]]
    width, height = (560, 760) if narrow else (1280, 540)
    x, wide = (96, 450) if narrow else (120, 660)
    last = 0 if scene.to == 0 else min(tape.steps, 20)
    every = 2 if narrow else 1
    top, pitch = (60, 42.0) if narrow else (52, 22.0)
    steps = [
        (step, (f"{step}" if narrow else f"year {step}") if step % (4 if narrow else 5) == 0 else "")
        for step in range(0, 21, every)
    ]
    shown = [(step, name) for step, name in steps if step <= last]
    size = 0.34 if narrow else 0.46
    whole = rows(run, shown, grants(tape, wide, size), x, top, pitch, 26 if narrow else 20)
    across, bottom = (x, x + wide), top + pitch * len(steps) - 4
    whole = Part(path(f"M{x} {bottom:.0f} H{x + wide}", GRID, 2)) + whole + line(run, "large", across, 30, bottom)
    if scene.ask or scene.answer:
        whole += handle(across, 30, bottom - (16 if narrow else 6), str(scene.ask.get("words", "your guess")))
    if narrow:
        whole += lens(run, "large", COOL, 150, 660, 0.75, "large field", 26)
        whole += lens(run, "small", WARM, 400, 660, 0.75, "small field", 26)
        return picture(whole, width, height)
    whole += lens(run, "large", COOL, 910, 140, 1.0, "large field", 24)
    whole += lens(run, "small", WARM, 1140, 140, 1.0, "small field", 24)
    whole += binder(run).at(930, 390)
    whole += path("M1012 390 H1062 m-10 -9 l10 9 l-10 9", INK, 4) + use("person", 1130, 470, 1.3, color="#3E6E8E")
    whole += text(1030, 516, "the newcomer learns from last year's grants", 22, fill=SOFT)
    return picture(whole, width, height)


def pair(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """Two foundations with the same proposals."""
    width, height = (560, 1000) if narrow else (1280, 540)
    whole = Part(path("M0 500 H560" if narrow else "M640 0 V540", GRID, 2))
    for k, run in enumerate(scene.runs):
        x, top = (96, 84 + 500 * k) if narrow else (110 + 640 * k, 86)
        wide = 450 if narrow else 490
        steps = [
            (step, (f"{step}" if narrow else f"year {step}") if step % 10 == 0 else "") for step in range(0, 31, 2)
        ]
        half = rows(run, steps, grants(tapes[run], wide, 0.34), x, top, 26, 26 if narrow else 20)
        half += line(run, "large", (x, x + wide), top - 22, top + 406)
        half += text(x, top - 48, scene.names[run], 28, "start", INK, 700)
        whole += Part(group(half.svg, id=f"half-{run}", class_="half", data_run=run), half.binds, half.says)
        whole.says.append(
            {"text": f"{scene.names[run]}: " + "{} to the large field.", "col": f"{run}.large", "format": "%"}
        )
    return picture(whole, width, height)


def foundations(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """A hundred foundations at once."""
    return hundred("desk", "pile", str(scene.lever.get("left", "")), narrow=narrow, stays=True)


CAST = Staging(columns, {"desk": desk, "pair": pair, "hundred": foundations}, facts)
