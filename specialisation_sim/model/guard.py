"""What may be set on a world from outside: nothing that would be ignored or put the arrays at odds with each other.

While a world is made and in its steps, its own code sets what it likes. Afterwards a misspelt name, a parameter, an
observable or a state that follows from others is refused by an error that says what to do; and a state that is set is
checked as an agent's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cache
from inspect import isdatadescriptor
from typing import Any, ClassVar

import numpy as np

from ..base.errors import UserError, unknown
from .agents import NoAttributeError, State

LIKE = 0.8
"""How alike a new name must be to an existing one to be taken for a slip of the keyboard."""


FIXED = {
    "p": "its parameters are given when it is made",
    "members": "call leave(agent) or join()",
    "arrived": "call join()",
    "full": "call leave(agent) or join()",
    **dict.fromkeys(("runs", "size", "seeds", "sets", "streams"), "make another world"),
    **dict.fromkeys(("tasks", "phases", "population", "Person", "Parameters", "observed"), "it is part of its class"),
}
"""What a world keeps as it is, and what to do instead of setting it."""

OF_MESA = frozenset({"time", "steps", "running"})
"""What Mesa itself sets at each step, which must not take long."""


class Settling(type):
    """Lets a world know when all its ``__init__`` are done, those of a user's own class too."""

    def __call__(cls, *values: Any, **options: Any) -> Any:
        """Make a world, and settle it."""
        world = super().__call__(*values, **options)
        world._settled = True
        return world


class Guarded(metaclass=Settling):
    """Base of worlds: checks what is set from outside."""

    _settled = False
    _states: ClassVar[dict[str, State]] = {}
    _descriptors: ClassVar[frozenset[str]] = frozenset()
    """Names that the class itself has a way to set, such as properties."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        parts = [pair for base in cls.__mro__ for pair in vars(base).items()]
        cls._descriptors = frozenset(name for name, part in parts if isdatadescriptor(part))

    def __setattr__(self, name: str, value: Any) -> None:
        own = self.__dict__
        if name in own and not self._settled and name not in self._descriptors:
            own[name] = value  # what a step sets some twenty times, at half the price of the usual way
            return
        if self._settled and name not in OF_MESA and not name.startswith("_"):
            super().__setattr__(name, _checked(self, name, value))
            if name in self._states and self._states[name].renew:
                with self.at_work():
                    getattr(self, self._states[name].renew)()
            return
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        if self._settled and (name in FIXED or name in self._states):
            raise NoAttributeError(f"{name} of {type(self).__name__} cannot be deleted")
        super().__delattr__(name)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let the world's own code set what it likes, as in a step."""
        settled = self._settled
        self._settled = False
        try:
            yield
        finally:
            self._settled = settled


@cache
def _names_of(kind: type) -> frozenset[str]:
    """Names of all that a class and its bases define; Mesa sets some of them at each step."""
    return frozenset(name for base in kind.__mro__ for name in vars(base))


def _checked(world: Any, name: str, value: Any) -> Any:
    """The value as it is kept; refuse one that would do nothing, or something else than it says."""
    kind: Any = type(world)
    if name in world._states:
        return _checked_state(world, world._states[name], value)
    if name in FIXED:
        raise NoAttributeError(f"{name} of {kind.__name__} cannot be set: {FIXED[name]}")
    there = vars(world).get(name)
    if isinstance(there, np.ndarray) and _is_of_agents(world, there):
        return _fitting(name, there, value)
    if name in vars(world) or name in _names_of(kind):
        return value
    if name in world.Parameters.model_fields:
        raise NoAttributeError(f"{name} is a parameter, fixed when a world is made: {type(world).__name__}({name}=...)")
    names = [each for each in {*dir(type(world)), *vars(world)} if not each.startswith("_")]
    if get_close_matches(name, names, n=1, cutoff=LIKE):
        raise NoAttributeError(str(unknown(f"attribute of {type(world).__name__}", name, names)))
    return value


def _is_of_agents(world: Any, array: Any) -> bool:
    """Whether an array is of all runs and agents, or of what a run's agents share."""
    return array.ndim > 1 and array.shape[-2] == world.runs and array.shape[-1] in {1, world.size}


def _checked_state(world: Any, state: State, value: Any) -> Any:
    """What a state becomes; refuse an array that does not fit in its place, or holds what it cannot have."""
    if state.derived or state.put:
        wanted = state.derived or f"set it of one agent, model.agents[0].{state.name} = ..., or what it follows from"
        raise NoAttributeError(f"{state.name} cannot be set for all at once: {wanted}")
    there = getattr(world, state.name)
    given = _fitting(state.name, there, value, float)
    state.check(world, given)
    return given.astype(there.dtype)


def _fitting(name: str, there: Any, value: Any, kind: Any = None) -> Any:
    """An array of the world's own, with the new values.

    Raises
    ------
    UserError
        If it has not the shape of the one that it replaces.
    """
    try:
        given = np.array(value, dtype=kind or there.dtype)
    except (TypeError, ValueError):
        given = np.empty(0)
    if given.shape != there.shape:
        shape = "(tasks, runs, agents)" if there.ndim == 3 else "(runs, agents)"
        raise UserError(f"{name} has the shape {shape}, here {there.shape}; an array of {given.shape} does not fit")
    return given
