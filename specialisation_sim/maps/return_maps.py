"""The return map of a share: what a generation makes of the record it starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..base.errors import UserError, check_count, checked_number, checked_seeds
from ..laws.arrays import Array, Indices
from ..measures import FixedPoint, checked_confidence, fixed_points, mean_interval, share_grid, tilt_and_lock_in
from ..model.generation import Generation
from ..model.given import set_of
from ..model.parameters import Parameters
from ..registry import name_of
from ..registry import story as named
from ..runs.ensembles import ensemble
from ..runs.options import combined
from ..runs.progress import Progress

if TYPE_CHECKING:
    import pandas as pd

    from ..model.outline import Outline
    from ..model.world import World


class ReturnMap(NamedTuple):
    """E[share next | share now] of a story's first task.

    Attributes
    ----------
    table : DataFrame
        One row a starting share: `share`, the mean `next` share with its interval `low` to `high`, the share
        `unlearned` that is done when learning is switched off, and the amplification in log-odds, split into `tilt`
        and `lock_in` (NaN at shares of 0 and 1), and how many `runs` had a share at the end. NaN too are `tilt` and
        `lock_in` where a generation is one step: what it learns shows in the next one only, see `measure`.
    task : str
        The task whose share this is.
    steps : int
        Steps of a generation.
    seasoned : float
        Repetitions in the record at the start.
    points : DataFrame
        One row a fixed point: `share` with `low` and `high`, `slope` with `slope_low` and `slope_high`, `stability`
        ("stable", "unstable" or "undecided"), and whether it is a `corner` that no run left. Empty if there is none.
    """

    table: pd.DataFrame
    task: str
    steps: int
    seasoned: float
    points: pd.DataFrame


def return_map(
    story: str | Path | type[World],
    parameters: Parameters | Mapping[str, Any] | None = None,
    shares: Sequence[float] | Array | None = None,
    *,
    runs: int = 200,
    steps: int | None = None,
    seasoned: float | None = None,
    confidence: float = 0.95,
    seed: int = 0,
    progress: Progress = None,
    **options: Any,
) -> ReturnMap:
    """Estimate the return map of the first task's share, and its fixed points.

    Each run starts with a record in which the first task has the given share, then lives a generation. The same runs
    with learning switched off tell what choice does on an unchanged record. All shares see the same draws.

    Parameters
    ----------
    story : str, Path or type of World
        The story by its name, by its file, or as a class.
    parameters : Parameters or dict, optional
        The story's defaults if left out. What a dict leaves out and has no map at its default is at a value that has.
    shares : sequence of float, optional
        Starting shares of the first task, in [0, 1]; 41 of them, closer together near both ends, if left out. How the
        others divide the rest the story says; evenly in most.
    runs : int
        Runs from each share.
    steps : int, optional
        Steps of a generation; the story's own if left out.
    seasoned : float, optional
        Repetitions in the record at the start, the story's own number if left out; far more than `steps` gives the late
        limit.
    confidence : float
        Level of the intervals (Student's t over seeds).
    seed : int
        Seed of the first run from each share; the others follow.
    progress : bool, None or callable
        See `ensemble`.
    **options
        Passed on to the story.

    Returns
    -------
    ReturnMap
        The map and its fixed points, with intervals.

    Raises
    ------
    UserError
        If a share is outside of 0 to 1, a number is out of bounds, or the story knows no generations.

    Examples
    --------
    >>> from specialisation_sim import Island, return_map
    >>> found = return_map(Island, runs=50, progress=False)
    >>> found.points["stability"].tolist()
    ['stable']
    """
    import pandas as pd

    story = named(story)
    base = mapped_set(story, parameters)
    generation, start = generation_of(story, base), checked_shares(41 if shares is None else shares)
    lasts, record = checked_horizon(generation, steps, seasoned)
    checked_confidence(confidence)
    sets = [base]
    (learned, unlearned) = (
        following_shares(
            story,
            sets,
            start,
            runs=runs,
            steps=lasts,
            seasoned=record,
            seed=seed,
            progress=progress,
            **combined(options, without),
        )[0]
        for without in ({}, {"without": generation.learn})
    )
    mean, low, high = mean_interval(learned, confidence)
    kept = mean_interval(unlearned)[0]
    with np.errstate(divide="ignore"):
        unsplit = np.nan if lasts == 1 else 1.0
        parts = tilt_and_lock_in(start, kept * unsplit, mean)
    table = pd.DataFrame(
        {
            "share": start,
            "next": mean,
            "low": np.maximum(low, 0),
            "high": np.minimum(high, 1),
            "unlearned": kept,
            "tilt": parts.tilt,
            "lock_in": parts.lock_in,
            "runs": np.isfinite(learned).sum(axis=1),
        }
    )
    # Where a parameter says how many tasks there are, a story names none before it has a world.
    task = next(iter(getattr(story, "tasks", ())), generation.share_of)
    return ReturnMap(table, task, lasts, record, table_of(fixed_points_of(start, learned, confidence)))


def following_shares(
    story: type[World],
    sets: Sequence[Parameters],
    shares: Array,
    *,
    runs: int,
    steps: int,
    seasoned: float,
    seed: int = 0,
    progress: Progress = None,
    **options: Any,
) -> Array:
    """The share after a generation, ``(sets, shares, runs)``, for each set, start and seed, in one ensemble."""
    check_count("runs", runs)
    first = checked_seeds([seed])[0]
    checked_seeds([first + int(runs) - 1])
    each = len(shares) * runs
    check_count("runs of all shares and settings together", each * len(sets))
    every_share = np.tile(shares, runs * len(sets))

    def begin(world: Any, rows: Indices) -> None:
        with world.at_work():
            world.start_at(every_share[rows], seasoned)

    generation_of(story)
    for parameters in sets:
        generation_of(story, parameters)
    share = story.share
    every_set = [parameters for parameters in sets for _ in range(each)]
    # Runs of one seed stand side by side, since those of one block draw once.
    seeds = [parameters for parameters in range(first, first + int(runs)) for _ in shares] * len(sets)
    ends = ensemble(
        story,
        every_set,
        seeds,
        steps,
        every=steps,
        record=[share],
        begin=begin,
        progress=progress,
        **options,
    ).runs
    return ends[share].to_numpy().reshape(len(sets), runs, len(shares)).swapaxes(1, 2)


def fixed_points_of(shares: Array, following: Array, confidence: float) -> list[FixedPoint]:
    """Fixed points of a map known at shares in any order, some perhaps twice."""
    start, index = np.unique(shares, return_index=True)
    return fixed_points(start, following[index], confidence)


def undecided_shares(table: pd.DataFrame) -> int:
    """Shares of a map at which it cannot be told from the diagonal; a corner that no run left can."""
    within = (table["low"] <= table["share"]) & (table["share"] <= table["high"])
    return int((within & (table["low"] < table["high"])).sum())


def table_of(points: Sequence[FixedPoint]) -> pd.DataFrame:
    """Fixed points as a table, one row each."""
    import pandas as pd

    return pd.DataFrame(points, columns=list(FixedPoint._fields)).astype({"corner": bool})


def generation_of(story: type[World] | Outline, parameters: Parameters | None = None) -> Generation:
    """What a story says of its generations, with these parameters if any are given.

    Raises
    ------
    UserError
        If it says nothing, or more than a share passes on from one generation to the next.
    """
    generation = story.generation
    if generation is None:
        raise UserError(
            f"{name_of(story)} has no return map: nothing in it is a share that a generation could start from"
        )
    for name, allowed in generation.only.items() if parameters is not None else ():
        if (value := getattr(parameters, name)) not in allowed:
            raise UserError(
                f"{name_of(story)} has no return map where {name} = {value!r}, which remembers more than a share; "
                f"allowed: {' or '.join(map(repr, allowed))}"
            )
    return generation


def mapped_set(story: type[World], parameters: Parameters | Mapping[str, Any] | None) -> Parameters:
    """Parameters of a story as given; what is left out is at its default, or where that has no map at one that has."""
    if not isinstance(parameters, Parameters):
        parameters = generation_of(story).with_a_map(story.Parameters, parameters)
    return set_of(story.Parameters, story.__name__, parameters)


def checked_shares(shares: int | Sequence[float] | Array) -> Array:
    """Starting shares; a number stands for so many of them from 0 to 1, closer together near both ends."""
    if isinstance(shares, Integral):
        check_count("shares", shares)
        return share_grid(int(shares))
    try:
        start = np.atleast_1d(np.asarray(shares, dtype=float))
    except (TypeError, ValueError):
        start = np.empty(0)
    if not (start.ndim == 1 and start.size and ((start >= 0) & (start <= 1)).all()):
        raise UserError("starting shares must be numbers from 0 to 1, at least one")
    return start


def checked_horizon(generation: Generation, steps: int | None, seasoned: float | None) -> tuple[int, float]:
    """Steps and record of a generation: the story's own where none are given."""
    lasts = generation.steps if steps is None else steps
    record = checked_number("seasoned", generation.seasoned if seasoned is None else seasoned)
    check_count("steps", lasts)
    if not (np.isfinite(record) and record >= 0):
        raise UserError(f"seasoned = {record:g} is out of bounds; allowed: from 0")
    return lasts, record
