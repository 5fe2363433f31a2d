"""The command line: ``specialise``.

Imports that take long wait until a command needs them, so that help and lists are there at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import __version__
from .errors import UserError, unknown
from .tables import console, demand_of, show_findings, show_parameters, show_table, tally

if TYPE_CHECKING:
    from .claims import Finding
    from .scenario import Result, Scenario

app = typer.Typer(
    help="Simulate, measure and test how people and organisations narrow to what they do best.",
    epilog="Begin with: specialise tour",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)

Name = Annotated[str, typer.Argument(help="A scenario or a story (see `specialise list`), or the path of a script.")]
Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change a parameter in all variants; may be given again."),
]
Replicates = Annotated[int | None, typer.Option(help="Runs of each variant.")]
Seed = Annotated[int, typer.Option(help="Seed of the first run; the others follow.")]
Out = Annotated[Path, typer.Option(help="Folder for results.")]
CSV = Annotated[bool, typer.Option("--csv", help="Write frames as CSV in place of Parquet.")]
Weather = Annotated[
    Path | None,
    typer.Option(help="CSV file of daily weather with a column `cloud`, 0 to 1."),
]


def main() -> None:
    """Run the command line; what a user can put right is one line and exit code 2."""
    try:
        app()
    except UserError as error:
        fail(error)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        raise SystemExit(130) from None


def fail(error: UserError) -> None:
    """Say what is wrong and leave with 2."""
    print(f"specialise: {error}", file=sys.stderr)
    raise SystemExit(2)


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Options of all commands."""
    if version:
        print(f"specialisation_sim {__version__}")
        raise typer.Exit


@app.command("list")
def list_scenarios() -> None:
    """List the scenarios and the stories they tell."""
    from .catalogue import load_scenario, scenario_names
    from .stories import STORIES

    rows = [(scenario.name, scenario.story, scenario.question) for scenario in map(load_scenario, scenario_names())]
    show_table("Scenarios", ("name", "story", "question"), rows)
    show_table("Stories", ("name",), [(name,) for name in STORIES])
    print("\nspecialise describe NAME tells more; specialise run NAME runs it.")


@app.command(epilog="Example: `specialise describe island`")
def describe(name: Name) -> None:
    """Tell of a scenario or a story: what happens, variants, claims, parameters with units and sources."""
    from .stories import STORIES, story

    terminal = console()
    if name in STORIES:
        kind = story(name)
        terminal.print((sys.modules[kind.__module__].__doc__ or "").strip(), highlight=False)
        terminal.print(f"\nA step is a {kind.clock}. Phases: {', '.join(kind.phases)}.\n", highlight=False)
        show_parameters(kind.Parameters)
        show_table(
            "Observables",
            ("name", "unit", "meaning"),
            [(key, one.unit, one.meaning) for key, one in kind.observed.items()],
        )
        return
    scenario = _scenario(name)
    terminal.print(
        f"[bold]{scenario.title}[/bold]\n{scenario.question}\n\nTests: {scenario.passage}\n", highlight=False
    )
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
) -> None:
    """Run a scenario: weigh its claims, write frames, figures and a manifest."""
    scenario = _scenario(name)
    result = run_scenario(
        scenario, out or Path("results") / (scenario.name or "scenario"), changes, replicates, seed, csv, weather
    )
    changed = ", ".join(change for change in [*(changes or []), *([f"weather = {weather.name}"] if weather else [])])
    if result.findings:
        show_findings(result.findings, f"Claims (changed: {changed})" if changed else "Claims")


@app.command(epilog="Examples: `specialise check` · `specialise check island-slack island-seattle`")
def check(
    names: Annotated[list[str] | None, typer.Argument(help="Scenarios; all of them if left out.")] = None,
    replicates: Replicates = None,
    seed: Seed = 0,
) -> None:
    """Weigh claims and write nothing; exit with 1 if one fails."""
    from .catalogue import load_scenario, scenario_names
    from .claims import Verdict
    from .stories import STORIES

    findings: list[Finding] = []
    if story_names := [name for name in names or [] if name in STORIES]:
        raise UserError(f"{story_names[0]} is a story without claims; specialise list names the scenarios")
    for scenario in list(map(load_scenario, names or scenario_names())):
        found = scenario.run(replicates=replicates, seed=seed, mapped=False).findings
        show_findings(found, scenario.name)
        findings += found
    failed = sum(finding.verdict is Verdict.FAILS for finding in findings)
    print(f"{len(findings)} claims: {tally(findings)}")
    raise typer.Exit(1 if failed else 0)


@app.command(epilog="Example: `specialise tour --out my-tour`")
def tour(out: Out = Path("results"), seed: Seed = 0) -> None:
    """Run every scenario, print the table of claims and write all figures: a minute's walk through the house."""
    from .catalogue import load_scenario, scenario_names
    from .files import writable_folder

    writable_folder(out)
    findings: list[Finding] = []
    scenarios = [load_scenario(name) for name in scenario_names()]
    for number, scenario in enumerate(scenarios, start=1):
        print(f"{number}/{len(scenarios)} {scenario.name}: {scenario.question}", flush=True)
        findings += run_scenario(scenario, out / scenario.name, seed=seed).findings
    show_findings(findings)
    print(f"{len(findings)} claims: {tally(findings)}")
    print(f"Figures and frames are in {out}/. Next: specialise list, specialise describe NAME, specialise run NAME.")
    print("The browser app, specialise ui, is being built and will be announced here.")


def run_scenario(
    scenario: Scenario,
    out: Path,
    changes: list[str] | None = None,
    replicates: int | None = None,
    seed: int = 0,
    csv: bool = False,
    weather: Path | None = None,
) -> Result:
    """Run a scenario and write its result; bad input is told of before anything runs."""
    from .claims import checked_replicates
    from .files import writable_folder
    from .results import write_result

    cloud = None
    if weather is not None:
        from .records.weather import read_weather

        cloud = read_weather(weather).cloud
    parsed = parse_changes(scenario, changes or [])
    checked_replicates(scenario.replicates if replicates is None else replicates)
    if seed < 0:
        raise UserError(f"seed = {seed} is not valid; allowed: a whole number from 0")
    folder = writable_folder(out)
    result = scenario.run(replicates=replicates, seed=seed, changes=parsed, weather=cloud)
    files = write_result(result, folder, "csv" if csv else "parquet")
    print(f"{len(files)} files in {out}/", flush=True)
    return result


def run_script(path: str) -> None:
    """Run a scenario script by itself, with the options of ``specialise run``."""
    sys.argv[1:1] = ["run", path]
    main()


def parse_changes(scenario: Scenario, changes: list[str]) -> dict[str, Any]:
    """Parameters from words such as ``need=0.6``, checked against all variants."""
    from .stories import story

    kind = story(scenario.story).Parameters
    parsed: dict[str, Any] = {}
    for change in changes:
        name, equals, text = change.partition("=")
        if not equals:
            raise UserError(f"--set {change!r} is not KEY=VALUE; an example: --set need=0.6")
        parsed[name.strip()] = kind.parse(name.strip(), text)
    for overrides in scenario.variants.values():
        kind(**{**overrides, **parsed})
    return parsed


def _scenario(name: str) -> Scenario:
    """A scenario by name or path, or a story's defaults as a scenario without claims."""
    from .catalogue import load_scenario, scenario_names
    from .scenario import Scenario
    from .stories import STORIES

    if name in STORIES:
        return Scenario(
            title=f"The {name}",
            question="What happens with these parameters?",
            passage="none; a run of the story with parameters of your own",
            story=name,
            variants={name: {}},
            steps=1000,
            every=5,
            name=name,
            figures={"series": _what_varies},
        )
    if not name.endswith(".py") and name.replace("_", "-") not in scenario_names():
        raise unknown("scenario or story", name, [*scenario_names(), *STORIES])
    return load_scenario(name)


def _what_varies(result: Result) -> Any:
    """A story's observables over time, without those that stay as they are, and smoothed over ten recorded times."""
    from .drawing import figure

    varies = [name for name in result.units() if result.series[name].nunique() > 1][:7]
    return figure("bands", varies, smooth=dict.fromkeys(varies, 10), title=result.scenario.title)(result)


if __name__ == "__main__":
    main()
