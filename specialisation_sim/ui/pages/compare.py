"""Compare: variants side by side on common random numbers, as ensembles, with what they say of the claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from threading import Thread
from typing import Any

import reacton
import solara

from ...base.errors import UserError
from .. import comparing
from ..jobs import QUICK
from ..links import View, changes_of, whole
from ..stories import scenarios_of
from ..widgets import Address, Choice, Entry, Form, Save
from .answer import Answer, Answered, Running, asked_of
from .findings import bands_as_csv
from .question import ALL, OWN, Question
from .shared import Problem, groups_of, moves, questions, values_of


@solara.component
def Compare() -> None:
    """The page."""
    search = solara.use_router().search or ""
    Comparison(search).key(search)


@solara.component
def Comparison(search: str) -> None:
    """One visit to a question."""

    def begin() -> tuple[Question | None, str]:
        try:
            return Question.read(search), ""
        except UserError as error:
            return None, str(error)

    begun, wrong = solara.use_memo(begin, [])
    if begun is None:
        Problem(wrong)
    else:
        Asked(begun)


@solara.component
def Asked(begun: Question) -> None:
    """A question that holds, and its answer."""
    question = solara.use_reactive(begun)
    answer: solara.Reactive[Answered | None] = solara.use_reactive(None)
    message = solara.use_reactive("")
    refused = solara.use_reactive(0)
    latest, busy = solara.use_ref(None), solara.use_reactive("")
    drawing = reacton.core.get_render_context()  # what changes together is drawn in one go

    def refuse(error: UserError) -> None:
        message.set(str(error))
        refused.set(refused.value + 1)

    def ask(fresh: Question) -> None:
        """Run the question; an answer to an earlier one that comes late is dropped."""
        try:
            job = fresh.job()
        except UserError as error:
            refuse(error)
            return
        if latest.current is not None:
            latest.current.cancel()
        latest.current = job
        QUICK.add(job)
        with drawing:
            question.set(fresh)
            message.set("")
            busy.set("about to begin")

        def show() -> None:
            if latest.current is job and not job.over:
                busy.set(QUICK.words(job))

        def wait() -> None:
            job.follow(show)
            if latest.current is job:
                with drawing:
                    busy.set("")
                    if job.state == "done":
                        answer.set(Answered(fresh, job.results[0], job.seconds))
                    message.set(job.error)

        Thread(target=wait, daemon=True).start()

    def first() -> Any:
        ask(begun)
        return lambda: latest.current and latest.current.cancel()

    solara.use_effect(first, [])

    def put(**changes: Any) -> None:
        ask(replace(question.value, **changes))

    def change(changes: Mapping[str, Any]) -> None:
        try:
            put(view=question.value.view.but(changes))
        except UserError as error:
            refuse(error)

    def resize(name: str, text: str) -> None:
        try:
            runs = max(whole(text, name), 2)
        except UserError as error:
            refuse(error)
            return
        every = question.value.every
        if name == "steps" and not question.value.view.scenario:
            every = max(runs // comparing.TIMES, 1)
        put(**{name: runs, "every": every})

    with solara.Div(classes=["page", "twofold"]):
        Side(question.value, change, resize, put, answer.value and answer.value.found, refused.value)
        with solara.Div(classes=["stage"]):
            if message.value:
                solara.Div(classes=["message"], children=[message.value], attributes={"role": "alert"})
            if answer.value is None:
                solara.HTML("h1", classes=["asking"], unsafe_innerHTML=escape(asked_of(question.value)))
            Running(question.value, busy.value)
            if answer.value is not None:
                Answer(answer.value, answer.value.question != question.value)


@solara.component
def Side(question: Question, change: Any, resize: Any, put: Any, found: dict[str, Any] | None, refused: int) -> None:
    """What is compared, and the parameters that change in all variants."""
    view, router = question.view, solara.use_router()
    starts = View.begin(view.story, view.scenario, view.variant).parameters

    def choose(value: str) -> None:
        story, _, scenario = value.partition("|")
        router.push("/compare?" + View.begin(story, scenario).query())

    file, keep = solara.use_state(None)

    def save(item: str) -> None:
        text = bands_as_csv(found) if item == "csv" and found else view.toml()
        keep({"name": f"{view.story}_compared.{item}", "text": text, "kind": "text/plain", "number": moves()})

    changed = changes_of(view.parameters, starts)
    scenario = scenarios_of(view.story).get(view.scenario)
    with solara.Div(classes=["sidebar"]):
        Choice(
            label="Compare",
            value=f"{view.story}|{view.scenario}",
            options=questions("a setting and yours"),
            event_change=choose,
        )
        with solara.Div(classes=["line"]):
            Entry(
                label="Runs", value=str(question.runs), refused=refused, event_change=lambda text: resize("runs", text)
            )
            Entry(
                label="Steps",
                value=str(question.steps),
                refused=refused,
                event_change=lambda text: resize("steps", text),
            )
        with solara.Div(classes=["line"]):
            Address(query=question.query(), title=f"Compare {view.story}")
            Save(items=[("csv", "Bands as CSV"), ("toml", "Parameters as TOML")], file=file, event_ask=save)
            with solara.Link("/explore?" + view.query()):
                solara.HTML("span", unsafe_innerHTML="Explore", classes=["go"])
        if scenario:
            Choice(
                label="Sliders apply to",
                value=question.own,
                event_change=lambda own: put(own=own),
                options=[(ALL, "all variants"), (OWN, "one of my own beside them")],
            )
        if scenario and question.own:
            Choice(
                label="Mine starts from",
                value=view.variant,
                options=[(name, name) for name in scenario.variants],
                event_change=lambda name: put(view=View.begin(view.story, view.scenario, name).but(changed)),
            )
        where = "yours has " if question.own else "changed in all variants: "
        solara.Div(
            classes=["note"],
            children=[
                where + ", ".join(f"{name} = {value}" for name, value in changed.items())
                if changed
                else "Move a slider to add a variant of your own."
                if question.own
                else "Move a slider to ask what if, in all variants."
            ],
        )
        Form(
            groups=groups_of(view),
            values=values_of(view.parameters),
            starts=values_of(starts),
            refused=refused,
            event_change=lambda pair: change(dict([pair])),
        )
