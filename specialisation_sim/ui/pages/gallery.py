"""The gallery: every scenario as a card, with its question, a small picture and what became of its claims."""

from __future__ import annotations

from html import escape
from typing import Any

import solara

from ...scenario import Scenario
from .. import charts
from ..gallery_data import shipped
from ..links import View
from ..stories import names, scenarios
from ..widgets import Address

WORDS = {"HOLDS": "held", "FAILS": "failed", "UNDECIDED": "undecided"}


@solara.component
def Gallery() -> None:
    """The page."""
    with solara.Div(classes=["page", "scroll"]):
        Address(query="", title="Gallery", silent=True)
        solara.HTML(
            "h1", unsafe_innerHTML="Whoever gets better at what they do, and does what they are better at, narrows"
        )
        solara.HTML(
            "p", classes=["soft"],
            unsafe_innerHTML="Each card is a question put to a story, with sentences that can fail and what became of them. "
            "Open one and move a slider.",
        )  # fmt: skip
        with solara.Div(classes=["line", "stories"]):
            solara.HTML("span", unsafe_innerHTML="Stories:", classes=["soft"])
            for name in names():
                with solara.Link(f"/explore?story={name}"):
                    solara.HTML("span", unsafe_innerHTML=escape(charts.plain(name)), classes=["go"])
        with solara.Div(classes=["gallery"]):
            for name, one in sorted(scenarios().items(), key=lambda item: not isinstance(item[1], Scenario)):
                Tile(name, one)


@solara.component
def Tile(name: str, one: Any) -> None:
    """One scenario."""
    about = shipped().get(name, {})
    told = isinstance(one, Scenario)
    with solara.Div(classes=["card", "tile"], attributes={"data-scenario": name}):
        solara.HTML("div", unsafe_innerHTML=escape(one.story if told else "a real record"), classes=["story"])
        solara.HTML("h2", unsafe_innerHTML=escape(one.title))
        solara.HTML("div", unsafe_innerHTML=escape(one.question), classes=["question"])
        solara.HTML("div", unsafe_innerHTML=small_curves(about))
        solara.HTML(
            "div", unsafe_innerHTML=claims_of(about.get("claims") or [[c.sentence, "", ""] for c in one.claims])
        )
        solara.Div(classes=["grow"])
        with solara.Div(classes=["line"]):
            if told:
                view = View.begin(one.story, name, next(iter(one.variants)))
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
        f'<span class="badge {verdict}">{number} {WORDS[verdict]}</span>'
        for verdict, number in counts.items()
        if number
    )
    items = "".join(
        f'<li><span class="badge {verdict}">{WORDS.get(verdict, "not run")}</span> {escape(sentence)}'
        + (f' <span class="soft">({audit.lower()} nearby)</span>' if audit else "")
        + "</li>"
        for sentence, verdict, audit in rows
    )
    return f"<details><summary>{head or 'Claims'} <span class='soft'>of {len(rows)} claims</span></summary><ul>{items}</ul></details>"


def small_curves(about: dict[str, Any]) -> str:
    """Medians of the variants as a small picture."""
    curves: dict[str, list[float | None]] = about.get("curves", {})
    known = [value for curve in curves.values() for value in curve if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    parts = []
    for k, (variant, curve) in enumerate(curves.items()):
        points = " ".join(
            f"{2 + 296 * place / max(len(curve) - 1, 1):.1f},{68 - 62 * (value - low) / span:.1f}"
            for place, value in enumerate(curve)
            if value is not None
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{charts.PALETTE[k]}" stroke-width="2.2"><title>{escape(variant)}</title></polyline>'
        )
    label = f"{charts.plain(about['observable'])}, {low:.3g} to {high:.3g}"
    return (
        f'<svg class="spark" viewBox="0 0 300 72" preserveAspectRatio="none" role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
        f'<div class="note">{escape(label)}<br>{charts.key(list(curves))}</div>'
    )
