"""What Compare found, as a table: claims as HTML, bands as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ...output.numbers_in_words import in_words, interval_in_words
from ..links import table


def findings_table(found: Mapping[str, Any], clock: str, steps: int) -> str:
    """Claims with their verdicts as HTML, and those that these runs cannot judge, with the steps that they need."""
    lines = [
        '<tr><td><span class="badge '
        f'{row["verdict"]}">{row["verdict"].lower()}</span></td><td>{escape(row["claim"])}</td>'
        f'<td class="n">{in_words(row["estimate"])} '
        f'<span class="soft">({interval_in_words(row["low"], row["high"])})</span></td>'
        f'<td class="soft">{escape(row["of"])}{" minus " + escape(row["versus"]) if row["versus"] else ""}: '
        f"{escape(row['demand'])}</td></tr>"
        for row in found["findings"]
    ]
    lines += [
        f'<tr><td><span class="badge">needs {row["steps"]:,} {clock}s</span></td><td>{escape(row["claim"])}</td>'
        f'<td class="n soft">not judged</td><td class="soft">{escape(row["of"])}'
        f"{' minus ' + escape(row['versus']) if row['versus'] else ''}: these runs have {steps:,} {clock}s</td></tr>"
        for row in found["waiting"]
    ]
    head = '<tr><th>Verdict</th><th>Claim</th><th class="n">Estimate (95 %)</th><th>Must be</th></tr>'
    return f'<table class="data">{head}{"".join(lines)}</table>'


def events_table(events: Mapping[str, list[list[Any]]], clock: str, runs: int) -> str:
    """What happens in each variant as HTML: in how many runs, and when first."""
    lines = [
        f'<tr><th scope="row">{escape(variant)}</th><td>{escape(words)}</td>'
        f'<td class="n">{count:,} of {runs:,}</td><td class="n">{clock} {first:,.0f}</td></tr>'
        for variant, some in events.items()
        for words, count, first in some
    ]
    head = '<tr><th>Variant</th><th>What</th><th class="n">in runs</th><th class="n">first, at the median</th></tr>'
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
