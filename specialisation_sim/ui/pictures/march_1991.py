"""The look of March's mutual learning: reality, the code, and what each person believes, by dimension."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from . import svg

if TYPE_CHECKING:
    from ..runner import Runner, Snapshot

AGENT = "member"
CAPTION = "A column is a person, a row a dimension of reality: blue where a belief is right, orange where it is wrong."
CHARTS = (
    ("Knowledge", ("code_knowledge", "mean_knowledge")),
    ("What is left to learn from", ("dissent",)),
)
MOST = 60
"""People, and dimensions, in the picture: the first ones."""
RIGHT, WRONG, NONE = svg.TASK_COLOURS[0], svg.TASK_COLOURS[1], "var(--faint)"


def extra(runner: Runner) -> Mapping[str, Any]:
    """Who is right about what: 1 right, -1 wrong, 0 no belief; the code in the first column."""
    world: Any = runner.world
    held = np.concatenate([world.code[:MOST, 0], world.belief[:MOST, 0, :MOST]], axis=1)
    return {
        "right": (held * world.reality[:MOST, 0]).astype(int).tolist(),
        "of": (int(world.p.people), int(world.p.dimensions)),
    }


def draw(snapshot: Snapshot) -> str:
    """The code's column, then one a person, from those who know most."""
    grid, knows = snapshot.extra["right"], snapshot.agents["knowledge"]
    people, dimensions = len(grid[0]) - 1, len(grid)
    of_people, of_dimensions = snapshot.extra["of"]
    left, top, tall = 46.0, 30.0, 218.0
    wide = min((svg.WIDTH - left - 10) / people, 24.0)
    high = min(tall / dimensions, 24.0)

    def column(cells: list[int], x: float, width: float) -> str:
        ink = {1: RIGHT, -1: WRONG, 0: NONE}
        box = f"h{0.88 * width:.2f}v{0.88 * high:.2f}h-{0.88 * width:.2f}z"
        rows = {
            each: "".join(f"M{x:.1f} {top + high * row:.1f}{box}" for row, cell in enumerate(cells) if cell == each)
            for each in ink
        }
        return "".join(
            f'<path d="{rows[each]}" fill="{fill}"{opacity}/>'
            for each, fill in ink.items()
            for opacity in ("" if each else ' opacity="0.5"',)
        )

    order = sorted(range(people), key=lambda k: -knows[k])
    parts = [svg.text(27, top - 9, "code", anchor="middle"), column([row[0] for row in grid], 18, 18)]
    for index, k in enumerate(order):
        name = f"member {k + 1}, right on {knows[k]:.0%} of dimensions"
        parts.append(svg.agent(k, name, column([row[k + 1] for row in grid], left + wide * index, wide)))
    said = "people, those who know most first"
    if people < of_people or dimensions < of_dimensions:
        said = f"{people} of {of_people:,} {said}; {dimensions} of {of_dimensions:,} dimensions"
    parts.append(svg.text(left, top - 9, said))
    return svg.frame(
        "".join(parts) + svg.colour_key(("right", RIGHT), ("wrong", WRONG), ("no belief", NONE)),
        "what the code and people believe",
    )
