"""What a visitor chooses of a record: which column is what, and how the file is read."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import solara

from ...records.date_forms import MONTHS
from ..widgets import Choice

COLUMNS = (
    ("when", "Date", ""),
    ("what", "Category", ""),
    ("weight", "Amount", "none: count decisions"),
    ("count", "Decisions a row stands for", "none: a row is one"),
    ("group", "Who decided", "none"),
)
"""Columns that are asked for: their key, label, and what stands for none where one may be left out."""

SHOWN_ROLES = (("group", "who"), ("count", "decisions"), ("weight", "amount"), ("what", "category"), ("when", "date"))

NONE = {"year_starts": "January", "sheet": "the first with a table", "currency": "the one there is"}
"""What a blank choice is called, where it is not none."""

CHOICES = (
    ("period", "Period", ("year", "quarter", "month")),
    ("shape", "Shape", ("one row a decision", "wide")),
    ("split", "Several in a cell", ("", ";", "|")),
    ("bad", "Rows that cannot be read", ("refuse", "leave out")),
    ("year_starts", "Year begins in", ("", *(month.capitalize() for month in MONTHS[1:]))),
    ("ahead", "Forecast", ("none", "3 periods")),
)
"""Choices besides the columns: their key, label, and words, the usual one first."""


@solara.component
def ColumnChoices(seen: Mapping[str, Any], columns: solara.Reactive[dict[str, str]]) -> None:
    """Which column is what, and how the file is read."""
    heads = [(head, head) for head in seen.get("heads", ())]
    asked = [(key, label, [("", none), *heads] if none else heads) for key, label, none in COLUMNS]
    for key, label, words in choices_of(seen):
        asked.append((key, label, [(word, word or NONE.get(key, "none")) for word in words]))
    for key, label, options in asked:
        Choice(
            label=label,
            value=columns.value[key],
            options=options,
            event_change=lambda value, key=key: columns.set({**columns.value, key: value}),
        )


def choices_of(seen: Mapping[str, Any]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Choices besides the columns; sheets and currencies only where the file has several."""
    further = [
        (key, label, ("", *seen.get(name, ())))
        for key, label, name in (("sheet", "Sheet", "sheets"), ("currency", "Currency", "currencies"))
        if len(seen.get(name, ())) > 1
    ]
    return [*further, *CHOICES]


def asked_of(chosen: Mapping[str, str]) -> dict[str, Any]:
    """What an audit is asked for, from what was chosen."""
    wide = chosen["shape"] == "wide"
    return {
        "when": None if wide else chosen["when"],
        "what": chosen["what"],
        "weight": None if wide else chosen["weight"] or None,
        "count": None if wide else chosen["count"] or None,
        "group": chosen["group"] or None,
        "split": chosen["split"] or None,
        "sheet": chosen["sheet"] or None,
        "currency": chosen["currency"] or None,
        "year_starts": chosen["year_starts"] or None,
        "skip_bad": chosen["bad"] == "leave out",
        "wide": wide,
        "period": chosen["period"],
        "ahead": 3 if chosen["ahead"] == "3 periods" else None,
    }


@solara.component
def Preview(seen: dict[str, Any], columns: Mapping[str, str]) -> None:
    """The first rows, what was guessed of the file, and which columns are taken for what."""
    roles = {columns.get(key, ""): word for key, word in SHOWN_ROLES}
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
    return value in heads or (key in {"weight", "count", "group", "sheet", "currency"} and not value)


def chosen_at_first(headed: Mapping[str, Any]) -> dict[str, str]:
    """Columns that look like what is asked for, and the usual choices; a column of dates is never the category."""
    guess, heads = headed["guess"], headed["heads"]
    rest = [head for head in heads if head not in {guess["when"], guess["weight"]}]
    wide = headed["wide"] and not guess["when"]
    return {
        "when": guess["when"] or heads[0],
        "what": guess["what"] or (rest or heads)[0],
        "weight": guess["weight"],
        "count": "",
        "group": "",
        "sheet": headed.get("sheet", ""),
        "currency": "",
        **{key: words[0] for key, _, words in CHOICES},
        **({"shape": "wide"} if wide else {}),
    }
