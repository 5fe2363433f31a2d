"""What may be changed in a story without changing what it tells: a story declares it, the audit of claims tries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Mirror:
    """How two tasks change their names: what belongs to one then belongs to the other.

    Attributes
    ----------
    only : mapping
        Parameters, with the values at which the two tasks are alike but for what is swapped.
    parameters, streams : mapping
        Pairs of parameters, and of random streams, that are swapped.
    shares : tuple of str
        Observables that are the first task's share: each becomes one minus itself.
    pairs : mapping
        Pairs of observables that are swapped.
    """

    only: Mapping[str, Any] = NOTHING
    parameters: Mapping[str, str] = NOTHING
    streams: Mapping[str, str] = NOTHING
    shares: tuple[str, ...] = ()
    pairs: Mapping[str, str] = NOTHING


@dataclass(frozen=True)
class Symmetry:
    """What must not matter in a story, beyond what must not matter in any.

    Attributes
    ----------
    seats : str
        Why it does matter which agent has which place in the arrays; blank where it must not.
    phases : tuple of pairs of str
        Neighbouring phases whose order must not matter.
    mirror : Mirror, optional
        How two tasks change their names.
    """

    seats: str = ""
    phases: tuple[tuple[str, str], ...] = ()
    mirror: Mirror | None = None


def swapped(pairs: Mapping[str, str], name: str) -> str:
    """The other name of a pair, or the name itself if it is in none."""
    return {**pairs, **{right: left for left, right in pairs.items()}}.get(name, name)
