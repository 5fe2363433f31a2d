"""Tilt and lock-in of every story, measured alike: from one share, with and without the countervailing force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.special import logit

from ..base.errors import UserError, checked_number
from ..laws.arrays import Array
from ..measures import checked_confidence, mean_interval
from ..model.settings import setting_of
from ..registry import name_of
from ..registry import story as story_of
from ..runs.progress import Progress
from ..stories import STORIES
from .return_maps import (
    checked_horizon,
    checked_shares,
    following_shares,
    generation_of,
    return_map,
)

if TYPE_CHECKING:
    from ..model.world import World

ALONE = "no countervailing force"
"""Name of the setting without the countervailing force."""


def measure(
    *stories: str | type[World],
    share: float = 0.7,
    runs: int = 200,
    confidence: float = 0.95,
    seed: int = 0,
    progress: Progress = None,
    setting: str | None = None,
) -> pd.DataFrame:
    """Measure amplification over a generation or two, and its two parts, in log-odds.

    A generation starts from a record in which the first task has the given share. *Tilt* is what choosing does on
    that record with learning switched off, ``logit(unlearned) - logit(share)``; *lock-in* is what learning from the
    tilted record adds, ``logit(next) - logit(unlearned)``. A story whose generation is one step learns only for the
    next one, so two are lived, and its numbers are over both.

    Parameters
    ----------
    *stories : str or type of World
        Names or classes; all that have generations if left out.
    share : float
        Share of the first task at the start; the essay's 70:30 if left out.
    runs, confidence, seed, progress
        See `return_map`.
    setting : str, optional
        A named setting of the stories, in place of without and with the force.

    Returns
    -------
    DataFrame
        One row for each story and setting, without and with the countervailing force: `story`, `setting`, `generation`
        (what is lived, in steps), `generations` (how many that is: 2 where one is a single step, else 1), `share_of`,
        `share`, `next`, and `amplification`, `tilt`, `lock_in`, each with `_low` and `_high`. NaN where all that was
        done was one task, or another: that has no log-odds.

    Raises
    ------
    UserError
        For an unknown story, one without generations, or a number out of bounds.

    Examples
    --------
    >>> from specialisation_sim import measure
    >>> table = measure("foundation", runs=20, progress=False)
    >>> table["setting"].tolist()
    ['no countervailing force', 'outside data']
    """
    if not 0 < checked_number("share", share) < 1:
        raise UserError(f"share = {share:g} is out of bounds; allowed: above 0 to below 1")
    checked_confidence(confidence)
    kinds = [story_of(one) if isinstance(one, str) else one for one in stories or with_generations()]
    for kind in kinds:
        generation_of(kind)
    rows = []
    for kind in kinds:
        generation = generation_of(kind)
        steps = max(checked_horizon(generation, None, None)[0], 2)
        settings = both_of(kind) if setting is None else {setting: named(kind, setting)}
        learned, unlearned = (
            following_shares(
                kind,
                list(settings.values()),
                np.array([share]),
                runs=runs,
                steps=steps,
                seasoned=generation.seasoned,
                seed=seed,
                progress=progress,
                **without,
            )[:, 0]
            for without in ({}, {"without": generation.learn})
        )
        for index, label in enumerate(settings):
            after, kept = log_odds(learned[index]), log_odds(unlearned[index])
            rows.append(
                {
                    "story": name_of(kind),
                    "setting": label,
                    "generation": f"{steps} {kind.clock}s",
                    "generations": steps // generation.steps,
                    "share_of": generation.share_of,
                    "share": share,
                    "next": float(np.nanmean(learned[index])) if np.isfinite(learned[index]).any() else np.nan,
                    **_interval("amplification", after - logit(share), confidence),
                    **_interval("tilt", kept - logit(share), confidence),
                    **_interval("lock_in", after - kept, confidence),
                }
            )
    return pd.DataFrame(rows)


def maps_of_all(
    *stories: str, shares: int = 41, runs: int = 200, seed: int = 0, progress: Progress = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return maps of stories, each without and with its countervailing force, and their fixed points.

    Parameters
    ----------
    *stories : str
        Names; all that have generations if left out.
    shares, runs, seed, progress
        See `return_map`; `shares` is how many.

    Returns
    -------
    maps, points : DataFrame
        Columns of `ReturnMap`, after `story`, `setting`, `share_of` and `generation`; of maps also `given`, see
        `given_of`.
    """
    maps, points = [], []
    for name in stories or with_generations():
        kind = story_of(name)
        generation = generation_of(kind)
        columns = {"story": name, "share_of": generation.share_of, "generation": generation.lasts}
        for setting, parameters in both_of(kind).items():
            observed = return_map(kind, parameters, checked_shares(shares), runs=runs, seed=seed, progress=progress)
            maps.append(observed.table.assign(setting=setting, given=given_of(kind, setting), **columns))
            points.append(observed.points.assign(setting=setting, **columns))
    first = ["story", "setting", "share_of", "generation"]
    whole = (pd.concat([part for part in parts if len(part)], ignore_index=True) for parts in (maps, points))
    together = [frame[[*first, *frame.columns.drop(first)]] for frame in whole]
    return together[0], together[1]


def with_generations() -> list[str]:
    """Names of the stories that say what a generation is."""
    return [name for name in STORIES if story_of(name).generation is not None]


def both_of(story: type[World]) -> dict[str, Any]:
    """Parameters of a story without its countervailing force, and of the same story with it."""
    generation = generation_of(story)
    alone = story.Parameters(**generation.alone)
    return {ALONE: alone} | ({generation.force: alone.but(**generation.held)} if generation.held else {})


def named(story: type[World], setting: str) -> Any:
    """Parameters of a story in a named setting."""
    return story.Parameters(**setting_of(story.settings, setting, name_of(story)))


def given_of(story: type[World], setting: str) -> str:
    """What a setting gives other values than the defaults, in words; the force's come on top."""
    generation = generation_of(story)
    given = generation.alone if setting == ALONE else generation.held
    words = (
        f"{name.replace('_', ' ')} {value:g}" if isinstance(value, (int, float)) else f"{name} {value}"
        for name, value in given.items()
    )
    return ("" if setting == ALONE else "+ ") + (", ".join(words) or "the defaults")


def log_odds(values: Array) -> Array:
    """Log-odds of a mean share, as one number a run whose mean and standard error are those of the log-odds."""
    mean = mean_interval(values)[0]
    if not 0 < mean < 1:
        return np.full(len(values), np.nan)
    spread: Array = logit(mean) + (values - mean) / (mean * (1 - mean))
    return spread


def _interval(name: str, values: Array, confidence: float) -> dict[str, float]:
    """Mean and interval as columns."""
    return dict(zip((name, f"{name}_low", f"{name}_high"), map(float, mean_interval(values, confidence)), strict=True))
