"""What stands under the picture of a run: what happened, its numbers, what the story is about, or one agent."""

from __future__ import annotations

import re
from html import escape
from math import isfinite
from typing import Any

import solara

from .. import charts
from ..pictures import svg
from ..stories import about
from ..widgets import Inspector
from .desk import Desk

TABS = (("about", "About"), ("happened", "What happened"), ("numbers", "Numbers"))
LINES, PAST = 40, 120
"""Events that are listed, and points of a small curve."""


@solara.component
def Below(desk: Desk) -> None:
    """One of the tabs; an agent that is chosen comes to the front."""
    tab, choose = solara.use_state("about")
    agent = desk.agent.value

    def show(name: str) -> None:
        desk.agent.set(-1)
        choose(name)

    with solara.Div(classes=["card", "below"]):
        with solara.Div(classes=["tabs"], attributes={"role": "tablist"}):
            for name, words in TABS:
                Tab(words, agent < 0 and tab == name, lambda name=name: show(name))
        if agent >= 0:
            Agent(desk, agent)
        elif tab == "numbers":
            Numbers(desk)
        elif tab == "happened":
            Happened(desk)
        else:
            solara.HTML(
                "div",
                classes=["details"],
                attributes={"tabindex": "0"},
                unsafe_innerHTML=story_html(desk.view.story),
            )


@solara.component
def Tab(words: str, here: bool, choose: Any) -> None:
    """The name of a tab."""
    solara.Button(
        words,
        on_click=choose,
        text=True,
        small=True,
        classes=["tab", *(["here"] if here else [])],
        attributes={"role": "tab", "aria-selected": str(here).lower()},
    )


@solara.component
def Happened(desk: Desk) -> None:
    """Events, the latest first."""
    _ = desk.tick.value
    events = desk.seen.snapshot.events[-LINES:]
    lines = [f"<li><b>{desk.kind.clock} {time:,}</b> {escape(words)}</li>" for time, words in reversed(events)]
    text = f"<ul>{''.join(lines)}</ul>" if lines else "<p>Nothing of note yet.</p>"
    solara.HTML("div", classes=["details", "events"], attributes={"tabindex": "0"}, unsafe_innerHTML=text)


@solara.component
def Numbers(desk: Desk) -> None:
    """Every observable: at the start, now, and how it came there."""
    _ = desk.tick.value
    solara.HTML("div", classes=["details"], attributes={"tabindex": "0"}, unsafe_innerHTML=numbers_table(desk.seen))


def numbers_table(runner: Any) -> str:
    """Observables as an HTML table; what each means is told on hover."""
    snapshot, rows = runner.snapshot, []
    stride = max(len(snapshot.times) // PAST, 1)
    for name, observable in runner.kind.observed.items():
        curve = snapshot.series[name]
        cells = (word(curve[0] if curve else None), word(snapshot.latest[name]))
        rows.append(
            f'<tr title="{escape(observable.meaning)}"><th scope="row">{charts.plain(name)} <span '
            f'class="soft">{escape(observable.unit)}</span></th>'
            f'<td class="n">{cells[0]}</td><td class="n">{cells[1]}</td>'
            f"<td>{svg.sparkline(curve[::stride], width=64, height=18)}</td></tr>"
        )
    return (
        '<table class="data"><tr><th></th><th class="n">at the start</th><th '
        f'class="n">now</th><th></th></tr>{"".join(rows)}</table>'
    )


def word(value: float | None) -> str:
    """A number in a table; a dash where there is none."""
    return "-" if value is None or not isfinite(value) else f"{value:.3g}"


def story_html(name: str) -> str:
    """What a story tells of itself, as HTML."""
    text = about(name)
    parts = [
        ("", text.lead),
        ("", text.happens[:1].upper() + text.happens[1:]),
        ("Notice: ", text.notice),
        ("Try: ", text.hints),
    ]
    return "".join(f"<p>{f'<b>{head}</b>' if head else ''}{code(words)}</p>" for head, words in parts if words)


def code(words: str) -> str:
    """Words of a docstring as HTML."""
    return re.sub(r"\*(\w+)\*", r"<i>\1</i>", re.sub(r"`+([^`]+)`+", r"<code>\1</code>", escape(words)))


@solara.component
def Agent(desk: Desk, slot: int) -> None:
    """The inspector."""
    _ = desk.tick.value
    runner = desk.seen
    Inspector(
        title=f"{runner.look.agent} {slot + 1}",
        rows=rows_of(runner, slot),
        event_change=desk.set_agent,
        event_close=lambda _: desk.agent.set(-1),
    )


def rows_of(runner: Any, slot: int) -> list[dict[str, Any]]:
    """Rows of the inspector: one a state, with its values, its past and whether it may be changed."""
    _, past = runner.agent_history(slot)
    changeable, rows = runner.changeable(), []
    for name in dict.fromkeys(name for _, name, _ in runner.columns):
        columns = [(column, task) for column, own, task in runner.columns if own == name]
        values = [runner.snapshot.agents[column][slot] for column, _ in columns]
        rows.append(
            {
                "name": charts.plain(name) if name not in changeable else name,
                "tasks": [charts.plain(runner.snapshot.tasks[task]) if task is not None else "" for _, task in columns],
                "values": [float(f"{value:.4g}") if isfinite(value) else "" for value in values],
                "editable": name in changeable,
                "spark": "".join(svg.sparkline(past[column][-PAST:], width=64, height=20) for column, _ in columns[:3]),
            }
        )
    return rows
