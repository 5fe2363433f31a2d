"""The tour as one page: figures inline, nothing from the network, and it prints."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from ..base.files import write_whole
from ..output.record_report import STYLE, inline
from .tour import Visit

PRINT = "section { break-inside: avoid } @media print { section img { width: 62%; display: block; margin: 0 auto } }"
"""A stop stays with its figure, and two fit on a sheet."""


def write_page(seen: Sequence[Visit], path: Path, opening: str, following: Sequence[str]) -> None:
    """Write the page."""
    text = page(seen, opening, following)
    write_whole(path, lambda part: part.write_text(text, encoding="utf-8"))


def page(seen: Sequence[Visit], opening: str, following: Sequence[str]) -> str:
    """The page: each stop with its number and figure, then the essay's sentences and what became of them."""
    rows = "".join(
        f"<tr><td>{escape(each.stop.title)}: {escape(each.stop.essay)}</td><td>{each.finding.verdict}</td></tr>"
        for each in seen
    )
    typed = [line.partition("  ") for line in following]
    commands = "".join(f"<li><code>{escape(name)}</code>: {escape(says.strip())}</li>" for name, _, says in typed)
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>A tour of specialisation</title>"
        f"<meta name='viewport' content='width=device-width'><style>{STYLE}{PRINT}</style></head><body>"
        f"<h1>A tour of specialisation</h1><p>{escape(opening)}</p>{''.join(map(section, seen))}"
        "<section><h2>The essay's sentences, and what became of them</h2>"
        f"<table><tr><th>the essay, in our words</th><th>with these runs</th></tr>{rows}</table></section>"
        f"<h2>Where to go from here</h2><ul>{commands}</ul></body></html>\n"
    )


def section(visit: Visit) -> str:
    """One stop."""
    stop = visit.stop
    figure = inline(visit.file.read_bytes(), stop.caption, f"{stop.caption} {stop.runs:,} runs of each setting.")
    return (
        f"<section><h2>{escape(stop.title)}</h2><p>{escape(stop.words)}</p>"
        f"<p class='answer'>{escape(visit.sentence)}</p>{figure}"
        f"<p class='soft'>Try: {to_try(stop.again)}</p></section>"
    )


def to_try(command: str) -> str:
    """A command, and after it in brackets what it shows."""
    typed, _, shows = command.partition(" (")
    return f"<code>{escape(typed)}</code>" + (f" ({escape(shows)}" if shows else "")
