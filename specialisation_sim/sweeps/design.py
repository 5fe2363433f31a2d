"""Designs: which points of parameter space a sweep goes to.

A design holds its axes and, where it is a sample, the points of the unit cube that it stands for; what a point means
for a story is told by `Design.sets`. Axes of whole numbers and of names can be sampled like any other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np

from ..base.errors import UserError, check_count, checked_seeds
from .axes import KINDS, Axis, plain_values, read_axis, sampled_axis
from .points import Design, check_points, grouped


def grid(**axes: Any) -> Design:
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
    values = _grid_axes(axes)
    check_points(math.prod([len(cast("tuple[Any, ...]", each)) for each in values.values()]))
    return Design("grid", values)


def one_at_a_time(**axes: Any) -> Design:
    """The base, and from there one parameter after the other over its values, the others at rest; see `grid`."""
    return Design("oat", _grid_axes(axes))


def latin_hypercube(points: int, /, *, seed: int = 0, **axes: Any) -> Design:
    """A Latin hypercube: each axis cut into as many slices as there are points, with one point in each.

    Parameters
    ----------
    points : int
        Number of points.
    seed : int
        Seed of the sample.
    **axes : pair of numbers, list of values, or distribution
        ``need=(0.2, 0.6)`` is a range; a list ``learning=["power", "saturating"]`` holds values, equally likely;
        `uniform`, `log_uniform`, `normal` and `choice` make distributions, as in SALib.

    Returns
    -------
    Design

    References
    ----------
    McKay, M. D., Beckman, R. J. & Conover, W. J. (1979). Technometrics 21(2).
    """
    from scipy.stats import qmc

    check_count("points", points)
    (first,) = checked_seeds([seed])
    ranges = _ranges(axes)
    check_points(points)
    cube = qmc.LatinHypercube(len(ranges), rng=np.random.default_rng(first)).random(points)
    return Design("lhs", ranges, {"points": int(points), "seed": first}, cube)


def saltelli(
    base_points: int,
    /,
    *,
    seed: int = 0,
    second_order: bool = False,
    groups: Mapping[str, Sequence[str]] | None = None,
    **axes: Any,
) -> Design:
    """Points for Sobol indices: ``base_points * (axes + 2)`` of them, or ``base_points * (2 axes + 2)`` for pairs too.

    Parameters
    ----------
    base_points : int
        A power of two, at least 2.
    seed : int
        Seed of the scrambling.
    second_order : bool
        Whether indices of pairs are wanted.
    groups : dict of list of str, optional
        Parameters that are varied together and get one index, such as ``{"practice": ["exponent", "half"]}``; each of
        the others is a group by itself.
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

    check_count("base_points", base_points, 2)
    (first,) = checked_seeds([seed])
    if base_points & (base_points - 1):
        near = 2 ** max(round(np.log2(base_points)), 1)
        raise UserError(f"base_points = {base_points} is not a power of two; the nearest is {near}")
    settings = {
        "base_points": int(base_points),
        "seed": first,
        "second_order": _yes_or_no("second_order", second_order),
    }
    design = grouped("saltelli", _ranges(axes), settings, groups)
    if second_order and len(design.groups) < 2:
        raise UserError("indices of pairs need two parameters or groups; leave second_order out")
    check_points(base_points * (len(design.groups) * (1 + second_order) + 2))
    cube = sobol.sample(design.problem, base_points, calc_second_order=second_order, seed=first)
    return replace(design, cube=np.asarray(cube))


def morris(
    trajectories: int,
    /,
    *,
    seed: int = 0,
    levels: int = 4,
    groups: Mapping[str, Sequence[str]] | None = None,
    **axes: Any,
) -> Design:
    """Points for elementary effects: so many walks of ``axes + 1`` points through a grid of `levels`.

    Parameters
    ----------
    trajectories : int
        Number of walks, at least 2.
    seed : int
        Seed of the walks.
    levels : int
        Levels of each axis, an even number.
    groups : dict of list of str, optional
        See `saltelli`.
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

    check_count("trajectories", trajectories, 2)
    check_count("levels", levels, 2)
    (first,) = checked_seeds([seed])
    if levels % 2:
        raise UserError(f"levels = {levels} is not valid; allowed: an even number")
    ranges = _ranges(axes)
    for name, axis in ranges.items():
        if isinstance(axis, KINDS["normal"]) and None in (axis.low, axis.high):
            raise UserError(
                f"{name} has no ends, and a walk goes to the ends of each axis; give normal(mean, sd, low, high)"
            )
    settings = {"trajectories": int(trajectories), "seed": first, "levels": int(levels)}
    design = grouped("morris", ranges, settings, groups)
    check_points(trajectories * (len(design.groups) + 1))
    cube = walks.sample(design.problem, trajectories, num_levels=levels, seed=first)
    return replace(design, cube=np.asarray(cube))


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


def read_design(content: Mapping[str, Any]) -> Design:
    """The design that `Design.describe` told of."""
    kind, settings = content["kind"], dict(content["settings"])
    axes = {name: read_axis(axis) for name, axis in content["axes"].items()}
    size = [settings.pop(SIZES[kind])] if kind in SIZES else []
    return MAKERS[kind](*size, **settings, **axes)


def _yes_or_no(name: str, value: Any) -> bool:
    if not isinstance(value, (bool, np.bool_)):
        raise UserError(f"{name} = {value!r} is not valid; allowed: True or False")
    return bool(value)


def _some(axes: dict[str, Any]) -> dict[str, Any]:
    if not axes:
        raise UserError("nothing varies; name at least one parameter")
    return axes


def _grid_axes(axes: dict[str, Any]) -> dict[str, Axis]:
    for name, axis in _some(axes).items():
        if isinstance(axis, tuple(KINDS.values())):
            raise UserError(f"{name} has a distribution, which a sample draws from; give a list of values")
        if isinstance(axis, tuple):
            raise UserError(
                f"{name} = {axis!r:.60} may be a range, values, or one value an agent; give values as a list, "
                f"{name}=[...], and agents' values as a tuple in it, {name}=[(...)]"
            )
    return {name: plain_values(name, axis) for name, axis in axes.items()}


def _ranges(axes: dict[str, Any]) -> dict[str, Axis]:
    return {name: sampled_axis(name, axis) for name, axis in _some(axes).items()}
