"""What Compare found, as a table: claims as HTML, bands as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ...output.numbers_in_words import in_words, interval_in_words
from ..links import table


def findings_table(rows: list[dict[str, Any]]) -> str:
    """Claims with their verdicts as HTML."""
    lines = [
        '<tr><td><span class="badge '
        f'{row["verdict"]}">{row["verdict"].lower()}</span></td><td>{escape(row["claim"])}</td>'
        f'<td class="n">{in_words(row["estimate"])} '
        f'<span class="soft">({interval_in_words(row["low"], row["high"])})</span></td>'
        f'<td class="soft">{escape(row["of"])}{" minus " + escape(row["versus"]) if row["versus"] else ""}: '
        f"{escape(row['demand'])}</td></tr>"
        for row in rows
    ]
    head = '<tr><th>Verdict</th><th>Claim</th><th class="n">Estimate (95 %)</th><th>Must be</th></tr>'
    return f'<table class="data">{head}{"".join(lines)}</table>'


def bands_as_csv(answer: Mapping[str, Any]) -> str:
    """Bands as a tidy table."""
    rows = [
        (name, variant, time, *values)
        for name, variants in answer["bands"].items()
        for variant, band in variants.items()
        for time, *values in zip(answer["times"], band["low"], band["middle"], band["high"], strict=True)
    ]
    heads = ("observable", "variant", "time", "low", "median", "high")
    return table({head: [row[k] for row in rows] for k, head in enumerate(heads)})
