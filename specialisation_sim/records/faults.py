"""What is wrong with a table, all of it at once, and how cells are quoted in messages."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.errors import UserError

SHOWN = 5
"""Faults of which a message says what they are; of the others it says how many."""


def faulty(source: str, faults: Sequence[tuple[int, str]], rows: int) -> UserError:
    """One error for all faults of a table, the first ones in full.

    Parameters
    ----------
    source : str
        The table.
    faults : sequence of (row, str)
        Number of the row and what is wrong, beginning with where it is.
    rows : int
        Rows of the table.
    """
    ordered = sorted(faults)
    hint = "--skip-bad goes on without such rows"
    if len(ordered) == 1:
        return UserError(f"{ordered[0][1]} ({hint})")
    head = "; ".join(words.removeprefix(f"{source}: ").partition("; allowed:")[0] for _, words in ordered[:SHOWN])
    allowed = next((words.partition("; allowed:")[2] for _, words in ordered if "; allowed:" in words), "")
    more = f"; and {len(ordered) - SHOWN:,} more" if len(ordered) > SHOWN else ""
    last = f"; allowed:{allowed}" if allowed else ""
    return UserError(f"{source}: {len(ordered):,} faults in {rows:,} rows: {head}{more}{last} ({hint})")


def skipped(faults: Sequence[tuple[int, str]], source: str) -> str:
    """Sentence on rows that were left out because they are bad."""
    rows = sorted({row for row, _ in faults})
    some = ", ".join(map(str, rows[:SHOWN])) + (", ..." if len(rows) > SHOWN else "")
    first = sorted(faults)[0][1].removeprefix(f"{source}: ").partition("; allowed:")[0]
    return f"{len(rows):,} bad row{'' if len(rows) == 1 else 's'} left out (row {some}; {first})."


def said(cell: str) -> str:
    """What a cell says, for a message."""
    return repr(shown(cell)) if cell.strip() else "blank"


def shown(text: str, most: int = 200) -> str:
    """Text on one line and short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "..."
