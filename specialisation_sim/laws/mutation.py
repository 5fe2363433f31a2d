"""Mutants that move a part of a niche from one host to another, and whether they take over.

Shapes: what concerns lineages ``(runs, agents)``; links in order ``(tasks, runs, agents)``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..base.errors import UserError
from .arrays import Array, Flags, Indices, Number


class Mutant(NamedTuple):
    """What is known of each lineage's mutant: the argument of a user's rule, which returns its chance to take over.

    Attributes
    ----------
    food : array, shape (runs, agents)
        Food of the lineage as it is, births for each of its kind being in proportion to it.
    food_of_mutant : array, shape (runs, agents)
        Food that the mutant would have in its place.
    mutants : array, shape (runs, agents)
        How many such mutants arise in the year, as expected.
    draw : array, shape (runs, agents), or None
        Uniform draws in (0, 1] for a user's rule that wants luck of its own; the usual rule needs none.
    """

    food: Array
    food_of_mutant: Array
    mutants: Array
    draw: Array | None


def links_in_order(links: Flags) -> Indices:
    """For each lineage, the numbers of the hosts that it can use in ascending order, then those of the others."""
    return np.argsort(~links, axis=0, kind="stable")


def host_pair(draw: Array, degree: Indices) -> tuple[Indices, Indices]:
    """Two different hosts that a lineage can use, drawn at random: from which and to which a mutant moves.

    Parameters
    ----------
    draw : array, shape (runs, agents)
        Uniform draws in (0, 1].
    degree : array of int, shape (runs, agents)
        How many hosts each lineage can use, at least one.

    Returns
    -------
    tuple of two arrays of int, shape (runs, agents)
        Places from 0 to below the degree, unlike but for lineages with one link.
    """
    scaled = draw * degree
    source = np.ceil(scaled) - 1.0
    # What is left of the draw says how many places onward the other one is, round and round.
    target = source + np.ceil((scaled - source) * (degree - 1))
    target = np.where(target >= degree, target - degree, target)
    return source.astype(np.intp), target.astype(np.intp)


def part_moved(draw: Array, step: Number, available: Array) -> Array:
    """Part of a niche that a mutant moves: exponentially distributed with mean `step`, and at most all there is.

    Parameters
    ----------
    draw : array, shape (runs, agents)
        Uniform draws in (0, 1].
    step : float or array
        Mean, as a part of the whole niche.
    available : array, shape (runs, agents)
        Part of the niche on the host that is left.

    Returns
    -------
    array, shape (runs, agents)
        From 0 to what is available.
    """
    return np.minimum(-step * np.log(draw), available)


def takeover_chance(mutant: Mutant) -> Array:
    """Chance that one of a year's mutants replaces its lineage: the usual rule.

    A single mutant among many residents founds a line that does not die out with chance ``1 - food / food_of_mutant``,
    and with none if it fares no better: the branching process of births in proportion to food and as many deaths. Of
    many mutants at least one does with chance ``1 - exp(-mutants * that)``.

    Parameters
    ----------
    mutant : Mutant
        Each lineage's mutant.

    Returns
    -------
    array, shape (runs, agents)
        Chance, 0 to 1.

    References
    ----------
    Metz, J. A. J., Geritz, S. A. H., Meszéna, G., Jacobs, F. J. A. & van Heerwaarden, J. S. (1996). Adaptive dynamics.
    Dieckmann, U. & Law, R. (1996). The dynamical theory of coevolution. Journal of Mathematical Biology 34.
    """
    better = mutant.food_of_mutant > mutant.food
    ratio = mutant.food / np.where(better, mutant.food_of_mutant, 1.0)
    with np.errstate(over="ignore"):  # where the resident is better, by however much, the chance is none
        return np.where(better, 1.0 - np.exp(-mutant.mutants * (1.0 - ratio)), 0.0)


def checked_chance(chance: Any, shape: tuple[int, ...]) -> Array:
    """Chances of taking over that a user's rule gives, as an array.

    Raises
    ------
    UserError
        If there is not one number from 0 to 1 for each lineage.
    """
    given = np.asarray(chance)
    if given.shape != shape or given.dtype.kind not in "fiu" or not ((given >= 0) & (given <= 1)).all():
        raise UserError(
            f"the rule of choice must return a chance from 0 to 1 for each lineage, of shape {shape} (runs, agents); "
            f"it returned {given.dtype} of shape {given.shape}"
        )
    return given.astype(float)
