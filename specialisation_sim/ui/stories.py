"""Stories and chains by name, and what a form needs to know of their parameters."""

from __future__ import annotations

import math
import sys
from collections.abc import Collection
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

from ..base.errors import unknown
from ..claims import Scenario
from ..claims.catalogue import load_scenario
from ..claims.readings import Reading
from ..model.parameters import Parameters
from ..model.world import World
from ..registry import RUNNABLE, name_of, names, resolve, scenario_names, story
from ..runs.options import made, unused_with

__all__ = [
    "About",
    "Field",
    "about",
    "fields_of",
    "find",
    "heading_of",
    "horizon",
    "name_of",
    "names",
    "nice",
    "scenarios",
    "scenarios_of",
    "slider_range",
]


HEADINGS = {
    "stories": "Stories",
    "chains": "Chains of machine learning",
    "published": "Published models",
    "own": "Of one's own",
}
"""Headings of lists, by group of the registry."""


def find(name: str) -> type[World]:
    """A story, chain or published model by name, or one that the server was started with.

    Raises
    ------
    UserError
        If there is no such. A path is no name: whoever opens a link must not make the server run a file.
    """
    if name not in names():
        raise unknown("story", name, names())
    return story(name)


def heading_of(name: str) -> str:
    """Under which heading lists put a story or a chain."""
    return HEADINGS[resolve(name, RUNNABLE).group]


class About(NamedTuple):
    """What a story's own file tells of it, in a few words each; blank where it does not."""

    lead: str
    happens: str
    notice: str
    hints: str


@cache
def about(name: str) -> About:
    """What a story tells of itself, from the head of its file."""
    text = (sys.modules[find(name).__module__].__doc__ or "").strip()
    parts = [" ".join(part.split()) for part in text.split("\n\n")]

    def section(word: str) -> str:
        return next((part.removeprefix(f"{word}: ") for part in parts if part.startswith(f"{word}: ")), "")

    return About(parts[0], section("What happens"), section("Notice"), section("Try"))


LIVING, STORED = "living", ("store", "savings")
"""Observables of who lives, and of what is stored."""
KEYS = 4
"""Sliders that come first."""
USUAL = 200
"""Steps of a story that no scenario tells of."""


@cache
def scenarios() -> dict[str, Any]:
    """The shipped scenarios by name."""
    return {name: load_scenario(name) for name in scenario_names()}


def scenarios_of(name: str) -> dict[str, Scenario]:
    """Scenarios of one story."""
    return {
        key: scenario
        for key, scenario in scenarios().items()
        if isinstance(scenario, Scenario) and scenario.story == name
    }


@cache
def horizon(name: str) -> int:
    """Steps that are enough to see what becomes of a story: the middle one of its scenarios' horizons."""
    lengths = sorted(scenario.steps for scenario in scenarios_of(name).values())
    return lengths[len(lengths) // 2] if lengths else USUAL


@cache
def options_of(scenario: str, variant: str = "") -> dict[str, Any]:
    """What a scenario gives the worlds of a variant, of its first if none is named, besides parameters."""
    chosen = scenarios().get(scenario)
    if not isinstance(chosen, Scenario):
        return {}
    return made(chosen.options_of(variant or next(iter(chosen.variants))))


class Field(NamedTuple):
    """One parameter in a form.

    Attributes
    ----------
    name, symbol, unit, meaning, source, group, allowed : str
        What is known of it.
    kind : {"whole", "number", "choice"}
        What it takes.
    low, high, step : float
        Ends and step of its slider; a number typed beside it may go beyond, up to the bounds.
    choices : tuple of str
        Words it takes.
    """

    name: str
    symbol: str
    unit: str
    meaning: str
    source: str
    group: str
    allowed: str
    kind: str
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    choices: tuple[str, ...] = ()

    def read(self, value: Any) -> Any:
        """A value as it came from the page, as the parameter set takes it; what it cannot be is left for the set."""
        if self.kind == "choice":
            return str(value)
        try:
            read_value = float(value)
        except (TypeError, ValueError):
            return value
        return int(read_value) if self.kind == "whole" and read_value.is_integer() else read_value


def fields_of(kind: type[World]) -> tuple[Field, ...]:
    """The form of a story: one field a parameter, generated from its table."""
    story_class: Any = kind
    fields: tuple[Field, ...] = _fields_of(story_class)
    return fields


def idle_of(kind: type[World], parameters: Parameters, options: Collection[str] = ()) -> dict[str, str]:
    """Parameters that do nothing in a setting, and why: no form has a slider for them."""
    return {**unused_with(kind, options), **kind.without_effect(parameters)}


def outcomes_of(name: str, scenario: str) -> list[str]:
    """Observables that the claims of a scenario read, in their order: what its question is about."""
    chosen = scenarios_of(name).get(scenario)
    read = (
        [claim.statistic.observable for claim in chosen.claims if isinstance(claim.statistic, Reading)]
        if chosen
        else []
    )
    observed = find(name).observed
    if LIVING in read and LIVING in observed:  # who lives comes first, and what they live on stands beside it
        read = [LIVING, *(stored for stored in STORED if stored in observed), *read]
    return list(dict.fromkeys(observable for observable in read if observable in observed))


def key_names(kind: type[World], scenario: str, idle: Collection[str] = ()) -> list[str]:
    """Four parameters to try first: those in which the variants of a scenario differ, then those marked as such."""
    chosen = scenarios_of(name_of(kind)).get(scenario)
    variants = [chosen.parameters_of(variant) for variant in chosen.variants] if chosen else []
    differ = [name for each in variants for name in each if len({str(one.get(name)) for one in variants}) > 1]
    named = [*differ, *kind.Parameters.keys(), *kind.Parameters.model_fields]
    return [name for name in dict.fromkeys(named) if name in kind.Parameters.model_fields and name not in idle][:KEYS]


@cache
def _fields_of(kind: Any) -> tuple[Field, ...]:
    used = _values_in_scenarios(name_of(kind))
    fields = []
    for row in kind.Parameters.table():
        name = row["name"]
        about = {key: row[key] for key in ("name", "symbol", "unit", "meaning", "source", "group", "allowed")}
        annotation, default = kind.Parameters.model_fields[name].annotation, kind.Parameters.model_fields[name].default
        if get_origin(annotation) is Literal or isinstance(default, (str, bool)):
            words = get_args(annotation) if get_origin(annotation) is Literal else (True, False)
            fields.append(Field(**about, kind="choice", choices=tuple(map(str, words))))
            continue
        whole = annotation is int
        low, high, step = slider_range(kind.Parameters, name, [_first(default), *used.get(name, [])], whole)
        fields.append(Field(**about, kind="whole" if whole else "number", low=low, high=high, step=step))
    return tuple(fields)


def slider_range(
    parameters: type[Parameters], name: str, values: list[float], whole: bool
) -> tuple[float, float, float]:
    """Ends and step of a slider: the bounds where they are near, else room beyond the values that scenarios use."""
    declaration = parameters.declarations()[name]
    top = max((abs(value) for value in values), default=0.0)
    low = declaration.low if math.isfinite(declaration.low) else -nice(2 * top or 10)
    room = nice(2 * top or (20 if whole else 2))
    high = declaration.high if declaration.high <= max(2 * room, 1.0) else max(room, low + (2 if whole else 0.1))
    step = 1.0 if whole else 10 ** math.floor(math.log10(max(high - low, 1e-9) / 50))
    step = min([step, *(abs(value) for value in values if value and not whole)])
    if declaration.low_open and low == declaration.low:
        low += step
    if declaration.high_open and high == declaration.high:
        high -= step
    return _short(low), _short(high), _short(step)


def nice(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50, ... from a number."""
    size = 10 ** math.floor(math.log10(value))
    return _short(next(each * size for each in (1, 2, 5, 10) if each * size >= value * (1 - 1e-9)))


@cache
def _values_in_scenarios(name: str) -> dict[str, list[float]]:
    used: dict[str, list[float]] = {}
    for scenario in scenarios_of(name).values():
        for changes in scenario.variants.values():
            for key, value in changes.items():
                if isinstance(value, (int, float)):
                    used.setdefault(key, []).append(float(value))
    return used


def _first(value: Any) -> float:
    return float(value[0] if isinstance(value, tuple) else value)


def _short(value: float) -> float:
    return float(f"{value:.6g}")
