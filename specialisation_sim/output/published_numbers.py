"""Numbers in texts that are written by hand: each is bound to a claim or a parameter, and the program writes it.

A text says ``{{claim island-slack "A greedy forager" percent}}`` where the estimate of the claim that begins so is to
stand. What may stand there are the functions of `WRITERS`; estimates are the published ones, of ``docs/claims.json``.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..base.errors import UserError, unknown
from ..base.shipped_files import shipped_folder
from ..model.settings import NAMES
from ..registry import scenario_names
from .claims_data import ClaimsData, read_claims
from .outlines import ScenarioOutline, outline, world_outline

PERCENT = "\N{NO-BREAK SPACE}%"
BOUND = re.compile(r"\{\{(.+?)\}\}", flags=re.DOTALL)
STYLES: Mapping[str, Callable[[float], str]] = {
    "plain": lambda value: f"{value:.3g}",
    "percent": lambda value: f"{100 * value:.3g}{PERCENT}",
    "points": lambda value: f"{100 * value:.2g} points",
    "size": lambda value: f"{abs(value):.3g}",
    "apart": lambda value: f"{100 * abs(value):.3g} points",
}
"""How a number is written: as it is, in per cent, in points of a hundred, and both without the sign."""

WRITERS: dict[str, Callable[..., str]] = {}


def writer(write: Callable[..., str]) -> Callable[..., str]:
    """Let texts use a function by its name."""
    WRITERS[write.__name__] = write
    return write


def written(text: str) -> str:
    """A text with all its numbers.

    Raises
    ------
    UserError
        If something is bound to what is not there.
    """
    return BOUND.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    try:
        name, *words = shlex.split(found[1])
    except ValueError as error:
        raise UserError(f"{found[0]} cannot be read: {error}") from None
    if name not in WRITERS:
        raise unknown("binding", name, WRITERS)
    try:
        return WRITERS[name](*words)
    except TypeError:
        raise UserError(f"{found[0]} says too little or too much") from None


def published() -> ClaimsData:
    """What became of all claims, as published."""
    file = shipped_folder("docs") / "claims.json"
    return _read(file, file.stat().st_mtime_ns)


@cache
def _read(file: Path, changed: int) -> ClaimsData:
    """The data file as it was at that moment: who writes it anew reads it anew."""
    return read_claims(file)


def claim_of(scenario: str, begin: str, end: str = "") -> tuple[str, Mapping[str, Any]]:
    """The claim of a scenario that begins so, and ends so, with what became of it.

    Raises
    ------
    UserError
        If there is no such scenario, none or more than one such claim, or it was not weighed yet.
    """
    if scenario not in scenario_names():
        raise unknown("scenario", scenario, scenario_names())
    claims = published().get(scenario, {"claims": {}})["claims"]
    sentences = [sentence for sentence in claims if sentence.startswith(begin) and sentence.endswith(end)]
    exact = [sentence for sentence in sentences if sentence == begin + end]
    if len(exact or sentences) == 1:
        (sentence,) = exact or sentences
        return sentence, claims[sentence]
    if sentences:
        raise UserError(f"{len(sentences)} claims of {scenario} begin with {begin!r}; say more of the sentence")
    raise unknown(f"claim of {scenario}", begin, claims)


def number(scenario: str, sentence: str, value: float, style: str = "") -> str:
    """A number of a claim in a style; without one in per cent of runs where it is about a share of them."""
    if not style:
        demand = dict(_scenario(scenario).claims)[sentence]
        style = "percent" if demand.endswith("of runs") else "plain"
    if style not in STYLES:
        raise unknown("style", style, STYLES)
    return STYLES[style](value)


def estimate_and_interval(scenario: str, begin: str, style: str = "") -> tuple[str, str]:
    """The estimate of a claim, and its 95 % interval in words."""
    sentence, found = claim_of(scenario, begin)
    value = number(scenario, sentence, found["estimate"], style)
    if found["method"] == "exact":
        return value, "exact: all runs are alike"
    if found["low"] is None:
        return value, f"{found['runs']:,} runs, no interval: a few differ much from the rest"
    ends = [number(scenario, sentence, found[end], style) for end in ("low", "high")]
    if style in {"size", "apart"}:
        if found["low"] < 0 < found["high"]:
            raise UserError(f"the interval of {sentence!r} has numbers of both signs; style {style!r} would hide them")
        ends.sort(key=lambda end: float(end.removesuffix(" points")))
    ends[0] = ends[0].removesuffix(" points")
    return value, f"95{PERCENT} interval {' to '.join(ends)}, {found['runs']:,} runs"


@cache
def _scenario(name: str) -> ScenarioOutline:
    found = outline(name)
    assert isinstance(found, ScenarioOutline)
    return found


@writer
def claim(scenario: str, begin: str, style: str = "") -> str:
    """The estimate of the claim that begins so."""
    sentence, found = claim_of(scenario, begin)
    return number(scenario, sentence, found["estimate"], style)


@writer
def in_setting(scenario: str, begin: str, setting: str = NAMES[0], style: str = "") -> str:
    """The estimate of the claim that begins so, in one of a story's settings."""
    if setting not in NAMES:
        raise unknown("setting", setting, NAMES)
    sentence, found = claim_of(scenario, begin, f"({setting})")
    return number(scenario, sentence, found["estimate"], style)


@writer
def parameter(story: str, name: str, style: str = "plain") -> str:
    """A parameter's default."""
    return _in_style(_default(story, name), style)


@writer
def variant(scenario: str, variant: str, name: str, style: str = "plain") -> str:
    """A parameter's value in a variant of a scenario."""
    if scenario not in scenario_names():
        raise unknown("scenario", scenario, scenario_names())
    there = _scenario(scenario)
    variants = dict(there.variants)
    if variant not in variants:
        raise unknown(f"variant of {scenario}", variant, variants)
    default = _default(there.story, name)
    changes = dict(pair.split(" = ") for pair in variants[variant].split(", ") if " = " in pair)
    return _in_style(changes.get(name, default), style)


@writer
def steps(scenario: str) -> str:
    """How many steps a scenario's runs have."""
    if scenario not in scenario_names():
        raise unknown("scenario", scenario, scenario_names())
    return f"{_scenario(scenario).steps:,}"


def _default(story: str, name: str) -> str:
    rows = {row["name"]: row["default"] for row in world_outline(story).rows}
    if name not in rows:
        raise unknown(f"parameter of {story}", name, rows)
    return rows[name]


def _in_style(value: str, style: str) -> str:
    if style not in STYLES:
        raise unknown("style", style, STYLES)
    try:
        return STYLES[style](float(value.replace(",", "")))
    except ValueError:
        raise UserError(f"{value!r} is a word and no number") from None


def essay_rows() -> list[dict[str, Any]]:
    """The essay's sentences in order, in our words, with what we say of each."""
    text = (shipped_folder("docs") / "essay.toml").read_text(encoding="utf-8")
    return [{**row, "says": written(row["says"])} for row in tomllib.loads(text)["row"]]
