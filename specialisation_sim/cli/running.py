"""Scenarios run from the command line: find one, read its changes, run it and write what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..base.errors import UserError, checked_seeds
from ..base.files import check_file, check_folder
from ..base.scripts import load_script
from ..claims import Result, Scenario
from ..claims.catalogue import load_scenario, scenario_of
from ..claims.claim import checked_replicates
from ..claims.record_scenario import AuditResult, AuditScenario
from ..claims.scenario_figures import figure
from ..model.asking import rule_of
from ..model.settings import SHOWN, setting_of
from ..output import write_result
from ..output.folder import earlier, result_folder
from ..registry import NAMED, name_of, own_story, resolve, story
from ..runs.progress import Progress
from .checking import HORIZON, checked_world, parse_pairs

NO_SKY: Mapping[str, Any] = MappingProxyType({})
EVENTS = 12
"""Events of a run that are printed."""


def run_scenario(
    scenario: Scenario | AuditScenario,
    out: Path,
    changes: list[str] | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    csv: bool = False,
    weather: Path | None = None,
    sky: Mapping[str, Any] = NO_SKY,
    progress: Progress = None,
    settings: Mapping[str, Any] = NO_SKY,
    choose: str | None = None,
) -> Result | AuditResult:
    """Run a scenario and write its result; bad input is refused before anything runs."""
    checked_seeds([seed or 0])
    if isinstance(scenario, AuditScenario):
        if changes or weather is not None or replicates is not None or choose is not None:
            raise UserError(
                f"{scenario.name!r} audits a real record: it takes no --set, --replicates, --weather or --choose"
            )
        folder = result_folder(out)
        audited = scenario.run(seed=seed or 0, progress=progress)
        write_result(audited, folder, "csv" if csv else "parquet", settings)
        return audited
    options: dict[str, Any] = {}
    if choose is not None:
        options["choose"] = named_rule(scenario.story, choose)
    if weather is not None:
        check_file(weather)
        from ..records.weather import read_weather

        record = read_weather(weather, **sky)
        for note in record.notes:
            print(note)
        options["weather"], scenario = record.cloud, scenario.at_place(record.name)
    runs = checked_replicates(scenario.replicates if replicates is None else replicates)
    first = scenario.seed if seed is None else seed
    checked_seeds([first, first + runs - 1])
    check_folder(out)
    earlier(out)
    parsed = parse_changes(scenario, changes or [])
    folder = result_folder(out)
    result = scenario.run(replicates=replicates, seed=seed, changes=parsed, options=options, progress=progress)
    write_result(result, folder, "csv" if csv else "parquet", settings)
    return result


def parse_changes(scenario: Scenario, changes: list[str]) -> dict[str, Any]:
    """Parameters from words such as ``need=0.6``, checked against all variants."""
    checked_world(scenario.story, changes)  # before the story is loaded, which takes long
    kind = story(scenario.story).Parameters
    parsed = parse_pairs(kind, changes)
    for overrides in scenario.variants.values():
        kind(**{**overrides, **parsed})
    return parsed


def named_rule(name: str, rule: str) -> str:
    """The name of a rule of choice that a story has.

    Raises
    ------
    UserError
        If it has none of that name, or takes no rule.
    """
    kind = story(name)
    if kind.no_choice or not kind.rules:
        raise UserError(kind.no_choice or f"{name} has no rules of choice by name; give one in Python: choose=rule")
    rule_of(rule, kind.rules)
    return rule


def find(word: str) -> Scenario | AuditScenario:
    """A scenario by name or path, or a story's defaults as a scenario without claims."""
    entry = resolve(word, called=NAMED)
    if entry.group == "file":
        module = load_script(entry.module)
        return scenario_of(module) if hasattr(module, "scenario") else defaults_of(name_of(own_story(module)))
    return load_scenario(word) if entry.group == "scenarios" else defaults_of(entry.name)


def in_setting(scenario: Scenario | AuditScenario, setting: str | None) -> Scenario | AuditScenario:
    """A scenario whose variants begin from a named setting of its story; as it is if none is named.

    Raises
    ------
    UserError
        If the story has no such setting, or there is no story.
    """
    if setting is None:
        return scenario
    if isinstance(scenario, AuditScenario):
        raise UserError(f"{scenario.name!r} audits a real record: it takes no --setting")
    setting_of(story(scenario.story).settings, setting, scenario.story)
    return replace(scenario, setting=setting)


def defaults_of(name: str) -> Scenario:
    """A story in the setting that it is shown in, as a scenario without claims."""
    kind: Any = story(name)
    long = 1000 if resolve(name).group == "stories" else HORIZON.get(kind.clock, 1000)
    steps = getattr(kind, "generations", long)
    return Scenario(
        title=f"The {name.replace('-', ' ')}",
        question="What happens with these parameters?",
        passage="none; a run of the story with parameters of your own",
        story=name,
        variants={name: {}},
        setting=SHOWN if kind.settings else "",
        steps=steps,
        every=5 if steps >= 1000 else 1,
        replicates=getattr(kind, "replicates", 200),
        name=name,
        figures={"series": _what_varies},
    )


def start_and_end(result: Any) -> tuple[str, tuple[str, ...], list[tuple[str, ...]]]:
    """Title, columns and rows of a table: each observable at the first and the last recorded time, mean of all runs."""
    first, last = result.series["time"].min(), result.series["time"].max()
    clock = story(result.scenario.story).clock
    rows: list[tuple[str, ...]] = []
    for name, unit in result.units().items():
        ends = [result.series.loc[result.series["time"] == time, name] for time in (first, last)]
        spread = f"{ends[1].quantile(0.025):.4g} to {ends[1].quantile(0.975):.4g}" if ends[1].notna().any() else ""
        values = [f"{values.mean():.4g}" if values.notna().any() else "none" for values in ends]
        rows.append((name.replace("_", " "), unit, values[0], values[1], spread))
    title = f"{result.scenario.title}, mean of {len(result.seeds):,} runs"
    return title, ("what", "unit", f"{clock} {first}", f"{clock} {last}", "95 % of runs at the end"), rows


def what_happened(result: Any) -> tuple[str, tuple[str, ...], list[tuple[str, ...]]]:
    """Title, columns and rows of a table: what happens in the first run of each variant."""
    from ..runs.happened import happened

    if isinstance(result, AuditResult):
        raise UserError("a real record has no events; leave --events out")
    kind = story(result.scenario.story)
    rows: list[tuple[str, ...]] = []
    for variant, parameters in result.sets.items():
        options = result.options.get(variant, NO_SKY)
        lines = happened(kind, parameters, result.seeds[0], result.scenario.steps, options)
        rows += [(variant, f"{step:,}", words) for step, words in lines[:EVENTS]]
        if len(lines) > EVENTS:
            rows.append((variant, "", f"and {len(lines) - EVENTS:,} more"))
        if not lines:
            rows.append((variant, "", "nothing of note"))
    return f"What happens in the run with seed {result.seeds[0]}", ("variant", kind.clock, "what"), rows


def _what_varies(result: Result) -> Any:
    """A story's observables over time, without those that stay as they are, and smoothed over ten recorded times."""
    names = list(result.units())
    varies = [name for name in names if result.series[name].nunique() > 1][:7] or names[:1]
    return figure("bands", varies, smooth=dict.fromkeys(varies, 10), title=result.scenario.title)(result)
