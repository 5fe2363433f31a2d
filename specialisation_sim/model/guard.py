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
            _check(self, name, value)
            super().__setattr__(name, value)
            if name in self._states and self._states[name].renew:
                with self.at_work():
                    getattr(self, self._states[name].renew)()
            return
        super().__setattr__(name, value)

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


def _check(world: Any, name: str, value: Any) -> None:
    """Refuse a value that would do nothing, or something else than it says."""
    kind: Any = type(world)
    if name in world._states:
        _check_state(world, world._states[name], value)
    elif name in vars(world) or name in _names_of(kind):
        return
    elif name in world.Parameters.model_fields:
        raise NoAttributeError(f"{name} is a parameter, fixed when a world is made: {type(world).__name__}({name}=...)")
    else:
        names = [each for each in {*dir(type(world)), *vars(world)} if not each.startswith("_")]
        if get_close_matches(name, names, n=1, cutoff=LIKE):
            raise NoAttributeError(str(unknown(f"attribute of {type(world).__name__}", name, names)))


def _check_state(world: Any, state: State, value: Any) -> None:
    """Refuse an array that does not fit in the place of a state, or holds what the state cannot have."""
    if state.derived or state.put:
        wanted = state.derived or f"set it of one agent, model.agents[0].{state.name} = ..., or what it follows from"
        raise NoAttributeError(f"{state.name} cannot be set for all at once: {wanted}")
    there = getattr(world, state.name)
    try:
        given = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        given = np.empty(0)
    if given.shape != there.shape:
        shape = "(tasks, runs, agents)" if there.ndim == 3 else "(runs, agents)"
        raise UserError(
            f"{state.name} has the shape {shape}, here {there.shape}; an array of {given.shape} does not fit"
        )
    state.check(world, given)
