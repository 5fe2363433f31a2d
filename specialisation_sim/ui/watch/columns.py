"""Columns of a tape: what is read off a world after each step, and how a picture may move between two steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ...laws.arrays import Array


@dataclass(frozen=True)
class Column:
    """One number a step and run.

    Attributes
    ----------
    read : callable
        ``read(world)``: array of shape (runs,).
    kind : {"state", "deed", "fact"}
        A state glides from one step to the next; a deed belongs to the whole step in which it is done; a fact is true
        from the end of its step.
    words : tuple of str
        Names of the values 0, 1, ... in tables.
    """

    read: Callable[[Any], Array]
    kind: Literal["state", "deed", "fact"] = "state"
    words: tuple[str, ...] = ()


def of(read: Callable[[Any, Any], Array], place: Any) -> Callable[[Any], Array]:
    """What reads one place of a world's array, such as ``of(lambda w, k: w.alive[:, k], 3)``."""
    return lambda world: read(world, place)


type Columns = Mapping[str, Column]
type Facts = Callable[[Any, int], dict[str, float | str]]


def no_facts(tape: Any, step: int) -> dict[str, float | str]:
    """No numbers beyond those of the tape."""
    return {}


@dataclass(frozen=True)
class Staging:
    """What Watch knows of a story.

    Attributes
    ----------
    columns : callable
        ``columns(world)``: what its tapes hold; a world may decide how many there are.
    stages : mapping
        ``stage(scene, tapes, narrow)`` by name.
    facts : callable
        ``facts(tape, step)``: numbers besides those of the tape that words may use.
    """

    columns: Callable[[Any], Columns]
    stages: Mapping[str, Callable[..., Any]]
    facts: Facts = field(default=no_facts)
