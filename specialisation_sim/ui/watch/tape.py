"""A run as a tape: every step of it as whole numbers, with what happened. Made once for all who watch it."""

from __future__ import annotations

import base64
import json
import warnings
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...base.errors import UserError, unknown
from ...claims import Scenario
from ...claims.catalogue import load_scenario
from ...laws.arrays import Array
from ...model.events import Event
from ...registry import scenario_names
from ...registry import story as world_of
from ...runs.options import made
from .casts import cast_of
from .columns import Columns
from .once import once

SCALE = 65_535
"""A number is two bytes: its place between the lowest and the highest of its column."""


@dataclass(frozen=True)
class Tape:
    """One run.

    Attributes
    ----------
    columns : mapping
        For each column one number a step; step 0 is the start.
    kinds : mapping
        Kind of each column, see `Column`.
    words : mapping
        Words for the values of columns that have them.
    events : tuple of Event
        What the world reported.
    parameters : Parameters
        Those of the run.
    """

    columns: Mapping[str, Array]
    kinds: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    events: tuple[Event, ...]
    parameters: Any = field(repr=False, default=None)

    @property
    def steps(self) -> int:
        """Steps after the start."""
        return len(next(iter(self.columns.values()))) - 1

    def packed(self, first: int, last: int, names: Collection[str] | None = None) -> dict[str, Any]:
        """Steps of some columns for the browser; the ends of their scales are those of this part alone."""
        packed = {}
        for name in self.columns if names is None else sorted(names):
            values = self.columns[name]
            part = values[first : last + 1]
            low, high = float(part.min()), float(part.max())
            whole = np.rint((part - low) * (SCALE / ((high - low) or 1.0))).astype("<u2")
            code = base64.b64encode(whole.tobytes()).decode() if high > low else ""  # what never changes needs no row
            packed[name] = [low, high, self.kinds[name], code]
        return {"first": first, "last": last, "columns": packed}


@once
def tape_of(story: str, scenario: str, variant: str, seed: int, end: int, changes: str = "{}") -> Tape:
    """The tape of a run; `changes` are parameters that differ from those of the variant, as JSON."""
    world = begun(story, scenario, variant, (seed,), **json.loads(changes))
    columns = cast_of(story).columns(world)
    events: list[Event] = []
    world.on_event(events.append)
    rows = [[float(column.read(world)[0]) for column in columns.values()] for _ in _steps(world, end)]
    values = np.array(rows, dtype=float).T
    tape = {name: _filled(row) for name, row in zip(columns, values, strict=True)}
    kinds = {name: column.kind for name, column in columns.items()}
    words = {name: column.words for name, column in columns.items()}
    return Tape(tape, kinds, words, tuple(events), world.sets[0])


def many(story: str, world: Any, end: int) -> tuple[Columns, dict[str, Array]]:
    """Columns of a world's runs side by side, ``(steps + 1, runs)`` each."""
    columns = cast_of(story).columns(world)
    rows: dict[str, list[Array]] = {name: [] for name in columns}
    for _ in _steps(world, end):
        for name, column in columns.items():
            rows[name].append(np.array(column.read(world), dtype=float))
    return columns, {name: np.array(each) for name, each in rows.items()}


def begun(story: str, scenario: str, variant: str, seeds: tuple[int, ...], **changes: Any) -> Any:
    """A world of a variant of a scenario, or of the story's own values, before its first step."""
    kind, options = world_of(story), {}
    if scenario:
        chosen = scenario_of(story, scenario)
        changes, options = {**chosen.variants[variant], **changes}, made(chosen.options_of(variant))
    return kind(kind.Parameters(**changes), seeds=seeds, collect=False, **options)


def scenario_of(story: str, name: str) -> Scenario:
    """A scenario of a story, by name; no other is loaded.

    Raises
    ------
    UserError
        If there is none, or it is of another story.
    """
    if name not in scenario_names():
        raise unknown("scenario", name, scenario_names())
    scenario = load_scenario(name)
    if not isinstance(scenario, Scenario) or scenario.story != story:
        raise UserError(f"scenario {name!r} is not one of the story {story!r}")
    return scenario


def _steps(world: Any, end: int) -> Any:
    """Every state of a world from its start to a step; the dead have no mean, which is no news."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield 0
        for step in range(end):
            world.step()
            yield step + 1


def _filled(values: Array) -> Array:
    """No gaps: before its first value a column has that, and after one it keeps it, as the line of the dead does."""
    there = ~np.isnan(values)
    if not there.any():
        return np.zeros_like(values)
    last = np.maximum.accumulate(np.where(there, np.arange(len(values)), -1))
    return values[np.where(last < 0, np.argmax(there), last)]
