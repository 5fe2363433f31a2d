"""Pages of Watch as HTML: all stories, one story, the teacher's, and one file that holds everything."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from .casts import DRAWN
from .draw import figures
from .plan import plan, plan_of
from .scenes import Story, story_scenes

STATIC = Path(__file__).parent / "static"
WORKSHOP = (
    ("Gallery", "/gallery"),
    ("Explore", "/explore"),
    ("Compare", "/compare"),
    ("Map", "/map"),
    ("Tournament", "/tournament"),
    ("Records", "/records"),
)
TITLE = "Whoever gets better at what they do, and does what they are better at, narrows"
LEAD = (
    "Small simulations of how people and organisations come to do fewer and fewer things. "
    "Each story takes a few minutes: guess first, then watch it happen, and see why."
)


def all_scenes() -> dict[str, Story]:
    """The scenes that ship, in the order of the first page."""
    return {name: story_scenes(name) for name in DRAWN}


def static(name: str) -> str:
    """The text of a file that ships with Watch."""
    return (STATIC / name).read_text(encoding="utf-8")


def front_page(problem: str = "") -> str:
    """The first page of the app: the stories as pictures, and the way to the workshop."""
    links = "".join(f'<a href="{address}">{name}</a>' for name, address in WORKSHOP)
    nav = f'<nav aria-label="Pages"><b>specialisation_sim</b><a href="/" aria-current="page">Watch</a>{links}</nav>'
    words = f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""
    body = f'<div class="front">{nav}<main id="main">{words}{_front("/watch/{}")}</main></div>'
    return _page("Watch", body, linked=True)


def story_page(plan: dict[str, Any], *, room: bool = False) -> str:
    """A page that plays one story."""
    given = {"stories": {plan["name"]: plan}, "leave": "/", "address": "watch/{}", "several": False}
    noscript = f"<noscript><p>{escape(plan['question'])} This page needs JavaScript to play.</p></noscript>"
    body = f'<main class="watch" id="watch"></main>{noscript}{_data(given | {"room": room, "title": plan["title"]})}'
    return _page(plan["title"], body, linked=True, scripts=("player.js", "start.js"))


def teacher_page() -> str:
    """The page of who teaches: it shows nothing before the code is given."""
    return _page("For the teacher", static("teacher.html"), linked=True, scripts=("player.js", "teacher.js"))


def exported(stories: Sequence[str | Story]) -> str:
    """One file with stories that play from disk; it can ask nothing of anybody.

    Parameters
    ----------
    stories : sequence of str or Story
        Names of those that ship, or what `scenes.read` made of a table, in the order of its first page.
    """
    plans = [plan_of(each) if isinstance(each, str) else plan(each) for each in stories]
    given = {"stories": {each["name"]: each for each in plans}, "several": True, "room": False}
    front = f'<div class="front" id="front"><main id="main">{_front("#{}", plans)}</main></div>'
    body = f'{front}<main class="watch" id="watch" hidden></main>{_data(given | {"title": "Watch"})}'
    return _page("Watch", body, linked=False, scripts=("player.js", "start.js"))


def _front(address: str, plans: Sequence[Mapping[str, Any]] = ()) -> str:
    cards = []
    shipped = [{"name": name, "title": one.title, "question": one.question} for name, one in all_scenes().items()]
    for each in plans or shipped:
        drawn = each["name"] if each["name"] in DRAWN else "plain"
        picture = f'<svg viewBox="0 0 560 300" aria-hidden="true"><use href="#poster-{drawn}"/></svg>'
        cards.append(
            f'<li><a href="{address.format(each["name"])}">{picture}<b>{escape(each["title"])}</b>'
            f"<span>{escape(each['question'])}</span></a></li>"
        )
    return f'<h1>{TITLE}</h1><p>{LEAD}</p><ul class="stories">{"".join(cards)}</ul>'


def _data(given: dict[str, Any]) -> str:
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="stories">{text}</script>'


def _page(title: str, body: str, *, linked: bool, scripts: Sequence[str] = ()) -> str:
    """A page, with links to the server's files or with everything in it."""
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
    )
    drawings = f'<svg class="unseen" width="0" height="0" aria-hidden="true">{figures()}</svg>'
    if linked:
        head += (
            '<link rel="icon" href="/watch/static/favicon.svg"><link rel="stylesheet" href="/watch/static/watch.css">'
        )
        tail = "".join(f'<script src="/watch/static/{name}"></script>' for name in scripts)
    else:
        codes = [static(name) for name in scripts]
        hashes = " ".join(
            f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in codes
        )
        icon = base64.b64encode(static("favicon.svg").encode()).decode()
        head += (
            f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src {hashes}; '
            "style-src 'unsafe-inline'; img-src data:\">"
            f'<link rel="icon" href="data:image/svg+xml;base64,{icon}"><style>{static("watch.css")}</style>'
        )
        tail = "".join(f"<script>{code}</script>" for code in codes)
    skip = '<a class="skip" href="#main">Skip to the stories</a>' if 'id="main"' in body else ""
    head += f"<title>{escape(title)} · specialisation_sim</title></head>"
    return f"{head}<body>{skip}{drawings}{body}{tail}</body></html>\n"
