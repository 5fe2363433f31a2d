"""Commands on scenarios and stories: list, describe, run, check, audit-claims, tour."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..base.errors import UserError
from ..output.terminal import console, demand_of, show_findings, show_parameters, show_table, tally

if TYPE_CHECKING:
    from ..claims.claim import Finding

app = typer.Typer()

Name = Annotated[
    str, typer.Argument(help="A scenario or a story (see `specialise list`), or a Python file that defines one.")
]
Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change a parameter in all variants; may be given again."),
]
Replicates = Annotated[int | None, typer.Option(help="Runs of each variant.")]
Seed = Annotated[int, typer.Option(help="Seed of the first run; the others follow.")]
Out = Annotated[Path, typer.Option(help="Folder for results.")]
CSV = Annotated[bool, typer.Option("--csv", help="Write frames as CSV in place of Parquet.")]
Weather = Annotated[
    Path | None, typer.Option(help="File of weather: a column `cloud` (0 to 1), or that of a common service.")
]


@app.command("list")
def list_scenarios() -> None:
    """List the scenarios and the stories they tell."""
    from ..chains import CHAINS
    from ..claims.catalogue import load_scenario, scenario_names
    from ..published import DOCKED
    from ..stories import STORIES

    rows = [(scenario.name, scenario.story, scenario.question) for scenario in map(load_scenario, scenario_names())]
    show_table("Scenarios", ("name", "story", "question"), rows)
    show_table("Stories", ("name",), [(name,) for name in STORIES])
    show_table("Chains", ("name",), [(name,) for name in CHAINS])
    show_table("Published models", ("name",), [(name,) for name in DOCKED])
    print("\nspecialise describe NAME tells more; specialise run NAME runs it.")


@app.command(epilog="Example: `specialise describe island`")
def describe(name: Name) -> None:
    """Tell of a scenario or a story: what happens, variants, claims, parameters with units and sources."""
    from ..claims.record_scenario import AuditScenario
    from ..registry import story
    from .running import find

    terminal = console()
    scenario = find(name)
    if scenario.name == scenario.story and not scenario.claims:  # a story by itself
        kind = story(scenario.story)
        terminal.print((sys.modules[kind.__module__].__doc__ or "").strip(), highlight=False)
        terminal.print(f"\nA step is a {kind.clock}. Phases: {', '.join(kind.phases)}.\n", highlight=False)
        show_parameters(kind.Parameters)
        show_table(
            "Observables",
            ("name", "unit", "meaning"),
            [(key, one.unit, one.meaning) for key, one in kind.observed.items()],
        )
        return
    terminal.print(
        f"[bold]{scenario.title}[/bold]\n{scenario.question}\n\nTests: {scenario.passage}\n", highlight=False
    )
    if isinstance(scenario, AuditScenario):
        show_table("Claims", ("claim", "demand"), [(claim.sentence, demand_of(claim)) for claim in scenario.claims])
        print(f"\nIt audits {scenario.data}. specialise run {scenario.name or name} runs it.")
        return
    variants = [
        (key, ", ".join(f"{field} = {value}" for field, value in changes.items()) or "defaults")
        for key, changes in scenario.variants.items()
    ]
    show_table(
        f"Variants of the {scenario.story}, {scenario.replicates} runs of {scenario.steps} steps",
        ("variant", "parameters"),
        variants,
    )
    show_table("Claims", ("claim", "demand"), [(claim.sentence, demand_of(claim)) for claim in scenario.claims])
    print(
        f"\nspecialise describe {scenario.story} lists the parameters; specialise run {scenario.name or name} runs it."
    )


@app.command(
    epilog="Examples: `specialise run island-slack` · `specialise run island-slack --set need=0.6 --replicates 500` · "
    "`specialise run island --set exponent=1` · `specialise run island-seattle --weather mine.csv`"
)
def run(
    name: Name,
    changes: Changes = None,
    replicates: Replicates = None,
    seed: Seed = 0,
    out: Annotated[Path | None, typer.Option(help="Folder for results; results/NAME if left out.")] = None,
    csv: CSV = False,
    weather: Weather = None,
    weather_column: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Column of the cloud cover, where there are several.")
    ] = None,
    latitude: Annotated[float | None, typer.Option(help="Degrees north, to tell cloud from hours of sunshine.")] = None,
    fill_gaps: Annotated[bool, typer.Option("--fill-gaps", help="Fill gaps of the weather of up to ten days.")] = False,
) -> None:
    """Run a scenario: weigh its claims, write frames, figures and a manifest."""
    from .running import find, run_scenario

    scenario = find(name)
    folder = out or Path("results") / (scenario.name or "scenario")
    sky = {"column": weather_column, "latitude": latitude, "fill_gaps": fill_gaps}
    result = run_scenario(scenario, folder, changes, replicates, seed, csv, weather, sky)
    print(f"Results are in {folder}/", flush=True)
    changed = ", ".join(change for change in [*(changes or []), *([f"weather = {weather.name}"] if weather else [])])
    if result.findings:
        show_findings(result.findings, f"Claims (changed: {changed})" if changed else "Claims")


@app.command(epilog="Examples: `specialise check` · `specialise check island-slack island-seattle`")
def check(
    names: Annotated[list[str] | None, typer.Argument(help="Scenarios; all of them if left out.")] = None,
    replicates: Replicates = None,
    seed: Seed = 0,
    strict: Annotated[bool, typer.Option(help="Exit with 1 if any claim fails, expected or not.")] = False,
) -> None:
    """Weigh claims and write nothing; exit with 1 on a verdict that is not the expected one.

    At a scenario's own number of replicates a claim that is expected to hold or fail must be decided; with fewer it may
    stay undecided.
    """
    from ..claims.catalogue import load_scenario, scenario_names
    from ..claims.claim import Verdict
    from ..registry import WORLDS

    findings: list[Finding] = []
    if story_names := [name for name in names or [] if name in WORLDS]:
        raise UserError(f"{story_names[0]} is a story without claims; specialise list names the scenarios")
    for scenario in list(map(load_scenario, names or scenario_names())):
        found = scenario.run(replicates=replicates, seed=seed, mapped=False).findings
        show_findings(found, scenario.name)
        findings += found
    news = [each for each in findings if each.unexpected or (replicates is None and each.undecided)]
    print(f"{len(findings)} claims: {tally(findings)}; {len(news)} of them unexpected")
    for finding in news:
        print(f"unexpected: {finding.claim.sentence!r} {finding.verdict}; expected: {finding.claim.expected}")
    failed = any(finding.verdict is Verdict.FAILS for finding in findings)
    raise typer.Exit(1 if news or (strict and failed) else 0)


@app.command(
    "audit-claims",
    epilog="Examples: `specialise audit-claims island-slack` · `specialise audit-claims --docs docs/claims.md`",
)
def audit_claims(
    names: Annotated[list[str] | None, typer.Argument(help="Scenarios; all of them if left out.")] = None,
    points: Annotated[int, typer.Option(help="Points of the neighbourhood.")] = 40,
    width: Annotated[float, typer.Option(help="How far parameters move, as a part of themselves.")] = 0.2,
    replicates: Replicates = None,
    seed: Seed = 0,
    out: Annotated[Path | None, typer.Option(help="CSV file for the table.")] = None,
    docs: Annotated[Path | None, typer.Option(help="Markdown file for the page of the docs.")] = None,
) -> None:
    """Ask how firm claims are: under changes that must not matter, on other seeds, and around their parameters.

    Exits with 1 if a claim is BROKEN.
    """
    from ..output.claims_page import report_claims

    audits = report_claims(names or [], out, docs, points=points, width=width, replicates=replicates, seed=seed)
    raise typer.Exit(1 if any(audit.broken for audit in audits) else 0)


@app.command(epilog="Example: `specialise tour --out my-tour`")
def tour(out: Out = Path("results"), seed: Seed = 0) -> None:
    """Run every scenario, print the table of claims and write all figures: a walk through the house."""
    from ..base.files import writable_folder
    from ..claims.catalogue import scenario_names
    from .running import tour_scenarios

    names = scenario_names()
    print(f"{len(names)} scenarios, results in {writable_folder(out)}/", flush=True)
    findings = tour_scenarios(names, out, seed)
    show_findings(findings)
    print(f"{len(findings)} claims: {tally(findings)}")
    print(f"Figures and frames are in {out}/. Next: specialise list, specialise describe NAME, specialise run NAME.")
    print("In the browser: specialise ui")
