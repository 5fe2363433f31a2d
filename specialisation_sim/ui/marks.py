"""Events over a chart: which have room for their words, and where the words stand."""

from __future__ import annotations

import math
from collections.abc import Sequence

NARROW, LETTER, ROW, ROWS, LONG = 300, 6.0, 13, 3, 34
"""Pixels of a narrow chart, of a letter and of a row of words over it; rows, and letters of an event that are shown."""


def with_room(marks: Sequence[tuple[int, str]], count: int) -> list[tuple[int, str, int]]:
    """Events that a chart has room to name, however narrow: place, words, and the row in which they stand.

    The others are not marked: a line without words says nothing, and the list of what happened has them all.
    """
    ends, named = [-math.inf] * ROWS, []
    for index, words in marks:
        short = words if len(words) <= LONG else words[: LONG - 1] + "…"
        part, width = index / max(count - 1, 1), LETTER * len(short) + 6
        left = NARROW * part - {"left": 0, "center": width / 2, "right": width}[side(part)]
        row = next((row for row, end in enumerate(ends) if end <= left), None)
        if row is not None:
            ends[row] = left + width
            named.append((index, short, row))
    return named


def side(part: float) -> str:
    """How words at a part of the way across are set, so that they stay within the chart."""
    return "left" if part < 0.2 else "right" if part > 0.8 else "center"
