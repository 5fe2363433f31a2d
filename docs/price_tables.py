"""Weigh the policies of price.md and levers.md: ``uv run python docs/price_tables.py``, which takes some minutes.

Cases may be named; what is known of the others is then kept. ``docs/update.py --text`` writes the tables.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pandas as pd

from specialisation_sim import figures
from specialisation_sim.base.files import write_whole
from specialisation_sim.output import write_figure
from specialisation_sim.studies.cases import CASES
from specialisation_sim.studies.price import prices, weigh

HERE = Path(__file__).resolve().parent
FILE = HERE / "price.json"
RUNS = 100


def main() -> None:
    """Weigh, write, draw."""
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("case", nargs="*", help="cases to weigh; all if none is named")
    asked = words.parse_args().case
    known = json.loads(FILE.read_text(encoding="utf-8")) if asked and FILE.exists() else {"policies": {}, "prices": []}
    for name in asked or CASES:
        table = weigh(CASES[name], runs=RUNS, progress=False)
        known["policies"][name] = json.loads(table.to_json(orient="records", double_precision=6))
        others = [row for row in known["prices"] if row["case"] != name]
        known["prices"] = others + prices(name, CASES[name], table)
    policies = {name: known["policies"][name] for name in CASES if name in known["policies"]}
    order = list(CASES)
    found = {
        "runs": RUNS,
        "prices": sorted(known["prices"], key=lambda row: order.index(row["case"])),
        "policies": policies,
    }
    write_whole(FILE, lambda part: part.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8"))
    draw({name: pd.DataFrame(rows) for name, rows in policies.items()})


def draw(tables: dict[str, pd.DataFrame]) -> None:
    """The figure of levers.md: the cases that have any."""
    some = {name: table for name, table in tables.items() if (table["lever"] != "").any()}
    figure = figures.levers(some, title="What each lever keeps, and what it costs")
    write_figure(figure, HERE / "img" / "levers")
    (HERE / "img" / "levers.svg").unlink()


if __name__ == "__main__":
    main()
