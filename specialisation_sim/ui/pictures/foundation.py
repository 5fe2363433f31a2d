"""The foundation: who sat at which desk when, who trained whom, and how far each record leans to large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import svg

if TYPE_CHECKING:
    from ..runner import Runner, Snapshot

AGENT = "grant-maker"
CAPTION = (
    "One lane a desk, one bar a person. Colour and number: the share of the large domain in the record that the person "
    "was trained on. Lines lead from the trainer to a newcomer."
)
CHARTS = (
    ("Awards and applicants", ("award_share", "applicant_share")),
    ("Precision of evaluation", ("precision_large", "precision_small")),
    ("Quality missed", ("missed_large", "missed_small")),
)
SHOWN = 120
"""People in the picture, the latest ones."""


def extra(runner: Runner) -> dict[str, Any]:
    """People as the lineage knows them: desk, years, trainer and record."""
    world: Any = runner.world
    graph = world.lineage()
    people = [(number, dict(facts)) for number, facts in graph.nodes(data=True)][-SHOWN:]
    trainer = {newcomer: by for by, newcomer in graph.edges()}
    return {"people": people, "trainer": trainer, "desks": world.size}


def draw(snapshot: Snapshot) -> str:
    """Lanes of desks over the years."""
    people, desks = snapshot.extra["people"], snapshot.extra["desks"]
    first = max(min((facts["joined"] for _, facts in people), default=0), snapshot.time - 30)
    years = max(snapshot.time - first, 5)
    left, top, width, height = 44.0, 24.0, svg.WIDTH - 56.0, svg.HEIGHT - 64.0
    lane = height / max(desks, 1)
    at = dict(people)
    record = [column for name, column in snapshot.agents.items() if name.startswith("record ")]

    def x(year: float) -> float:
        return left + width * (min(max(year, first), snapshot.time) - first) / years

    def y(index: int) -> float:
        return top + lane * (at[index]["desk"] + 0.5)

    bars, lines = [], []
    for number, facts in people:
        end = facts.get("left")
        end = snapshot.time if end is None else end
        if end < first:
            continue
        desk, thick = int(facts["desk"]), min(lane * 0.6, 22)
        now = int(snapshot.agents["number"][desk]) == number
        shares = [column[desk] for column in record] if now else list(facts["record"].values())
        start, stop = x(facts["joined"]), max(x(end), x(facts["joined"]) + 4)
        bar = (
            f'<rect x="{start:.1f}" y="{y(number) - thick / 2:.1f}" width="{stop - start:.1f}" height="{thick:.1f}" '
            'rx="4" '
            f'fill="{svg.mixed(shares)}" opacity="{1 if now else 0.55}"/>'
        )
        label = f"grant-maker {number}, desk {desk + 1}, since year {facts['joined']:.0f}, large domain {shares[0]:.0%}"
        shown = (
            svg.text(stop - 5, y(number) + 4, f"{shares[0]:.0%}", size=10, anchor="end", kind="onfill")
            if stop - start > 34 and thick > 11
            else ""
        )
        bars.append(svg.agent(desk, label, bar + shown) if now else f"<g><title>{label}</title>{bar}</g>")
        by = snapshot.extra["trainer"].get(number)
        if by in at and facts["joined"] >= first:
            lines.append(
                f'<path d="M{start:.1f} {y(by):.1f} V{y(number):.1f}" stroke="var(--ink)" stroke-width="1.2" '
                f'fill="none" opacity="0.6"/><circle cx="{start:.1f}" cy="{y(by):.1f}" r="2.4" fill="var(--ink)"/>'
            )
    desk_names = (
        "".join(svg.text(38, top + lane * (k + 0.5) + 4, f"{k + 1}", anchor="end") for k in range(desks))
        if lane > 9
        else ""
    )
    axis = svg.text(left, svg.HEIGHT - 26, f"year {first:.0f}") + svg.text(
        left + width, svg.HEIGHT - 26, f"year {first + years:.0f}", anchor="end"
    )
    return svg.frame(
        svg.text(6, 14, "desk") + desk_names + "".join(bars + lines) + axis + svg.legend(snapshot.tasks),
        "grant-makers by desk and year",
    )
