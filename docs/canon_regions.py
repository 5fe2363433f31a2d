"""What docs/canon.md and the software paper have written: what ``canon.py`` and ``canon_beliefs.py`` computed."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

KEPT = Path(__file__).resolve().parent / "canon.json"
PAGES = {
    "island": "stories/island.md",
    "foundation": "stories/foundation.md",
    "band": "stories/band.md",
    "labour": "stories/labour.md",
    "species": "stories/species.md",
    "generator": "stories/generator.md",
}


@cache
def kept() -> dict[str, Any]:
    """What was computed."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def page_of(row: dict[str, Any]) -> str:
    """A model with a link to its page."""
    page = PAGES.get(row["story"], f"docking_{row['story'].replace('-', '_')}.md")
    return f"[{row['title']}]({page})"


def said(measured: dict[str, Any], part: str) -> str:
    """A part of the amplification with its interval."""
    if measured[part] is None:
        return "off the scale"
    if measured[f"{part}_high"] is None:
        return f"{measured[part]:+.2f}"
    return f"{measured[part]:+.2f} ± {measured[f'{part}_high'] - measured[part]:.2f}"


def works(row: dict[str, Any]) -> str:
    """Which of tilt and lock-in does the work, in words."""
    part = row["lock_in_part"]
    return "tilt" if part < 1 / 3 else "lock-in" if part > 2 / 3 else "both"


def narrowing() -> list[tuple[str, ...]]:
    """Rows of the table: who narrows by what, and what holds it."""
    rows = []
    for row in kept()["parts"]:
        alone, *held = row["measured"]
        rows.append(
            (
                page_of(row),
                f"{row['share_of']}, {row['lasts']}",
                works(row),
                said(alone, "tilt"),
                said(alone, "lock_in"),
                f"{100 * row['next']:.0f}",
                f"{row['force']}: {100 * held[0]['next']:.0f}" if held else "",
                row["note"],
            )
        )
    return rows


def two_by_two(story: str) -> list[tuple[str, ...]]:
    """Rows of practice off and on, columns of mistaken beliefs off and on: distance of the share from one half."""
    rows = {(row["practice"], row["beliefs"]): row for row in kept()["beliefs"] if row["story"] == story}
    cell = {key: f"{row['distance']:.3f} ({row['low']:.3f} to {row['high']:.3f})" for key, row in rows.items()}
    return [
        (words, cell[practice, False], cell[practice, True])
        for words, practice in (("no practice", False), ("practice", True))
    ]


def reads(story: str) -> str:
    """What the table of a story reads."""
    return next(str(row["reads"]) for row in kept()["beliefs"] if row["story"] == story)


def count(which: str) -> str:
    """How many models narrow by ``tilt``, ``lock-in`` or ``both``, or there are in ``all``."""
    return str(sum(which in ("all", works(row)) for row in kept()["parts"]))


def together(story: str) -> str:
    """What both kinds of narrowing add together, beside the sum of what each adds alone."""
    rows = {(row["practice"], row["beliefs"]): row["distance"] for row in kept()["beliefs"] if row["story"] == story}
    start = rows[False, False]
    each = rows[True, False] + rows[False, True] - 2 * start
    return f"{rows[True, True] - start:.3f} if both act together; the sum of what each does alone is {each:.3f}"
