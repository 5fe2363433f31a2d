"""Other parameters for a world that is under way: its state stays, and its next step follows the new values.

A world keeps three kinds of things: states, which its steps change; what it made of its parameters at the start, such
as the ease of each task; and its random streams. A change replaces the second kind alone. What is of that kind is found
by making two worlds anew, one with each set of parameters: it differs between the two, and the run has not changed it.
Where the two differ in a state, the parameter is about the beginning, and cannot change in a run.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cached_property
from inspect import getattr_static
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.errors import UserError

if TYPE_CHECKING:
    from .parameters import Parameters
    from .world import World

NOTHING: Mapping[str, Any] = {}
OURS = "specialisation_sim"
OF_ITS_OWN = frozenset({"time", "steps", "running", "streams", "listeners", "agents", "random", "rng"})
"""What belongs to the run itself."""


class FromTheStartError(UserError):
    """A parameter that cannot change in a run."""


def go_on_with(world: World, parameters: Parameters, options: Mapping[str, Any] = NOTHING) -> None:
    """Give a world of one run other parameters from its next step on.

    Before the first step this is the same as to begin with them.

    Parameters
    ----------
    world : World
        The world, between two steps.
    parameters : Parameters
        The values from now on.
    options : mapping
        What the world took besides parameters when it was made.

    Raises
    ------
    FromTheStartError
        If a value fixes how many agents, tasks or the like there are, or how the story begins.
    """
    kind, before = type(world), world.sets[0]
    if parameters == before:
        return
    names = ", ".join(name.replace("_", " ") for name in type(before).model_fields if _moved(name, before, parameters))
    if parameters.shape_key != before.shape_key:
        raise FromTheStartError(f"{names} can change only from the start")
    was, now = (kind(each, seeds=world.seeds, collect=False, **options).__dict__ for each in (before, parameters))
    states = kind.Person.states() if world.time else {}
    renewed = {state.renew for state in states.values() if state.renew}
    follow = {name for name, state in states.items() if renewed and (state.put or state.derived)}
    new = _made_anew(world.__dict__, was, now, OF_ITS_OWN | follow, states)
    if new is None:
        raise FromTheStartError(f"{names} says how the story begins, and can change only from the start")
    with world.at_work():
        for own, name, value in [*new, (world.__dict__, "p", now["p"]), (world.__dict__, "sets", now["sets"])]:
            own[name] = value
        for name in [name for name in world.__dict__ if isinstance(getattr_static(kind, name, None), cached_property)]:
            del world.__dict__[name]
        for renew in renewed:
            getattr(world, renew)()


def _moved(name: str, before: Parameters, after: Parameters) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _made_anew(
    own: dict[str, Any], was: Mapping[str, Any], now: Mapping[str, Any], kept: Container[str], states: Container[str]
) -> list[tuple[dict[str, Any], str, Any]] | None:
    """What to take from a world made anew: where, its name and value; none at all if the run itself has changed it."""
    new: list[tuple[dict[str, Any], str, Any]] = []
    for name in (now.keys() & was.keys() & own.keys()) - {"p", "sets"}:
        if name in kept:
            continue
        mine, old, fresh = own[name], was[name], now[name]
        if _is_data(fresh) and _is_data(old):
            if not _same(old, fresh):
                if name in states or not _same(mine, old):
                    return None
                new.append((own, name, fresh))
        elif type(mine) is type(old) is type(fresh) and type(fresh).__module__.startswith(OURS):
            parts = [getattr(each, "__dict__", {}) for each in (mine, old, fresh)]
            inner = _made_anew(parts[0], parts[1], parts[2], (), ())
            if inner is None:
                return None
            new += inner
    return new


def _is_data(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_is_data, value))
    if isinstance(value, dict):
        return all(map(_is_data, value.values()))
    return value is None or isinstance(value, (np.ndarray, np.generic, bool, int, float, str))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    return bool(one == other)
