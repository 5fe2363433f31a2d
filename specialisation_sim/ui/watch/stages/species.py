"""The species on a stage: hosts in a ring, and lineages tied to those they live on by threads as thick as the part."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin
from typing import Any

import numpy as np

from ....laws.arrays import Array
from ..columns import Column, Staging, of
from ..draw import GRID, HALO, INK, LEAF, Part, group, handle, hundred, path, picture, text, use
from ..scenes import Scene
from ..tape import Tape

SPREAD = (0, -2, 2, -4, 4, -1, 1, -3, 3)
"""Where the lineages of one host stand beside it, in tenths of the way to the next host."""

THIN = 0.02
"""Part of a niche below which a thread is not drawn."""


def columns(world: Any) -> dict[str, Column]:
    """What a tape of a run holds: the parts of every lineage's niche among others."""
    lineages, hosts = world.size, world.p.hosts
    own = {
        "living": Column(lambda w: w.living, "fact"),
        "narrow": Column(narrowest),
        "sneezing": Column(lambda w: w.failing.any(axis=0)[:, 0].astype(float), "fact"),
    }
    for host in range(hosts):
        own[f"ill_{host}"] = Column(of(lambda w, k: w.failing[k, :, 0].astype(float), host), "fact")
    for one in range(lineages):
        own[f"alive_{one}"] = Column(of(lambda w, k: w.alive[:, k].astype(float), one), "fact")
        for host in np.flatnonzero(world.links[:, 0, one]).tolist():
            own[f"part_{one}_{host}"] = Column(of(lambda w, at: w.allocation[at[0], :, at[1]], (host, one)))
    return own


def narrowest(world: Any) -> Any:
    """Part of its food that a living lineage has from its main host, mean."""
    return np.where(world.alive, world.allocation.max(axis=0), np.nan).mean(axis=-1)


def facts(tape: Tape, step: int) -> dict[str, float | str]:
    """Numbers besides those of the tape."""
    living, now = tape.columns["living"], min(step, tape.steps)
    main = [tape.columns[name][now] for name in tape.columns if name.startswith("part_")]
    return {"lost": living[0] - living[now], "start": living[0], "thick": float(np.mean([part > 0.9 for part in main]))}


def homes_of(tape: Tape) -> list[int]:
    """The host from which each lineage has most of its food in the last year that it lives."""
    parts: dict[int, dict[int, Array]] = {}
    for name, values in tape.columns.items():
        if name.startswith("part_"):
            one, host = map(int, name.removeprefix("part_").split("_"))
            parts.setdefault(one, {})[host] = values
    homes = []
    for one, hosts in sorted(parts.items()):
        last = int(np.flatnonzero(tape.columns[f"alive_{one}"] > 0.5)[-1])
        eaten = {host: float(values[last]) for host, values in hosts.items()}
        homes.append(max(eaten, key=eaten.__getitem__))
    return homes


def web(run: str, tape: Tape, homes: list[int], x: float, y: float, wide: float, high: float, big: float) -> Part:
    """Hosts around, lineages within, each near its home, and the threads between them."""
    hosts = sum(name.startswith("ill_") for name in tape.columns)
    lineages = sum(name.startswith("alive_") for name in tape.columns)
    places = [
        (x + wide * cos(2 * pi * k / hosts - 1.2), y + high * sin(2 * pi * k / hosts - 1.2)) for k in range(hosts)
    ]
    whole, near = Part(), [0] * hosts
    for one in range(lineages):
        host = homes[one]
        turn = 2 * pi * (host + SPREAD[near[host] % len(SPREAD)] / 10) / hosts - 1.2
        far = 0.68 - 0.14 * (near[host] % 2)
        near[host] += 1
        a, b = x + far * wide * cos(turn), y + far * high * sin(turn)
        threads = Part()
        for host in range(hosts):
            if (name := f"part_{one}_{host}") not in tape.columns:
                continue
            c, d = places[host]
            mid = f"{(a + c) / 2 + 0.16 * (x - (a + c) / 2):.0f} {(b + d) / 2 + 0.16 * (y - (b + d) / 2):.0f}"
            threads += path(f"M{a:.0f} {b:.0f} Q{mid} {c:.0f} {d:.0f}", LEAF, 5, id=f"{name}-{run}")
            threads.binds.append({"kind": "fade", "id": f"{name}-{run}", "col": f"{run}.{name}", "range": [THIN, 1]})
        dot = f'<circle cx="{a:.0f}" cy="{b:.0f}" r="9.5" fill="{LEAF}"/>'
        cross = path(f"M{a - 5:.0f} {b - 5:.0f} l10 10 m0 -10 l-10 10", "#fff", 3, class_="cross")
        bind = {
            "kind": "toggle",
            "id": f"lineage-{run}-{one}",
            "col": f"{run}.alive_{one}",
            "class": "lost",
            "below": 0.5,
        }
        whole += Part(group(threads.svg + dot + cross, id=f"lineage-{run}-{one}"), [*threads.binds, bind])
    for host, (c, d) in enumerate(places):
        ill = {"kind": "fade", "id": f"ill-{run}-{host}", "col": f"{run}.ill_{host}", "range": [0, 1]}
        whole += Part(use("host", c, d, color="#EBD9B4") + group(use("host-ill", c, d), id=f"ill-{run}-{host}"), [ill])
    label = text(x, y + 6, "", big * 2, weight=700, id=f"left-{run}", **HALO) + text(
        x, y + 6 + big * 1.5, "lineages left", big, fill=INK, **HALO
    )
    bind = {
        "kind": "text",
        "id": f"left-{run}",
        "col": f"{run}.living",
        "text": "{} of " + str(lineages),
        "format": "d",
    }
    says = [
        {"text": "{} lineages are left.", "col": f"{run}.living", "format": "d"},
        {"text": "A lineage has {} of its food from its main host.", "col": f"{run}.narrow", "format": "%"},
    ]
    return whole + Part(label, [bind], says)


def ring(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """One web."""
    run = scene.runs[0]
    width, height = (560, 720) if narrow else (1280, 540)
    if narrow:
        whole = web(run, tapes[run], homes_of(tapes[run]), 280, 290, 236, 244, 26)
    else:
        whole = web(
            run,
            tapes[run],
            homes_of(tapes[run]),
            640,
            264 if not scene.ask else 236,
            450,
            222 if not scene.ask else 196,
            24,
        )
    if scene.ask:
        across, floor = ((40, 520), 650) if narrow else ((240, 1040), 492)
        ends = path(f"M{across[0]} {floor} H{across[1]}", GRID, 4)
        ends += text(across[0] - 14, floor + 8, "0", 26, "end") + text(across[1] + 14, floor + 8, "24", 26, "start")
        whole = whole + ends + handle(across, floor - 40, floor, str(scene.ask["words"]))
    return picture(whole, width, height)


def pair(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """Two webs from the same beginning."""
    width, height = (560, 1000) if narrow else (1280, 540)
    whole = Part(path("M0 500 H560" if narrow else "M640 0 V540", GRID, 2))
    homes = homes_of(max((tapes[run] for run in scene.runs), key=lambda tape: float(tape.columns["narrow"][-1])))
    for k, run in enumerate(scene.runs):
        x, y = (280, 270 + 500 * k) if narrow else (320 + 640 * k, 292)
        half = web(run, tapes[run], homes, x, y, 210 if narrow else 250, 186 if narrow else 196, 26 if narrow else 22)
        half += text(x - 250, y - 218, scene.names[run], 28, "start", INK, 700)
        whole += Part(group(half.svg, id=f"half-{run}", class_="half", data_run=run), half.binds, half.says)
    return picture(whole, width, height)


def webs(scene: Scene, tapes: Mapping[str, Tape], narrow: bool) -> dict[str, Any]:
    """A hundred webs at once."""
    return hundred("web", "webbed", str(scene.lever.get("left", "")), narrow=narrow)


CAST = Staging(columns, {"ring": ring, "pair": pair, "hundred": webs}, facts)
