"""Numbers and names in sentences."""

from __future__ import annotations

from collections.abc import Sequence


def many(count: int, word: str) -> str:
    """A number with its noun."""
    ending = ("y" if count == 1 else "ies") if word == "categor" else ("" if count == 1 else "s")
    return f"{count:,} {word}{ending}"


def listed(names: Sequence[str]) -> str:
    """Names in a row."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
