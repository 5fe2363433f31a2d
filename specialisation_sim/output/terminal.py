"""Tables in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from .numbers_in_words import in_words, interval_in_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from ..claims.claim import Claim, Finding


def show_findings(findings: Sequence[Finding], title: str = "Claims", story: str = "") -> None:
    """Print findings as a table; of a story, its claims say what they bound, with the unit."""
    from rich.text import Text

    styles = {"HOLDS": "green", "FAILS": "red", "UNDECIDED": "yellow"}
    rows = []
    for finding in findings:
        verdict = str(finding.verdict)
        if finding.needed:
            verdict += f"\nneeds {finding.needed:,} runs"
        if finding.holds_in == finding.holds_in:
            verdict += f"\nat {finding.holds_in:.0%} of the map"
        exact = finding.method == "exact"
        between = "exact" if exact else interval_in_words(finding.low, finding.high)
        interval = f"{in_words(finding.estimate)}\n{between}"
        coloured = Text(verdict, style=styles[finding.verdict])
        runs = f"{finding.replicates:,}"
        rows.append(
            (finding.claim.sentence, finding.claim.kind, demand_of(finding.claim, story), interval, runs, coloured)
        )
    show_table(title, ("claim", "kind", "demand", "estimate, 95 %", "runs", "verdict"), rows)


def tally(findings: Sequence[Finding]) -> str:
    """How many claims hold, fail and are undecided, in words."""
    from ..claims.claim import Verdict

    words = {Verdict.HOLDS: "held", Verdict.FAILS: "failed", Verdict.UNDECIDED: "undecided"}
    return ", ".join(
        f"{sum(finding.verdict is verdict for finding in findings)} {words[verdict]}" for verdict in Verdict
    )


def show_parameters(table: Iterable[Mapping[str, str]], title: str = "Parameters") -> None:
    """Print a table of parameters, the rows of `Parameters.table`."""
    rows = [
        (
            row["name"],
            row["default"],
            row["allowed"],
            row["unit"],
            f"{row['meaning']}\n({row['source']})",
        )
        for row in table
    ]
    show_table(title, ("name", "default", "allowed", "unit", "meaning and source"), rows)


def show_table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str | Text, ...]]) -> None:
    """Print a table."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        show_lines=any("\n" in str(cell) for row in rows for cell in row),
    )
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) if isinstance(cell, str) else cell for cell in row))
    console().print(table)


def console() -> Console:
    """The terminal, or lines of a fixed width where output goes to a file."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 120)


def demand_of(claim: Claim, story: str = "") -> str:
    """What must hold, of which quantity, and of which variants."""
    from ..claims.quantities import quantity_of

    compared = f"{claim.of} minus {claim.versus}" if claim.versus else claim.of
    return "\n".join(filter(None, (f"{compared}:", quantity_of(claim, story), claim.demand)))
