"""Compute what canon.md shows: ``uv run python docs/canon.py``, which takes some minutes.

``docs/update.py --text`` then writes the tables into the pages.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from specialisation_sim.base.files import write_whole
from specialisation_sim.figures.poster import poster
from specialisation_sim.maps.return_maps import checked_horizon, following_shares, generation_of
from specialisation_sim.maps.tilt_and_lock_in import both_of, maps_of_all, measure
from specialisation_sim.measures import mean_interval
from specialisation_sim.published import DOCKED
from specialisation_sim.registry import story
from specialisation_sim.stories import STORIES
from specialisation_sim.studies.tour import write_png

HERE = Path(__file__).resolve().parent
FILE = HERE / "canon.json"
START = 0.7
RUNS, SHARES = 60, 21
TITLES = {
    "march-1991": "March (1991)",
    "arthur-1989": "Arthur (1989), urn",
    "denrell-march-2001": "Denrell & March (2001)",
    "posen-levinthal-2012": "Posen & Levinthal (2012)",
    "cascades-1992": "Cascades",
    "music-lab-2006": "Music lab (2006)",
    "krugman-1991": "Krugman (1991)",
    "levinthal-1997": "Levinthal (1997)",
}
"""Papers as panels are headed; stories have their names."""
SLOW = {"levinthal-1997": 20}
"""Runs of models that draw a landscape for each."""


def title_of(name: str) -> str:
    """What a panel is headed."""
    return TITLES.get(name, f"the {name}" if name != "labour" else name)


def parts_of(name: str) -> dict[str, Any]:
    """How far a generation moves a share of 70 %, and how much of that is choosing and how much learning."""
    kind = story(name)
    generation = generation_of(kind)
    steps = max(checked_horizon(generation, None, None)[0], 2)
    alone = next(iter(both_of(kind).values()))
    learned, unlearned = (
        following_shares(
            kind,
            [alone],
            np.array([START]),
            runs=200 if name not in SLOW else 60,
            steps=steps,
            seasoned=generation.seasoned,
            progress=False,
            **without,
        )[0]
        for without in ({}, {"without": generation.learn})
    )
    after, kept = (float(mean_interval(values)[0][0]) for values in (learned, unlearned))
    moved = abs(kept - START) + abs(after - kept)
    rows = measure(name, runs=200 if name not in SLOW else 60, progress=False).to_dict("records")
    return {
        "story": name,
        "title": title_of(name)[0].upper() + title_of(name)[1:],
        "published": name in DOCKED,
        "share_of": generation.share_of,
        "lasts": generation.lasts,
        "force": generation.force,
        "note": generation.note,
        "next": after,
        "tilted": kept,
        "lock_in_part": abs(after - kept) / moved,
        "measured": [{key: none_for_nan(value) for key, value in row.items()} for row in rows],
    }


def none_for_nan(value: Any) -> Any:
    """What JSON can say."""
    return None if isinstance(value, float) and not np.isfinite(value) else value


def main() -> None:
    """Compute, draw and write."""
    names = [*STORIES, *DOCKED]
    parts = sorted((parts_of(name) for name in names), key=lambda row: row["lock_in_part"])
    drawn = [maps_of_all(name, shares=SHARES, runs=SLOW.get(name, RUNS), progress=False) for name in names]
    maps, points = (pd.concat([pair[k] for pair in drawn], ignore_index=True) for k in (0, 1))
    write_png(poster(maps, points, pd.DataFrame(parts)), HERE / "img" / "canon.png")
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    text = json.dumps({**kept, "parts": parts}, indent=1, allow_nan=False) + "\n"
    write_whole(FILE, lambda path: path.write_text(text, encoding="utf-8"))
    maps.to_pickle("/tmp/canonout/maps.pkl")
    points.to_pickle("/tmp/canonout/points.pkl")


if __name__ == "__main__":
    main()
