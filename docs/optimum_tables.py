"""Compute the tables and figures of optimum.md: ``uv run python docs/optimum_tables.py``, which takes some minutes.

``docs/update.py --text`` then writes the tables into the page.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from specialisation_sim import figures
from specialisation_sim.base.files import write_whole
from specialisation_sim.optimum import SETTLED, licence, with_store, without_store
from specialisation_sim.optimum.forager import InformedForager, checked
from specialisation_sim.optimum.grid import Grid, Size
from specialisation_sim.optimum.optimal_rule import QUICK
from specialisation_sim.optimum.path import until
from specialisation_sim.studies.tour import write_png

HERE = Path(__file__).resolve().parent
FILE = HERE / "optimum.json"
EXPONENTS = (0.16, 0.32, 0.5, 0.75, 1.0)
HAZARDS = (0.0, 0.001, 0.003, 0.01)
STARTS = ((20, 185), (10, 185), (10, 100))
CAPS = (0, 2, 5, 10, 20)
NEED = 1.2


def calm() -> list[dict[str, Any]]:
    """Policies without a need, by exponent."""
    rows = []
    for exponent in EXPONENTS:
        found = without_store({"exponent": exponent}, days=365)
        meals = dict(zip(found.policies["policy"], found.policies["meals"], strict=True))
        day = found.days[found.days["day"] == 1].set_index("policy")["threshold"]
        hunting = found.days.groupby("policy")["hunting"].mean()
        rows.append(
            {
                "exponent": exponent,
                **meals,
                "error": float(found.policies["error"].max()),
                "price": found.price,
                "gain": meals["optimum"] / meals["sunny days"] - 1,
                "reaped": (meals["myopic"] - meals["sunny days"]) / (meals["optimum"] - meals["sunny days"]),
                "first": [day["myopic"], day["optimum"]],
                "hunting": [hunting["myopic"], hunting["optimum"]],
            }
        )
        print(rows[-1], flush=True)
    return rows


def hazards() -> list[dict[str, Any]]:
    """Price of myopia and thresholds on day 365 without a need, by exponent and chance of a crash for good."""
    rows = []
    for exponent in (0.32, 1.0):
        for hazard in HAZARDS:
            found = without_store({"exponent": exponent, "crash_rate": hazard, "regrowth": 0}, days=365)
            last = found.days[found.days["day"] == 365].set_index("policy")["threshold"]
            both = {name: float(last[name]) for name in ("optimum", "myopic")}
            rows.append({"exponent": exponent, "hazard": hazard, "price": found.price, **both})
            print(rows[-1], flush=True)
    return rows


def stores() -> list[dict[str, Any]]:
    """Discounted meals until death of a settled forager with a store, by hazard, store and start."""
    rows = []
    for cap, start in STARTS:
        for hazard in HAZARDS[1:]:
            changes = {"slack_cap": cap, "slack_start": cap, "hunt_practice": start, "fish_practice": 200 - start}
            found = with_store({**SETTLED, **changes, "need": NEED, "crash_rate": hazard}, size=QUICK)
            last = found.days[found.days["day"] == 730].set_index("policy")["fishing_experience"]
            both = {name: float(last[name]) for name in ("optimum", "myopic")}
            error = found.price_error
            rows.append({"cap": cap, "start": start, "hazard": hazard, "price": found.price, "error": error, **both})
            print(rows[-1], flush=True)
    return rows


def licences() -> list[dict[str, Any]]:
    """What room to store lets a forager become good at, by need and start."""
    rows = []
    for start in (185, 150, 100):
        for need in (1.0, 1.1, 1.2, 1.3):
            row: dict[str, Any] = {"start": start, "need": need}
            for room, ahead in ((0, True), (1, True), (20, False)):
                found = licence(need, room, ahead=ahead, start=start)
                name = f"{room}" if ahead else "myopic"
                row[name] = [None if np.isnan(each) else round(each, 4) for each in found]
            rows.append(row)
            print(row, flush=True)
    return rows


def dwindling() -> list[dict[str, Any]]:
    """Chance to live 300 days while the game falls evenly to a twentieth in 120 days, by store and need."""
    rows, days = [], np.arange(300)
    game = np.maximum(1 - 0.95 * days / 120, 0.05)
    for cap in CAPS:
        row: dict[str, Any] = {"cap": cap}
        for need in (NEED, 0.8):
            forager = InformedForager(checked({**SETTLED, "need": need, "slack_cap": cap, "slack_start": cap}), 0.997)
            grid = Grid(forager, QUICK if cap else Size(41, 1, 400), survival=True)
            path = until(grid, game)
            row[str(need)] = [float((grid.begin() * each).sum()) for each in (path.optimum, path.myopic)]
        rows.append(row)
        print(row, flush=True)
    return rows


def draw() -> None:
    """The two figures of the page."""
    exact = without_store({"exponent": 0.32})
    figure = figures.optimum_by_day(
        exact.days,
        second="shadow_price",
        label="shadow price of a hunt, meals",
        title="Without a store: the patient narrow at once, the myopic drift",
    )
    write_png(figure, HERE / "img" / "optimum_threshold.png")
    found = with_store({**SETTLED, "need": NEED, "crash_rate": 0.003})
    title = "With a store and a crash a year: how often to hunt"
    write_png(figures.optimum_policy(found.policy, title=title), HERE / "img" / "optimum_policy.png")


def main() -> None:
    """Compute, write, draw; with the names of tables, these alone."""
    makers = {"calm": calm, "dwindling": dwindling, "stores": stores, "hazards": hazards, "licences": licences}
    asked = sys.argv[1:]
    known = json.loads(FILE.read_text(encoding="utf-8")) if asked else {}
    tables = {**known, **{name: makers[name]() for name in asked or makers}}
    text = json.dumps(tables, indent=1, allow_nan=False) + "\n"
    write_whole(FILE, lambda part: part.write_text(text, encoding="utf-8"))
    if not asked:
        draw()


if __name__ == "__main__":
    main()
