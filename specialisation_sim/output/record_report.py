"""An audit as one page to send to a board: self-contained HTML that prints on two sheets."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ..base.errors import UserError
from ..base.files import write_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..records import Audit
    from ..records.page import Page

STYLE = """
body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; color: #222;
  max-width: 46em; margin: 2em auto; padding: 0 1em }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 .3em } h2 { font-size: 13pt; margin: 1.4em 0 .3em }
.answer { font-size: 13pt; border-left: .3em solid #0072B2; padding: .2em 0 .2em .8em } .soft { color: #555 }
figure { margin: 1em 0 } figure img { width: 100% } figcaption { font-size: 9.5pt; color: #555 }
table { border-collapse: collapse; width: 100%; font: 9.5pt/1.3 Arial, sans-serif }
td, th { padding: .2em .5em; text-align: right }
td:first-child, th:first-child { text-align: left } tr { border-bottom: 1px solid #ddd } ol, ul { padding-left: 1.3em }
@media print { body { margin: 0; max-width: none; font-size: 10pt }
  figure, table, .answer { break-inside: avoid } a { color: inherit } }
"""

METHOD = (
    "Each row of the record is one decision; a category is what it was about.",
    "The effective number says how many equally common categories would be as diverse: exp of the "
    "entropy of their shares.",
    "A large period shows more categories than a small one of the same mix, so all are compared at the "
    "number of decisions of the smallest.",
    "That number is estimated without bias: the expected entropy of so many of a period's decisions, "
    "over all ways to draw them.",
    "First question: was the mix of the last periods narrower? Its interval is for chance in the records "
    "alone (studentised bootstrap).",
    "Second question: does it tend to narrow? Shares move without any tendency, and drift alone narrows a mix.",
    "How widely this record's shares wander is estimated from all periods and categories at once, a "
    "straight line for each taken out.",
    "Records that wander as much, and records in which each period copies the last by chance, are "
    "simulated with the sizes of this one.",
    "A tendency is reported only if its slope is outside of what 95 of 100 such records do, for every kind "
    "of drift that the record allows.",
    "Too short to tell means that only tendencies above 10 % a year could have been told apart from drift.",
)

FIGURES = {
    "effective_number_by": "Effective number of categories by period, with 95 % intervals, and the share of the "
    "largest category.",
    "breadth_by": "Breadth at an equal number of decisions. Grey: what 95 of 100 records would do that "
    "only drift from where this one began.",
    "shares_by": "Which categories make it up.",
}
COLUMNS = {
    "period": "period",
    "records": "decisions",
    "hill_1": "in effect",
    "coverage": "covered",
    "hhi": "HHI",
    "top_1": "top 1",
    "top_3": "top 3",
    "top_5": "top 5",
    "entropy": "entropy",
    "gini": "Gini",
}


def write_report(audited: Audit, page: Page, figures: Mapping[str, Figure], path: Path) -> Path:
    """Write the page.

    Raises
    ------
    UserError
        If the file cannot be written.
    """
    text = report(audited, page, figures)
    try:
        write_whole(path, lambda part: part.write_text(text, encoding="utf-8"))
    except OSError as error:
        raise UserError(f"cannot write to {path}: {error.strerror or error}") from None
    return path


def report(audited: Audit, page: Page, figures: Mapping[str, Figure]) -> str:
    """The page: question, answer in two sentences, three figures, table, method in ten lines, caveats."""
    from ..records.answers import path_sentence, tendency_sentence
    from ..records.caveats import notes_of
    from ..records.concentration import DEFINITIONS

    by = audited.by[0]
    trend, record = audited.trends[by], audited.record
    answer = (
        f"<p class='answer'><b>{escape(trend.path)}.</b> {escape(path_sentence(trend, record.period, by))}</p>"
        f"<p class='answer'><b>Does it tend to narrow? {escape(trend.verdict)}.</b> "
        f"{escape(tendency_sentence(trend, by))}</p>"
    )
    drawn = "".join(
        picture(figures[f"{name}_{by}"], words) for name, words in FIGURES.items() if f"{name}_{by}" in figures
    )
    meaning = "; ".join(f"<b>{escape(name)}</b>: {escape(words)}" for name, words in DEFINITIONS.items())
    title = f"Does {record.name} narrow?"
    decisions = round(float(record.frame["count"].sum()))
    about = (
        f"{decisions:,} {'totals' if record.totals else 'decisions'} in "
        f"{audited.categories['what'].nunique():,} categories, {record.periods[0]} to {record.periods[-1]}."
    )
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<meta name='viewport' content='width=device-width'><style>{STYLE}</style></head><body>"
        f"<h1>{escape(title)}</h1><p class='soft'>{escape(about)}</p>{answer}{drawn}"
        f"<h2>Figures of concentration</h2>{rows_of(audited, by)}<p class='soft'>{meaning}.</p>"
        f"<h2>Method in ten lines</h2><ol>{''.join(f'<li>{escape(line)}</li>' for line in METHOD)}</ol>"
        "<h2>What to know before believing "
        f"it</h2><ul>{''.join(f'<li>{with_code(note)}</li>' for note in notes_of(audited))}</ul>"
        "<p class='soft'>Made with specialisation_sim.</p></body></html>\n"
    )


def with_code(note: str) -> str:
    """A note in HTML, what stands between backticks as code."""
    return "".join(f"<code>{part}</code>" if k % 2 else part for k, part in enumerate(escape(note).split("`")))


def picture(figure: Figure, words: str) -> str:
    """A figure within the page."""
    from ..figures.style import house_style

    drawn = BytesIO()
    with house_style():
        figure.savefig(drawn, format="png", dpi=110)
    return inline(drawn.getvalue(), words, words)


def inline(png: bytes, words: str, caption: str) -> str:
    """A PNG within the page, with words for those who cannot see it."""
    coded = b64encode(png).decode("ascii")
    return (
        f"<figure><img alt='{escape(words, quote=True)}' "
        f"src='data:image/png;base64,{coded}'><figcaption>{escape(caption)}</figcaption></figure>"
    )


def rows_of(audited: Audit, by: str) -> str:
    """Table of the periods."""
    head = "".join(f"<th>{name}</th>" for name in COLUMNS.values())
    body = ""
    for _, row in audited.rows(by, used=False).iterrows():
        cells = []
        for name in COLUMNS:
            value = row[name]
            if name == "period":
                cells.append(f"{escape(str(value))}{'*' if row['partial'] else ''}")
            elif pd.isna(value):
                cells.append("")
            elif name == "records":
                cells.append(f"{value:,}")
            else:
                cells.append(
                    f"{value:.0%}"
                    if name in {"coverage", "top_1", "top_3", "top_5"}
                    else f"{value:.1f}"
                    if name == "hill_1"
                    else f"{value:.2f}"
                )
        body += f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    note = (
        "<p class='soft'>* a part of a period: not used.</p>" if audited.rows(by, used=False)["partial"].any() else ""
    )
    return f"<table><tr>{head}</tr>{body}</table>{note}"
