"""The bifurcation diagram: where fixed points of a return map lie as a lever moves, and where one is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..base.errors import UserError, unknown
from ..laws.arrays import Array
from ..measures import checked_confidence, mean_interval
from ..model.parameters import Parameters
from ..registry import name_of
from ..registry import story as named
from ..runs.progress import Progress
from .return_maps import (
    checked_horizon,
    checked_shares,
    fixed_points_of,
    following_shares,
    generation_of,
    mapped_set,
    table_of,
)

if TYPE_CHECKING:
    import pandas as pd

    from ..model.outline import Outline
    from ..model.world import World

VALUES = 21
"""Values of a lever where none are given."""


LOST, GONE, GAINED, COME = "loses its stability", "vanishes", "gains stability", "appears, stable"
"""What may become of a fixed point."""


class Turn(NamedTuple):
    """What becomes of a fixed point inside, between which two values of the lever.

    Attributes
    ----------
    before, after : float
        The two values.
    share : float
        Where the point was before, or, if it appears, where it is after.
    what : str
        `LOST`, `GONE`, `GAINED` or `COME`.
    """

    before: float
    after: float
    share: float
    what: str


class Bifurcation(NamedTuple):
    """Fixed points of a return map along a lever.

    Attributes
    ----------
    points : DataFrame
        One row for each fixed point at each value of the lever: the lever's value under its name, and the columns of
        `ReturnMap.points`. A value without a row has no fixed point that can be told.
    maps : DataFrame
        The maps themselves: the lever's value, `share`, `next`, `low`, `high`.
    lever : str
        The parameter that moves.
    unit : str
        Its unit.
    share_of : str
        What the share is of.
    meaning : str
        What the parameter means.
    """

    points: pd.DataFrame
    maps: pd.DataFrame
    lever: str
    unit: str
    share_of: str
    meaning: str = ""

    def undecided(self) -> list[float]:
        """Values at which it cannot be told how many points inside are stable.

        An interval says nothing, or none is found from corner to corner, where every continuous map has one.
        """
        inside = self.points.loc[~self.points["corner"] & (self.points["stability"] == "undecided"), self.lever]
        whole = {0.0, 1.0} <= set(self.maps["share"])
        none = np.setdiff1d(self.maps[self.lever], self.points[self.lever] if whole else self.maps[self.lever])
        return [float(value) for value in np.union1d(inside, none)]

    def turns(self) -> list[Turn]:
        """What becomes of stable points inside as the lever grows.

        Points of one value are continued to the next by nearness, all together. Values that are `undecided` are
        passed over.
        """
        values = np.setdiff1d(self.maps[self.lever], self.undecided())
        inside = self.points[~self.points["corner"]]
        rows = [inside[inside[self.lever] == value] for value in values]
        return [
            Turn(float(values[k]), float(values[k + 1]), share, what)
            for k in range(len(rows) - 1)
            for share, what in _changes(
                *(zip(part["share"], part["stability"], strict=True) for part in rows[k : k + 2])
            )
        ]


def _changes(before: Iterable[tuple[float, str]], after: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    """What becomes of the stable ones of some points, given the points a step of the lever later."""
    old, new = list(before), list(after)
    apart = [[abs(point[0] - following[0]) for following in new] for point in old]
    from scipy.optimize import linear_sum_assignment  # half a second that only this needs

    rows, columns = linear_sum_assignment(np.reshape(apart, (len(old), len(new))))
    pairs = {int(row): int(column) for row, column in zip(rows, columns, strict=True)}
    changes = [(old[k], new[pairs[k]][1] if k in pairs else "gone") for k in range(len(old))]
    fates = [(share, LOST if fate == "unstable" else GONE) for (share, was), fate in changes if was == "stable" != fate]
    fates += [(share, GAINED) for (share, was), fate in changes if was != "stable" == fate]
    return fates + [(new[k][0], COME) for k in set(range(len(new))) - set(pairs.values()) if new[k][1] == "stable"]


def bifurcation(
    story: str | Path | type[World],
    parameters: Parameters | Mapping[str, Any] | None = None,
    *,
    lever: str,
    values: Sequence[float] | Array | None = None,
    shares: int | Sequence[float] | Array = 31,
    runs: int = 100,
    steps: int | None = None,
    seasoned: float | None = None,
    confidence: float = 0.95,
    seed: int = 0,
    progress: Progress = None,
    **options: Any,
) -> Bifurcation:
    """Find the fixed points of a story's return map at each value of a parameter.

    Parameters
    ----------
    story : type of World
        The story.
    parameters : Parameters, optional
        All other parameters; the story's defaults if left out.
    lever : str
        The parameter that moves, a number.
    values : sequence of float, optional
        Its values; 21 of them over the range that the story names, or else over the parameter's bounds, if left out.
    shares, runs, steps, seasoned, confidence, seed, progress, **options
        See `return_map`; all values see the same draws.

    Returns
    -------
    Bifurcation
        Fixed points and maps.

    Raises
    ------
    UserError
        If the lever does not exist or is no number, one of its values is out of bounds, or as `return_map` says.

    Examples
    --------
    >>> from specialisation_sim import Foundation, bifurcation
    >>> found = bifurcation(Foundation, lever="selectivity", values=[0.1, 0.5], runs=50, progress=False)
    >>> found.points["stability"].tolist()
    ['stable', 'stable']
    """
    import pandas as pd

    story = named(story)
    base = mapped_set(story, parameters)
    generation, start = generation_of(story, base), checked_shares(shares)
    lasts, record = checked_horizon(generation, steps, seasoned)
    checked_confidence(confidence)
    moved = lever_values(story, lever, values)
    sets = [base.but(**{lever: value}) for value in moved]
    following = following_shares(
        story, sets, start, runs=runs, steps=lasts, seasoned=record, seed=seed, progress=progress, **options
    )
    points, maps = [], []
    for value, after in zip(moved, following, strict=True):
        points.append(table_of(fixed_points_of(start, after, confidence)).assign(**{lever: value}))
        mean, low, high = mean_interval(after, confidence)
        maps.append(pd.DataFrame({lever: value, "share": start, "next": mean, "low": low, "high": high}))
    declared = story.Parameters.declarations()[lever]
    table = pd.concat([part for part in points if len(part)] or points[:1], ignore_index=True)
    table = table[[lever, *table.columns.drop(lever)]]
    whole = pd.concat(maps, ignore_index=True)
    return Bifurcation(table, whole, lever, declared.unit, generation.share_of, declared.meaning)


def levers_of(story: type[World] | Outline) -> list[str]:
    """Parameters of a story that are numbers."""
    fields = story.Parameters.model_fields
    return [
        name
        for name in fields
        if isinstance(fields[name].default, (int, float)) and fields[name].annotation is not bool
    ]


def lever_values(
    story: type[World] | Outline, lever: str, values: Sequence[float] | Array | None = None
) -> list[float]:
    """Values of a lever, in order; where none are given, even steps over its range.

    Raises
    ------
    UserError
        If there is no such lever, or no values are given and none are known.
    """
    names = levers_of(story)
    if lever not in names:
        if lever in story.Parameters.model_fields:
            raise UserError(
                f"{lever} is not a number; levers of {name_of(story)}: {', '.join(generation_of(story).levers)}"
            )
        raise unknown("lever", lever, names)
    whole = isinstance(story.Parameters.model_fields[lever].default, int)
    if values is None:
        declared = story.Parameters.declarations()[lever]
        low, high = generation_of(story).levers.get(lever, (declared.low, declared.high))
        if not np.isfinite([low, high]).all() or whole:
            raise UserError(f"there is no usual range of {lever}; give values, such as --values 0:1:21")
        inside = np.linspace(low, high, VALUES)
        values = [value for value in inside if declared.allows(float(value))]
    given = np.unique(np.asarray(values, dtype=float))
    if not given.size:
        raise UserError(f"no values of {lever} given; give at least one")
    # Even steps are sums of roundings: 0.30000000000000004 is meant to be 0.3.
    return [int(value) if whole and value % 1 == 0 else float(f"{value:.12g}") for value in given]
