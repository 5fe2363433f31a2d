"""Compare: variants side by side on common random numbers, as ensembles, with what they say of the claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode

import reacton
import solara

from ...errors import UserError
from ...parameters import Parameters
from .. import charts, work
from ..jobs import QUICK, Job
from ..limits import limits
from ..links import View, changes_of, table, whole
from ..pictures import look_of
from ..stories import find, names, scenarios_of
from ..widgets import Address, Chart, Choice, Entry, Form, Save
from .shared import Problem, groups_of, moves, values_of

RUNS, STEPS, MOST = 200, 1000, 6
"""Runs, steps where no scenario says how many, and variants side by side."""


@dataclass(frozen=True)
class Question:
    """Variants of a scenario, or a story's defaults beside one's own, and how many runs of how many steps."""

    view: View
    runs: int
    steps: int
    every: int

    @classmethod
    def read(cls, query: str) -> Question:
        """What a link asks."""
        given = dict(parse_qsl(query))
        runs, steps = whole(given.pop("runs", RUNS), "runs"), whole(given.pop("steps", 0), "steps")
        given.pop("t", None)
        view = View.read(urlencode(given))
        scenario = scenarios_of(view.story).get(view.scenario)
        steps = steps or (scenario.steps if scenario else STEPS)
        return cls(view, max(runs, 2), steps, scenario.every if scenario else max(steps // work.TIMES, 1))

    def query(self) -> str:
        """The link."""
        return f"{self.view.query()}&runs={self.runs}&steps={self.steps}"

    def sets(self) -> dict[str, Parameters]:
        """Parameters of each variant: what was changed by slider is changed in all of them."""
        kind, changed = find(self.view.story), self.view.changed()
        scenario = scenarios_of(self.view.story).get(self.view.scenario)
        if scenario is None:
            return {"defaults": kind.Parameters(), **({"yours": self.view.parameters} if changed else {})}
        return {name: kind.Parameters(**{**own, **changed}) for name, own in list(scenario.variants.items())[:MOST]}

    def job(self) -> Job:
        """The work it asks for."""
        kind, sets = find(self.view.story), self.sets()
        names_shown = [name for _, some in look_of(kind).charts for name in some]
        bulk = sum(getattr(one, kind.bulk or kind.population) for one in sets.values())
        limits().check_work(bulk * self.runs * self.steps)
        given = (self.view.story, sets, self.runs, self.steps, self.every, names_shown, self.view.scenario)
        return Job([(work.compared, given)])


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
    found: solara.Reactive[dict[str, Any] | None] = solara.use_reactive(None)
    message, seconds = solara.use_reactive(""), solara.use_reactive(0.0)
    latest = solara.use_ref(None)
    drawing = reacton.core.get_render_context()  # what changes together is drawn in one go

    def ask(fresh: Question) -> None:
        """Run the question; an answer to an earlier one that comes late is dropped."""
        try:
            job = fresh.job()
        except UserError as error:
            message.set(str(error))
            return
        if latest.current is not None:
            latest.current.cancel()
        latest.current = job
        QUICK.add(job)
        with drawing:
            question.set(fresh)
            message.set("")

        def wait() -> None:
            with job.news:
                job.news.wait_for(lambda: job.over)
            if latest.current is job:
                with drawing:
                    if job.state == "done":
                        found.set(job.results[0])
                        seconds.set(job.seconds)
                    message.set(job.error)

        Thread(target=wait, daemon=True).start()

    def first() -> Any:
        ask(begun)
        return lambda: latest.current and latest.current.cancel()

    solara.use_effect(first, [])

    def change(changes: Mapping[str, Any]) -> None:
        try:
            ask(
                Question(
                    question.value.view.but(changes), question.value.runs, question.value.steps, question.value.every
                )
            )
        except UserError as error:
            message.set(str(error))

    def resize(name: str, text: str) -> None:
        try:
            number = max(whole(text, name), 2)
            now = question.value
            steps = number if name == "steps" else now.steps
            ask(
                Question(
                    now.view,
                    number if name == "runs" else now.runs,
                    steps,
                    now.every if now.view.scenario else max(steps // work.TIMES, 1),
                )
            )
        except UserError as error:
            message.set(str(error))

    with solara.Div(classes=["page", "twofold"]):
        Side(question.value, change, resize, found.value)
        with solara.Div(classes=["stage"]):
            if message.value:
                solara.Div(classes=["message"], children=[message.value], attributes={"role": "alert"})
            Answer(question.value, found.value, seconds.value)


@solara.component
def Side(question: Question, change: Any, resize: Any, found: dict[str, Any] | None) -> None:
    """What is compared, and the parameters that change in all variants."""
    view, router = question.view, solara.use_router()
    kind = find(view.story)
    starts = View.begin(view.story, view.scenario, view.variant).parameters
    options = [(f"{name}|", f"{charts.plain(name)}: defaults and yours") for name in names()] + [
        (f"{name}|{key}", f"{charts.plain(name)}: {one.title}")
        for name in names()
        for key, one in scenarios_of(name).items()
    ]

    def choose(value: str) -> None:
        story, _, scenario = value.partition("|")
        router.push("/compare?" + View.begin(story, scenario).query())

    file, keep = solara.use_state(None)

    def save(item: str) -> None:
        text = bands_as_csv(found) if item == "csv" and found else view.toml()
        keep({"name": f"{view.story}_compared.{item}", "text": text, "kind": "text/plain", "number": moves()})

    with solara.Div(classes=["sidebar"]):
        Choice(label="Compare", value=f"{view.story}|{view.scenario}", options=options, event_change=choose)
        with solara.Div(classes=["line"]):
            Entry(label="Runs", value=str(question.runs), event_change=lambda text: resize("runs", text))
            Entry(label="Steps", value=str(question.steps), event_change=lambda text: resize("steps", text))
        with solara.Div(classes=["line"]):
            Address(query=question.query(), title=f"Compare {view.story}")
            Save(items=[("csv", "Bands as CSV"), ("toml", "Parameters as TOML")], file=file, event_ask=save)
            with solara.Link("/explore?" + view.query()):
                solara.HTML("span", unsafe_innerHTML="Explore", classes=["go"])
        changed = changes_of(view.parameters, starts)
        note = "changed in all variants: " + ", ".join(f"{name} = {value}" for name, value in changed.items())
        solara.Div(classes=["note"], children=[note if changed else "A slider changes its parameter in all variants."])
        Form(groups=groups_of(kind), values=values_of(view.parameters), starts=values_of(starts),
             event_change=lambda pair: change(dict([pair])))  # fmt: skip


@solara.component
def Answer(question: Question, found: dict[str, Any] | None, seconds: float) -> None:
    """Bands and claims."""
    dark = solara.lab.use_dark_effective()
    which, choose = solara.use_state("")
    if found is None:
        solara.Div(classes=["soft"], children=["Running ..."])
        return
    kind = find(question.view.story)
    shown = list(found["bands"])
    with solara.Div(classes=["column"]):
        with solara.Div(classes=["line", "between"]):
            solara.HTML(
                "div", classes=["soft"],
                unsafe_innerHTML=f"{charts.key(list(question.sets()))}<br>{question.runs} runs of {question.steps:,} {kind.clock}s "
                f"on the same draws, in {seconds:.2f} s. Lines are medians; bands hold the middle four fifths of runs.",
            )  # fmt: skip
            Choice(label="Show", value=which, event_change=choose,
                   options=[("", "the first four"), *((name, charts.plain(name)) for name in shown)])  # fmt: skip
        with solara.Div(classes=["grid" if not which else "single"]):
            for name in [which] if which else shown[:4]:
                unit = kind.observed[name].unit
                with solara.Div(classes=["card"]):
                    Chart(
                        option=charts.bands(found["times"], found["bands"][name], title=charts.plain(name).capitalize(), clock=kind.clock, unit=unit),
                        name=name, words=charts.sentence({v: b["middle"] for v, b in found["bands"][name].items()}, unit),
                        height="calc((100vh - 200px) / 2.6)" if not which else "calc((100vh - 200px) / 1.5)", dark=dark,
                    )  # fmt: skip
        if found["findings"]:
            with solara.Div(classes=["card"]):
                solara.HTML("div", unsafe_innerHTML=findings_table(found["findings"]))


def findings_table(rows: list[dict[str, Any]]) -> str:
    """Claims with their verdicts as HTML."""
    lines = [
        f'<tr><td><span class="badge {row["verdict"]}">{row["verdict"].lower()}</span></td><td>{escape(row["claim"])}</td>'
        f'<td class="n">{row["estimate"]:.3g} <span class="soft">({row["low"]:.3g} to {row["high"]:.3g})</span></td>'
        f'<td class="soft">{escape(row["of"])}{" less " + escape(row["versus"]) if row["versus"] else ""}: {escape(row["demand"])}</td></tr>'
        for row in rows
    ]
    head = "<tr><th>Verdict</th><th>Claim</th><th>Estimate (95 %)</th><th>Must be</th></tr>"
    return f'<table class="data">{head}{"".join(lines)}</table>'


def bands_as_csv(found: Mapping[str, Any]) -> str:
    """Bands as a tidy table."""
    rows = [
        (name, variant, time, *values)
        for name, variants in found["bands"].items()
        for variant, band in variants.items()
        for time, *values in zip(found["times"], band["low"], band["middle"], band["high"], strict=True)
    ]
    heads = ("observable", "variant", "time", "low", "median", "high")
    return table({head: [row[k] for row in rows] for k, head in enumerate(heads)})
