"""What docs/tournament.md has written: the table of ``tournament.json``, and the rules and environments of the code."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from specialisation_sim.laws.rules import RULES, about
from specialisation_sim.laws.scores import SCORES
from specialisation_sim.studies.arenas import ARENAS, ENVIRONMENTS

STANDING = Path(__file__).resolve().parent / "tournament.json"


@cache
def standing() -> dict[str, Any]:
    """The tournament that ``docs/tournament.py`` played."""
    found: dict[str, Any] = json.loads(STANDING.read_text(encoding="utf-8"))
    return found


def environments(story: str = "island") -> list[tuple[str, str]]:
    """Environments and what they are."""
    return [(name, where.about) for name, where in ARENAS[story].items()]


def rules(story: str = "island") -> list[tuple[str, str]]:
    """Rules and what they do."""
    shipped: Any = SCORES if story == "foundation" else RULES
    return [(f"`{name}`", about(rule)) for name, rule in shipped.items()]


def elsewhere(story: str) -> list[tuple[str, ...]]:
    """League of another story: what is earned in each environment, tasks or domains in effect, and the mixed round."""
    found = standing()[story]
    cell = {(row["rule"], row["environment"]): row for row in found["environments"]}
    meals = {row["rule"]: between(row, "meals") for row in found.get("mixed", [])}
    return [
        (
            row["rule"],
            f"{row['rank']:.1f}",
            *(between(cell[row["rule"], name], "meals") for name in ARENAS[story]),
            between(row, "variety"),
            *([meals[row["rule"]], f"{found['in_the_end'][row['rule']]:.2f}"] if meals else []),
        )
        for row in found["league"]
    ]


def between(row: dict[str, Any], name: str) -> str:
    """A mean with its interval."""
    return f"{row[name]:.2f} ({row[name + '_low']:.2f} to {row[name + '_high']:.2f})"


def league() -> list[tuple[str, ...]]:
    """Rows of the league, with where the replicator leads."""
    meals = {row["rule"]: between(row, "meals") for row in standing()["mixed"]}
    shares = standing()["in_the_end"]
    return [
        (
            row["rule"],
            f"{row['rank']:.1f}",
            *(between(row, name) for name in ("survival", "meals", "variety")),
            meals[row["rule"]],
            f"{shares[row['rule']]:.2f}",
        )
        for row in standing()["league"]
    ]


def by_environment() -> list[tuple[str, ...]]:
    """Survival and meals a day of each rule in each environment."""
    cell = {(row["rule"], row["environment"]): row for row in standing()["environments"]}
    return [
        (rule, *(f"{cell[rule, name]['survival']:.2f}, {cell[rule, name]['meals']:.2f}" for name in ENVIRONMENTS))
        for rule in (row["rule"] for row in standing()["league"])
    ]


def first(rows: list[dict[str, Any]], by: str) -> dict[str, Any]:
    """The row of the highest value."""
    return max(rows, key=lambda row: float(row[by]))


def says() -> str:
    """What the tables say, in sentences."""
    found = standing()
    where = {name: [row for row in found["environments"] if row["environment"] == name] for name in ENVIRONMENTS}
    of = {name: {row["rule"]: row for row in rows} for name, rows in where.items()}
    alike, mixed = first(where["commons"], "meals")["rule"], [row["rule"] for row in found["mixed"]]
    spread = max(found["in_the_end"], key=found["in_the_end"].__getitem__)
    lives, eats = first(where["crash"], "survival")["rule"], first(where["settled"], "meals")["rule"]
    pair = {(row["rule"], row["among"]): row["meals"] for row in found["pairs"]}
    common = of["commons"]
    lone = pair["best", alike]
    parts = [
        f"- The rule that brings most food is not the one that survives. Where nothing happens, `{eats}` brings most "
        f"({of['settled'][eats]['meals']:.2f} meals a day), but in a crash only "
        f"{of['crash'][eats]['survival']:.0%} of its foragers survive. Of those who follow `{lives}` "
        f"{of['crash'][lives]['survival']:.0%} survive, and where nothing happens they eat only "
        f"{of['settled'][lives]['meals']:.2f} meals a day.",
        f"- What is best for all is not best for each. If all foragers on the commons follow the same rule, `{alike}` "
        f"brings most ({common[alike]['meals']:.2f} meals a day each; `best` {common['best']['meals']:.2f}). If each "
        f"follows another rule, `{alike}` is only number {mixed.index(alike) + 1} of {len(mixed)}, and `{mixed[0]}` is "
        f"first. One who follows `best` among nine who follow `{alike}` eats {lone:.2f}; if she followed `{alike}` "
        f"too, all would eat {pair[alike, alike]:.2f}.",
        f"- If rules that earn more are imitated, `{spread}` ends at {found['in_the_end'][spread]:.0%} of foragers and "
        f"`{alike}` at {found['in_the_end'][alike]:.0%}.",
    ]
    return "\n".join(parts)
