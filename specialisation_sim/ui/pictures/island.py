"""The island: a sky, a wood with game, a lagoon with fish, and foragers where they went today."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from . import svg
from .generic import alive, doing

if TYPE_CHECKING:
    from ..runner import Snapshot

AGENT = "forager"
CAPTION = (
    "Foragers by the wood hunt, by the lagoon fish. A ring is the store of food; the fill is habit: orange hunts, blue "
    "fishes."
)
CHARTS = (
    ("Threshold and hunting", ("threshold", "hunting_record")),
    ("Skill", ("hunting_skill", "fishing_skill")),
    ("Stocks", ("game", "fish", "living", "store")),
)

HUNT, FISH = "#C24A00", "#0B63A8"
"""Warm for hunting and blue for the water, as in Watch."""
COLOURS = {
    "hunting_record": HUNT,
    "hunting_skill": HUNT,
    "hunting_share": HUNT,
    "game": "#009E73",
    "fishing_skill": FISH,
    "fish": FISH,
    "threshold": "ink",
    "living": "#CC79A7",
    "store": "#E69F00",
}
"""Of curves."""
GROUND, BEACH = (178.0, 106.0, 94.0, 140.0), (120.0, 276.0, 200.0)
"""Ground between wood and lagoon: left, top, width, height; beach of the dead: left, middle, width."""


def draw(snapshot: Snapshot) -> str:
    """The island today."""
    latest = snapshot.latest
    cloud = latest.get("cloud_cover", 0.0)
    cloud = 0.0 if math.isnan(cloud) else cloud
    game, fish = latest.get("game", 1.0), latest.get("fish", 1.0)
    parts = [
        f'<rect width="{svg.WIDTH}" height="{svg.HEIGHT}" rx="8" fill="var(--sea)"/>',
        f'<rect width="{svg.WIDTH}" height="64" rx="8" fill="var(--sky)"/>',
        f'<circle cx="52" cy="32" r="17" fill="#F2B701" opacity="{1 - 0.75 * cloud:.2f}"/>',
        *(
            f'<ellipse cx="{110 + 62 * k}" cy="{26 + 11 * (k % 2)}" '
            f'rx="{24 * min(max(5 * cloud - k, 0), 1) + 4:.1f}" ry="11" '
            f'fill="var(--cloud)" opacity="{min(max(5 * cloud - k, 0), 1):.2f}"/>'
            for k in range(5)
        ),
        '<path d="M22 176 C20 112 104 82 212 82 C318 82 402 104 402 172 C402 236 322 264 214 264 C106 264 24 238 22 '
        '176Z" fill="var(--sand)"/>',
        '<ellipse cx="106" cy="174" rx="70" ry="60" fill="var(--tree)" opacity="0.18"/>',
        '<ellipse cx="332" cy="174" rx="58" ry="50" fill="var(--sea)"/>',
        _trees(game),
        _fishes(fish),
        svg.text(12, 290, f"game {game:.0%}", kind="strong"),
        svg.text(svg.WIDTH - 12, 290, f"fish {fish:.0%}", anchor="end", kind="strong"),
        svg.text(svg.WIDTH - 12, 20, f"cloud {cloud:.0%}", anchor="end"),
    ]
    return svg.frame("".join(parts) + _foragers(snapshot), "the island today")


def _trees(stock: float) -> str:
    parts = []
    for k in range(20):
        x, y = 56 + 22 * (k % 5) + 10 * (k // 5 % 2), 148 + 25 * (k // 5)
        full = k < round(20 * stock)
        parts.append(
            f'<path d="M{x} {y - 18} l9 20 h-18z" fill="{"var(--tree)" if full else "none"}" stroke="var(--tree)" '
            f'stroke-width="1" opacity="{1 if full else 0.35}"/>'
        )
    return "".join(parts)


def _fishes(stock: float) -> str:
    places = [(292 + 20 * (k % 4) + 8 * (k // 4 % 2), 148 + 18 * (k // 4)) for k in range(16)]
    return "".join(
        f'<path d="M{x} {y} q7 -6 14 0 q-7 6 -14 0 l-5 -4 v8z" fill="var(--fish)" '
        f'opacity="{1 if k < round(16 * stock) else 0.15}"/>'
        for k, (x, y) in enumerate(places)
    )


def _foragers(snapshot: Snapshot) -> str:
    """Hunters in columns from the wood, fishers in columns from the lagoon; they share the ground between."""
    agents = snapshot.agents
    size = len(agents["task"])
    gap = min(max(math.sqrt(GROUND[2] * GROUND[3] / size) - 1.0, 5.0), 27.0)
    radius, rows = (gap - 4.0) / 2 if gap > 9 else 0.36 * gap, max(int(GROUND[3] // gap), 1)
    most = max(*agents["slack"], 1e-9)
    sides: dict[str, int] = {}
    parts = []
    for k in range(size):
        living = alive(snapshot, k)
        task = int(agents["task"][k])
        side = "beach" if not living else {0: "wood", 1: "lagoon"}.get(task, "wood")
        position = sides.get(side, 0)
        sides[side] = position + 1
        column, row = position // rows, position % rows
        x = GROUND[0] + gap * (column + 0.5) if side == "wood" else GROUND[0] + GROUND[2] - gap * (column + 0.5)
        y = GROUND[1] + gap * (row + 0.5)
        if side == "beach":
            x, y = BEACH[0] + gap * position % BEACH[2], BEACH[1]
        habit = [agents[f"habit {name}"][k] for name in snapshot.tasks]
        store = max(agents["slack"][k], 0.0) / most
        ring = (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius + 1.5:.1f}" fill="none" stroke="var(--ink)" '
            f'stroke-width="{0.4 + 2.1 * store:.1f}" opacity="0.7"/>'
        )
        dot = (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" '
            f'fill="{svg.mixed(habit, (HUNT, FISH)) if living else "var(--faint)"}"/>'
        )
        parts.append(svg.agent(k, f"forager {k + 1}{doing(snapshot, k)}", (ring if living else "") + dot))
    return "".join(parts)
