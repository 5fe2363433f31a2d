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
from ..watch.draw import figures
from ..widgets import Address, Choice, Entry

WORDS = {"HOLDS": "held", "FAILS": "failed", "UNDECIDED": "undecided"}
CHAINS, RECORDS = "chains", "records"
TITLE = "Guess first, then see what happens"
LEAD = (
    "Each card asks what becomes of people, firms or machines that do most what they are best at. Say what you "
    "expect of one sentence; the curves and the verdict come then, with every other sentence that was tested."
)
GUESSES = (("HOLDS", "true"), ("FAILS", "false"), ("UNDECIDED", "hard to say"))
"""What one may expect of a sentence."""
FOUND = {
    "HOLDS": "In the model this is true.",
    "FAILS": "In the model this is false.",
    "UNDECIDED": "The runs are too few to say.",
}


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
                solara.HTML("h1", unsafe_innerHTML=TITLE)
                solara.HTML("p", classes=["soft"], unsafe_innerHTML=LEAD)
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
        solara.HTML(
            "div",
            classes=["unseen"],
            attributes={"aria-hidden": "true"},
            unsafe_innerHTML=f'<svg width="0" height="0">{figures()}</svg>',
        )
        Shown(group, len(cards))
        for heading, some in sections(cards).items():
            Section(heading, some).key(heading)
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


def sections(cards: list[tuple[str, Any]]) -> dict[str, list[tuple[str, Any]]]:
    """Cards by heading, in their order."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for name, scenario in cards:
        found.setdefault(group_of(scenario), []).append((name, scenario))
    return found


@solara.component
def Section(heading: str, cards: list[tuple[str, Any]]) -> None:
    """The questions of a story under its picture."""
    with solara.Div(classes=["section"]):
        with solara.Div(classes=["story-head"]):
            if picture := poster(heading):
                solara.HTML("div", unsafe_innerHTML=picture, classes=["poster"])
            with solara.Div():
                solara.HTML("h2", unsafe_innerHTML=escape(WORDS_OF.get(heading, charts.plain(heading)).capitalize()))
                if heading in STORIES:
                    solara.HTML("p", classes=["soft"], unsafe_innerHTML=escape(lead_of(heading)))
        with solara.Div(classes=["gallery"]):
            for name, scenario in cards:
                Tile(name, scenario).key(name)


WORDS_OF = {CHAINS: "chains of machine learning and published models", RECORDS: "records of organisations"}


def lead_of(name: str) -> str:
    """What a story is about, without its name, which stands over it."""
    lead = about(name).lead
    words = lead.partition(": ")[2] or lead
    return words[:1].upper() + words[1:]


def poster(name: str) -> str:
    """The picture of a story as Watch has it, of the figures in the page; none for what is no story."""
    use = f'<svg viewBox="0 0 560 300" aria-hidden="true"><use href="#poster-{name}"/></svg>'
    return use if name in STORIES else ""


@solara.component
def Tile(name: str, scenario: Any) -> None:
    """One scenario: its question, a guess, and behind the guess what was found."""
    card = shipped().get(name, {})
    is_scenario = isinstance(scenario, Scenario)
    claims = card.get("claims") or [[claim.sentence, "", ""] for claim in scenario.claims]
    with solara.Div(classes=["card", "tile"], attributes={"data-scenario": name}):
        label = scenario.title if scenario.story in STORIES else f"{charts.plain(scenario.story)}: {scenario.title}"
        solara.HTML("div", unsafe_innerHTML=escape(label), classes=["story"])
        solara.HTML("h3", unsafe_innerHTML=escape(scenario.question), classes=["question"])
        solara.HTML("div", unsafe_innerHTML=guess(name, claims, small_curves(card)))
        solara.Div(classes=["grow"])
        with solara.Div(classes=["line"]):
            if is_scenario:
                view = View.begin(scenario.story, name, next(iter(scenario.variants)))
                for path, word in (("explore", "Explore"), ("compare", "Compare"), ("map", "Map")):
                    with solara.Link(f"/{path}?{view.query()}"):
                        solara.HTML("span", unsafe_innerHTML=word, classes=["go"])
            else:
                with solara.Link("/records?sample=1"):
                    solara.HTML("span", unsafe_innerHTML="Open the record", classes=["go"])


def guess(name: str, claims: list[list[str]], curves: str) -> str:
    """A sentence to guess about, and what was found, which the page shows once a guess is made: it asks no server."""
    sentence, verdict, _ = claims[0]
    if verdict not in FOUND:
        return curves + claims_of(claims)
    choices = "".join(
        f'<label><input type="radio" name="guess-{escape(name)}" class="{"right" if key == verdict else "other"}">'
        f"<span>{words}</span></label>"
        for key, words in GUESSES
    )
    return (
        f'<fieldset class="guess"><legend>{escape(sentence)}.</legend><div class="choices">{choices}</div>'
        f'<div class="answer" aria-live="polite"><p><span class="badge {verdict}">{WORDS[verdict]}</span> '
        f"{FOUND[verdict]} "
        '<b class="yes">You said so.</b><b class="no">You expected otherwise.</b></p>'
        f"{curves}{claims_of(claims)}</div></fieldset>"
    )


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
