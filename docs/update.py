"""Write what is generated: tables of claims and of parameters, the README's summary and picture, the page on March.

``uv run python docs/update.py`` runs every scenario at its own replicates, so that no number in prose is typed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from matplotlib.figure import Figure

from specialisation_sim.claims import Finding, Verdict
from specialisation_sim.experiments import maps_of_all
from specialisation_sim.figures import same_picture
from specialisation_sim.results import draw, write_figure
from specialisation_sim.scenario import Result
from specialisation_sim.scenario.catalogue import load_scenario, scenario_names
from specialisation_sim.worlds import WORLDS, story

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- claims: written by docs/update.py -->", "<!-- end of claims -->"

VERDICTS_HEAD = """# Claims, and what became of them

Written by `docs/update.py`. Each row is a sentence that can fail. Some do, and stay. Where a sentence hangs on
parameters, the last column says at how many points of a map over two of them it holds; the maps are the figures
`where_*.png` of its scenario.
"""


def main() -> None:
    """Run all scenarios and write."""
    rows, summary = [], []
    for name in scenario_names():
        result = load_scenario(name).run()
        rows += [claim_row(name, finding) for finding in result.findings]
        summary.append(summary_row(name, result.scenario.question, result.findings))
        if name == "island-every-day":
            write_picture(draw(result)["skill_and_threshold"], "island")
        if name == "docking-march-1991":
            write_docking(result)
    write_picture(same_picture(*maps_of_all()), "same_picture")
    write_between(ROOT / "README.md", BEGIN, END, summary_table(summary))
    (ROOT / "docs" / "verdicts.md").write_text(verdicts_page(rows))
    for name in WORLDS:
        (ROOT / "docs" / f"parameters_{name}.md").write_text(parameters_page(name))


def write_picture(figure: Figure, name: str) -> None:
    """A figure for a page, as PNG alone."""
    for file in write_figure(figure, ROOT / "docs" / "img" / name):
        if file.suffix == ".svg":
            file.unlink()


def write_between(page: Path, begin: str, end: str, text: str) -> None:
    """Put text between two marks of a page."""
    before, _, rest = page.read_text().partition(begin)
    page.write_text(f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}")


def write_docking(result: Result) -> None:
    """What was found of March (1991), beside what the paper says: the table and the figures of its page."""
    write_between(ROOT / "docs" / "docking_march_1991.md", BEGIN, END, docking_table(result.findings))
    for name, figure in draw(result).items():
        write_picture(figure, f"march_1991_{name}")


def docking_table(findings: Iterable[Finding]) -> str:
    """One row a sentence of the paper, and a column for each reading of its model."""
    rows: dict[str, list[str]] = {}
    for finding in findings:
        sentence, _, _ = finding.claim.sentence.rpartition(" (")
        interval = f"{finding.estimate:.2g} ({finding.low:.2g} to {finding.high:.2g})"
        rows.setdefault(sentence, [finding.claim.demand]).append(f"**{finding.verdict}** {interval}")
    head = "| finding | must be | the paper's words | the program |"
    return "\n".join([head, "| --- " * 4 + "|", *(f"| {' | '.join([name, *row])} |" for name, row in rows.items())])


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


def parameters_page(name: str) -> str:
    """All parameters of a story as a Markdown page."""
    columns = ("name", "symbol", "default", "allowed", "unit", "meaning", "source")
    lines = [f"# Parameters of the {name}", "", "Written by `docs/update.py`.", ""]
    lines += [f"| {' | '.join(columns)} |", "| --- " * len(columns) + "|"]
    lines += [f"| {' | '.join(row[column] for column in columns)} |" for row in story(name).Parameters.table()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
