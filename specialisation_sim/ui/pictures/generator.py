"""The generator: what it was trained on, what it can do, and a hundred of its drawings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from . import svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..runner import Runner, Snapshot

AGENT = "generator"
CAPTION = (
    "Left: each class's part in the training images, in the capacity and in the drawings. Right: a hundred requests in "
    "the training mix; the shape is what was wanted, the colour what was drawn, the faintness how badly."
)
CHARTS = (
    ("First class", ("output_share", "training_share", "capacity_share")),
    ("Quality of drawing", ("quality_first", "quality_last")),
    ("Worth of a drawing", ("worth", "worth_original")),
)
GONE, ROWS = 0.01, 9
"""Share of drawings below which a class counts as all but gone, and generators in the picture."""


def extra(runner: Runner) -> dict[str, Any]:
    """What each generation was trained on, and the chances of each class to be drawn where another is wanted."""
    world: Any = runner.world
    return {"trained": world.trained[:, 0].tolist(), "chances": world.chances[:, :, 0, 0].tolist()}


def draw(snapshot: Snapshot) -> str:
    """One generator with its drawings, or several as rows."""
    size = len(snapshot.agents[f"mix {snapshot.tasks[0]}"])
    return _one(snapshot) if size == 1 else _several(snapshot, min(size, ROWS), size)


def _column(snapshot: Snapshot, name: str, slot: int = 0) -> list[float]:
    return [snapshot.agents[f"{name} {task}"][slot] for task in snapshot.tasks]


def _one(snapshot: Snapshot) -> str:
    trained = [row[0] for row in snapshot.extra["trained"]]
    capacity, output = _column(snapshot, "capacity"), _column(snapshot, "output")
    begun = not math.isnan(capacity[0])
    rows = (
        (("trained on", trained), ("capacity", capacity), ("drawn", output)) if begun else (("to train on", trained),)
    )
    names = [name.replace("_", " ") for name in snapshot.tasks]
    wide, bars = 92.0, []
    for k, name in enumerate(names):
        top = 20 + k * min(270.0 / len(names), 98.0)
        bars.append(svg.text(4, top + 8, name, kind="strong", size=12))
        for row, (word, shares) in enumerate(rows):
            y = top + 13 + row * 20 * min(1.0, 3.4 / len(names))
            tall = 13 * min(1.0, 3.4 / len(names))
            bars.append(
                f'<rect x="68" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" rx="2" fill="var(--faint)" '
                'opacity="0.25"/>'
                f'<rect x="68" y="{y:.1f}" width="{wide * shares[k]:.1f}" height="{tall:.1f}" rx="2" '
                f'fill="{svg.colour(k)}" '
                f'opacity="{(0.5, 0.75, 1.0)[row]}"/>'
                + svg.text(63, y + tall - 3, word, size=10, anchor="end")
                + svg.text(68 + wide + 4, y + tall - 3, f"{shares[k]:.0%}", size=10.5)
            )
    body = "".join(bars)
    if not begun:
        words = "No drawing yet. Press Step to train the first generation."
        return svg.frame(svg.agent(0, "generator 1", body) + svg.text(205, 150, words, size=10), "a generator")
    drawings = _drawings(names, trained, snapshot.extra["chances"], _column(snapshot, "quality"))
    return svg.frame(svg.agent(0, "generator 1", body) + drawings, "a generator and its drawings")


def _drawings(names: Sequence[str], trained: Sequence[float], chances: Any, quality: Sequence[float]) -> str:
    """A hundred drawings, as many of each kind as are expected."""
    kinds = [(true, drawn) for true in range(len(trained)) for drawn in range(len(trained))]
    counts = rounded([100 * trained[true] * chances[drawn][true] for true, drawn in kinds])
    left, top, gap = 206.0, 14.0, 21.4
    parts = []
    drawn_so_far = 0
    for (true, drawn), count in zip(kinds, counts, strict=True):
        faint = 0.25 + 0.75 * max(min(quality[drawn], 1.0), 0.0)
        for _ in range(count):
            x, y = left + gap * (drawn_so_far % 10 + 0.5), top + gap * (drawn_so_far // 10 + 0.5)
            parts.append(_glyph(true, x, y, 8.0, f'fill="{svg.colour(drawn)}" opacity="{faint:.2f}"'))
            drawn_so_far += 1
    wrong = sum(count for (true, drawn), count in zip(kinds, counts, strict=True) if true != drawn)
    words = svg.text(left, 244, "A hundred drawings", kind="strong", size=12)
    keys, x = [], left
    for k in range(min(len(trained), 2)):
        keys.append(
            _glyph(k, x + 5, 258, 4.5, 'fill="none" stroke="var(--ink)"')
            + svg.text(x + 13, 262, f"{names[k]} wanted", size=10)
        )
        x += 104
    caption = svg.text(left, 279, f"{wrong} of 100 are not what was wanted", size=10)
    return f"<g>{''.join(parts)}</g>" + words + "".join(keys) + caption


def rounded(parts: Sequence[float]) -> list[int]:
    """Whole numbers with the same sum, by largest remainders."""
    whole = [math.floor(part + 1e-9) for part in parts]
    left = round(sum(parts)) - sum(whole)
    for k in sorted(range(len(parts)), key=lambda k: whole[k] - parts[k])[: max(left, 0)]:
        whole[k] += 1
    return whole


def _glyph(shape: int, x: float, y: float, r: float, look: str) -> str:
    """A circle, a square, or a polygon with one corner more for each further class."""
    if shape == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {look}/>'
    if shape == 1:
        return (
            f'<rect x="{x - 0.86 * r:.1f}" y="{y - 0.86 * r:.1f}" width="{1.72 * r:.1f}" height="{1.72 * r:.1f}" '
            f"{look}/>"
        )
    corners = 3 if shape == 2 else shape + 2
    points = " ".join(
        f"{x + r * math.sin(2 * math.pi * k / corners):.1f},{y - r * math.cos(2 * math.pi * k / corners):.1f}"
        for k in range(corners)
    )
    return f'<polygon points="{points}" {look}/>'


def _several(snapshot: Snapshot, shown: int, size: int) -> str:
    tall = min(230.0 / shown, 44.0)
    parts = [svg.text(76, 16, "trained on", kind="strong"), svg.text(252, 16, "drawn", kind="strong")]
    for slot in range(shown):
        y = 24 + tall * slot
        body = f'<rect x="0" y="{y:.1f}" width="{svg.WIDTH}" height="{tall:.1f}" fill="transparent"/>'
        for left, shares in (
            (76.0, [row[slot] for row in snapshot.extra["trained"]]),
            (252.0, _column(snapshot, "output", slot)),
        ):
            x = left
            for k, part in enumerate(shares):
                wide = 160 * part
                body += (
                    f'<rect x="{x:.1f}" y="{y + 3:.1f}" width="{wide:.1f}" height="{tall - 6:.1f}" '
                    f'fill="{svg.colour(k)}"/>'
                )
                if wide > 32 and tall > 18:
                    body += svg.text(x + wide / 2, y + tall / 2 + 4, f"{part:.0%}", anchor="middle", kind="onfill")
                x += wide
        parts.append(svg.agent(slot, f"generator {slot + 1}", body))
        parts.append(svg.text(0, y + tall / 2 + 4, f"generator {slot + 1}"))
    more = svg.text(0, 268, f"{shown} of {size} generators", size=11) if size > shown else ""
    return svg.frame(
        "".join(parts) + more + svg.legend([name.replace("_", " ") for name in snapshot.tasks]), "generators"
    )
