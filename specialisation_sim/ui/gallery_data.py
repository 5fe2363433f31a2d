"""What the gallery shows of each scenario: today's verdicts and a small curve of each variant, shipped as data.

`docs/update.py`, which has run every scenario, makes a card of each result and writes the file. ``python -m
specialisation_sim.ui.gallery_data docs/claims.json`` does so without the long runs: verdicts from that file, curves
from a few runs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ..base.files import write_whole
from ..claims import Result
from ..claims.readings import Reading
from ..claims.record_scenario import AuditResult
from ..output.claims_data import firmness_of_claims, read_claims
from .history import numbers
from .pictures import look_of
from .stories import find, scenarios

FILE = Path(__file__).parent / "gallery.json"
RUNS, POINTS, SHOWN = 20, 40, 4
"""Runs and points of a small curve, and variants that are drawn."""

type Cards = Mapping[str, Mapping[str, Any]]


@cache
def shipped() -> dict[str, Any]:
    """For each scenario its `claims` (sentence, verdict, audit), the `observable` drawn, its `times` and `curves`."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}


def card_of(result: Result | AuditResult) -> dict[str, Any]:
    """A scenario's verdicts as they came out, and its curves."""
    claims = [[finding.claim.sentence, str(finding.verdict), ""] for finding in result.findings]
    drawn = drawn_record(result) if isinstance(result, AuditResult) else drawn_runs(result)
    return {"claims": claims, **drawn}


def drawn_runs(result: Result) -> dict[str, Any]:
    """The observable that the first claim reads, and its median over time in each variant."""
    kind, scenario = find(result.scenario.story), result.scenario
    reads = [claim.statistic.observable for claim in scenario.claims if isinstance(claim.statistic, Reading)]
    name = reads[0] if reads else look_of(kind).charts[0][1][0]
    curves = {}
    for variant, outcome in list(result.outcomes.items())[:SHOWN]:
        values = outcome.series.pivot(index="run", columns="time", values=name).to_numpy()
        middle = np.full(values.shape[1], np.nan)
        finite = np.isfinite(values).any(axis=0)
        middle[finite] = np.nanmedian(values[:, finite], axis=0)
        curves[variant] = numbers(middle[shown(len(middle))], 3)
    times = np.unique(next(iter(result.outcomes.values())).series["time"])
    return {
        "observable": name,
        "unit": kind.observed[name].unit,
        "clock": kind.clock,
        "times": times[shown(len(times))].tolist(),
        "curves": curves,
    }


def drawn_record(result: AuditResult) -> dict[str, Any]:
    """The effective number of categories over the periods that can bear it, for each way of weighing."""
    audited = result.audited
    table = audited.table[audited.table["used"]]
    periods = list(dict.fromkeys(table["period"].tolist()))
    curves = {
        f"by {by}": numbers(table[table["by"] == by].set_index("period")["hill_1"].reindex(periods).to_numpy(), 3)
        for by in audited.by
    }
    return {
        "observable": "effective number of categories",
        "unit": "categories",
        "clock": audited.record.period,
        "times": [int(str(period)[:4]) for period in periods],
        "curves": curves,
    }


def shown(number: int) -> Any:
    """Places of the points of a small curve, the first and the last among them."""
    return np.unique(np.linspace(0, number - 1, min(POINTS, number)).astype(int))


def write(cards: Cards, data: Path, file: Path = FILE) -> None:
    """Write the file that ships.

    Parameters
    ----------
    cards : mapping
        For each scenario what `card_of` made of its result.
    data : Path
        The data file of claims, which says how firm each is.
    file : Path
        Where to.
    """
    audits = firmness_of_claims(read_claims(data))
    lines = []
    for name, card in cards.items():
        claims = [[sentence, verdict, audits.get((name, sentence), "")] for sentence, verdict, _ in card["claims"]]
        lines.append(f"{json.dumps(name)}: {json.dumps({**card, 'claims': claims}, ensure_ascii=False)}")
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    write_whole(file, lambda path: path.write_text(text, encoding="utf-8"))


def quick_cards(data: Path) -> dict[str, Any]:
    """Cards with verdicts from the data file, and curves from a few runs."""
    verdicts = read_claims(data)
    cards = {}
    for name, scenario in scenarios().items():
        result = scenario.run(replicates=min(RUNS, 6) if name == "chain-text" else RUNS, mapped=False, progress=False)
        claims = verdicts.get(name, {"claims": {}})["claims"]
        cards[name] = {**card_of(result), "claims": [[text, claim["verdict"], ""] for text, claim in claims.items()]}
    return cards


if __name__ == "__main__":
    file = Path(sys.argv[1])
    write(quick_cards(file), file)
