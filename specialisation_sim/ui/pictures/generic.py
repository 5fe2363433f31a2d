"""The look of a story that has none of its own: agents in rows, in the colour of what they did last."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from . import svg

if TYPE_CHECKING:
    from ..runner import Snapshot

CAPTION = "Each dot is an agent, in the colour of what it did last; grey ones have failed."


def charts(kind: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Up to three charts: observables of one unit together, the most frequent units first."""
    units: dict[str, list[str]] = {}
    for name, observable in kind.observed.items():
        units.setdefault(observable.unit, []).append(name)
    largest = sorted(units.items(), key=lambda item: -len(item[1]))[:3]
    return tuple((unit, tuple(names[:4])) for unit, names in largest)


def draw(snapshot: Snapshot) -> str:
    """Agents in rows."""
    size = max((len(column) for column in snapshot.agents.values()), default=0)
    if not size:
        return svg.frame(svg.text(20, 30, "This story has no agents to look at."), "no agents")
    across = math.ceil(math.sqrt(size * svg.WIDTH / (svg.HEIGHT - 40)))
    cell = min(svg.WIDTH / across, (svg.HEIGHT - 40) / math.ceil(size / across))
    fills = fills_of(snapshot, size)
    body = "".join(
        svg.agent(
            k,
            f"agent {k + 1}{doing(snapshot, k)}",
            f'<circle cx="{(k % across + 0.5) * cell:.1f}" cy="{(k // across + 0.5) * cell:.1f}" '
            f'r="{0.36 * cell:.1f}" fill="{fills[k]}"/>',
        )
        for k in range(size)
    )
    return svg.frame(body + (svg.legend(snapshot.tasks) if "task" in snapshot.agents else ""), "agents")


def fills_of(snapshot: Snapshot, size: int) -> list[str]:
    """Colour of each agent: its task, or where it stands in the first column of the report."""
    if "task" in snapshot.agents:
        return [
            svg.colour(task) if alive(snapshot, k) else "var(--faint)" for k, task in enumerate(snapshot.agents["task"])
        ]
    values = np.asarray(next(iter(snapshot.agents.values())), dtype=float)
    known = np.isfinite(values)
    low, span = (values[known].min(), float(np.ptp(values[known]))) if known.any() else (0.0, 0.0)
    places = (np.where(known, values, low) - low) / (span or 1.0)
    return [svg.mixed([place, 1 - place]) for place in places.tolist()]


def alive(snapshot: Snapshot, slot: int) -> bool:
    """Whether an agent has not failed."""
    column: Sequence[float] | None = snapshot.agents.get("alive")
    return column is None or bool(column[slot])


def doing(snapshot: Snapshot, slot: int) -> str:
    """What an agent does, in words."""
    if not alive(snapshot, slot):
        return ", failed"
    task = snapshot.agents.get("task", [-1] * (slot + 1))[slot]
    return f", {snapshot.tasks[int(task)]}" if 0 <= task < len(snapshot.tasks) else ""
