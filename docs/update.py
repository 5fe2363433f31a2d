"""Write what is generated: claims and their summary, the README's picture, tables of parameters, the browser's gallery.

``uv run python docs/update.py`` runs every scenario at its own replicates, so that no number in prose is typed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from specialisation_sim.claims import Finding, Verdict
from specialisation_sim.experiments import maps_of_all
from specialisation_sim.figures import same_picture
from specialisation_sim.results import draw, write_figure
from specialisation_sim.scenario.catalogue import load_scenario, scenario_names
from specialisation_sim.ui import gallery_data
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
    rows, summary, cards = [], [], {}
    for name in scenario_names():
        result = load_scenario(name).run()
        rows += [claim_row(name, finding) for finding in result.findings]
        summary.append(summary_row(name, result.scenario.question, result.findings))
        cards[name] = gallery_data.card_of(result)
        if name == "island-every-day":
            write_figure(draw(result)["skill_and_threshold"], ROOT / "docs" / "img" / "island")
            (ROOT / "docs" / "img" / "island.svg").unlink()
    write_figure(same_picture(*maps_of_all()), ROOT / "docs" / "img" / "same_picture")
    (ROOT / "docs" / "img" / "same_picture.svg").unlink()
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n{summary_table(summary)}\n{END}{after}")
    (ROOT / "docs" / "verdicts.md").write_text(verdicts_page(rows))
    gallery_data.write(cards, ROOT / "docs")
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


def parameters_page(name: str) -> str:
    """All parameters of a story as a Markdown page."""
    columns = ("name", "symbol", "default", "allowed", "unit", "meaning", "source")
    lines = [f"# Parameters of the {name}", "", "Written by `docs/update.py`.", ""]
    lines += [f"| {' | '.join(columns)} |", "| --- " * len(columns) + "|"]
    lines += [f"| {' | '.join(row[column] for column in columns)} |" for row in story(name).Parameters.table()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
