"""Commands on scenarios and stories: list, describe, run, check, audit-claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..base.errors import UserError, checked_seeds
from ..model.settings import setting_of
from ..output.terminal import console, show_findings, show_parameters, show_table, tally
from ..registry import NAMED, RUNNABLE, entries, resolve, scenario_names
from . import completion
from .checking import Setting, check_names, checked_world

if TYPE_CHECKING:
    from ..claims.claim import Finding

app = typer.Typer()

Name = Annotated[
    str,
    typer.Argument(
        help="A scenario or a story (see `specialise list`), or a Python file that defines one.",
        autocompletion=completion.runnable,
    ),
]
Scenarios = Annotated[
    list[str] | None,
    typer.Argument(help="Scenarios; all of them if left out.", autocompletion=completion.scenarios),
]
Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change a parameter in all variants; may be repeated."),
]
Replicates = Annotated[int | None, typer.Option(help="Runs of each variant.")]
Seed = Annotated[
    int | None, typer.Option(help="Seed of the first run; the others follow. If left out, the scenario's own.")
]
Choose = Annotated[
    str | None,
    typer.Option(
        metavar="RULE", help="Rule by which all agents choose: best, floor, index, ...", autocompletion=completion.rules
    ),
]
CSV = Annotated[bool, typer.Option("--csv", help="Write tables as CSV instead of Parquet.")]
Weather = Annotated[
    Path | None, typer.Option(help="Weather file: a column `cloud` (0 to 1), or as weather services write it.")
]


LISTED = {
    "stories": "THE STORIES, and what scenarios ask of them",
    "chains": "MACHINE-LEARNING ORIGINALS (chains of models that learn from each other)",
    "published": "PUBLISHED MODELS",
}
"""Groups of worlds in the order in which they are listed, with their headings."""


@app.command("list")
def list_scenarios() -> None:
    """List the stories, each with its scenarios (questions about it); then chains, published models and records."""
    from ..output.outlines import head, world_outline

    asked: dict[str, list[tuple[str, str]]] = {}
    width = 2 + max(map(len, scenario_names()))
    for each in map(head, scenario_names()):
        asked.setdefault(each.story, []).append((each.name, each.question))
    for group, title in LISTED.items():
        print(f"{title}\n")
        for name in entries((group,)):
            print(f"{name}: {in_a_sentence(world_outline(name).about)}")
            for scenario, question in asked.pop(name, []):
                print(f"    {scenario:<{width}}{question}")
            print()
    print("REAL RECORDS\n")
    for scenario, question in (pair for pairs in asked.values() for pair in pairs):
        print(f"    {scenario:<{width}}{question}")
    print("\nspecialise describe NAME says more of a name; specialise run NAME runs it.")


def in_a_sentence(about: str) -> str:
    """The first sentence of what a world says of itself, without its name."""
    first = " ".join(about.strip().partition("\n\n")[0].split())
    name, _, rest = first.partition(": ")
    return rest[0].upper() + rest[1:] if rest else name


@app.command(epilog="Example: `specialise describe island`")
def describe(
    name: Name,
    everything: Annotated[
        bool, typer.Option("--all", help="Show all parameters, not only those to try first.")
    ] = False,
    setting: Setting = None,
) -> None:
    """Describe a story or a scenario: what happens, variants, claims, and parameters with units and sources."""
    from ..model.outline import Outline
    from ..output.outlines import outline

    described, terminal = outline(name), console()
    if setting and not isinstance(described, Outline):
        raise UserError(f"{name} is a scenario; --setting is of a story")
    if isinstance(described, Outline):
        setting_of(described.settings, setting, described.name)
        terminal.print(described.about, highlight=False)
        terminal.print(f"\nA step is a {described.clock}. Phases: {', '.join(described.phases)}.\n", highlight=False)
        first = [row for row in described.rows if row["key"] == "yes"]
        shown = list(described.rows) if everything or not first else first
        show_parameters(shown, "Parameters" if len(shown) == len(described.rows) else "Parameters to try first")
        if len(shown) < len(described.rows):
            print(f"{len(described.rows) - len(shown)} more: specialise describe {name} --all\n")
        for named in described.settings.values():
            if setting in (None, named.name):
                rows = [(key, str(value), named.sources[key]) for key, value in named.items()]
                show_table(f"Setting {named.name}", ("name", "value", "source"), rows)
                terminal.print(named.about, highlight=False)
        observed = [(key, observable.unit, observable.meaning) for key, observable in described.observed.items()]
        show_table("Observables", ("name", "unit", "meaning"), observed)
        return
    terminal.print(
        f"[bold]{described.title}[/bold]\n{described.question}\n\nTests: {described.passage}\n", highlight=False
    )
    if not described.data:
        title = f"Variants of the {described.story}, {described.runs} runs of {described.steps} steps"
        show_table(title, ("variant", "parameters"), described.variants)
    show_table("Claims", ("claim", "demand"), described.claims)
    lists = (
        f"It audits {described.data}."
        if described.data
        else f"specialise describe {described.story} lists the parameters;"
    )
    print(f"\n{lists} specialise run {described.name or name} runs it.")


@app.command(
    epilog="Examples: `specialise run island-slack` · `specialise run island-slack --set need=0.6 --replicates 500` · "
    "`specialise run island --set exponent=1` · `specialise run island --choose floor` · "
    "`specialise run island-seattle --weather mine.csv` · `specialise run island-slack --replicates 20 --events`"
)
def run(
    name: Name,
    changes: Changes = None,
    setting: Setting = None,
    replicates: Replicates = None,
    seed: Seed = None,
    out: Annotated[Path | None, typer.Option(help="Folder for results. If left out: results/NAME.")] = None,
    csv: CSV = False,
    choose: Choose = None,
    weather: Weather = None,
    weather_column: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Column of the cloud cover, if there are several.")
    ] = None,
    latitude: Annotated[
        float | None,
        typer.Option(help="Latitude in degrees north; needed to compute cloud cover from hours of sunshine."),
    ] = None,
    fill_gaps: Annotated[bool, typer.Option("--fill-gaps", help="Fill gaps of the weather of up to ten days.")] = False,
    events: Annotated[
        bool, typer.Option("--events", help="Also print what happens in the first run of each variant.")
    ] = False,
) -> None:
    """Run a scenario or a story: decide its claims, and write tables, figures and a record of the run."""
    if resolve(name, called=NAMED).group in RUNNABLE:
        checked_world(name, changes, setting=setting)
    from .running import find, in_setting, run_scenario, start_and_end, what_happened

    scenario = in_setting(find(name), setting)
    folder = out or Path("results") / (scenario.name or "scenario")
    sky = {"column": weather_column, "latitude": latitude, "fill_gaps": fill_gaps}
    result = run_scenario(scenario, folder, changes, replicates, seed, csv, weather, sky, choose=choose)
    print(f"Results are in {folder}/", flush=True)
    began = [f"setting = {setting}"] if setting else []
    began += [f"choose = {choose}"] if choose else []
    changed = ", ".join([*began, *(changes or []), *([f"weather = {weather.name}"] if weather else [])])
    if not result.findings:
        show_table(*start_and_end(result))
    if result.findings:
        show_findings(result.findings, f"Claims (changed: {changed})" if changed else "Claims", scenario.story)
    if events:
        show_table(*what_happened(result))


@app.command(epilog="Examples: `specialise check` · `specialise check island-slack island-seattle`")
def check(
    names: Scenarios = None,
    replicates: Replicates = None,
    seed: Seed = None,
    strict: Annotated[bool, typer.Option(help="Exit with code 1 if any claim fails, expected or not.")] = False,
) -> None:
    """Decide claims and write nothing; the exit code is 1 if a verdict is not the expected one.

    At a scenario's own number of runs, a claim that is expected to hold or fail must be decided; with fewer runs it
    may stay undecided.
    """
    from ..claims.catalogue import load_scenario
    from ..claims.claim import Verdict, checked_replicates

    check_names(names)
    checked_seeds([seed or 0])
    if replicates is not None:
        checked_replicates(replicates)
    findings: list[Finding] = []
    for scenario in list(map(load_scenario, names or scenario_names())):
        found = scenario.run(replicates=replicates, seed=seed, mapped=False).findings
        show_findings(found, scenario.name, scenario.story)
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
    names: Scenarios = None,
    points: Annotated[int, typer.Option(help="How many points near the scenario's parameters are tried.")] = 40,
    width: Annotated[float, typer.Option(help="How far parameters move, as a share of their values.")] = 0.2,
    replicates: Replicates = None,
    seed: Seed = None,
    out: Annotated[Path | None, typer.Option(help="CSV file for the table.")] = None,
    docs: Annotated[
        Path | None, typer.Option(help="Write the results to this Markdown file, in the form of docs/claims.md.")
    ] = None,
) -> None:
    """Test how robust claims are to changes that should make no difference, to other seeds, and to other parameters.

    With --docs the page is written after each scenario. If stopped, the command continues where it stopped: results
    on the page that have the same size and code are kept. The exit code is 1 if a claim is BROKEN.
    """
    check_names(names)
    from ..output.claims_page import report_claims

    audits = report_claims(names or [], out, docs, points=points, width=width, replicates=replicates, seed=seed)
    raise typer.Exit(1 if any(audit.broken for audit in audits) else 0)
