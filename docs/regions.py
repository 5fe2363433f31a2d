"""Regions of the docs that are written, so that what the code can say is never typed by hand.

A page marks a region by a comment and says what stands in it, in a line or in the middle of a sentence::

    <!-- write: estimate island-slack "A greedy forager starves after the crash" -->98 %<!-- end -->

What may stand there are the functions of `WRITERS`. Verdicts and estimates come from ``claims.json``, which
``docs/update.py`` makes by running the scenarios; all else is read from the code.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import shlex
import textwrap
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import bibliography
import canon_regions
import coverage_table
import launch
import numpy as np
import pandas as pd
import price_regions
import tournament_regions

from specialisation_sim import laws
from specialisation_sim.chains import CHAINS
from specialisation_sim.claims.catalogue import load_scenario
from specialisation_sim.claims.claim import Verdict
from specialisation_sim.claims.quantities import quantity_of
from specialisation_sim.claims.register import read_register
from specialisation_sim.claims.scenario import KEPT
from specialisation_sim.measures.intervals import holm
from specialisation_sim.model.settings import NAMES, ranges_of, settings_of
from specialisation_sim.output import published_numbers
from specialisation_sim.output.claims_data import ClaimsData, firmness_of_claims, read_claims
from specialisation_sim.output.published_numbers import essay_rows
from specialisation_sim.published import DOCKED
from specialisation_sim.registry import scenario_names, story
from specialisation_sim.stories import STORIES
from specialisation_sim.stories.species import SETTLING
from specialisation_sim.studies.collapse_curve import half_said, said

ROOT = Path(__file__).resolve().parent.parent
CLAIMS = ROOT / "docs" / "claims.json"
COLLAPSE = ROOT / "docs" / "collapse.json"
OPTIMUM = ROOT / "docs" / "optimum.json"
REGION = re.compile(r"(<!-- write: (.+?) -->)(.*?)(<!-- end -->)", flags=re.DOTALL)
PERCENT = "\N{NO-BREAK SPACE}%"
HEADINGS = ("What happens", "Notice", "Try", "Extend")

WRITERS: dict[str, Callable[..., str]] = {}


def writer(write: Callable[..., str]) -> Callable[..., str]:
    """Let pages use a function by its name."""
    WRITERS[write.__name__] = write
    return write


def pages() -> list[Path]:
    """The README, that of the lessons, the software paper, and the pages of the docs."""
    return [
        ROOT / "README.md",
        ROOT / "notebooks" / "README.md",
        ROOT / "paper" / "paper.md",
        *sorted((ROOT / "docs").rglob("*.md")),
    ]


def rendered(text: str) -> str:
    """A page with all its regions written anew."""
    return REGION.sub(_region, text)


def _region(found: re.Match[str]) -> str:
    begin, words, before, end = found.groups()
    name, *arguments = shlex.split(words)
    written = WRITERS[name](*arguments)
    return f"{begin}\n\n{written}\n\n{end}" if before.startswith("\n") else f"{begin}{written}{end}"


scenario_of = cache(load_scenario)


@cache
def claims_data() -> ClaimsData:
    """What became of each scenario's claims, and what their audit said."""
    return read_claims(CLAIMS)


def findings() -> dict[str, dict[str, Any]]:
    """What became of each claim, by scenario and sentence."""
    return {name: one["claims"] for name, one in claims_data().items()}


def finding(scenario: str, sentence: str) -> dict[str, Any]:
    """What became of one claim.

    Raises
    ------
    KeyError
        If the claim was not weighed yet.
    """
    try:
        found: dict[str, Any] = findings()[scenario][sentence]
    except KeyError:
        raise KeyError(f"{scenario}: {sentence!r} is not in claims.json; run docs/update.py {scenario}") from None
    return found


def firmness() -> dict[tuple[str, str], str]:
    """ROBUST, SHIFTED, FRAGILE or BROKEN by scenario and sentence."""
    return firmness_of_claims(claims_data())


def claims_of(names: Iterable[str]) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Scenario, claim and finding of all claims of some scenarios."""
    for name in names:
        for claim in scenario_of(name).claims:
            yield name, claim, finding(name, claim.sentence)


@cache
def scenarios_of(world: str) -> list[str]:
    """Scenarios of a world, of all ``stories``, ``chains`` or ``docked`` models, of ``records``, or ``all``."""
    groups = {"stories": tuple(STORIES), "chains": tuple(CHAINS), "docked": tuple(DOCKED)}
    worlds = {name: getattr(scenario_of(name), "story", "records") for name in scenario_names()}
    return [name for name, by in worlds.items() if world == "all" or by in groups.get(world, (world,))]


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], align: str = "") -> str:
    """A Markdown table; `align` has an ``r`` for each column of numbers."""
    columns = list(columns)
    rule = ["--:" if side == "r" else "---" for side in align.ljust(len(columns), "l")]
    return "\n".join(f"| {' | '.join(row)} |" for row in (columns, rule, *rows))


def number(claim: Any, value: float) -> str:
    """A number as its claim speaks of it: per cent of runs, or three digits."""
    if claim.share is not None:
        return f"{100 * value:.3g}{PERCENT}"
    return f"{value:.3g}"


# --- claims


@writer
def summary() -> str:
    """How many claims of each scenario held, failed, or are undecided."""
    rows = []
    for name in scenario_names():
        verdicts = [found["verdict"] for _, _, found in claims_of([name])]
        counts = (str(verdicts.count(verdict) or "") for verdict in (Verdict.HOLDS, Verdict.FAILS, Verdict.UNDECIDED))
        rows.append((name, scenario_of(name).question, *counts))
    return table(("scenario", "its question", "held", "failed", "undecided"), rows, "llrrr")


def interval_of(found: dict[str, Any]) -> str:
    """An estimate's interval in words, or why it has none."""
    if found["method"] == "exact":
        return "exact"
    if found["low"] is None:
        return "no interval"
    return f"{found['low']:.3g} to {found['high']:.3g}"


def adjusted(found: list[dict[str, Any]]) -> list[str]:
    """Verdicts of a page with allowance for how many claims it asks (Holm 1979); exact ones stand as they are."""
    asked = [k for k, one in enumerate(found) if one["chance"] is not None and one["method"] != "exact"]
    chances = dict(zip(asked, holm([found[k]["chance"] for k in asked]), strict=True))
    return [one["verdict"] if chances.get(k, 0.0) < 0.05 else str(Verdict.UNDECIDED) for k, one in enumerate(found)]


@writer
def verdicts() -> str:
    """All claims with verdict, interval, runs and bound, and the verdict that Holm's adjustment leaves."""
    rows = []
    asked = list(claims_of(scenario_names()))
    for (name, claim, found), still in zip(asked, adjusted([found for _, _, found in asked]), strict=True):
        whole = f"in *{claim.of}*" + (f" minus that in *{claim.versus}*" if claim.versus else "")
        where = "" if found["holds_in"] is None else f"{found['holds_in']:.0%}"
        rows.append(
            (
                name,
                claim.sentence,
                f"**{found['verdict']}**",
                f"{found['estimate']:.3g} ({interval_of(found)})",
                f"{found['runs']:,}",
                "" if still == found["verdict"] else still,
                claim.kind,
                "; ".join(
                    filter(None, (quantity_of(claim, scenario_of(name).story), f"{whole} it must be: {demand(claim)}"))
                ),
                where,
                firmness().get((name, claim.sentence), ""),
            )
        )
    columns = (
        "scenario",
        "claim",
        "verdict",
        "estimate (95 % interval)",
        "runs",
        "adjusted",
        "kind",
        "what is measured; in which variant; what it must be",
        "holds on its map",
        "nearby",
    )
    return table(columns, rows, "llllrlllll")


@writer
def adjusted_count(group: str = "all") -> str:
    """How many decided claims are undecided once allowance is made for how many are asked."""
    found = [one for _, _, one in claims_of(scenarios_of(group))]
    return str(sum(still != one["verdict"] for still, one in zip(adjusted(found), found, strict=True)))


@writer
def coverage() -> str:
    """How often the interval of a mean covers, by law and number of runs; see ``docs/coverage_table.py``."""
    covered = coverage_table.read_table()
    rows = (
        (law, *(f"{100 * row[str(runs)]:.1f}{PERCENT}" for runs in coverage_table.NUMBERS))
        for law, row in covered.items()
    )
    heads = ("law", *(f"{runs:,} runs" for runs in coverage_table.NUMBERS))
    return table(heads, rows, "l" + "r" * len(coverage_table.NUMBERS))


@writer
def settling() -> str:
    """Years that species live without evolution before the start."""
    return f"{SETTLING:g}"


@writer
def kept_seeds() -> str:
    """First of the seeds that are kept for verdicts that are published."""
    return f"{KEPT:,}"


@cache
def optimum_tables() -> dict[str, list[dict[str, Any]]]:
    """What ``docs/optimum_tables.py`` computed."""
    tables: dict[str, list[dict[str, Any]]] = json.loads(OPTIMUM.read_text(encoding="utf-8"))
    return tables


@writer
def optimum_calm() -> str:
    """Meals a day of policies without a need, by exponent."""
    rows = [
        (
            f"{row['exponent']:g}",
            *(f"{row[name]:.4f}" for name in ("sunny days", "myopic", "optimum", "hunt always")),
            f"{100 * row['price']:.2f}{PERCENT}",
            f"{100 * row['gain']:.2f}{PERCENT}",
            f"{100 * row['reaped']:.0f}{PERCENT}",
            " / ".join(f"{each:.3f}" for each in row["first"]),
            " / ".join(f"{each:.3f}" for each in row["hunting"]),
        )
        for row in optimum_tables()["calm"]
    ]
    heads = ("exponent", "sunny days", "myopic", "optimum", "hunt always", "price of myopia", "gain of narrowing")
    more = (
        "part of this gain that the myopic forager gets",
        "threshold on day 1, myopic / optimum",
        "days hunted in year 1, myopic / optimum",
    )
    return table((*heads, *more), rows, "r" * 10)


@writer
def optimum_hazards() -> str:
    """Price of myopia and the optimum's threshold on day 365, by exponent and hazard of a crash for good."""
    found = {(row["exponent"], row["hazard"]): row for row in optimum_tables()["hazards"]}
    hazards = sorted({hazard for _, hazard in found})
    rows = []
    for exponent in sorted({exponent for exponent, _ in found}):
        cells = [found[exponent, hazard] for hazard in hazards]
        said = (f"{100 * cell['price']:.2f}{PERCENT}, {cell['optimum']:.3f}" for cell in cells)
        rows.append((f"{exponent:g} ({cells[0]['myopic']:.3f})", *said))
    heads = ("exponent (myopic threshold)", *(f"{hazard:g}" for hazard in hazards))
    return table(heads, rows, "l" + "r" * len(hazards))


@writer
def optimum_stores() -> str:
    """Fishing experience after two years and the price of myopia, by hazard, store and start."""
    found = {(row["cap"], row["start"], row["hazard"]): row for row in optimum_tables()["stores"]}
    columns = list(dict.fromkeys((cap, start) for cap, start, _ in found))
    rows = []
    for hazard in sorted({hazard for *_, hazard in found}):
        cells = [found[(*column, hazard)] for column in columns]
        said = (f"{c['optimum']:.0f}; {100 * c['price']:.1f} ± {100 * c['error']:.1f}{PERCENT}" for c in cells)
        rows.append((f"{hazard:g}", *said))
    return table(("hazard", *(f"store {cap}, from {start}" for cap, start in columns)), rows, "l" + "r" * len(columns))


@writer
def optimum_dwindling() -> str:
    """Chance to live 300 days while the game dwindles, by store and need."""
    rows = []
    for row in optimum_tables()["dwindling"]:
        chances = [row[need][index] for need in ("1.2", "0.8") for index in (0, 1)]
        rows.append((str(row["cap"]), *(f"{min(max(chance, 0.0), 1.0):.3f}" for chance in chances)))
    heads = ("store", "optimum, need 1.2", "myopic, need 1.2", "optimum, need 0.8", "myopic, need 0.8")
    return table(heads, rows, "r" * 5)


@writer
def claims(world: str, *first: str) -> str:
    """Claims of a story's, a chain's or a group's scenarios, each under its question, those named first."""
    parts = []
    for name in sorted(scenarios_of(world), key=lambda name: first.index(name) if name in first else len(first)):
        rows = []
        for _, claim, found in claims_of([name]):
            estimate = f"{number(claim, found['estimate'])} ({said_interval(claim, found)})"
            rows.append(
                (claim.sentence, f"**{found['verdict']}**", estimate, firmness().get((name, claim.sentence), ""))
            )
        audited = any(row[-1] for row in rows)
        columns = ("claim", "verdict", "estimate (95 % interval)", *(["nearby"] if audited else []))
        shown = table(columns, rows if audited else [row[:-1] for row in rows])
        ahead = guess(name)
        lead = f"Write down first: {ahead}\n\n" if ahead else ""
        parts.append(f"### {scenario_of(name).question}\n\n{lead}`specialise run {name}`\n\n{shown}")
    return "\n\n".join(parts)


def bounded(claim: Any, scenario: str) -> str:
    """The quantity of a claim with its unit, and its bounds."""
    less = f", minus the same in “{claim.versus}”" if claim.versus else ""
    return f"{quantity_of(claim, scenario_of(scenario).story)}{less}: {demand(claim)}".removeprefix(": ")


def demand(claim: Any) -> str:
    """What must hold, in short; of bounds that lie closer together than their digits show, the value between them."""
    low, high = f"{claim.above or 0:g}", f"{claim.below or 0:g}"
    between = claim.above is not None and claim.below is not None and low == high
    return f"mean {low}, to six digits" if between else claim.demand


def said_interval(claim: Any, found: dict[str, Any]) -> str:
    """An interval as its claim speaks of it."""
    if found["low"] is None or found["method"] == "exact":
        return interval_of(found)
    return f"{number(claim, found['low'])} to {number(claim, found['high'])}"


@writer
def readings(scenario: str, *columns: str) -> str:
    """Claims that are made of several readings of a model, "... (reading)", a column for each."""
    rows: dict[str, list[str]] = {}
    for _, claim, found in claims_of([scenario]):
        said = f"**{found['verdict']}** {found['estimate']:.2g} ({interval_of(found)})"
        rows.setdefault(claim.sentence.rpartition(" (")[0], [bounded(claim, scenario)]).append(said)
    return table(("finding", "must be", *columns), ([sentence, *row] for sentence, row in rows.items()))


def guess(scenario: str) -> str:
    """What a scenario asks its reader to write down before running it; blank if nothing."""
    module = (ROOT / "scenarios" / f"{scenario.replace('-', '_')}.py").read_text(encoding="utf-8")
    text = inspect.cleandoc(ast.get_docstring(ast.parse(module)) or "")
    asked = [re.split(r"[Ww]rite down(?: first)?: ", " ".join(part.split())) for part in text.split("\n\n")]
    return next((part[1][0].upper() + part[1][1:] for part in asked if len(part) == 2), "")


@writer
def count(what: str, group: str = "all") -> str:
    """How many stories, chains, scenarios, claims, or claims of a verdict there are."""
    if what in {"stories", "chains"}:
        return str(len(STORIES if what == "stories" else CHAINS))
    if what == "scenarios":
        return str(len(scenarios_of(group)))
    found = [one["verdict"] for _, _, one in claims_of(scenarios_of(group))]
    return str(len(found) if what == "claims" else found.count(Verdict(what)))


@writer
def firm_claims(word: str, group: str = "all") -> str:
    """How many audited claims are ROBUST, SHIFTED, FRAGILE or BROKEN, or ``audited`` at all."""
    words = [found for (name, _), found in firmness().items() if name in scenarios_of(group)]
    return str(len(words) if word == "audited" else words.count(word))


@writer
def estimate(scenario: str, sentence: str) -> str:
    """The estimate of a claim."""
    [claim] = [one for one in scenario_of(scenario).claims if one.sentence == sentence]
    return number(claim, finding(scenario, sentence)["estimate"])


@writer
def percent(scenario: str, sentence: str) -> str:
    """The estimate of a claim about a mean share, in per cent."""
    return f"{100 * finding(scenario, sentence)['estimate']:.3g}{PERCENT}"


@writer
def size(scenario: str, sentence: str) -> str:
    """The estimate of a claim without its sign."""
    return f"{abs(finding(scenario, sentence)['estimate']):.3g}"


@writer
def interval(scenario: str, sentence: str) -> str:
    """The interval of a claim's estimate."""
    [claim] = [one for one in scenario_of(scenario).claims if one.sentence == sentence]
    return said_interval(claim, finding(scenario, sentence))


@writer
def verdict(scenario: str, sentence: str) -> str:
    """The verdict on a claim."""
    return f"**{finding(scenario, sentence)['verdict']}**"


@writer
def setting(scenario: str, variant: str, name: str) -> str:
    """A parameter's value in a variant of a scenario."""
    one = scenario_of(scenario)
    sets = story(one.story).Parameters(**one.variants[variant])
    return f"{getattr(sets, name):g}"


@writer
def computed(expression: str, form: str) -> str:
    """What the closed forms of `chains.theory` say: an expression of them and NumPy, in a format such as ``.3f``."""
    theory = "specialisation_sim.chains.theory"
    names = {name: import_module(f"{theory}.{name}") for name in ("discrete", "gaussian", "linear")}
    return format(float(eval(expression, {"np": np, **names})), form)


@writer
def optimum_licences() -> str:
    """Days fished and survival with the same store, by need, start and room to store."""

    def cell(found: list[float | None]) -> str:
        fished, alive, lives = found
        chance = "-" if lives is None else f"{lives:.2f}"
        return f"{fished:.0%}, {chance}" + ("" if alive == 1 else f" (of {alive:.0%})")

    kinds = ("0", "1", "myopic")
    rows = [
        (f"{row['start']:g}", f"{row['need']:g}", *(cell(row[kind]) for kind in kinds))
        for row in optimum_tables()["licences"]
    ]
    heads = ("from", "need", "no room", "room for 1", "best today, room for 20")
    return table(heads, rows, "rrrrr")


# --- the tournament of rules


@writer
def tournament_environments(story: str = "island") -> str:
    """The environments."""
    return table(("environment", "what it is"), tournament_regions.environments(story))


@writer
def tournament_rules(story: str = "island") -> str:
    """The rules that ship."""
    return table(("rule", "what it does"), tournament_regions.rules(story))


@writer
def tournament_elsewhere(story: str) -> str:
    """The league of another story."""
    names = [name for name, _ in tournament_regions.environments(story)]
    ends = ("tasks", "one of each", "share in the end") if story == "labour" else ("domains",)
    return table(("rule", "rank", *names, *ends), tournament_regions.elsewhere(story), "lrrrrrr")


@writer
def tournament_league() -> str:
    """The league of the kept tournament."""
    runs = tournament_regions.standing()["runs"]
    columns = ("rule", "rank", "survival", "meals", "tasks", "meals, one of each", "share in the end")
    return f"Each rule has {runs} runs in each environment.\n\n" + table(
        columns, tournament_regions.league(), "lrrrrrr"
    )


@writer
def tournament_by_environment() -> str:
    """Survival and meals of the kept tournament by environment."""
    rows = tournament_regions.by_environment()
    names = [name for name, _ in tournament_regions.environments()]
    return "Each cell has the share of foragers that survive, and the meals a day:\n\n" + table(
        ("rule", *names), rows, "l" + "r" * len(names)
    )


@writer
def tournament_says() -> str:
    """What the kept tournament says."""
    return tournament_regions.says()


# --- the price of narrowing, and levers


@writer
def price_cases() -> str:
    """Cases and their policies."""
    return table(("case", "story", "what it is", "policies"), price_regions.cases())


@writer
def price_table() -> str:
    """Who would gain how much by which policy."""
    columns = ("case", "who", "what is gained", "best policy", "gain", "diversity")
    return table(columns, price_regions.prices(), "llllrr")


@writer
def levers_table() -> str:
    """What levers keep and what they cost."""
    columns = ("lever", "case", "policy", "diversity gained", "quality gained")
    return table(columns, price_regions.levers(), "lllrr")


@writer
def levers_kinds() -> str:
    """Kinds of levers."""
    return table(("lever", "what it is"), price_regions.LEVERS.items())


@writer
def price_of(case: str, who: str, what: str = "price") -> str:
    """One number of the table of prices."""
    return price_regions.price(case, who, what)


@writer
def price_policy(case: str, policy: str, what: str) -> str:
    """One number of a policy."""
    return price_regions.of_policy(case, policy, what)


@writer
def price_runs() -> str:
    """Runs of each policy."""
    return str(price_regions.weighed()["runs"])


# --- what unlike days do to beliefs


@cache
def stove_map() -> list[dict[str, float]]:
    """What ``docs/beliefs_map.py`` found."""
    found: list[dict[str, float]] = json.loads((ROOT / "docs" / "beliefs.json").read_text(encoding="utf-8"))
    return found


@writer
def stove(spread: str, weight: str, what: str) -> str:
    """One cell of the map."""
    [row] = [row for row in stove_map() if (row["spread"], row["weight"]) == (float(spread), float(weight))]
    return f"{100 * row[what]:.0f}{PERCENT}"


@writer
def stove_worst() -> str:
    """Where beliefs cost most, in words."""
    row = min(stove_map(), key=lambda each: each["meals"])
    return (
        f"{100 * (1 - row['meals']):.0f}{PERCENT} of meals at a spread of {row['spread']:g} and a weight of "
        f"{row['weight']:g}"
    )


@writer
def stove_margin() -> str:
    """Half the width of the widest interval of days fished."""
    return f"{max(50 * (row['fishing_high'] - row['fishing_low']) for row in stove_map()):.1f} points"


# --- all systems on one pair of axes


@cache
def halves() -> pd.DataFrame:
    """When half of the variety is gone in each system."""
    return pd.read_json(COLLAPSE, orient="records")


@writer
def collapse_said() -> str:
    """What the curves of all systems say."""
    return said(halves()).replace("\n", " ")


@writer
def collapse() -> str:
    """When half of the variety is gone in each system, as a table."""
    rows = [
        (
            row["system"],
            row["regime"],
            row["counts"],
            f"{row['data']:,.0f} {row['data_are']}",
            f"{row['free']:,.0f}",
            half_said(row),
            f"{row['half_alone']:.2g}",
            f"{row['half_alone'] / row['half']:.2g}" if row["half"] > 0 else "",
            f"{row['left']:.2f} at x = {row['x']:.2g}",
        )
        for row in halves().to_dict("records")
    ]
    columns = (
        "system",
        "trained on",
        "variety",
        "data of a generation",
        "kinds - 1",
        "half gone at x",
        "by sampling alone",
        "times as fast",
        "left at the end",
    )
    return table(columns, rows, "llllrrrrl")


# --- the essay, sentence by sentence

ANSWERS = ("holds as said", "holds where", "holds only if", "does not hold", "not asked")
"""What a row may say in the end."""


WRITERS["in_setting"] = published_numbers.in_setting


@cache
def answers() -> dict[str, list[tuple[str, Any, dict[str, Any]]]]:
    """Scenario, claim and finding of all claims that answer a sentence, by its mark."""
    found: dict[str, list[tuple[str, Any, dict[str, Any]]]] = {}
    for name, claim, verdict in claims_of(scenario_names()):
        if claim.answers:
            found.setdefault(claim.answers, []).append((name, claim, verdict))
    return found


def in_settings(mark: str) -> dict[tuple[str, str], dict[str, tuple[Any, dict[str, Any]]]]:
    """Claims on a sentence that are asked in all settings: by scenario and sentence, for each setting."""
    asked: dict[tuple[str, str], dict[str, tuple[Any, dict[str, Any]]]] = {}
    for name, claim, found in answers().get(mark, []):
        if name.startswith("essay-"):
            sentence, _, setting = claim.sentence.rpartition(" (")
            asked.setdefault((name, sentence), {})[setting.rstrip(")")] = (claim, found)
    return asked


@writer
def essay_table() -> str:
    """One row for each sentence of the essay: what became of it, in one line, and how to see it again."""
    rows = []
    for row in essay_rows():
        link = f"[{row['mark']}](#{row['mark'].lower()})"
        command = f"`specialise check {row['check']}`" if row.get("check") else ""
        rows.append((link, row["words"], f"**{row['answer']}**: {row['says']}", command))
    return table(("", "the essay, in our words", "what became of it", "to see it again"), rows)


@writer
def essay_details() -> str:
    """For each sentence of the essay its claims with their verdicts in the three settings, and what decides them."""
    parts, place = [], ""
    for row in essay_rows():
        if row["place"] != place:
            place = row["place"]
            parts.append(f"## {place}")
        lines = [f"### {row['mark']}", "", f"> {row['words']}", ""]
        asked = in_settings(row["mark"])
        if asked:
            cells = []
            for (scenario, sentence), verdicts in asked.items():
                claim = verdicts["essay"][0]
                plane = verdicts["essay"][1]["holds_in"]
                where = "" if plane is None else f"at {plane:.0%} of points ({claim.where.x} x {claim.where.y})"
                each = [_cell(claim, verdicts[name][1]) for name in NAMES]
                cells.append((sentence, bounded(claim, scenario), *each, where))
            lines += [table(("claim", "must be", *NAMES, "holds on its map"), cells), ""]
        elsewhere: dict[str, list[str]] = {}
        for name, _, found in answers().get(row["mark"], []):
            if not name.startswith("essay-"):
                elsewhere.setdefault(name, []).append(found["verdict"])
        if elsewhere:
            said = "; ".join(f"`{name}` {_tally(verdicts)}" for name, verdicts in elsewhere.items())
            lines += [f"Also tested by scenarios with other settings: {said}.", ""]
        if not asked and not elsewhere:
            lines += ["No claim tests this sentence.", ""]
        decides = ", ".join(f"`{name}`" for name in row.get("decides", []))
        lines += [f"**{row['answer'].capitalize()}**: {row['says']}", ""]
        lines += [f"Decided by {decides}.", ""] if decides else []
        parts.append("\n".join(lines).rstrip())
    return "\n\n".join(parts)


def _cell(claim: Any, found: dict[str, Any]) -> str:
    """A verdict with its estimate and runs; where Holm's adjustment over the page leaves it undecided, that too."""
    runs = "exact" if found["method"] == "exact" else f"{found['runs']:,} runs"
    still = "" if essay_adjusted()[id(found)] == found["verdict"] else ", adjusted UNDECIDED"
    return f"**{found['verdict']}** {number(claim, found['estimate'])} ({runs}{still})"


@cache
def essay_adjusted() -> dict[int, str]:
    """Adjusted verdict of each claim in the three settings, by the finding."""
    found = [one for name, _, one in claims_of(scenario_names()) if name.startswith("essay-")]
    return {id(one): still for one, still in zip(found, adjusted(found), strict=True)}


def _tally(verdicts: list[str]) -> str:
    return ", ".join(f"{verdicts.count(word)} {word}" for word in Verdict if word in verdicts)


@writer
def essay_count(answer: str = "") -> str:
    """How many sentences of the essay came out so; how many there are if nothing is said."""
    return str(sum(not answer or row["answer"] == answer for row in essay_rows()))


@writer
def essay_counted() -> str:
    """How many sentences came out how, as a table."""
    words = {
        "holds as said": "in the setting that takes the essay at its word, with nothing added",
        "holds where": "in a part of the parameters' ranges, which is named in the sentence's row",
        "holds only if": "if something is added that the essay does not say",
        "does not hold": "not even in the setting that takes the essay at its word",
        "not asked": "a premise, or a sentence that none of our models can test",
    }
    return table(
        ("the sentence", "how many", "which means"),
        ((f"**{word}**", essay_count(word), words[word]) for word in words),
        "lrl",
    )


@writer
def registered(what: str) -> str:
    """How many claims are entered, were changed later, or were changed when a result may have been seen."""
    entries = [one for claims in read_register(ROOT / "docs" / "register.json").values() for one in claims.values()]
    changed = [one for one in entries if one["changes"]]
    late = [one for one in changed if any(line["seen"] != "no" for line in one["changes"])]
    return str(len({"entered": entries, "changed": changed, "late": late}[what]))


@writer
def settings_table(world: str) -> str:
    """The named settings of a story: values with their sources, under the argument for each setting."""
    parts = []
    for name, one in settings_of(world).items():
        rows = [(f"`{key}`", str(value), one.sources[key]) for key, value in one.items()]
        parts.append(f"**{name}.** {one.about}\n\n{table(('parameter', 'value', 'source'), rows)}")
    return "\n\n".join(parts)


@writer
def calibration(world: str) -> str:
    """Every parameter of a story: its value in the three settings, and where published estimates lie."""
    settings, ranges = settings_of(world), ranges_of(world)
    rows = []
    for row in story(world).Parameters.table():
        name = row["name"]
        known = ranges.get(name)
        ends = f"{known.ends[0]:g} to {known.ends[-1]:g}" if known else "unknown"
        values = [
            f"{one[name]:g}" if isinstance(one.get(name), float) else str(one.get(name, row["default"]))
            for one in settings.values()
        ]
        rows.append((f"`{name}`", row["meaning"], *values, ends, known.source if known else ""))
    return table(("parameter", "meaning", *settings, "published", "by whom"), rows)


# --- worlds


@writer
def limit(who: str, name: str) -> str:
    """What a visitor of the browser app may ask for: ``alone`` at a desk, or in a ``class``."""
    from specialisation_sim.ui.limits import CLASS, Limits

    value = getattr(CLASS if who == "class" else Limits(), name)
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


@writer
def default(world: str, name: str, style: str = "") -> str:
    """A parameter's default, as it is or in ``percent``."""
    [row] = [row for row in story(world).Parameters.table() if row["name"] == name]
    return f"{100 * float(row['default']):.3g}{PERCENT}" if style == "percent" else row["default"]


@writer
def parameters(world: str) -> str:
    """All parameters of a story or chain."""
    columns = ("name", "symbol", "default", "allowed", "unit", "meaning", "source")
    rows = story(world).Parameters.table()
    return table(columns, ([f"`{row['name']}`", *(row[column] for column in columns[1:])] for row in rows))


@writer
def observables(world: str) -> str:
    """All that is read off a story or chain."""
    observed = story(world).observed
    return table(("name", "unit", "meaning"), ((f"`{name}`", one.unit, one.meaning) for name, one in observed.items()))


@writer
def phases(world: str) -> str:
    """What is done in a step, in order."""
    kind = story(world)
    phases = [(phase, inspect.getdoc(getattr(kind, phase)) or "") for phase in kind.phases]
    return "\n".join(f"{at}. `{phase}`: {_first(text)}" for at, (phase, text) in enumerate(phases, start=1))


@writer
def lead(world: str) -> str:
    """The first paragraph of what a story or chain says of itself; of chains that share a file, each one's own."""
    kind = story(world)
    shared = [name for name in CHAINS if inspect.getmodule(story(name)) is inspect.getmodule(kind)]
    if len(shared) > 1:
        return (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
    opening = _first((inspect.getdoc(inspect.getmodule(kind)) or "").partition(": ")[2])
    return opening[0].upper() + opening[1:]


@writer
def chain_families() -> str:
    """The chains: name, what it is, scenarios."""
    rows = []
    for name in CHAINS:
        asked = ", ".join(f"`{one}`" for one in scenarios_of(name))
        rows.append((f"[`{name}`](odd/chains.md#{name})", lead(name), asked))
    return table(("chain", "what it is", "scenarios"), rows)


@writer
def clock(world: str) -> str:
    """What a step is."""
    return story(world).clock


@writer
def docstring(world: str, heading: str) -> str:
    """A part of the docstring that tells a story: what happens, what to notice, what to try, how to extend it."""
    for paragraph in (inspect.getdoc(inspect.getmodule(story(world))) or "").split("\n\n"):
        begin, _, rest = " ".join(paragraph.split()).partition(": ")
        if begin == heading and heading in HEADINGS:
            parts = re.split(r"; (?![^()]*\))", rest) if heading == "Try" else [rest]
            parts = [part[0].upper() + part[1:] for part in parts]
            return "\n".join(f"- {part}" for part in parts) if len(parts) > 1 else parts[0]
    raise KeyError(f"the docstring of {world} does not tell: {heading}")


@writer
def submodels(world: str) -> str:
    """Laws that a story uses, with all that each says before its parameters, equations included."""
    used = {node.attr for tree in _trees(world) for node in ast.walk(tree) if _is_of(node, "laws")}
    rows = []
    for name in sorted(used & set(laws.__all__)):
        law = getattr(laws, name)
        if inspect.isfunction(law):
            link = f"[`{name}`](../reference/laws.md#{law.__module__}.{name})"
            rows.append((f"`{law.__module__.rpartition('.')[2]}`", link, _law_said(inspect.getdoc(law) or "")))
    return table(("file", "law", "what it says"), sorted(rows))


@writer
def streams(world: str) -> str:
    """Names of the streams of random numbers of a story."""
    names = set()
    for tree in _trees(world):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_streams(node.func.value):
                names.add(next(name for name in map(_text, node.args) if name not in {"", "uniform", "normal"}))
    return ", ".join(f"`{name}`" for name in sorted(names))


@writer
def launch_button() -> str:
    """The way to run a lesson without installing anything."""
    return launch.launch_words((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


@writer
def lessons(linked: str = "") -> str:
    """The lessons: what each asks, how long it takes and what it needs, as they say themselves; ``linked`` or not."""
    rows = []
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        cells = ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
        [asked] = [cell for cell in cells if cell.startswith("## The question")]
        # What is asked is the sentence in bold that ends as questions do.
        question = next(bold for bold in re.findall(r"\*\*(.+?)\*\*", asked, flags=re.DOTALL) if bold.endswith("?"))
        minutes, needs = re.findall(r"^\*A seminar of (\d+) minutes\. (.+)\*$", cells[0], flags=re.MULTILINE)[0]
        name = f"[{path.stem}]({path.name})" if linked else f"`{path.stem}`"
        rows.append((name, " ".join(question.split()), minutes, needs))
    return table(("lesson", "its question", "minutes", "what it needs"), rows, "llrl")


@writer
def canon_narrowing() -> str:
    """Who narrows by what, and what holds it."""
    heads = ("model", "share, generation", "narrows by", "tilt", "lock-in", "70 % become", "with a force against it")
    return table((*heads, "what the mean does not show"), canon_regions.narrowing(), "lllrrrll")


@writer
def canon_beliefs(name: str) -> str:
    """Practice by mistaken beliefs in a story: how far its share ends from one half."""
    heads = ("", "everyone knows her skills", "everyone judges by her own results")
    lead = f"The table shows how far the {canon_regions.reads(name)} ends from one half (mean of 200 runs)."
    return f"{lead}\n\n" + table(heads, canon_regions.two_by_two(name), "lrr")


@writer
def canon_together(name: str) -> str:
    """What practice and mistaken beliefs add together in a story, beside the sum of what each adds alone."""
    return canon_regions.together(name)


@writer
def canon_count(which: str) -> str:
    """How many of the models narrow by ``tilt``, ``lock-in``, ``both``, or there are in ``all``."""
    return canon_regions.count(which)


@writer
def measured(what: str) -> str:
    """What a benchmark measured and was told to keep, such as ``ratio, game runs out``."""
    kept = json.loads((ROOT / "docs" / "measured.json").read_text(encoding="utf-8"))
    return kept[what]


@writer
def share_of(world: str) -> str:
    """A model's share and generation, what holds it, and what its map does not tell."""
    kind = story(world)
    one = kind.generation
    return (
        f"Return maps follow the share of {one.share_of} (`{kind.share}`); a generation is {one.lasts}. To see tilt "
        f"(what choosing alone does), these phases are off: {', '.join(f'`{phase}`' for phase in one.learn)}. The "
        f"force that holds the share back: {one.force}. {one.note}\n\n`specialise map {world}` · "
        f"`specialise measure {world}` · [all models on one poster](canon.md)"
    )


@writer
def reference_list() -> str:
    """The bibliography."""
    return bibliography.as_markdown()


def _trees(world: str) -> list[ast.Module]:
    """Syntax of a story's module and of those of its bases, up to `World`."""
    modules = [kind.__module__ for kind in story(world).__mro__ if kind.__module__.startswith("specialisation_sim.")]
    kept = dict.fromkeys(name for name in modules if not name.endswith(".world"))
    found = [inspect.getsourcefile(__import__(name, fromlist=["_"])) for name in kept]
    return [ast.parse(Path(path).read_text(encoding="utf-8")) for path in found if path]


def _is_of(node: ast.AST, module: str) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == module


def _is_streams(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "streams"


def _text(node: ast.AST) -> str:
    """A text in code; where it depends on something, dots."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "..." for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _law_said(text: str) -> str:
    """What a docstring says before its first heading, in one line of a table."""
    said = re.split(r"\n\n\w+\n-{3,}\n", textwrap.dedent(text))[0]
    return " ".join(said.split()).replace("|", "\\|")


def _first(text: str) -> str:
    """The first paragraph, in one line."""
    return " ".join(textwrap.dedent(text).split("\n\n")[0].split()).rstrip(".") + "."
