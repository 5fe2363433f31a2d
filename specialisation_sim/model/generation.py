"""What a story says of its generations, so that its return map can be drawn beside the others'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .parameters import Parameters

NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Generation:
    """A generation of a story: what is done from a record, before what was done becomes the record.

    A story that has one also has `share`, the observable that is the first task's share in what a generation did, and
    ``start_at(share, seasoned)``, which sets the record at time 0 to that share, one value a run.

    Attributes
    ----------
    steps : int
        How many steps it has.
    lasts : str
        The same in words, such as ``"a year"``.
    share_of : str
        What the share is of, for axes, such as ``"hunting"``.
    seasoned : float
        Repetitions in the record from which a generation starts, in stories whose record is a number of them.
    learn : tuple of str
        Phases that learn; without them all choose on an unchanged record.
    alone : mapping
        Parameters, over the defaults, at which the story shows how it narrows if nothing holds it back.
    held : mapping
        Further parameters, which bring in the countervailing force.
    force : str
        The countervailing force, in a few words.
    levers : mapping
        Parameters that move the map, each with the range in which they do.
    only : mapping
        Parameters at which one share follows from another, each with the values allowed; elsewhere more is remembered.
    note : str
        What the mean alone does not tell, to be said beside a map.
    """

    steps: int
    lasts: str
    share_of: str
    seasoned: float = 1000.0
    learn: tuple[str, ...] = ("practise",)
    alone: Mapping[str, Any] = field(default_factory=lambda: NONE)
    held: Mapping[str, Any] = field(default_factory=lambda: NONE)
    force: str = ""
    levers: Mapping[str, tuple[float, float]] = field(default_factory=lambda: NONE)
    only: Mapping[str, tuple[Any, ...]] = field(default_factory=lambda: NONE)
    note: str = ""

    def with_a_map(self, kind: type[Parameters], changed: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Changes of parameters; one that is not given, and whose default has no return map, takes the first that has.

        Parameters
        ----------
        kind : type of Parameters
            The story's.
        changed : mapping, optional
            What is given; it is not changed.
        """
        defaults = {name: kind.model_fields[name].default for name in self.only}
        moved = {name: allowed[0] for name, allowed in self.only.items() if defaults[name] not in allowed}
        return {**moved, **(changed or {})}
