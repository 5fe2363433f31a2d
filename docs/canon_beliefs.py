"""Compute the table and the figure of two kinds of narrowing: ``uv run python docs/canon_beliefs.py``, one minute.

Practice off and on, by mistaken beliefs off and on, in the island, the foundation and labour.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from specialisation_sim import ensemble, return_map
from specialisation_sim.base.files import write_whole
from specialisation_sim.figures.style import PALETTE, canvas, house_style
from specialisation_sim.measures import mean_interval
from specialisation_sim.registry import story

HERE = Path(__file__).resolve().parent
FILE = HERE / "canon.json"
WORDS = {(False, False): "neither", (True, False): "practice", (False, True): "beliefs", (True, True): "both"}
DESIGN: dict[str, dict[str, Any]] = {
    "island": {
        "base": {"sunny": 0.5, "need": 0.0, "fish_noise": 1.0, "spread": 0.6},
        "practice": {False: {"exponent": 0.0}, True: {"exponent": 0.32}},
        "beliefs": {False: ({}, {"choose": "best"}), True: ({}, {"choose": "beliefs"})},
        "steps": 1095,
        "reads": "share of hunting in three years",
        "observable": "hunting_record",
    },
    "foundation": {
        "base": {"selectivity": 0.1, "large_share": 0.5},
        "practice": {False: {"exponent": 0.0}, True: {"exponent": 1.0}},
        "beliefs": {False: ({"surprise": 0.0}, {}), True: ({"surprise": 0.5}, {})},
        "steps": 20,
        "reads": "share of the first domain in the awards of year 20",
        "observable": "award_share",
    },
    "labour": {
        "base": {"workers": 1},
        "practice": {False: {"exponent": 0.0}, True: {"exponent": 0.32}},
        "beliefs": {False: ({}, {"choose": "best"}), True: ({}, {"choose": "beliefs"})},
        "steps": 520,
        "reads": "share of accounting in ten years",
        "observable": "accounting_record",
    },
}
RUNS = 200


def cells(name: str) -> list[dict[str, Any]]:
    """Distance of the share from one half, and the return map, in each of the four cases."""
    plan, kind, rows = DESIGN[name], story(name), []
    for practice, beliefs in WORDS:
        also, options = plan["beliefs"][beliefs]
        given = {**plan["base"], **plan["practice"][practice], **also}
        ends = ensemble(
            kind,
            kind.Parameters(**given),
            RUNS,
            plan["steps"],
            every=plan["steps"],
            record=[plan["observable"]],
            progress=False,
            **options,
        ).runs[plan["observable"]]
        mean, low, high = (float(each) for each in mean_interval(np.abs(ends.to_numpy() - 0.5)))
        mapped = return_map(kind, given, np.linspace(0.02, 0.98, 13), runs=60, progress=False, **options).table
        rows.append(
            {
                "story": name,
                "practice": practice,
                "beliefs": beliefs,
                "distance": mean,
                "low": low,
                "high": high,
                "share": float(ends.mean()),
                "reads": plan["reads"],
                "map": mapped[["share", "next", "low", "high"]].round(5).to_dict("list"),
            }
        )
    return rows


def draw(rows: list[dict[str, Any]]) -> Any:
    """A panel a story, a line a case."""
    titles = {"island": "The island", "foundation": "The foundation", "labour": "Labour"}
    colour = dict(zip(WORDS.values(), ("#8a8a8a", PALETTE[0], PALETTE[2], PALETTE[1]), strict=True))
    with house_style():
        figure, axes = canvas(1, 3, width=12.8, height=7.2, sharex=True, sharey=True)
        for axis, name in zip(axes, DESIGN, strict=True):
            for row in (row for row in rows if row["story"] == name):
                words, table = WORDS[row["practice"], row["beliefs"]], pd.DataFrame(row["map"])
                axis.fill_between(table["share"], table["low"], table["high"], color=colour[words], alpha=0.18, lw=0)
                dashed = "--" if words == "both" else "-"
                axis.plot(table["share"], table["next"], dashed, color=colour[words], label=words)
            axis.plot([0, 1], [0, 1], color="#8a8a8a", linewidth=1.2, linestyle=(0, (5, 3)))
            axis.set_title(titles[name])
            axis.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal", xlabel="share now")
        axes[0].set_ylabel("share next")
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=4, fontsize=14)
        title = "Practice and mistaken beliefs, apart and together"
        figure.suptitle(title, x=0.01, ha="left", fontsize=20, fontweight="bold")
        return figure


def main() -> None:
    """Compute, draw and write."""
    rows = [row for name in DESIGN for row in cells(name)]
    drawn = draw(rows)
    with house_style():
        write_whole(HERE / "img" / "canon_beliefs.png", lambda path: drawn.savefig(path, dpi=100))
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    text = json.dumps({**kept, "beliefs": rows}, indent=1, allow_nan=False) + "\n"
    write_whole(FILE, lambda path: path.write_text(text, encoding="utf-8"))


if __name__ == "__main__":
    main()
