"""A design: what varies, and the points of parameter space that this makes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, cast

from ..base.errors import UserError, unknown
from ..laws.arrays import Array
from ..model.parameters import Parameters
from .axes import Axis, Range, describe

MOST_POINTS = 1_000_000
"""Points of a design; each is a parameter set of its own."""


def check_points(points: int) -> None:
    """Refuse a design of too many points before they are made.

    Raises
    ------
    UserError
        Says how many they are.
    """
    if points > MOST_POINTS:
        raise UserError(f"this design has {points:,} points; allowed: at most {MOST_POINTS:,}")


@dataclass(frozen=True)
class Design:
    """Points of parameter space.

    Attributes
    ----------
    kind : {"grid", "oat", "lhs", "saltelli", "morris"}
        How the points were chosen.
    axes : mapping
        What varies: a distribution, or, on a grid, a tuple of values.
    settings : mapping
        What else the design was made with, such as the seed of a sample.
    cube : array, shape (points, axes), or None
        Where the points of a sample lie in the unit cube.
    """

    kind: str
    axes: Mapping[str, Axis]
    settings: Mapping[str, Any] = field(default_factory=dict)
    cube: Array | None = None

    def changes(self, kind: type[Parameters]) -> list[dict[str, Any]]:
        """What each point changes of a story's parameters."""
        for name in self.axes:
            if name not in kind.model_fields:
                raise unknown("parameter", name, kind.model_fields)
        if self.cube is not None:
            whole = {name for name in self.axes if kind.model_fields[name].annotation is int}
            sampled = cast("Mapping[str, Any]", self.axes)
            for name, axis in sampled.items():
                if name in whole and isinstance(axis, Range) and not (axis.low.is_integer() and axis.high.is_integer()):
                    raise UserError(
                        f"{name} counts in whole numbers; its range goes from {axis.low:g} to {axis.high:g}"
                    )
            return [
                {
                    name: axis.at(index, name in whole)
                    for (name, axis), index in zip(sampled.items(), point, strict=True)
                }
                for point in self.cube.tolist()
            ]
        values = cast("Mapping[str, tuple[Any, ...]]", self.axes)
        if self.kind == "oat":
            return [{}, *({name: value} for name, axis in values.items() for value in axis)]
        return [dict(zip(values, point, strict=True)) for point in product(*values.values())]

    def sets(self, base: Parameters) -> list[Parameters]:
        """One parameter set a point.

        Raises
        ------
        UserError
            If an axis is no parameter, or goes out of a parameter's bounds.
        """
        return [base.but(**changes) for changes in self.changes(type(base))]

    def describe(self) -> dict[str, Any]:
        """The design in words that a file can hold; see `read_design`."""
        axes = {name: describe(axis) for name, axis in self.axes.items()}
        return {"kind": self.kind, "axes": axes, "settings": dict(self.settings)}

    @property
    def groups(self) -> dict[str, list[str]]:
        """What moves together, by name; each parameter by itself where it is in no group."""
        given: Mapping[str, Sequence[str]] = self.settings.get("groups") or {}
        of = {name: group for group, names in given.items() for name in names}
        groups: dict[str, list[str]] = {}
        for name in self.axes:
            groups.setdefault(of.get(name, name), []).append(name)
        return groups

    @property
    def problem(self) -> dict[str, Any]:
        """The unit cube as SALib wants it."""
        cube = {"num_vars": len(self.axes), "names": list(self.axes), "bounds": [[0.0, 1.0]] * len(self.axes)}
        of = {name: group for group, names in self.groups.items() for name in names}
        return {**cube, "groups": [of[name] for name in self.axes]} if self.settings.get("groups") else cube


def grouped(kind: str, axes: Mapping[str, Axis], settings: dict[str, Any], groups: Any) -> Design:
    """A design whose groups are checked."""
    if not groups:
        return Design(kind, axes, settings)
    if not isinstance(groups, Mapping) or any(
        isinstance(names, str) or not isinstance(names, Collection) for names in groups.values()
    ):
        raise UserError(f"groups = {groups!r:.60} is not valid; give lists of parameters by a name for each")
    for group, names in groups.items():
        for name in names:
            if name not in axes:
                raise unknown(f"parameter of group {group}", name, axes)
        if group in axes and list(names) != [group]:
            raise UserError(f"a group is called {group}, as a parameter is; give it another name")
    listed = [name for names in groups.values() for name in names]
    if twice := {name for name in listed if listed.count(name) > 1}:
        raise UserError(f"{min(twice)} is in two groups; a parameter is varied with one")
    design = Design(kind, axes, {**settings, "groups": {str(group): list(names) for group, names in groups.items()}})
    if len(design.groups) < 2:
        raise UserError("all parameters are in one group: there is nothing to tell apart")
    return design
