"""The species: hosts above, the lineages that live on them below, and who gives how much of itself to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import svg
from .generic import alive

if TYPE_CHECKING:
    from ..runner import Runner, Snapshot

AGENT = "lineage"
CAPTION = (
    "Hosts above, lineages below; a line is as thick as the part of itself that a lineage gives to a host. A lineage "
    "takes the colours of its hosts, and its size is its abundance; hollow ones have died out."
)
CHARTS = (
    ("Breadth of niches", ("breadth", "effective_hosts")),
    ("Living lineages", ("living",)),
    ("Specialists", ("specialists", "first_host_share")),
)
SHOWN, LEAST, MOST_NAMED = 72, 0.04, 9
"""Lineages in the picture, the smallest part that gets a line, and hosts up to which they are named."""
HOST_Y, LINEAGE_Y = 66.0, 232.0


def extra(runner: Runner) -> dict[str, Any]:
    """Stock of each host, and whether it fails."""
    world: Any = runner.world
    return {"stock": world.stock[:, 0, 0].tolist(), "failing": world.failing[:, 0, 0].tolist()}


def draw(snapshot: Snapshot) -> str:
    """Hosts and lineages as a bipartite picture."""
    hosts, agents = len(snapshot.tasks), snapshot.agents
    columns = [agents[f"allocation {name}"] for name in snapshot.tasks]
    number = len(agents["abundance"])
    # Beside those of one home, so that lines start out short and all that crosses is a change.
    order = sorted(range(min(number, SHOWN)), key=lambda slot: (slot % hosts, slot))
    across = {slot: svg.WIDTH * (index + 0.5) / len(order) for index, slot in enumerate(order)}
    host_x = [svg.WIDTH * (k + 0.5) / hosts for k in range(hosts)]
    lines, dots = [], []
    room = 0.44 * min(svg.WIDTH / len(order), 34.0)
    most = max(*agents["abundance"], 1e-9)
    for slot in order:
        niche = [column[slot] for column in columns]
        x, living = across[slot], alive(snapshot, slot)
        if living:
            lines += [
                f'<line x1="{host_x[k]:.1f}" y1="{HOST_Y:.0f}" x2="{x:.1f}" y2="{LINEAGE_Y:.0f}" '
                f'stroke="{svg.colour(k)}" '
                f'stroke-width="{0.4 + 3.6 * part:.2f}" opacity="{0.25 + 0.6 * part:.2f}"/>'
                for k, part in enumerate(niche)
                if part > LEAST
            ]
        size = room * (0.35 + 0.65 * (agents["abundance"][slot] / most) ** 0.5) if living else room * 0.5
        look = f'fill="{svg.mixed(niche)}"' if living else 'fill="none" stroke="var(--faint)" stroke-dasharray="2 2"'
        widest = max(range(hosts), key=niche.__getitem__)
        name = f"lineage {slot + 1}" + (
            f", {niche[widest]:.0%} on {snapshot.tasks[widest].replace('_', ' ')}" if living else ", died out"
        )
        reach = f'<circle cx="{x:.1f}" cy="{LINEAGE_Y:.0f}" r="{max(room, 5):.1f}" fill="transparent"/>'
        dots.append(svg.agent(slot, name, f'<circle cx="{x:.1f}" cy="{LINEAGE_Y:.0f}" r="{size:.1f}" {look}/>{reach}'))
    below = f"{len(order)} of {number} lineages" if number > len(order) else f"{number} lineages"
    words = svg.text(svg.WIDTH / 2, 274, below, anchor="middle")
    return svg.frame("".join(lines) + _hosts(snapshot, host_x) + "".join(dots) + words, "hosts and lineages")


def _hosts(snapshot: Snapshot, across: list[float]) -> str:
    """Hosts as large as their stock; one that fails is struck out."""
    parts, room = [], min(0.34 * svg.WIDTH / len(across), 17.0)
    for k, x in enumerate(across):
        stock, failing = snapshot.extra["stock"][k], snapshot.extra["failing"][k]
        name, size = snapshot.tasks[k].replace("_", " "), room * max(stock, 0.0) ** 0.5
        state = "gone" if stock == 0 else ("sneezes" if failing else "")
        parts.append(
            f"<g><title>{name}: stock {stock:.0%}{', ' + state if state else ''}</title>"
            f'<circle cx="{x:.1f}" cy="{HOST_Y:.0f}" r="{room:.1f}" fill="var(--card)" stroke="{svg.colour(k)}" '
            'stroke-width="1.5"/>'
            f'<circle cx="{x:.1f}" cy="{HOST_Y:.0f}" r="{size:.1f}" '
            f'fill="{"var(--faint)" if failing else svg.colour(k)}"/>'
        )
        if failing or stock == 0:
            r = 0.7 * room
            parts.append(
                f'<path d="M{x - r:.1f} {HOST_Y - r:.1f} l{2 * r:.1f} {2 * r:.1f} m0 {-2 * r:.1f} l{-2 * r:.1f} '
                f'{2 * r:.1f}" '
                'stroke="var(--warn)" stroke-width="3" stroke-linecap="round"/>'
            )
        parts.append("</g>")
        if len(across) <= MOST_NAMED:
            parts.append(svg.text(x, 38, name, anchor="middle", kind="strong"))
            if state:
                parts.append(svg.text(x, 22, state, anchor="middle", kind="alarm"))
    return "".join(parts)
