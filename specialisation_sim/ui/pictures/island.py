"""The island: a sky, a wood with game, a lagoon with fish, and foragers where they went today."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from . import svg
from .generic import alive, doing

if TYPE_CHECKING:
    from ..runner import Snapshot

AGENT = "forager"
CAPTION = "Foragers by the wood hunt, by the lagoon fish. A ring is the store of food; the fill is habit."
CHARTS = (
    ("Threshold and hunting", ("threshold", "hunting_record")),
    ("Skill", ("hunting_skill", "fishing_skill")),
    ("Stocks", ("game", "fish", "living", "store")),
)


def events(world: Any) -> list[str]:
    """Crashes of the game and deaths."""
    found = []
    left = world.stock[0, 0, 0]
    if (
        world.time
        and world.p.crash_loss > 0.05
        and left < (1 - 0.5 * world.p.crash_loss) * getattr(world, "_game_seen", 1.0)
    ):
        found.append("the game crashes")
    world._game_seen = left
    number = int((world.failed_at[0] == world.time).sum())
    if number:
        found.append("a forager starves" if number == 1 else f"{number} foragers starve")
    return found


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
            f'<ellipse cx="{110 + 62 * k}" cy="{26 + 11 * (k % 2)}" rx="{24 * min(max(5 * cloud - k, 0), 1) + 4:.1f}" ry="11" '
            f'fill="var(--cloud)" opacity="{min(max(5 * cloud - k, 0), 1):.2f}"/>'
            for k in range(5)
        ),
        '<path d="M20 180 Q30 92 150 88 Q300 78 390 110 Q424 170 370 236 Q240 282 110 258 Q24 240 20 180Z" fill="var(--sand)"/>',
        '<ellipse cx="330" cy="176" rx="62" ry="50" fill="var(--sea)"/>',
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
        x, y = 48 + 24 * (k % 5) + 7 * (k // 5 % 2), 128 + 27 * (k // 5)
        full = k < round(20 * stock)
        parts.append(
            f'<path d="M{x} {y - 18} l9 20 h-18z" fill="{"var(--tree)" if full else "none"}" stroke="var(--tree)" '
            f'stroke-width="1" opacity="{1 if full else 0.35}"/>'
        )
    return "".join(parts)


def _fishes(stock: float) -> str:
    places = [(292 + 26 * (k % 4) + 6 * (k // 4 % 2), 150 + 18 * (k // 4)) for k in range(16)]
    return "".join(
        f'<path d="M{x} {y} q7 -6 14 0 q-7 6 -14 0 l-5 -4 v8z" fill="var(--fish)" opacity="{1 if k < round(16 * stock) else 0.15}"/>'
        for k, (x, y) in enumerate(places)
    )


def _foragers(snapshot: Snapshot) -> str:
    agents = snapshot.agents
    number = len(agents["task"])
    radius = max(3.0, min(11.0, 60 / math.sqrt(number)))
    most = max(*agents["slack"], 1e-9)
    sides: dict[str, int] = {}
    parts = []
    for k in range(number):
        living = alive(snapshot, k)
        task = int(agents["task"][k])
        side = "beach" if not living else {0: "wood", 1: "lagoon"}.get(task, "camp")
        place = sides.get(side, 0)
        sides[side] = place + 1
        x, y = _place(side, place, radius)
        habit = [agents[f"habit {name}"][k] for name in snapshot.tasks]
        store = max(agents["slack"][k], 0.0) / most
        ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius + 2:.1f}" fill="none" stroke="var(--ink)" stroke-width="{0.5 + 2 * store:.1f}" opacity="0.7"/>'
        dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{svg.mixed(habit) if living else "var(--faint)"}"/>'
        parts.append(svg.agent(k, f"forager {k + 1}{doing(snapshot, k)}", (ring if living else "") + dot))
    return "".join(parts)


def _place(side: str, place: int, radius: float) -> tuple[float, float]:
    """Spots beside each other, row by row, in the part of the island that belongs to a task."""
    left, top, width = {
        "wood": (172, 116, 52), "lagoon": (236, 116, 34), "camp": (190, 116, 70), "beach": (120, 262, 200),
    }[side]  # fmt: skip
    gap = 2 * radius + 5
    across = max(int(width // gap), 1)
    rows = max(int(140 // gap), 1) if side != "beach" else 1
    row, column = (place // across) % rows, place % across
    layer = place // (across * rows)
    return left + radius + gap * column + 4 * layer, top + radius + gap * row + 3 * layer
