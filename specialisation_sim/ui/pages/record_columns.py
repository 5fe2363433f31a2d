"""What a visitor chooses of a record: which column is what, and how the file is read."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import solara

from ..widgets import Choice

CHOICES = (
    ("period", "Period", ("year", "quarter", "month")),
    ("shape", "Shape", ("one row a decision", "wide")),
    ("split", "Several in a cell", ("", ";", "|")),
    ("bad", "Rows that cannot be read", ("refuse", "leave out")),
    ("ahead", "Forecast", ("none", "3 periods")),
)
"""Choices besides the columns: their key, label, and words, the usual one first."""


@solara.component
def ColumnChoices(heads: list[str], columns: solara.Reactive[dict[str, str]]) -> None:
    """Which column is what."""
    options = [(head, head) for head in heads]
    optional = {"weight": "none: count decisions", "group": "none"}
    for key, label in (("when", "Date"), ("what", "Category"), ("weight", "Amount"), ("group", "Who decided")):
        some = [("", optional[key]), *options] if key in optional else options
        Choice(
            label=label,
            value=columns.value[key],
            options=some,
            event_change=lambda value, key=key: columns.set({**columns.value, key: value}),
        )
    for key, label, words in CHOICES:
        Choice(
            label=label,
            value=columns.value[key],
            options=[(word, word or "none") for word in words],
            event_change=lambda value, key=key: columns.set({**columns.value, key: value}),
        )


@solara.component
def Preview(seen: dict[str, Any], columns: Mapping[str, str]) -> None:
    """The first rows, what was guessed of the file, and which columns are taken for what."""
    roles = {columns.get(key, ""): word for key, word in (("weight", "amount"), ("what", "category"), ("when", "date"))}
    head = "".join(
        f"<th>{escape(name)}{f'<br><i>{roles[name]}</i>' if name in roles else ''}</th>" for name in seen["heads"]
    )
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell[:60])}</td>' for cell in row)}</tr>" for row in seen["first"])
    notes = "".join(f"<li>{escape(note)}</li>" for note in seen["notes"])
    solara.HTML(
        "div",
        classes=["card", "preview"],
        unsafe_innerHTML=f"<h2>{seen['rows']:,} rows; look whether the columns are right, then audit</h2>"
        f"<div style='overflow-x:auto'><table class='data'><tr>{head}</tr>{body}</table></div>"
        f"{f'<ul>{notes}</ul>' if notes else ''}",
    )


def fits(key: str, value: str, heads: list[str]) -> bool:
    """Whether a link's choice is one that the page offers."""
    for choice, _, words in CHOICES:
        if key == choice:
            return value in words
    return value in heads or (key in {"weight", "group"} and not value)


def chosen_at_first(headed: Mapping[str, Any]) -> dict[str, str]:
    """Columns that look like what is asked for, and the usual choices; a column of dates is never the category."""
    guess, heads = headed["guess"], headed["heads"]
    rest = [head for head in heads if head not in {guess["when"], guess["weight"]}]
    wide = headed["wide"] and not guess["when"]
    return {
        "when": guess["when"] or heads[0],
        "what": guess["what"] or (rest or heads)[0],
        "weight": guess["weight"],
        "group": "",
        **{key: words[0] for key, _, words in CHOICES},
        **({"shape": "wide"} if wide else {}),
    }
