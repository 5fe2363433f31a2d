"""Tournament: rules chosen and set from a list, those of a whole class on one board, and the league as it comes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from threading import Event, Thread
from typing import Any

import solara

from ...base.errors import UserError
from ...laws.rules import RULES, about
from ...laws.rules.adjusted import SETTINGS
from ...studies.arenas import ARENAS, GOODS
from .. import board as boards
from ..board import Submitted
from ..job import Job
from ..jobs import LONG
from ..limits import limits
from ..visitors import visitor
from ..widgets import Choice, Entry
from .maps import Progress
from .shared import page_heading

LOOK = 1.5
"""Seconds between two looks at the board."""
PLACES = {"island": "The island", "labour": "Work"}


@solara.component
def Contest(board: boards.Board | None = None) -> None:
    """The page."""
    shared = boards.BOARD if board is None else board
    tick, job = solara.use_reactive(0), solara.use_reactive(None)
    story, played = solara.use_reactive("island"), solara.use_reactive(([], []))
    message = solara.use_reactive("")

    def watch() -> Any:
        """See what others submit, as long as the page is open; then let go of its job."""
        gone = Event()

        def look() -> None:
            seen = shared.version
            while not gone.wait(LOOK):
                if shared.version != seen:
                    seen = shared.version
                    tick.set(tick.value + 1)

        Thread(target=look, daemon=True).start()

        def leave() -> None:
            gone.set()
            if job.value is not None:
                job.value.cancel()

        return leave

    solara.use_effect(watch, [])

    def play() -> None:
        entries = shared.standing()
        try:
            names, fresh = boards.contest(entries, story.value, limits())
        except UserError as error:
            message.set(str(error))
            return
        fresh.visitor = visitor()
        if job.value is not None:
            job.value.cancel()
        message.set("")
        played.set((entries, names))
        job.set(fresh)
        LONG.add(fresh)
        Thread(target=lambda: fresh.follow(lambda: tick.set(tick.value + 1)), daemon=True).start()

    with solara.Div(classes=["page", "twofold"]):
        page_heading("A tournament of rules")
        Submission(shared, tick, message, story)
        with solara.Div(classes=["stage"]):
            with solara.Div(classes=["line"]):
                solara.Button("Play", on_click=play, classes=["main"], small=True)
                Progress(job, tick)
            if message.value:
                solara.Div(classes=["message"], children=[message.value], attributes={"role": "alert"})
            League(played.value, job.value, tick)


@solara.component
def Submission(
    board: boards.Board, tick: solara.Reactive[int], message: solara.Reactive[str], story: solara.Reactive[str]
) -> None:
    """A rule from the list, and the board."""
    _ = tick.value
    rule, value, name = solara.use_reactive("floor"), solara.use_reactive(""), solara.use_reactive("")
    refused = solara.use_reactive(0)
    owner = visitor().name
    setting = SETTINGS.get(rule.value)

    def choose(chosen: str) -> None:
        rule.set(chosen)
        value.set("")

    def refuse(why: str) -> None:
        message.set(why)
        refused.set(refused.value + 1)

    def submit() -> None:
        try:
            number = float(value.value) if value.value and setting else None
        except ValueError:
            refuse(f"{value.value!r} is not a number")
            return
        try:
            board.submit(name.value, rule.value, number, owner)
        except UserError as error:
            refuse(str(error))
            return
        message.set("")
        tick.set(tick.value + 1)

    def withdraw(words: str) -> None:
        board.withdraw(words, owner)
        tick.set(tick.value + 1)

    with solara.Div(classes=["sidebar"]):
        Entry(label="Your name", value=name.value, refused=0, event_change=name.set)
        Choice(label="Rule", value=rule.value, options=[(each, each) for each in RULES], event_change=choose)
        solara.Div(classes=["note"], children=[about(RULES[rule.value])])
        if setting:
            Entry(
                label=setting.words.capitalize(),
                value=value.value or f"{setting.usual:g}",
                refused=refused.value,
                event_change=value.set,
            )
            solara.Div(classes=["note"], children=[f"{setting.low:g} to {setting.high:g}"])
        solara.Button("Put it on the board", on_click=submit, classes=["main"], small=True)
        solara.HTML("h2", unsafe_innerHTML="On the board")
        for entry in board.standing():
            with solara.Div(classes=["line", "between"]):
                solara.Div(children=[entry.words])
                if entry.owner == owner and entry.by != boards.HOUSE:
                    solara.Button(
                        "Take away",
                        on_click=lambda words=entry.words: withdraw(words),
                        classes=["plain"],
                        small=True,
                        text=True,
                    )
        Choice(label="Play on", value=story.value, options=list(PLACES.items()), event_change=story.set)


@solara.component
def League(played: tuple[Sequence[Submitted], Sequence[str]], job: Job | None, tick: solara.Reactive[int]) -> None:
    """The league, as far as it is known."""
    _ = tick.value
    entries, names = played
    if job is None:
        solara.HTML(
            "div",
            classes=["card", "details"],
            unsafe_innerHTML="<h2>Which rule does best?</h2><p>Choose a rule, set it, and put it on the board. All who "
            "are at this server see the same board. Then play: every rule lives through every environment, on the same "
            "days, and one of each meet on one commons.</p>"
            "<p>Write down first: is the rule that is best for all the one that does best among others?</p>",
        )
        return
    with solara.Div(classes=["card"]):
        solara.HTML("div", classes=["wide"], unsafe_innerHTML=league_table(entries, names, list(job.results)))
        solara.Div(
            classes=["note"],
            children=[
                f"Rank: by survival, then by {GOODS[story_of(names)]}, mean of the environments. Earned: "
                f"relative to the best of each environment. {boards.RUNS} runs of ten; neighbours often cannot be told "
                "apart. More: specialise tournament."
            ],
        )


def story_of(names: Sequence[str]) -> str:
    """The story of some environments."""
    return next(story for story, arena in ARENAS.items() if names[0] in arena)


def league_table(entries: Sequence[Submitted], names: Sequence[str], results: Sequence[Any]) -> str:
    """The league after some units of a contest as HTML: environments in their order, and the meeting last."""
    pure = dict(zip(names, results[: len(names)], strict=False))
    if not pure:
        return "<p>The league comes with the first environment.</p>"
    from ...studies.tournament import league_of

    labels = [entry.words for entry in entries]
    frame = league_of(labels, pure)
    met = results[len(names)].mean(axis=-1) if len(results) > len(names) else None
    apart = dict(zip(labels, met, strict=True)) if met is not None else {}
    heads = (
        "",
        "rule",
        "rank",
        "survival",
        "earned",
        "kinds",
        *([f"one of each, {GOODS[story_of(names)]}"] if apart else []),
    )
    sides = ["", "", *[' class="n"'] * 5]
    head = "".join(f"<th{side}>{word}</th>" for word, side in zip(heads, sides, strict=False))
    lines = []
    for place, row in enumerate(frame.to_dict("records"), start=1):
        cells = [f"{row['rank']:.1f}", f"{row['survival']:.0%}", f"{row['meals']:.2f}", f"{row['variety']:.2f}"]
        cells += [f"{apart[row['rule']]:.2f}"] if apart else []
        numbers = "".join(f'<td class="n">{cell}</td>' for cell in cells)
        lines.append(f'<tr><td class="n">{place}</td><th scope="row">{escape(str(row["rule"]))}</th>{numbers}</tr>')
    done = f"<p class='soft'>After {len(pure)} of {len(names)} environments: {', '.join(pure)}.</p>"
    return f'{done}<table class="data"><tr>{head}</tr>{"".join(lines)}</table>'
