"""The labour market: workers between their occupations, by what they have done of late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import svg
from .generic import doing

if TYPE_CHECKING:
    from ..runner import Snapshot

AGENT = "worker"
CAPTION = (
    "Each dot is a worker; from left to right, the part of accounting in recent work; the colour is this week's job."
)
CHARTS = (
    ("Specialisation", ("specialisation", "division_of_labour")),
    ("Output", ("accounting_output", "training_output", "total_output")),
    ("Welfare", ("welfare", "gain_from_practice", "gain_from_trade")),
)
FEW, BINS = 40, (12, 24)
"""Workers up to which they stand in fewer, wider places, and how many places there are."""


def draw(snapshot: Snapshot) -> str:
    """Workers stacked over the share of the first occupation in their habit."""
    habit, task = snapshot.agents[f"habit {snapshot.tasks[0]}"], snapshot.agents["task"]
    left, width, base = 26.0, svg.WIDTH - 52.0, svg.HEIGHT - 62.0
    bins_shown = BINS[len(habit) > FEW]
    bins = [min(int(bins_shown * share), bins_shown - 1) for share in habit]
    tallest = max(bins.count(k) for k in set(bins))
    gap = min(width / bins_shown, (base - 12) / tallest)
    stacked: dict[int, int] = {}
    dots = []
    for k, index in enumerate(bins):
        stacked[index] = stacked.get(index, 0) + 1
        x, y = left + width * (index + 0.5) / bins_shown, base - gap * (stacked[index] - 0.5)
        name = f"worker {k + 1}{doing(snapshot, k)}, {habit[k]:.0%} {snapshot.tasks[0]} of late"
        dots.append(
            svg.agent(k, name, f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{0.44 * gap:.1f}" fill="{svg.colour(task[k])}"/>')
        )
    axis = f'<line x1="{left}" x2="{left + width}" y1="{base}" y2="{base}" stroke="var(--ink)" opacity="0.5"/>'
    words = "".join(
        svg.text(left + width * share, base + 16, f"{share:.0%}", anchor="middle") for share in (0, 0.25, 0.5, 0.75, 1)
    ) + svg.text(left + width / 2, base + 32, f"part of {snapshot.tasks[0]} in recent work", anchor="middle")
    return svg.frame(axis + words + "".join(dots) + svg.legend(snapshot.tasks), "workers by recent work")
