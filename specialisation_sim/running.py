"""A scenario run from the command line: find it, read its changes, run it, write what it gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .audit_scenario import AuditResult, AuditScenario
from .catalogue import load_scenario, scenario_names
from .claims import checked_replicates
from .drawing import figure
from .errors import UserError, unknown
from .files import writable_folder
from .parameters import Parameters
from .results import write_result
from .scenario import Result, Scenario
from .stories import STORIES, story


def run_scenario(
    scenario: Scenario | AuditScenario,
    out: Path,
    changes: list[str] | None = None,
    replicates: int | None = None,
    seed: int = 0,
    csv: bool = False,
    weather: Path | None = None,
) -> Result | AuditResult:
    """Run a scenario and write its result; bad input is told of before anything runs."""
    if isinstance(scenario, AuditScenario):
        if changes or weather is not None or replicates is not None:
            raise UserError(f"{scenario.name!r} audits a real record: it takes no --set, --replicates or --weather")
        folder = writable_folder(out)
        audited = scenario.run(seed=seed)
        print(f"{len(write_result(audited, folder, 'csv' if csv else 'parquet'))} files in {out}/", flush=True)
        return audited
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


def parse_changes(scenario: Scenario, changes: list[str]) -> dict[str, Any]:
    """Parameters from words such as ``need=0.6``, checked against all variants."""
    kind = story(scenario.story).Parameters
    parsed = parse_pairs(kind, changes)
    for overrides in scenario.variants.values():
        kind(**{**overrides, **parsed})
    return parsed


def parse_pairs(kind: type[Parameters], changes: list[str]) -> dict[str, Any]:
    """Parameters of a story from words such as ``need=0.6``; their values are checked when a set is made of them."""
    parsed: dict[str, Any] = {}
    for change in changes:
        name, equals, text = change.partition("=")
        if not equals:
            raise UserError(f"--set {change!r} is not KEY=VALUE; an example: --set need=0.6")
        parsed[name.strip()] = kind.parse(name.strip(), text)
    return parsed


def find(name: str) -> Scenario | AuditScenario:
    """A scenario by name or path, or a story's defaults as a scenario without claims."""
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
    varies = [name for name in result.units() if result.series[name].nunique() > 1][:7]
    return figure("bands", varies, smooth=dict.fromkeys(varies, 10), title=result.scenario.title)(result)
