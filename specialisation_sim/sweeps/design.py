"""Designs: which points of parameter space a sweep goes to.

A design holds its axes and, where it is a sample, the points of the unit cube that it stands for; what a point means
for a story is told by `Design.sets`. Axes of whole numbers and of names can be sampled like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from ..base.errors import UserError, check_count, unknown
from ..laws.arrays import Array
from ..model.parameters import Parameters


class Range(NamedTuple):
    """An axis from `low` to `high`."""

    low: float
    high: float


type Axis = Range | tuple[Any, ...]
"""A range, or the values themselves."""


@dataclass(frozen=True)
class Design:
    """Points of parameter space.

    Attributes
    ----------
    kind : {"grid", "oat", "lhs", "saltelli", "morris"}
        How the points were chosen.
    axes : mapping
        What varies: a `Range`, or a tuple of values.
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
            return [
                {name: _at(axis, place, name in whole) for (name, axis), place in zip(self.axes.items(), point)}
                for point in self.cube.tolist()
            ]
        if self.kind == "oat":
            return [{}, *({name: value} for name, axis in self.axes.items() for value in axis)]
        return [dict(zip(self.axes, values)) for values in product(*self.axes.values())]

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
        axes = {name: axis._asdict() if isinstance(axis, Range) else list(axis) for name, axis in self.axes.items()}
        return {"kind": self.kind, "axes": axes, "settings": dict(self.settings)}


def grid(**axes: Sequence[Any]) -> Design:
    """All combinations of the values of all axes.

    Parameters
    ----------
    **axes : sequence
        Values of each parameter that varies, such as ``exponent=np.linspace(0, 1, 11)`` or
        ``learning=["power", "saturating"]``.

    Returns
    -------
    Design
        The last axis varies fastest.

    Raises
    ------
    UserError
        If there is no axis, or an axis has no values.

    Examples
    --------
    >>> from specialisation_sim import IslandParameters
    >>> [point.exponent for point in grid(exponent=[0.0, 0.5, 1.0]).sets(IslandParameters())]
    [0.0, 0.5, 1.0]
    """
    return Design("grid", {name: _values(name, axis) for name, axis in _some(axes).items()})


def one_at_a_time(**axes: Sequence[Any]) -> Design:
    """The base, and from there one parameter after the other over its values, the others at rest; see `grid`."""
    return Design("oat", {name: _values(name, axis) for name, axis in _some(axes).items()})


def latin_hypercube(points: int, /, *, seed: int = 0, **axes: Sequence[Any]) -> Design:
    """A Latin hypercube: each axis cut into as many slices as there are points, with one point in each.

    Parameters
    ----------
    points : int
        Number of points.
    seed : int
        Seed of the sample.
    **axes : pair of numbers, or list of values
        ``need=(0.2, 0.6)`` is a range; a list ``learning=["power", "saturating"]`` holds values, equally likely.

    Returns
    -------
    Design

    References
    ----------
    McKay, M. D., Beckman, R. J. & Conover, W. J. (1979). Technometrics 21(2).
    """
    from scipy.stats import qmc

    check_count("points", points)
    ranges = _ranges(axes)
    cube = qmc.LatinHypercube(len(ranges), rng=np.random.default_rng(seed)).random(points)
    return Design("lhs", ranges, {"points": points, "seed": seed}, cube)


def saltelli(base_points: int, /, *, seed: int = 0, second_order: bool = False, **axes: Sequence[Any]) -> Design:
    """Points for Sobol indices: ``base_points * (axes + 2)`` of them, or ``base_points * (2 axes + 2)`` for pairs too.

    Parameters
    ----------
    base_points : int
        A power of two.
    seed : int
        Seed of the scrambling.
    second_order : bool
        Whether indices of pairs are wanted.
    **axes
        See `latin_hypercube`.

    Returns
    -------
    Design

    References
    ----------
    Saltelli, A. et al. (2010). Computer Physics Communications 181(2). Drawn by SALib (Herman & Usher 2017).
    """
    from SALib.sample import sobol

    check_count("base_points", base_points)
    if base_points & (base_points - 1):
        near = 2 ** max(round(np.log2(base_points)), 1)
        raise UserError(f"base_points = {base_points} is not a power of two; the nearest is {near}")
    ranges = _ranges(axes)
    cube = sobol.sample(unit_cube(ranges), base_points, calc_second_order=second_order, seed=seed)
    return Design(
        "saltelli", ranges, {"base_points": base_points, "seed": seed, "second_order": second_order}, np.asarray(cube)
    )


def morris(trajectories: int, /, *, seed: int = 0, levels: int = 4, **axes: Sequence[Any]) -> Design:
    """Points for elementary effects: so many walks of ``axes + 1`` points through a grid of `levels`.

    Parameters
    ----------
    trajectories : int
        Number of walks.
    seed : int
        Seed of the walks.
    levels : int
        Levels of each axis, an even number.
    **axes
        See `latin_hypercube`.

    Returns
    -------
    Design

    References
    ----------
    Morris, M. D. (1991). Technometrics 33(2). Drawn by SALib (Herman & Usher 2017).
    """
    from SALib.sample import morris as walks

    check_count("trajectories", trajectories)
    check_count("levels", levels)
    if levels % 2:
        raise UserError(f"levels = {levels} is not valid; allowed: an even number")
    ranges = _ranges(axes)
    cube = walks.sample(unit_cube(ranges), trajectories, num_levels=levels, seed=seed)
    return Design("morris", ranges, {"trajectories": trajectories, "seed": seed, "levels": levels}, np.asarray(cube))


MAKERS: dict[str, Callable[..., Design]] = {
    "grid": grid,
    "oat": one_at_a_time,
    "lhs": latin_hypercube,
    "saltelli": saltelli,
    "morris": morris,
}
"""What makes each kind of design."""

SIZES = {"lhs": "points", "saltelli": "base_points", "morris": "trajectories"}
"""What the size of each kind of sample is called."""


def read_design(told: Mapping[str, Any]) -> Design:
    """The design that `Design.describe` told of."""
    kind, settings = told["kind"], dict(told["settings"])
    axes = {name: tuple(axis.values()) if isinstance(axis, dict) else list(axis) for name, axis in told["axes"].items()}
    size = [settings.pop(SIZES[kind])] if kind in SIZES else []
    return MAKERS[kind](*size, **settings, **axes)


def unit_cube(axes: Mapping[str, Axis]) -> dict[str, Any]:
    """Axes as SALib wants them: all from zero to one."""
    return {"num_vars": len(axes), "names": list(axes), "bounds": [[0.0, 1.0]] * len(axes)}


def _at(axis: Axis, place: float, whole: bool) -> Any:
    """Value of an axis at a place from zero to one."""
    if not isinstance(axis, Range):
        return axis[min(int(place * len(axis)), len(axis) - 1)]
    if whole:
        return min(int(axis.low + place * (axis.high - axis.low + 1)), int(axis.high))
    return axis.low + place * (axis.high - axis.low)


def _some(axes: dict[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    if not axes:
        raise UserError("nothing varies; name at least one parameter")
    return axes


def _values(name: str, axis: Sequence[Any]) -> tuple[Any, ...]:
    values = None if isinstance(axis, str) else getattr(axis, "tolist", lambda: list(axis))()
    if not isinstance(values, list) or not values:
        raise UserError(f"{name} = {axis!r} is not valid; give a list of values, at least one")
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def _ranges(axes: dict[str, Sequence[Any]]) -> dict[str, Axis]:
    return {name: _range(name, axis) for name, axis in _some(axes).items()}


def _range(name: str, axis: Sequence[Any]) -> Axis:
    if not isinstance(axis, tuple):
        return _values(name, axis)
    try:
        low, high = map(float, axis)
    except (TypeError, ValueError):
        raise UserError(f"{name} = {axis!r} is not valid; give a pair (low, high), or a list of values") from None
    if not (np.isfinite([low, high]).all() and low < high):
        raise UserError(f"{name} goes from {low:g} to {high:g}; the first must be below the second")
    return Range(low, high)
