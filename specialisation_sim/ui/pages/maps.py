"""Maps: what becomes of a story over two of its parameters, and the return map of its share with a cobweb."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from typing import Any

import solara

from ...errors import UserError
from .. import charts
from ..jobs import LONG, Job
from ..limits import limits
from ..links import View, table, whole
from ..stories import find, names, scenarios_of
from ..widgets import Address, Chart, Choice, Entry, Save
from .plan import Plan, numeric
from .shared import Problem, moves


@solara.component
def Maps() -> None:
    """The page."""
    search = solara.use_router().search or ""
    Mapping(search).key(search)


@solara.component
def Mapping(search: str) -> None:
    """One visit to a plan."""

    def begin() -> tuple[Plan | None, str]:
        try:
            return Plan.read(search), ""
        except UserError as error:
            return None, str(error)

    begun, wrong = solara.use_memo(begin, [])
    if begun is None:
        Problem(wrong)
    else:
        Planned(begun)


@solara.component
def Planned(begun: Plan) -> None:
    """A plan that holds, and its map."""
    plan, message = solara.use_reactive(begun), solara.use_reactive("")
    ran, tick = solara.use_reactive(begun), solara.use_reactive(0)
    job: solara.Reactive[Job | None] = solara.use_reactive(None)
    what = solara.use_reactive("")

    def start(kind: str) -> None:
        """Begin a job: one a page, so the last one is cancelled."""
        try:
            fresh = plan.value.job() if kind == "phase" else plan.value.return_job()
        except UserError as error:
            message.set(str(error))
            return
        if job.value is not None:
            job.value.cancel()
        message.set("")
        ran.set(plan.value)
        what.set(kind)
        job.set(fresh)
        LONG.add(fresh)
        Thread(target=lambda: fresh.follow(lambda: tick.set(tick.value + 1)), daemon=True).start()

    solara.use_effect(lambda: lambda: job.value and job.value.cancel(), [])
    with solara.Div(classes=["page", "twofold"]):
        PlanForm(plan, message)
        with solara.Div(classes=["stage"]):
            with solara.Div(classes=["line"]):
                solara.Button("Draw the map", on_click=lambda: start("phase"), classes=["main"], small=True)
                solara.Button(
                    "Draw the return map", on_click=lambda: start("return"), classes=["plain"], small=True, text=True
                )
                Progress(job, tick)
            if message.value:
                solara.Div(classes=["message"], children=[message.value], attributes={"role": "alert"})
            if job.value is None:
                Hint()
            elif what.value == "phase":
                Phase(ran.value, job.value, tick)
            else:
                Cobweb(ran.value, job.value, tick)


@solara.component
def PlanForm(plan: solara.Reactive[Plan], message: solara.Reactive[str]) -> None:
    """What is mapped."""
    now, router = plan.value, solara.use_router()
    kind = find(now.view.story)
    fields = numeric(kind)
    parameters = [(name, f"{charts.plain(name)} ({field.group})") for name, field in fields.items()]
    choices = [(f"{name}|", charts.plain(name)) for name in names()] + [
        (f"{name}|{key}", f"{charts.plain(name)}: {one.title}")
        for name in names()
        for key, one in scenarios_of(name).items()
    ]

    def put(**changes: Any) -> None:
        plan.set(replace(now, **changes))
        message.set("")

    def number(name: str, text: str) -> None:
        try:
            put(**{name: max(whole(text, name, 10**7), 2 if name == "cells" else 1)})
        except UserError as error:
            message.set(str(error))

    def end(place: int, text: str) -> None:
        try:
            ends = list(now.ends)
            ends[place] = float(text)
        except ValueError:
            message.set(f"{text!r} is not a number")
            return
        put(ends=tuple(ends))

    def take(axis: str, name: str) -> None:
        own = (fields[name].low, fields[name].high)
        put(**{axis: name}, ends=(*own, *now.ends[2:]) if axis == "x" else (*now.ends[:2], *own))

    def choose(value: str) -> None:
        story, _, scenario = value.partition("|")
        router.push("/map?" + View.begin(story, scenario).query())

    with solara.Div(classes=["sidebar"]):
        Choice(label="Story", value=f"{now.view.story}|{now.view.scenario}", options=choices, event_change=choose)
        for axis, name, first in (("x", now.x, 0), ("y", now.y, 2)):
            Choice(label="Across" if axis == "x" else "Upward", value=name, options=parameters,
                   event_change=lambda value, axis=axis: take(axis, value))  # fmt: skip
            with solara.Div(classes=["line"]):
                for place, word in ((first, "from"), (first + 1, "to")):
                    Entry(
                        label=word,
                        value=f"{now.ends[place]:g}",
                        event_change=lambda text, place=place: end(place, text),
                    )
        Choice(label="Read at the end", value=now.observable, options=[(name, charts.plain(name)) for name in kind.observed],
               event_change=lambda name: put(observable=name))  # fmt: skip
        with solara.Div(classes=["line"]):
            Entry(label="Cells", value=str(now.cells), event_change=lambda text: number("cells", text))
            Entry(label="Runs", value=str(now.runs), event_change=lambda text: number("runs", text))
        Entry(
            label=f"{kind.clock.capitalize()}s", value=str(now.steps), event_change=lambda text: number("steps", text)
        )
        changed = {name: value for name, value in now.view.changed().items() if name not in {now.x, now.y}}
        if changed:
            solara.Div(
                classes=["note"], children=["With " + ", ".join(f"{name} = {value}" for name, value in changed.items())]
            )
        Address(query=now.query(), title=f"Map of {now.view.story}")


@solara.component
def Hint() -> None:
    """What the page is for."""
    solara.HTML(
        "div", classes=["card"],
        unsafe_innerHTML="<h2>Where in parameter space is a sentence true?</h2><p>Choose two parameters and draw the map: each cell "
        "is the mean of several runs with those two values. Click a cell to watch one of its runs.</p><h2>What does a period make of "
        "the record it starts from?</h2><p>The return map shows the share after a period for every share before it. Where it crosses "
        "the diagonal nothing changes; where it crosses it steeply, the share runs away.</p>",
    )  # fmt: skip


@solara.component
def Progress(job: solara.Reactive[Job | None], tick: solara.Reactive[int]) -> None:
    """How far the job is, and a way to stop it."""
    _, now = tick.value, job.value
    if now is None:
        return
    words = {"waiting": f"waiting, {LONG.ahead_of(now)} before this", "running": f"{now.part:.0%} done",
             "done": f"done in {now.seconds:.1f} s", "cancelled": f"cancelled at {now.part:.0%}", "failed": now.error}  # fmt: skip
    left = (
        f", about {now.seconds / now.part * (1 - now.part):.0f} s left" if now.state == "running" and now.part else ""
    )
    Bar(now, words[now.state] + left, tick)


@solara.component
def Bar(now: Job, words: str, tick: solara.Reactive[int]) -> None:
    """A bar, how far it is in words, and a button to cancel."""
    with solara.Div(classes=["line"]):
        solara.HTML("progress", attributes={"max": "1", "value": str(now.part), "aria-label": "progress"})
        solara.Div(classes=["soft", "state"], children=[words], attributes={"aria-live": "polite"})
        if not now.over:
            solara.Button("Cancel", on_click=lambda: stop(now, tick), classes=["plain"], small=True, text=True)


def stop(job: Job, tick: solara.Reactive[int]) -> None:
    """Cancel a job and show that it was."""
    job.cancel()
    tick.set(tick.value + 1)


@solara.component
def Phase(plan: Plan, job: Job, tick: solara.Reactive[int]) -> None:
    """The phase diagram, as far as it is known."""
    _, dark, router = tick.value, solara.lab.use_dark_effective(), solara.use_router()
    kind = find(plan.view.story)
    rows = [*job.results, *[[None] * len(plan.xs)] * (len(plan.ys) - len(job.results))]
    file, keep = solara.use_state(None)

    def go(event: dict[str, Any]) -> None:
        column, row = (int(event["value"][k]) for k in (0, 1))
        changed = plan.view.but({plan.x: plan.xs[column], plan.y: plan.ys[row]})
        router.push("/explore?" + replace(changed, time=min(plan.steps, limits().steps)).query())

    def save(_: str) -> None:
        cells = [
            (x, y, value) for y, line in zip(plan.ys, rows, strict=True) for x, value in zip(plan.xs, line, strict=True)
        ]
        columns = {head: [cell[k] for cell in cells] for k, head in enumerate((plan.x, plan.y, plan.observable))}
        keep({"name": f"{plan.view.story}_map.csv", "text": table(columns), "kind": "text/csv", "number": moves()})

    with solara.Div(classes=["card"]):
        with solara.Div(classes=["line", "between"]):
            solara.HTML(
                "h2",
                unsafe_innerHTML=f"{charts.plain(plan.observable).capitalize()} ({kind.observed[plan.observable].unit}) after {plan.steps:,} {kind.clock}s",
            )
            Save(items=[("csv", "Cells as CSV")], file=file, event_ask=save)
        Chart(
            option=charts.heat(plan.xs, plan.ys, rows, x=plan.x, y=plan.y, unit=kind.observed[plan.observable].unit),
            name="phase diagram", words=f"{plan.observable} over {plan.x} and {plan.y}, {job.part:.0%} drawn",
            height="calc(100vh - 190px)", dark=dark, event_click=go,
        )  # fmt: skip
        solara.Div(
            classes=["note"],
            children=[f"Mean of {plan.runs} runs a cell. Click a cell to open one of its runs in Explore."],
        )


@solara.component
def Cobweb(plan: Plan, job: Job, tick: solara.Reactive[int]) -> None:
    """The return map, as far as it is known."""
    _, dark = tick.value, solara.lab.use_dark_effective()
    start, set_start = solara.use_state("0.6")
    kind = find(plan.view.story)
    columns = {
        name: [value for part in job.results for value in part[name]] for name in ("share", "next", "low", "high")
    }
    with solara.Div(classes=["card"]):
        with solara.Div(classes=["line", "between"]):
            solara.HTML("h2", unsafe_innerHTML=f"Return map of {kind.tasks[0]} over {plan.steps:,} {kind.clock}s")
            Choice(
                label="Path from",
                value=start,
                options=[(f"{k / 20:g}", f"{k / 20:.0%}") for k in range(1, 20)],
                event_change=set_start,
            )
        if columns["share"]:
            Chart(
                option=charts.cobweb(columns["share"], columns["next"], columns["low"], columns["high"], start=float(start), task=kind.tasks[0]),
                name="return map", words=charts.sentence({"share next": columns["next"]}, "share"), height="calc(100vh - 180px)", dark=dark,
            )  # fmt: skip
