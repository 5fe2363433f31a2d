"""Observables: numbers read off each run of a world, with a unit and a meaning."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, overload

from ..laws.arrays import Array
from .agents import NoAttributeError

if TYPE_CHECKING:
    from .world import World


class Observable:
    """A number read off each run of a world: a property with a unit and a meaning.

    Parameters
    ----------
    read : callable
        Takes the world, returns an array of shape ``(runs,)``; NaN where the number has no meaning.
    unit, meaning : str
        What figures, tables and the browser say of it.
    """

    def __init__(self, read: Callable[[Any], Array], unit: str, meaning: str) -> None:
        self.read, self.unit, self.meaning = read, unit, meaning
        self.__doc__ = f"{meaning} ({unit})"

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, world: None, owner: type) -> Observable: ...
    @overload
    def __get__(self, world: World, owner: type) -> Array: ...
    def __get__(self, world: World | None, owner: type) -> Observable | Array:
        return self if world is None else self.read(world)

    def __set__(self, world: World, value: Any) -> None:
        raise NoAttributeError(f"{self.name} is read off the world ({self.meaning}) and cannot be set")


def observable(unit: str, meaning: str) -> Callable[[Callable[[Any], Array]], Observable]:
    """Make a method of a world an `Observable`."""
    return partial(Observable, unit=unit, meaning=meaning)
