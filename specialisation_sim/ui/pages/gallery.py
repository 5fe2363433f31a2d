"""The gallery: every scenario as a card, with its question, a small picture and what became of its claims."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import solara

from ...claims import Scenario
from ...stories import STORIES
from .. import charts
from ..gallery_data import shipped
from ..links import View
from ..stories import about, names, scenarios
from ..widgets import Address, Choice, Entry

WORDS = {"HOLDS": "held", "FAILS": "failed", "UNDECIDED": "undecided"}
CHAINS, RECORDS = "chains", "records"


def group_of(scenario: Any) -> str:
    """Under which heading a scenario is found: its story, all chains together, or records."""
    if not isinstance(scenario, Scenario):
        return RECORDS
    return scenario.story if scenario.story in STORIES else CHAINS


def matching(group: str, verdict: str, words: str) -> list[tuple[str, Any]]:
    """Scenarios under a heading with a claim of a verdict, whose text has all the words; stories come first."""
    order = (*STORIES, CHAINS, RECORDS)
    kept = []
    for name, scenario in scenarios().items():
        claims = shipped().get(name, {}).get("claims", [])
        text = " ".join([name, scenario.title, scenario.question, scenario.story, *(row[0] for row in claims)]).lower()
        judged = not verdict or any(row[1] == verdict for row in claims)
        if group in ("", group_of(scenario)) and judged and all(word in text for word in words.lower().split()):
            kept.append((name, scenario))
    return sorted(kept, key=lambda item: order.index(group_of(item[1])))


@solara.component
def Gallery() -> None:
    """The page."""
    given = dict(parse_qsl(solara.use_router().search or ""))
    groups = ("", *STORIES, CHAINS, RECORDS)
    group, set_group = solara.use_state(given.get("show", "") if given.get("show", "") in groups else "")
    verdict, set_verdict = solara.use_state(given.get("claims", "") if given.get("claims", "") in WORDS else "")
    words, set_words = solara.use_state(given.get("find", ""))
    cards = matching(group, verdict, words)
    query = {key: value for key, value in (("show", group), ("claims", verdict), ("find", words)) if value}
    with solara.Div(classes=["page", "scroll"]):
        with solara.Div(classes=["line", "between", "gallery-head"]):
            with solara.Div():
                solara.HTML(
                    "h1",
                    unsafe_innerHTML="Whoever gets better at what they do, and does what they are better at, narrows",
                )
                solara.HTML(
                    "p",
                    classes=["soft"],
                    unsafe_innerHTML="Each card is a question put to a story, with sentences that can fail and what "
                    "became of them. "
                    "Open one and move a slider.",
                )
            Address(query=urlencode(query), title="Gallery", silent=True)
        with solara.Div(classes=["line", "filters"]):
            for name in groups:
                Chip(name or "all", name == group, lambda name=name: set_group(name))
            solara.Div(classes=["grow"])
            Choice(
                label="Claims",
                value=verdict,
                event_change=set_verdict,
                options=[("", "any"), *((key, f"some {word}") for key, word in WORDS.items())],
            )
            Entry(label="Find", value=words, event_change=set_words)
        Shown(group, len(cards))
        with solara.Div(classes=["gallery"]):
            for name, scenario in cards:
                Tile(name, scenario).key(name)
        if not cards:
            solara.HTML(
                "p", classes=["soft"], unsafe_innerHTML="No card has these words. Take fewer of them, or show all."
            )


@solara.component
def Chip(word: str, here: bool, choose: Any) -> None:
    """A heading to choose."""
    solara.Button(
        charts.plain(word).capitalize(),
        on_click=choose,
        text=True,
        small=True,
        classes=["chip", *(["here"] if here else [])],
        attributes={"aria-pressed": str(here).lower()},
    )


@solara.component
def Shown(group: str, number: int) -> None:
    """What is shown, and ways into the stories themselves."""
    some = [name for name in names() if group in ("", name) or (group == CHAINS and name not in STORIES)]
    stories = [name for name in some if name in STORIES] or some
    with solara.Div(classes=["line", "stories"]):
        solara.HTML("span", unsafe_innerHTML=f"{number} question{'' if number == 1 else 's'}.", classes=["soft"])
        if stories:
            each = "Watch it run:" if len(stories) == 1 else "Watch one run:"
            solara.HTML("span", unsafe_innerHTML=each, classes=["soft"])
        for name in stories:
            with solara.Link(f"/explore?story={name}"):
                solara.HTML("span", unsafe_innerHTML=escape(charts.plain(name)), classes=["go"])
        if group in STORIES:
            solara.HTML("span", unsafe_innerHTML=escape(about(group).lead), classes=["soft", "lead"])


@solara.component
def Tile(name: str, scenario: Any) -> None:
    """One scenario."""
    card = shipped().get(name, {})
    is_scenario = isinstance(scenario, Scenario)
    with solara.Div(classes=["card", "tile"], attributes={"data-scenario": name}):
        solara.HTML("div", unsafe_innerHTML=escape(charts.plain(scenario.story)), classes=["story"])
        solara.HTML("h2", unsafe_innerHTML=escape(scenario.title))
        solara.HTML("div", unsafe_innerHTML=escape(scenario.question), classes=["question"])
        solara.Div(classes=["grow"])
        solara.HTML("div", unsafe_innerHTML=small_curves(card))
        solara.HTML(
            "div", unsafe_innerHTML=claims_of(card.get("claims") or [[c.sentence, "", ""] for c in scenario.claims])
        )
        with solara.Div(classes=["line"]):
            if is_scenario:
                view = View.begin(scenario.story, name, next(iter(scenario.variants)))
                for path, word in (("explore", "Explore"), ("compare", "Compare"), ("map", "Map")):
                    with solara.Link(f"/{path}?{view.query()}"):
                        solara.HTML("span", unsafe_innerHTML=word, classes=["go"])
            else:
                with solara.Link("/records?sample=1"):
                    solara.HTML("span", unsafe_innerHTML="Open the record", classes=["go"])


def claims_of(rows: list[list[str]]) -> str:
    """How many claims held and failed, and all of them on demand, as HTML."""
    counts = {verdict: sum(row[1] == verdict for row in rows) for verdict in WORDS}
    head = " ".join(
        f'<span class="badge {verdict}">{count} {WORDS[verdict]}</span>' for verdict, count in counts.items() if count
    )
    items = "".join(
        f'<li><span class="badge {verdict}">{WORDS.get(verdict, "not run")}</span> {escape(sentence)}'
        + (f' <span class="soft">({audit.lower()} nearby)</span>' if audit else "")
        + "</li>"
        for sentence, verdict, audit in rows
    )
    count = f"{len(rows)} claim{'' if len(rows) == 1 else 's'}"
    return (
        f"<details><summary>{head or 'Claims'} <span class='soft'>of {count}</span></summary><ul>{items}</ul></details>"
    )


def small_curves(card: dict[str, Any]) -> str:
    """Medians of the variants as a small picture, with the ends of its axes."""
    curves: dict[str, list[float | None]] = card.get("curves", {})
    present = [value for curve in curves.values() for value in curve if value is not None]
    if not present:
        return ""
    low, high = min(present), max(present)
    span = (high - low) or 1.0
    parts = []
    for k, (variant, curve) in enumerate(curves.items()):
        places = [
            (2 + 296 * index / max(len(curve) - 1, 1), 68 - 64 * (value - low) / span)
            for index, value in enumerate(curve)
            if value is not None
        ]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{charts.PALETTE[k]}" stroke-width="2.2" '
            'stroke-linejoin="round" '
            f'vector-effect="non-scaling-stroke"><title>{escape(variant)}</title></polyline>'
        )
    name, unit, times = charts.plain(card["observable"]), card["unit"], card["times"]
    label = f"{name} in {unit}, by {card['clock']}, {low:.3g} to {high:.3g}"
    return (
        f'<div class="note what"><b>{escape(name)}</b> {escape(unit)}</div><div class="small-chart">'
        f'<span class="up"><i>{high:.3g}</i><i>{low:.3g}</i></span>'
        '<svg class="spark" viewBox="0 0 300 72" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}">{"".join(parts)}</svg>'
        f'<span></span><span class="across"><i>{times[0]:g}</i><i>{card["clock"]}</i><i>{times[-1]:g}</i></span></div>'
        f'<div class="note keys">{charts.key(list(curves))}</div>'
    )
