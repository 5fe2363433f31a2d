"""The return map of a share: what a period makes of the record it starts from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from ..errors import UserError, check_count
from ..laws.arrays import Array, Indices
from ..measures import tilt_and_lock_in
from ..parameters import Parameters
from .ensembles import ensemble
from .progress import Progress

if TYPE_CHECKING:
    from ..practice import PracticeWorld


class ReturnMap(NamedTuple):
    """E[share next | share now] of a story's first task.

    Attributes
    ----------
    table : DataFrame
        One row a starting share: `share`, the mean `next` share with its interval `low` to `high`, the share
        `unlearned` that is done when learning is switched off, and the amplification in log-odds, split into `tilt`
        and `lock_in` (NaN at shares of 0 and 1).
    task : str
        The task whose share this is.
    steps : int
        Steps of a period.
    seasoned : float
        Repetitions in the record at the start.
    """

    table: pd.DataFrame
    task: str
    steps: int
    seasoned: float


def return_map(
    story: type[PracticeWorld],
    parameters: Parameters | None = None,
    shares: Sequence[float] | Array | None = None,
    *,
    runs: int = 200,
    steps: int = 100,
    seasoned: float = 1000.0,
    confidence: float = 0.95,
    progress: Progress = None,
    **options: Any,
) -> ReturnMap:
    """Estimate the return map of the first task's share.

    Each run starts with a record of `seasoned` repetitions in the given shares, then lives a period of `steps`. The
    same runs with learning switched off tell what choice does on an unchanged record. All shares see the same draws.

    Parameters
    ----------
    story : type of PracticeWorld
        The story.
    parameters : Parameters, optional
        The story's defaults if left out.
    shares : sequence of float, optional
        Starting shares of the first task, in [0, 1]; 41 of them if left out. The other tasks divide the rest evenly.
    runs : int
        Runs from each share.
    steps : int
        Steps of a period.
    seasoned : float
        Repetitions in the record at the start; far more than `steps` gives the late limit.
    confidence : float
        Level of the interval of the mean (Student's t).
    progress : bool, None or callable
        See `ensemble`.
    **options
        Passed on to the story.

    Returns
    -------
    ReturnMap
        The map with its intervals.

    Raises
    ------
    UserError
        If a share is outside of 0 to 1, or a number is out of bounds.
    """
    start = np.linspace(0, 1, 41) if shares is None else np.asarray(shares, dtype=float)
    if not (start.size and ((start >= 0) & (start <= 1)).all()):
        raise UserError("starting shares must be numbers from 0 to 1, at least one")
    if not (np.isfinite(seasoned) and seasoned >= 0):
        raise UserError(f"seasoned = {seasoned:g} is out of bounds; allowed: from 0")
    if not 0 < confidence < 1:
        raise UserError(f"confidence = {confidence:g} is out of bounds; allowed: above 0 to below 1")
    check_count("runs", runs)
    every_share = np.repeat(start, runs)
    others = len(story.tasks) - 1

    def begin(world: Any, rows: Indices) -> None:
        share = every_share[rows][:, None]
        mix = np.stack([share, *[(1 - share) / others] * others])
        world.set_experience(np.broadcast_to(seasoned * mix, world.experience.shape).copy())
        world.habit = np.broadcast_to(mix, world.habit.shape).copy()

    def shares_done(**without: Any) -> Array:
        result = ensemble(
            story, parameters, np.tile(np.arange(runs), len(start)), steps,
            every=steps, record=[story.share], begin=begin, progress=progress, **without, **options,
        )  # fmt: skip
        return result.runs[story.share].to_numpy().reshape(len(start), runs)

    learned = shares_done()
    mean = learned.mean(axis=1)
    error = (
        stats.sem(learned, axis=1) * stats.t.ppf(0.5 + confidence / 2, max(runs - 1, 1))
        if runs > 1
        else np.full(len(start), np.nan)
    )
    unlearned = shares_done(without=("practise",)).mean(axis=1)
    with np.errstate(divide="ignore"):
        parts = tilt_and_lock_in(start, unlearned, mean)
    table = pd.DataFrame(
        {
            "share": start,
            "next": mean,
            "low": np.maximum(mean - error, 0),
            "high": np.minimum(mean + error, 1),
            "unlearned": unlearned,
            "tilt": parts.tilt,
            "lock_in": parts.lock_in,
        }
    )
    return ReturnMap(table, story.tasks[0], steps, seasoned)
