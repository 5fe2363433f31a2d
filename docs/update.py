"""Write what is generated: the table of claims, its summary and the picture in the README, the tables of parameters.

``uv run python docs/update.py`` runs every scenario at its own replicates, so that no number in prose is typed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from specialisation_sim import figures
from specialisation_sim.claims import Finding, Verdict
from specialisation_sim.experiments import maps_of_all
from specialisation_sim.experiments.one_curve import one_curve, said
from specialisation_sim.results import draw, write_figure
from specialisation_sim.scenario.catalogue import load_scenario, scenario_names
from specialisation_sim.worlds import WORLDS, story

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- claims: written by docs/update.py -->", "<!-- end of claims -->"

VERDICTS_HEAD = """# Claims, and what became of them

Written by `docs/update.py`. Each row is a sentence that can fail. Some do, and stay. Where a sentence hangs on
parameters, the last column says at how many points of a map over two of them it holds; the maps are the figures
`where_*.png` of its scenario.
"""

COLLAPSE_HEAD = """# One collapse?

Written by `docs/update.py`; `specialise collapse` draws it anew.

![Variety over its start against generations over data, of all systems](img/collapse.png)

Each system is put on the same axes. Up: its variety over that of the start, the median of runs; of kinds that can be
counted the effective number (order 1) beyond the last one, of a normal law the standard deviation. Along:
x = generations * (kinds - 1) / data of a generation, the unit in which a finite sample alone costs half a nat
of entropy (Miller 1955), so that what only resamples starts down exp(-x/2); of a normal law kinds less one is one.

Not every system has every regime. A band's practice is the last album alone where nothing is retained, and all albums
where everything is; it has no real data. A foundation's record does not accumulate. Its tenth of real data is outside
data in the record of grant-makers, not in the awards.
"""


def main() -> None:
    """Run all scenarios and write."""
    rows, summary = [], []
    for name in scenario_names():
        result = load_scenario(name).run()
        rows += [claim_row(name, finding) for finding in result.findings]
        summary.append(summary_row(name, result.scenario.question, result.findings))
        if name == "island-every-day":
            write_figure(draw(result)["skill_and_threshold"], ROOT / "docs" / "img" / "island")
            (ROOT / "docs" / "img" / "island.svg").unlink()
    write_figure(figures.same_picture(*maps_of_all()), ROOT / "docs" / "img" / "same_picture")
    (ROOT / "docs" / "img" / "same_picture.svg").unlink()
    curves, halves = one_curve()
    figure = figures.one_curve(curves, halves, said=said(halves), title="One collapse?")
    write_figure(figure, ROOT / "docs" / "img" / "collapse")
    (ROOT / "docs" / "img" / "collapse.svg").unlink()
    (ROOT / "docs" / "collapse.md").write_text(collapse_page(halves))
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n{summary_table(summary)}\n{END}{after}")
    (ROOT / "docs" / "verdicts.md").write_text(verdicts_page(rows))
    for name in WORLDS:
        (ROOT / "docs" / f"parameters_{name}.md").write_text(parameters_page(name))


def summary_table(rows: Iterable[str]) -> str:
    """How many claims of each scenario held, as Markdown."""
    return "\n".join(["| scenario | asks | held | failed | undecided |", "| --- | --- | --: | --: | --: |", *rows])


def summary_row(name: str, question: str, findings: Iterable[Finding]) -> str:
    """One scenario as a row."""
    verdicts = [finding.verdict for finding in findings]
    numbers = (str(verdicts.count(verdict) or "") for verdict in (Verdict.HOLDS, Verdict.FAILS, Verdict.UNDECIDED))
    return f"| {name} | {question} | {' | '.join(numbers)} |"


def verdicts_page(rows: Iterable[str]) -> str:
    """The table of all claims as a Markdown page."""
    head = "| scenario | claim | verdict | estimate (95 % interval) | must be | holds on its map |"
    return "\n".join([VERDICTS_HEAD, head, "| --- " * 6 + "|", *rows, ""])


def claim_row(name: str, finding: Finding) -> str:
    """One claim as a row."""
    claim = finding.claim
    cells = (
        name,
        claim.sentence,
        f"**{finding.verdict}**",
        f"{finding.estimate:.3g} ({finding.low:.3g} to {finding.high:.3g})",
        f"{claim.of}{f' less {claim.versus}' if claim.versus else ''}: {claim.demand}",
        f"{finding.holds_in:.0%}" if finding.holds_in == finding.holds_in else "",
    )
    return f"| {' | '.join(cells)} |"


def collapse_page(table: pd.DataFrame) -> str:
    """When half of the variety is gone in each system, as a Markdown page."""
    head = "| system | trained on | variety | data of a generation | kinds - 1 | half gone at x | left at the end |"
    rows = [
        f"| {row['system']} | {row['regime']} | {row['counts']} | {row['data']:,.0f} {row['data_are']} "
        f"| {row['free']:,.0f} | {f'{row["half"]:.2g}' if row['half'] > 0 else 'never'} "
        f"| {row['left']:.2f} at x = {row['x']:.2g} |"
        for row in table.to_dict("records")
    ]
    return "\n".join([COLLAPSE_HEAD, said(table), "", head, "| --- " * 7 + "|", *rows, ""])


def parameters_page(name: str) -> str:
    """All parameters of a story as a Markdown page."""
    columns = ("name", "symbol", "default", "allowed", "unit", "meaning", "source")
    lines = [f"# Parameters of the {name}", "", "Written by `docs/update.py`.", ""]
    lines += [f"| {' | '.join(columns)} |", "| --- " * len(columns) + "|"]
    lines += [f"| {' | '.join(row[column] for column in columns)} |" for row in story(name).Parameters.table()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
