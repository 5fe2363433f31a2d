"""When something is said, and with which numbers: found in the tape before the scene opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...base.errors import UserError, unknown
from ...laws.arrays import Array
from .casts import cast_of
from .columns import Columns
from .scenes import Scene, Story
from .tape import Tape, tape_of
from .words import filled


def tape_for(story: Story, run: str) -> Tape:
    """The tape of a run that a story names."""
    chosen = story.runs[run]
    return tape_of(story.name, chosen.scenario, chosen.variant, chosen.seed, chosen.end, chosen.set or "{}")


def moments(story: Story, scene: Scene, key: str) -> list[dict[str, Any]]:
    """What is said or stopped at, in order of time, with the numbers of that moment in the words.

    Raises
    ------
    UserError
        If a moment names a column, event or number that the run does not have, or never occurs.
    """
    marks = []
    for moment in getattr(scene, key):
        tape = tape_for(story, moment["of"])
        step = step_of(tape, moment, max(scene.start, 1))
        if step is None:
            raise UserError(f"a moment of scene {scene.id!r} never occurs: {dict(moment)}")
        numbers = numbers_at(story, tape, step)
        words = {word: filled(moment[word], numbers) for word in ("title", "text") if word in moment}
        marks.append({"at": step, "of": moment["of"], **words})
    return sorted(marks, key=lambda each: each["at"])


def step_of(tape: Tape, moment: Mapping[str, Any], first: int) -> int | None:
    """The step at which a moment comes."""
    if "at" in moment:
        return int(moment["at"])
    if "event" in moment:
        kinds = sorted({event.kind for event in tape.events})
        if moment["event"] not in kinds:
            raise unknown("event", str(moment["event"]), kinds)
        return next(
            (event.step for event in tape.events if event.kind == moment["event"] and event.step >= first), None
        )
    holds = where_holds(tape.columns, moment["first"], tape.words)
    holds[:first] = False
    return int(np.argmax(holds)) if holds.any() else None


def where_holds(columns: Mapping[str, Array], asked: Any, words: Mapping[str, tuple[str, ...]]) -> Array:
    """Where all conditions hold: a column's word, or above or below a number."""
    if not isinstance(asked, dict) or not asked:
        raise UserError(f"first has to be a table of columns, and is {asked!r}")
    holds = np.ones(np.shape(next(iter(columns.values()))), dtype=bool)
    for name, condition in asked.items():
        if name not in columns:
            raise unknown("column", name, columns)
        values = columns[name]
        match condition:
            case str():
                if condition not in words[name]:
                    raise unknown(f"value of {name}", condition, words[name])
                holds &= values == words[name].index(condition)
            case ["above", int() | float() as bound]:
                holds &= values > bound
            case ["below", int() | float() as bound]:
                holds &= values < bound
            case _:
                raise UserError(
                    f'{name} = {condition!r} is no condition; allowed: a word, ["above", 1] or ["below", 1]'
                )
    return holds


def numbers_at(story: Story, tape: Tape, step: int) -> dict[str, float | str]:
    """Numbers that words may use: columns, the clock, the last event's own, and what the story adds."""
    numbers: dict[str, float | str] = {
        name: float(values[min(step, tape.steps)]) for name, values in tape.columns.items()
    }
    for event in tape.events:
        if event.step <= step:
            numbers |= {f"{event.kind.replace(' ', '_')}_{name}": value for name, value in event.numbers.items()}
            numbers[f"{event.kind.replace(' ', '_')}_time"] = event.step
    return numbers | {story.clock: step // story.per, "time": step} | cast_of(story.name).facts(tape, step)


def first_steps(columns: Columns, rows: Mapping[str, Array], asked: Any) -> list[int]:
    """For each of many runs the first step at which all conditions hold; -1 where they never do."""
    holds = where_holds(rows, asked, {name: column.words for name, column in columns.items()})
    return [int(np.argmax(each)) if each.any() else -1 for each in holds.T]
