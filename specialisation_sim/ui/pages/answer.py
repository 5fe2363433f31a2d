"""The answer of a comparison: who is left, curves, what happened, and claims, under the question that they answer."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import solara

from .. import charts, ensemble_charts
from ..pictures import look_of
from ..stories import find, scenarios_of
from ..widgets import Chart, Choice
from .findings import events_table, findings_table
from .question import Question


@dataclass(frozen=True)
class Answered:
    """An answer, the question that it answers, and the seconds that it took."""

    question: Question
    found: dict[str, Any]
    seconds: float


@solara.component
def Running(question: Question, busy: str) -> None:
    """What is at work; unseen it keeps its place, since what comes after it would be made anew if it came and went."""
    seen = {} if busy else {"display": "none"}
    with solara.Div(classes=["line", "running"], style=seen, attributes={"aria-live": "polite"}):
        solara.HTML("progress", attributes={"aria-label": "running"})
        solara.Div(children=[f"Running {question.runs:,} runs of {len(question.sets())} variants: {busy}"])


@solara.component
def Answer(answered: Answered, late: bool = False) -> None:
    """Curves, events and claims of one question; `late` if another was asked since."""
    dark = solara.lab.use_dark_effective()
    which, choose = solara.use_state("")
    question, found = answered.question, answered.found
    kind, asked = find(question.view.story), asked_of(question)
    shown = list(found["bands"])
    with solara.Div(classes=["column", *(["late"] if late else [])]):
        with solara.Div(classes=["line", "between", "answer-head"]):
            with solara.Div():
                solara.HTML("h1", unsafe_innerHTML=escape(asked))
                solara.HTML(
                    "div", classes=["keys"], unsafe_innerHTML=charts.key(list(question.sets()), left_of(answered))
                )
                solara.HTML("div", classes=["soft"], unsafe_innerHTML=escape(runs_of(answered)))
            Choice(
                label="Show",
                value=which if which in shown else "",
                event_change=choose,
                options=[("", "what the question asks"), *((name, charts.plain(name)) for name in shown)],
            )
        with solara.Div(classes=["grid" if not which else "single"]):
            for name in [which] if which in shown else shown[:4]:
                unit, bands = kind.observed[name].unit, found["bands"][name]
                with solara.Div(classes=["card"]):
                    Chart(
                        option=ensemble_charts.bands(
                            found["times"],
                            bands,
                            title=charts.plain(name).capitalize(),
                            clock=kind.clock,
                            unit=unit,
                            runs=question.runs,
                        ),
                        name=f"{charts.plain(name)}, {asked}",
                        words=words_of(bands, unit, question.runs),
                        height="calc((100vh - 210px) / 2.6)" if which not in shown else "calc((100vh - 210px) / 1.5)",
                        dark=dark,
                    )
        if found["findings"] or found["waiting"]:
            with solara.Div(classes=["card"]):
                solara.HTML("h2", unsafe_innerHTML=escape(claims_of(question)))
                solara.HTML("div", classes=["wide"], unsafe_innerHTML=findings_table(found, kind.clock, question.steps))
        if any(found["events"].values()):
            with solara.Div(classes=["card"]):
                solara.HTML("h2", unsafe_innerHTML=f"What happens in these {question.runs:,} runs")
                solara.HTML(
                    "div", classes=["wide"], unsafe_innerHTML=events_table(found["events"], kind.clock, question.runs)
                )


def asked_of(question: Question) -> str:
    """What is asked: the scenario's question, and which of its values are others here."""
    view = question.view
    scenario = scenarios_of(view.story).get(view.scenario)
    changed = ", ".join(f"{charts.plain(name)} = {value}" for name, value in view.changed().items())
    if scenario is None:
        whole = f"The {charts.plain(view.story)} as it is"
        return f"{whole}, and yours with {changed}" if changed else whole
    if not changed:
        return str(scenario.question)
    return (
        f"{scenario.question} Yours has {changed}." if question.own else f"{scenario.question} With {changed} in all."
    )


def runs_of(answered: Answered) -> str:
    """Which runs these are, and how to read lines and bands."""
    question = answered.question
    kind = find(question.view.story)
    words = (
        f"{question.runs:,} runs of {question.steps:,} {kind.clock}s on the same draws, in {answered.seconds:.2f} s. "
        "Lines are medians of the runs; bands hold the middle four fifths of them."
    )
    if answered.found["left"]:
        words += " Who lives is drawn as the share of all. A line is thin where fewer than half of the runs are left."
    left_out = question.left_out()
    return words + (f" Not shown: {', '.join(left_out)}." if left_out else "")


def left_of(answered: Answered) -> dict[str, str]:
    """How many live in the end, of each variant."""
    who = look_of(find(answered.question.view.story)).agent
    return {name: f"{left:,} of {of:,} {who}s left" for name, (left, of) in answered.found["left"].items()}


def claims_of(question: Question) -> str:
    """Of which runs claims are judged: the scenario's own, or others."""
    view = question.view
    scenario = scenarios_of(view.story)[view.scenario]
    moved = bool(view.changed()) and not question.own
    if moved:
        return "The scenario's claims, asked of these changed values"
    return (
        f"The scenario's claims, from these {question.runs:,} runs; published ones have {scenario.replicates:,} others"
    )


def words_of(bands: dict[str, Any], unit: str, runs: int) -> str:
    """What a chart shows, for those who cannot see it."""
    ends = {name: ensemble_charts.last_left(band, runs) for name, band in bands.items()}
    left = [f"{name}: {words}" for name, words in ends.items() if words]
    return "; ".join([charts.sentence({v: b["middle"] for v, b in bands.items()}, unit), *left])
