"""Maps: what becomes of a story over two of its parameters, and the return map of its share with a cobweb."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode

import solara

from ...base.errors import UserError
from .. import charts
from ..job import Job
from ..jobs import LONG
from ..links import View, whole
from ..stories import find, scenarios
from ..widgets import Address, Choice, Entry
from .axes import first_ends, numeric
from .drawn import Cobweb, Phase
from .plan import MapPlan
from .shared import Problem, page_heading, questions

GO = {"phase": "Draw the map", "return": "Draw the return map"}


@solara.component
def Maps() -> None:
    """The page."""
    search = solara.use_router().search or ""
    Mapping(search).key(search)


@solara.component
def Mapping(search: str) -> None:
    """One visit to a plan; a link may ask for it to be drawn at once."""

    def begin() -> tuple[MapPlan | None, str, str]:
        given = dict(parse_qsl(search))
        go = given.pop("map.go", "")
        try:
            return MapPlan.read(urlencode(given)), go if go in GO else "", ""
        except UserError as error:
            return None, "", str(error)

    begun, go, wrong = solara.use_memo(begin, [])
    if begun is None:
        Problem(wrong)
    else:
        Planned(begun, go)


@solara.component
def Planned(begun: MapPlan, go: str) -> None:
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

    def first() -> Any:
        if go:
            start(go)
        return lambda: job.value and job.value.cancel()

    solara.use_effect(first, [])
    has_generation = find(begun.view.story).generation is not None
    with solara.Div(classes=["page", "twofold"]):
        page_heading(f"Maps of the story {charts.plain(begun.view.story)!r}")
        PlanForm(plan, message, what.value)
        with solara.Div(classes=["stage"]):
            with solara.Div(classes=["line"]):
                solara.Button(GO["phase"], on_click=lambda: start("phase"), classes=["main"], small=True)
                solara.Button(
                    GO["return"],
                    on_click=lambda: start("return"),
                    classes=["plain"],
                    small=True,
                    text=True,
                    disabled=not has_generation,
                )
                if not has_generation:
                    solara.HTML(
                        "span",
                        classes=["tip"],
                        unsafe_innerHTML="Nothing in it is a share that a generation could start from.",
                    )
                Progress(job, tick)
            if message.value:
                solara.Div(classes=["message"], children=[message.value], attributes={"role": "alert"})
            if job.value is None:
                Hint(has_generation)
            elif what.value == "phase":
                Phase(ran.value, job.value, tick)
            else:
                Cobweb(ran.value, job.value, tick)


@solara.component
def PlanForm(plan: solara.Reactive[MapPlan], message: solara.Reactive[str], drawn: str) -> None:
    """What is mapped."""
    now, router = plan.value, solara.use_router()
    kind = find(now.view.story)
    fields = numeric(kind)
    parameters = [(name, charts.plain(name), field.group.capitalize()) for name, field in fields.items()]
    refused = solara.use_reactive(0)
    parameters.sort(key=lambda one: ("Learning", "Pressure", "Environment", "Population").index(one[2]))

    def refuse(why: str) -> None:
        message.set(why)
        refused.set(refused.value + 1)

    def put(**changes: Any) -> None:
        plan.set(replace(now, **changes))
        message.set("")

    def number(name: str, text: str) -> None:
        try:
            put(**{name: max(whole(text, name, 10**7), 2 if name == "cells" else 1)})
        except UserError as error:
            refuse(str(error))

    def end(place: int, text: str) -> None:
        try:
            ends = list(now.ends)
            ends[place] = float(text)
        except ValueError:
            refuse(f"{text!r} is not a number")
            return
        put(ends=tuple(ends))

    def take(axis: str, name: str) -> None:
        own = first_ends(now.view, fields[name])
        put(**{axis: name}, ends=(*own, *now.ends[2:]) if axis == "x" else (*now.ends[:2], *own))

    def choose(value: str) -> None:
        story, _, scenario = value.partition("|")
        router.push("/map?" + View.begin(story, scenario).query())

    with solara.Div(classes=["sidebar"]):
        Choice(
            label="Story",
            value=f"{now.view.story}|{now.view.scenario}",
            options=questions("as it is shown"),
            event_change=choose,
        )
        if now.view.scenario:
            solara.Div(classes=["asked"], children=[scenarios()[now.view.scenario].question])
        for axis, name, first in (("x", now.x, 0), ("y", now.y, 2)):
            with solara.Div(classes=["card", "columns"]):
                Choice(
                    label="Across" if axis == "x" else "Upward",
                    value=name,
                    options=parameters,
                    event_change=lambda value, axis=axis: take(axis, value),
                )
                with solara.Div(classes=["line"]):
                    for index, word in ((first, "from"), (first + 1, "to")):
                        Entry(
                            label=word,
                            value=f"{now.ends[index]:g}",
                            refused=refused.value,
                            event_change=lambda text, place=index: end(place, text),
                        )
                solara.Div(classes=["note"], children=[f"{fields[name].meaning} [{fields[name].unit}]"])
        Choice(
            label="Read at the end",
            value=now.observable,
            options=[(name, charts.plain(name)) for name in kind.observed],
            event_change=lambda name: put(observable=name),
        )
        with solara.Div(classes=["threefold"]):
            for key, word in (("cells", "Cells"), ("runs", "Runs"), ("steps", f"{kind.clock.capitalize()}s")):
                Entry(
                    label=word,
                    value=str(getattr(now, key)),
                    refused=refused.value,
                    event_change=lambda text, key=key: number(key, text),
                )
        changed = {name: value for name, value in now.view.changed().items() if name not in {now.x, now.y}}
        if changed:
            solara.Div(
                classes=["note"], children=["With " + ", ".join(f"{name} = {value}" for name, value in changed.items())]
            )
        with solara.Div(classes=["line"]):
            query = now.query() + (f"&map.go={drawn}" if drawn else "")
            Address(query=query, title=f"Map of {now.view.story}")
            with solara.Link("/explore?" + now.view.query()):
                solara.HTML("span", unsafe_innerHTML="Explore these", classes=["go"])


@solara.component
def Hint(has_generation: bool) -> None:
    """What the page is for."""
    with solara.Div(classes=["hints"]):
        solara.HTML(
            "div",
            classes=["card"],
            unsafe_innerHTML=f"{SKETCHES['phase']}<h2>Where in parameter space is a sentence true?</h2>"
            "<p>Choose two parameters and draw the map: each cell is the mean of several runs with those two values. "
            "Click a cell to watch one of its runs.</p>",
        )
        if has_generation:
            solara.HTML(
                "div",
                classes=["card"],
                unsafe_innerHTML=f"{SKETCHES['return']}<h2>What does a generation make of the record it starts "
                "from?</h2><p>The return map shows the share after a generation for every share before it. Where it "
                "crosses the "
                "diagonal nothing changes; where it crosses it steeply, the share runs away. Beside it stands the "
                "same story with "
                "what pushes back.</p>",
            )


SKETCHES = {
    "phase": '<svg class="sketch" viewBox="0 0 200 110" aria-hidden="true">'
    + "".join(
        f'<rect x="{50 + 17 * i}" y="{88 - 17 * j}" width="16" height="16" '
        f'fill="{("#3b528b", "#21918c", "#5ec962", "#fde725")[min(max((i + j - 2) // 2, 0), 3)]}"/>'
        for i in range(6)
        for j in range(5)
    )
    + "</svg>",
    "return": '<svg class="sketch" viewBox="0 0 200 110" aria-hidden="true"><path d="M50 105L150 5" '
    'stroke="var(--faint)" stroke-dasharray="4 3"/>'
    '<path d="M50 105C85 104 95 75 100 55S118 6 150 5" fill="none" stroke="#D55E00" stroke-width="3.5"/>'
    '<path d="M108 105V36H119V15H138V6H148" fill="none" stroke="var(--ink)" stroke-width="1.2"/></svg>',
}
"""Small drawings of what the buttons draw."""


@solara.component
def Progress(job: solara.Reactive[Job | None], tick: solara.Reactive[int]) -> None:
    """How far the job is, and a way to stop it."""
    _, now = tick.value, job.value
    if now is None:
        return
    left = (
        f", about {now.seconds / now.part * (1 - now.part):.0f} s left" if now.state == "running" and now.part else ""
    )
    Bar(now, LONG.words(now) + left, tick)


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
