"""Weigh the policies of price.md and levers.md: ``uv run python docs/price_tables.py``, which takes some minutes.

``docs/update.py --text`` then writes the tables into the pages.
"""

from __future__ import annotations

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
    tables = {name: weigh(case, runs=RUNS, progress=False) for name, case in CASES.items()}
    found = {
        "runs": RUNS,
        "prices": [row for name, case in CASES.items() for row in prices(name, case, tables[name])],
        "policies": {
            name: json.loads(table.to_json(orient="records", double_precision=6)) for name, table in tables.items()
        },
    }
    write_whole(FILE, lambda part: part.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8"))
    draw(tables)


def draw(tables: dict[str, pd.DataFrame]) -> None:
    """The figure of levers.md: the cases that have any."""
    some = {name: table for name, table in tables.items() if (table["lever"] != "").any()}
    figure = figures.levers(some, title="What each lever keeps, and what it costs")
    write_figure(figure, HERE / "img" / "levers")
    (HERE / "img" / "levers.svg").unlink()


if __name__ == "__main__":
    main()
