"""Map what unlike days do to beliefs, for beliefs.md: ``uv run python docs/beliefs_map.py``, about a minute."""

from __future__ import annotations

import json
from pathlib import Path

from specialisation_sim import figures
from specialisation_sim.base.files import write_whole
from specialisation_sim.output import write_figure
from specialisation_sim.studies.hot_stove import hot_stove

HERE = Path(__file__).resolve().parent
FILE = HERE / "beliefs.json"


def main() -> None:
    """Run, write, draw."""
    found = hot_stove()
    rows = json.loads(found.to_json(orient="records", double_precision=5))
    write_whole(FILE, lambda part: part.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8"))
    write_figure(figures.hot_stove(found, title="Unlike days keep beliefs honest"), HERE / "img" / "beliefs")
    (HERE / "img" / "beliefs.svg").unlink()


if __name__ == "__main__":
    main()
