"""What the gallery shows of each scenario: today's verdicts and a small curve of each variant, shipped as data.

``python -m specialisation_sim.ui.gallery_data docs/claims.md`` writes the file anew, verdicts from the page of claims and
curves from a few runs; `docs/update.py` may call `write`.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ..claims import Verdict
from ..readings import Reading
from ..scenario import Scenario
from .history import numbers
from .pictures import look_of
from .stories import find, scenarios

FILE = Path(__file__).parent / "gallery.json"
RUNS, POINTS, SHOWN = 20, 40, 4
"""Runs and points of a small curve, and variants that are drawn."""


@cache
def shipped() -> dict[str, Any]:
    """For each scenario its `claims` (sentence, verdict, audit), the `observable` drawn and its `curves`."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}


def read_claims(text: str) -> dict[str, list[list[str]]]:
    """Sentence, verdict and audit of each scenario's claims, from tables that begin with scenario, claim and verdict."""
    found: dict[str, list[list[str]]] = {}
    head: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip().strip("*") for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("| scenario |"):
            head = cells
        elif line.startswith("| ") and head[:3] == ["scenario", "claim", "verdict"] and cells[2] in set(Verdict):
            row = dict(zip(head, cells, strict=False))
            found.setdefault(row["scenario"], []).append([row["claim"], row["verdict"], row.get("audit", "")])
    return found


def curves_of(scenario: Scenario) -> dict[str, Any]:
    """The observable that the first claim reads, and its median over time in each variant."""
    from ..experiments import ensemble

    kind = find(scenario.story)
    reads = [claim.statistic.observable for claim in scenario.claims if isinstance(claim.statistic, Reading)]
    name = reads[0] if reads else look_of(kind).charts[0][1][0]
    curves = {}
    for variant, changes in list(scenario.variants.items())[:SHOWN]:
        every = max(scenario.steps // POINTS, 1)
        found = ensemble(
            kind,
            kind.Parameters(**changes),
            RUNS,
            scenario.steps,
            every=every,
            record=[name],
            workers=1,
            progress=False,
        ).series
        values = found[name].to_numpy().reshape(RUNS, -1)
        middle = np.full(values.shape[1], np.nan)
        known = np.isfinite(values).any(axis=0)
        middle[known] = np.nanmedian(values[:, known], axis=0)
        curves[variant] = numbers(middle, 3)
    return {"observable": name, "curves": curves}


def write(claims: dict[str, list[list[str]]]) -> None:
    """Write the file that ships."""
    rows = {
        name: {"claims": claims.get(name, []), **(curves_of(one) if isinstance(one, Scenario) else {})}
        for name, one in scenarios().items()
    }
    lines = [f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in rows.items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write(read_claims(Path(sys.argv[1]).read_text(encoding="utf-8")))
