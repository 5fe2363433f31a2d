"""What the page Map draws: the phase diagram, and return maps with their fixed points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

import solara

from .. import charts, diagrams
from ..job import Job
from ..limits import limits
from ..links import table
from ..stories import find
from ..widgets import Chart, Choice, Save
from .plan import SHARES, MapPlan
from .shared import moves


@solara.component
def Phase(plan: MapPlan, job: Job, tick: solara.Reactive[int]) -> None:
    """The phase diagram, as far as it is known."""
    _, dark, router = tick.value, solara.lab.use_dark_effective(), solara.use_router()
    kind = find(plan.view.story)
    rows = [*job.results, *[[None] * len(plan.xs)] * (len(plan.ys) - len(job.results))]
    file, keep = solara.use_state(None)
    unit = kind.observed[plan.observable].unit

    def go(event: dict[str, Any]) -> None:
        column, row = (int(event["value"][k]) for k in (0, 1))
        changed = plan.view.but({plan.x: plan.xs[column], plan.y: plan.ys[row]})
        router.push("/explore?" + replace(changed, time=min(plan.steps, limits().steps)).query())

    def save(item: str) -> None:
        cells = [
            (x, y, value) for y, line in zip(plan.ys, rows, strict=True) for x, value in zip(plan.xs, line, strict=True)
        ]
        columns = {head: [cell[k] for cell in cells] for k, head in enumerate((plan.x, plan.y, plan.observable))}
        keep(
            {
                "name": f"{plan.view.story}_map.{item}",
                "text": table(columns) if item == "csv" else plan.view.toml(),
                "kind": "text/plain",
                "number": moves(),
            }
        )

    values = plan.view.parameters.model_dump()
    here = (values[plan.x], values[plan.y])
    with solara.Div(classes=["card"]):
        with solara.Div(classes=["line", "between"]):
            solara.HTML(
                "h2",
                unsafe_innerHTML=f"{escape(charts.plain(plan.observable).capitalize())} after {plan.steps:,} "
                f"{kind.clock}s "
                f'<span class="soft unit">{escape(unit)}</span>',
            )
            Save(items=[("csv", "Cells as CSV"), ("toml", "Parameters as TOML")], file=file, event_ask=save)
        Chart(
            option=diagrams.heat(
                plan.xs,
                plan.ys,
                rows,
                x=plan.x,
                y=plan.y,
                unit=unit,
                here=here if not any(isinstance(one, tuple) for one in here) else None,
            ),
            name="phase diagram",
            words=f"{plan.observable} over {plan.x} and {plan.y}, {job.part:.0%} drawn",
            height="calc(100vh - 190px)",
            dark=dark,
            event_click=go,
        )
        runs = f"Mean of {plan.runs} runs" if plan.runs > 1 else "One run"
        solara.Div(
            classes=["note"],
            children=[
                f"{runs} a cell; the ring marks the values you came with. Click a cell to open one of its runs in "
                "Explore."
            ],
        )


@solara.component
def Cobweb(plan: MapPlan, job: Job, tick: solara.Reactive[int]) -> None:
    """The return maps, as far as they are known."""
    _, dark = tick.value, solara.lab.use_dark_effective()
    start, set_start = solara.use_state("0.6")
    generation = find(plan.view.story).generation
    file, keep = solara.use_state(None)
    done = len(job.results)
    maps = solara.use_memo(lambda: plan.return_maps(job.results[:done]), [id(job), done])

    def save(item: str) -> None:
        keep(
            {
                "name": f"{plan.view.story}_return_map.{item}",
                "text": maps_as_csv(maps) if item == "csv" else plan.view.toml(),
                "kind": "text/plain",
                "number": moves(),
            }
        )

    assert generation is not None
    with solara.Div(classes=["card"]):
        with solara.Div(classes=["line", "between"]):
            solara.HTML(
                "h2",
                unsafe_innerHTML=f"What follows a share of {escape(generation.share_of)}, after "
                f"{escape(generation.lasts)}",
            )
            Save(items=[("csv", "Maps as CSV"), ("toml", "Parameters as TOML")], file=file, event_ask=save)
        with solara.Div(classes=["cobweb"]):
            if maps:
                Chart(
                    option=diagrams.cobweb(maps, start=float(start), of=generation.share_of),
                    name="return map",
                    words=charts.sentence({name: found["next"] for name, found in maps.items()}, "share next"),
                    height="min(calc(100vh - 170px), 590px)",
                    dark=dark,
                )
            with solara.Div(classes=["column"]):
                Choice(
                    label="Path from a share of",
                    value=start,
                    event_change=set_start,
                    options=[(f"{k / 20:g}", f"{k / 20:.0%}") for k in range(1, 20)],
                )
                solara.HTML("div", classes=["summary"], unsafe_innerHTML=points_text(maps))
                solara.HTML(
                    "p",
                    classes=["note"],
                    unsafe_innerHTML=f"Mean of {plan.each} runs from each of {len(SHARES)} shares; dotted: its 95 % "
                    "interval. Above the dashed line a share grows, "
                    "below it shrinks. Filled points are stable: shares nearby come back. Open ones are unstable: "
                    "shares nearby run away. Grey: "
                    "these runs cannot tell." + (f" {escape(generation.note)}" if generation.note else ""),
                )


def points_text(maps: Mapping[str, Mapping[str, Any]]) -> str:
    """Fixed points of each map as HTML."""
    parts = []
    for k, (name, mapped) in enumerate(maps.items()):
        colour = (charts.PALETTE[1], charts.PALETTE[0])[k % 2]
        parts.append(f'<h2><span style="color:{colour}">&#9632;</span> {escape(name)}</h2>')
        if mapped["near"] is None:
            parts.append('<p class="soft">Fixed points come when the map is whole.</p>')
            continue
        rows = "".join(
            f'<tr><td class="n">{point["share"]:.3f}</td><td>{point["stability"]}</td><td '
            f'class="n">{point["slope"]:.2f}</td></tr>'
            for point in mapped["points"]
        )
        head = '<tr><th class="n">Fixed point</th><th></th><th class="n">slope</th></tr>'
        parts.append(f'<table class="data">{head}{rows}</table>' if rows else "<p>No fixed point is found.</p>")
        if mapped["near"]:
            some = f"At {mapped['near']} of {len(mapped['share'])} starting shares we cannot tell growth from decline."
            parts.append(f'<p class="note">{some}</p>')
    return "".join(parts)


def maps_as_csv(maps: Mapping[str, Mapping[str, Any]]) -> str:
    """Return maps as a tidy table."""
    heads = ("share", "next", "low", "high", "unlearned")
    rows = [
        (name, *values)
        for name, mapped in maps.items()
        for values in zip(*(mapped[head] for head in heads), strict=True)
    ]
    return table({head: [row[k] for row in rows] for k, head in enumerate(("setting", *heads))})
