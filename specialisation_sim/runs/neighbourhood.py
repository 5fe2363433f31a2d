"""The neighbourhood of a scenario's parameters, as a Latin hypercube.

All numerical parameters move at once. A parameter that is a share (bounds 0 and 1) moves by a part of its distance to
the nearer bound, so that it makes no difference whether a share or its complement is the parameter. Any other moves by
a part of its own value, up to its bounds. A whole number moves to other whole numbers, at least to the next ones. A
parameter that is zero, or a share of one, is switched off and stays so. A parameter moves by the same step in all
variants, so that what differs between them still differs in the same sense. Words, switches and numbers of agents have
no neighbourhood of this kind: they are changed one and two at a time (`claims.deciders`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..base.errors import UserError, check_count
from ..laws.arrays import Array
from ..model.parameters import Declaration, Parameters, PerAgent
from ..model.streams import generator

TRIES = 100
"""Draws of a point whose parameters do not go together, before it is given up."""


@dataclass(frozen=True)
class Neighbourhood:
    """Points around the parameters of some variants.

    Attributes
    ----------
    names : tuple of str
        Parameters that move.
    moves : array, shape (points, parameters)
        Where each point lies, from -1 to 1 along each parameter.
    sets : mapping
        For each variant its parameters at each point.
    """

    names: tuple[str, ...]
    moves: Array
    sets: Mapping[str, tuple[Parameters, ...]]


def neighbourhood(
    variants: Mapping[str, Parameters], points: int = 40, width: float = 0.2, seed: int = 0
) -> Neighbourhood:
    """Spread points over the neighbourhood of some variants of a story.

    Parameters
    ----------
    variants : mapping
        Parameters of each variant.
    points : int
        Number of points: along each parameter one lies in each of so many strata of equal width.
    width : float
        Part of itself, or for a share of its distance to the nearer bound, by which a parameter moves at most.
    seed : int
        Seed of the hypercube.

    Returns
    -------
    Neighbourhood
        The points; one whose parameters do not go together is drawn again, from the whole cube.

    Raises
    ------
    UserError
        If a number is out of bounds, or no point can be found whose parameters go together.

    References
    ----------
    McKay, M. D., Beckman, R. J. & Conover, W. J. (1979). A comparison of three methods for selecting values of input
    variables in the analysis of output from a computer code.
    """
    check_reach(points, width)
    kinds = next(iter(variants.values())).declarations()
    names = tuple(
        name
        for name, kind in kinds.items()
        if any(
            _can_move(parameters, name) and np.any(room(getattr(parameters, name), kind))
            for parameters in variants.values()
        )
    )
    rng = generator(seed, "neighbourhood")
    moves = 2.0 * latin_hypercube(points, len(names), rng) - 1.0
    neighbours: dict[str, list[Parameters]] = {name: [] for name in variants}
    for point in moves:
        for _ in range(TRIES):
            try:
                along = dict(zip(names, point, strict=True))
                here = {name: _moved(parameters, along, width) for name, parameters in variants.items()}
            except UserError:
                point[:] = 2.0 * rng.random(len(names)) - 1.0
            else:
                break
        else:
            raise UserError(f"no parameters within {width:g} of these go together; try a smaller width")
        for name, parameters in here.items():
            neighbours[name].append(parameters)
    return Neighbourhood(names, moves, {name: tuple(sets) for name, sets in neighbours.items()})


def check_reach(points: int, width: float) -> None:
    """Refuse a number of points below one, and a width that is not between zero and one.

    Raises
    ------
    UserError
        That says which.
    """
    check_count("points", points)
    if not 0 < width < 1:
        raise UserError(f"width = {width:g} is out of bounds; allowed: above 0 to below 1")


def latin_hypercube(points: int, parameters: int, rng: np.random.Generator) -> Array:
    """Points of the unit cube, ``(points, parameters)``, of which each stratum of each parameter holds one."""
    # SciPy's hypercube spawns its generator, which those of our streams cannot do.
    strata = rng.permuted(np.tile(np.arange(points)[:, None], parameters), axis=0)
    return (strata + rng.random((points, parameters))) / points


def room(value: PerAgent, kind: Declaration) -> Array:
    """What a number moves by at width one: itself or, for a share, its distance to the nearer bound."""
    values = np.asarray(value, dtype=float)
    return np.minimum(values, 1.0 - values) if (kind.low, kind.high) == (0.0, 1.0) else np.abs(values)


def _moved(parameters: Parameters, moves: Mapping[str, float], width: float) -> Parameters:
    """A set with some parameters moved, within their bounds."""
    changes: dict[str, Any] = {}
    for name, move in moves.items():
        value, kind = getattr(parameters, name), parameters.declarations()[name]
        step = width * move * room(value, kind)
        if isinstance(value, int) and value:
            step = np.rint(max(abs(value) * width, 1.0) * move)
        moved = np.clip(np.asarray(value) + step, kind.low, kind.high)
        if isinstance(value, int):
            moved = moved.astype(int)
        changes[name] = tuple(moved.tolist()) if isinstance(value, tuple) else moved.tolist()
    return parameters.but(**changes)


def _can_move(parameters: Parameters, name: str) -> bool:
    """Whether a parameter is a number, or one for each agent, on which no shape depends."""
    return (
        type(parameters).model_fields[name].annotation in {float, int, PerAgent}
        and not parameters.declarations()[name].fixes_shape
    )
