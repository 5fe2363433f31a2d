"""Commands that show everything: the tour of a few minutes' reading, and all scenarios at their full size."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import Annotated

import typer

from ..base.errors import checked_seeds
from ..base.files import writable_folder
from ..output.terminal import show_findings, tally
from ..registry import scenario_names

app = typer.Typer()

Seed = Annotated[int, typer.Option(help="Seed of the first run; the others follow.")]
OwnSeed = Annotated[
    int | None, typer.Option(help="Seed of the first run; the others follow. If left out, each scenario's own.")
]
Out = Annotated[Path, typer.Option(help="Folder for results.")]
WIDTH = 110
"""Letters in a line of the tour."""

OPENING = (
    "People who get better at what they do, and do more of what they are better at, do fewer and fewer things. Six "
    "stories show it, in the order of the essay, and one stop shows a remedy: slack, something saved to live on."
)
"""What the tour is about."""

WHERE_NEXT = (
    "specialise list                 all stories, and the questions asked of them",
    "specialise describe island      what happens in a story, and what can be changed",
    "specialise run-all              every scenario at full size, in some minutes",
)
"""Commands to go on with."""


@app.command(epilog="Example: `specialise tour --out my-tour`")
def tour(out: Out = Path("results"), seed: Seed = 0) -> None:
    """See the six stories and slack, each with one number and one figure; half a minute."""
    checked_seeds([seed])
    writable_folder(out)
    from ..output.folder import result_folder

    folder = result_folder(out / "tour")
    print(f"{fill(OPENING, WIDTH)}\n", flush=True)
    from ..studies.tour import visits, write_manifest
    from ..studies.tour_page import write_page
    from ..studies.tour_stops import STOPS

    seen = []
    for index, visit in enumerate(visits(folder, seed), start=1):
        print(fill(f"{index}/{len(STOPS)} {visit.stop.title.upper()}. {visit.stop.words}", WIDTH))
        print(fill(visit.sentence, WIDTH))
        print(f"Figure: {visit.file}\nTry: {visit.stop.again}\n", flush=True)
        seen.append(visit)
    page = out / "tour.html"
    write_page(seen, page, OPENING, WHERE_NEXT)
    write_manifest(folder, seen, page, seed)
    print("What became of the essay's sentences (in our words; in brackets, what was tested):")
    for visit in seen:
        print(f"  {visit.finding.verdict:<10}{visit.stop.title.removeprefix('The ').capitalize()}: {visit.stop.essay}")
    print(f"The tour as a page to read or print: {page}", *WHERE_NEXT, sep="\n")


@app.command("run-all", epilog="Example: `specialise run-all --out all`")
def run_all(out: Out = Path("results"), seed: OwnSeed = None) -> None:
    """Run every scenario at full size, write tables and figures, and print the table of claims.

    Run again, the command continues where it was stopped: results that the same code wrote with the same seed are kept.
    """
    checked_seeds([seed or 0])
    names = scenario_names()
    print(f"{len(names)} scenarios, results in {writable_folder(out)}/", flush=True)
    from .everything import all_scenarios

    findings = all_scenarios(names, out, seed)
    show_findings(findings)
    print(f"{len(findings)} claims: {tally(findings)}")
    print(f"Figures and tables are in {out}/. Next: specialise list, specialise describe NAME, specialise run NAME.")
