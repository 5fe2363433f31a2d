"""What docs/price.md and docs/levers.md have written: tables of ``price.json``, and the cases of the code."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from specialisation_sim.cli.family import between, percent
from specialisation_sim.studies.cases import CASES
from specialisation_sim.studies.stated import LEVERS

PRICE = Path(__file__).resolve().parent / "price.json"


@cache
def weighed() -> dict[str, Any]:
    """What ``docs/price_tables.py`` found."""
    found: dict[str, Any] = json.loads(PRICE.read_text(encoding="utf-8"))
    return found


def cases() -> list[tuple[str, ...]]:
    """Cases: name, story, what it is, and the policies of its family."""
    return [(name, case.story, case.about, ", ".join(name for name in case.policies)) for name, case in CASES.items()]


def prices() -> list[tuple[str, ...]]:
    """Who would gain how much by which policy."""
    return [
        (row["case"], row["who"], row["of"], row["policy"], percent(row, "price"), between(row, "wider"))
        for row in weighed()["prices"]
    ]


def levers() -> list[tuple[str, ...]]:
    """What levers keep and cost, by lever and case."""
    rows = []
    for lever in LEVERS:
        for name, policies in weighed()["policies"].items():
            for row in policies:
                if row["lever"] == lever:
                    rows.append((lever, name, row["policy"], between(row, "wider"), percent(row, "gain")))
    return rows


def price(case: str, who: str, what: str = "price") -> str:
    """One price in a sentence."""
    [row] = [row for row in weighed()["prices"] if (row["case"], row["who"]) == (case, who)]
    return str(row[what]) if what in ("policy", "of") else f"{100 * row[what]:.1f}"


def of_policy(case: str, policy: str, what: str) -> str:
    """One number of a policy in a sentence: shares in per cent."""
    [row] = [row for row in weighed()["policies"][case] if row["policy"] == policy]
    if what == "gain_between":
        return percent(row, "gain")
    return f"{row[what]:.2f}" if what.startswith(("wider", "diversity")) else f"{100 * row[what]:.1f}"
