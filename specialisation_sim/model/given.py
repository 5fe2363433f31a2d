"""What a user may give a world: parameters as a set, a dictionary or keywords, and seeds in Mesa's words or in ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeGuard

import numpy as np

from ..base.errors import UserError, checked_seeds, unknown
from .parameters import Parameters

type Given = Parameters | Mapping[str, Any] | Sequence[Parameters | Mapping[str, Any]] | None
"""A set of parameters or a dictionary of some, or one for each run."""

FIRST_SEED = object()
"""Stands for the seed 0, where no seed is given."""

OPTIONS = ("parameters", "seeds", "rng", "seed", "choose", "without", "collect", "columns", "capacity")


def set_of(kind: type[Parameters], owner: str, given: Any) -> Parameters:
    """One set of parameters from what was given, a dictionary too.

    Parameters
    ----------
    kind : type of Parameters
        The kind that is wanted.
    owner : str
        Name of the story, for the error.
    given : Parameters, mapping or None
        None stands for the defaults.

    Returns
    -------
    one set
        Checked.

    Raises
    ------
    UserError
        For parameters of another kind, or a bad value.
    """
    if given is None:
        return kind()
    if isinstance(given, kind):
        return given
    if _is_mapping(given):
        return kind(**{str(name): value for name, value in given.items()})
    raise UserError(f"{owner} takes {kind.__name__}, not {type(given).__name__}")


def _is_mapping(given: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether something gives values by name; a row of a frame of pandas does too."""
    return isinstance(given, Mapping) or (hasattr(given, "keys") and hasattr(given, "items"))


def sets_of(
    kind: type[Parameters], owner: str, given: Given, runs: int, values: Mapping[str, Any] | None = None
) -> tuple[Parameters, ...]:
    """One set of parameters for each run.

    Parameters
    ----------
    kind, owner
        See `set_of`.
    given : Parameters, mapping, sequence of these, or None
        One for all runs, or one for each.
    runs : int
        Number of runs.
    values : mapping, optional
        Parameters over those of the sets.

    Returns
    -------
    tuple of Parameters
        The same object where runs share one.

    Raises
    ------
    UserError
        As `set_of`, and if there are not as many sets as runs.
    """
    if given is None or isinstance(given, (Parameters, str)) or _is_mapping(given) or not isinstance(given, Iterable):
        parameters = set_of(kind, owner, given)
        return (parameters.but(**values) if values else parameters,) * runs
    sets = tuple(given)
    made: dict[int, Parameters] = {}
    for each in sets:
        if id(each) not in made:
            parameters = set_of(kind, owner, each)
            made[id(each)] = parameters.but(**values) if values else parameters
    if len(sets) != runs:
        raise UserError(f"{len(sets)} parameter sets for {runs} seeds; give one set, or one a seed")
    return tuple(made[id(each)] for each in sets)


def seeds_of(seeds: Sequence[int] | None, rng: Any, values: dict[str, Any]) -> tuple[int, ...]:
    """Seeds of a world's runs, from `seeds`, or from one of Mesa's words for the seed of one run.

    Mesa gives `rng` or `seed`, and an empty `scenario` on Reset. None asks for a seed that nobody chose, as in Mesa;
    the world's `seeds` then says which it became.

    Parameters
    ----------
    seeds : sequence of int, optional
        Seed of each run.
    rng
        A whole number, None, or what NumPy makes a generator of.
    values : dict
        Other keywords; `seed` and `scenario` are taken out of it.

    Returns
    -------
    tuple of int
        One seed a run.

    Raises
    ------
    UserError
        If more than one is given, or one is no seed.
    """
    scenario = values.pop("scenario", None)
    ways = {"rng": rng, "seed": values.pop("seed", FIRST_SEED), "seeds": FIRST_SEED if seeds is None else seeds}
    if getattr(scenario, "rng", None) is not None:
        ways["scenario"] = scenario.rng
    values |= {
        name: value for name, value in dict(scenario or ()).items() if name not in {"rng", "model", "_scenario_id"}
    }
    given = {name: value for name, value in ways.items() if value is not FIRST_SEED}
    if len(given) > 1:
        raise UserError(f"{' and '.join(given)} are given; give one of them")
    if "seeds" in given:
        return checked_seeds(given["seeds"])
    value = next(iter(given.values()), 0)
    if isinstance(value, (bool, float, str)):
        raise UserError(f"{next(iter(given))} = {value!r} is not valid; allowed: a whole number from 0 to below 2**63")
    if isinstance(value, (int, np.integer)):
        return checked_seeds([int(value)])
    try:
        return (int(np.random.default_rng(value).integers(2**63 - 1)),)
    except (TypeError, ValueError):
        raise UserError(f"{next(iter(given))} = {value!r} is no seed; give a whole number from 0") from None


def check_names(kind: type[Parameters], values: Mapping[str, Any]) -> None:
    """Refuse keywords that are neither options nor parameters.

    Raises
    ------
    UserError
        Says the nearest name.
    """
    for name in values:
        if name not in kind.model_fields:
            raise unknown("option or parameter", name, (*OPTIONS, *kind.model_fields))
