"""Funding: which proposals of a pile are funded, and what that is worth.

Shapes: piles ``(runs, proposals)``, in which each run is ranked by itself; numbers of awards ``(runs,)``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..base.errors import UserError
from .arrays import Array, Flags, Indices
from .decision import UNKNOWN

NOBODY: Indices = np.empty((0, 0), dtype=np.intp)
"""Stands for what a pile made by hand does not say."""


class Pile(NamedTuple):
    """What evaluators know of a year's proposals: the argument of a user's rule, which returns a score for each.

    Attributes
    ----------
    merit : array, shape (runs, proposals)
        Posterior mean of quality, in standard deviations of quality.
    precision : array, shape (runs, proposals)
        Precision with which the proposal was seen.
    domain : array of int, shape (runs, proposals)
        Its domain.
    draw : array, shape (runs, proposals)
        Uniform draws in (0, 1].
    reader : array of int, shape (runs, proposals)
        Desk at which the proposal was read.
    record : array, shape (tasks, runs, agents)
        Shares of domains that each desk was trained on.
    present : array of bool, shape (runs, agents)
        Desks at which somebody sits.
    mix : array, shape (tasks, runs, 1)
        Shares of domains in this call, as expected.
    budget : array of int, shape (runs,)
        Awards of a year.
    time : int
        The year, from 1.
    """

    merit: Array
    precision: Array
    domain: Indices
    draw: Array
    reader: Indices = NOBODY
    record: Array = UNKNOWN
    present: Indices | Flags = NOBODY
    mix: Array = UNKNOWN
    budget: Indices = NOBODY
    time: int = 0


def checked_score(score: Any, shape: tuple[int, ...]) -> Array:
    """Scores by a user's rule, as an array.

    Raises
    ------
    UserError
        If there is not one finite number for each proposal.
    """
    given = np.asarray(score)
    if given.shape != shape or given.dtype.kind not in "fiu" or not np.isfinite(given).all():
        raise UserError(
            f"the rule of choice must return a finite score for each proposal, of shape {shape} (runs, proposals); "
            f"it returned {given.dtype} of shape {given.shape}"
        )
    return given.astype(float)


def select_best(score: Array, number: Indices) -> Flags:
    """The so many proposals of highest score; ties go to the one that comes first.

    Parameters
    ----------
    score : array, shape (runs, proposals)
        Score of each proposal; minus infinity where it cannot be selected.
    number : array of int, shape (runs,)
        How many to select, from 0. Fewer are selected where fewer can be.

    Returns
    -------
    array of bool, shape (runs, proposals)
        Which are selected.
    """
    size = score.shape[-1]
    last = np.clip(size - number, 0, size - 1)
    parted = np.partition(score, np.unique(last), axis=-1)
    cut = np.take_along_axis(parted, last[:, None], axis=-1)
    chosen = score >= cut
    excess = np.flatnonzero(chosen.sum(axis=-1) > number)
    if excess.size:
        above = score[excess] > cut[excess]
        tied = chosen[excess] & ~above
        room = number[excess] - above.sum(axis=-1)
        chosen[excess] = above | (tied & (np.cumsum(tied, axis=-1) <= room[:, None]))
    return chosen & (score > -np.inf) if np.isneginf(cut).any() else chosen


def fund(
    score: Array, domain: Indices, budget: Indices, reserved: Indices, by_lot: Indices, lots: Array | None
) -> Flags:
    """Fund a budget: first the lottery among all, then each domain's reserve, then the best of what is left.

    Parameters
    ----------
    score : array, shape (runs, proposals)
        Score of each proposal, finite.
    domain : array of int, shape (runs, proposals)
        Its domain.
    budget : array of int, shape (runs,)
        Awards in all.
    reserved : array of int, shape (tasks, runs)
        Awards set apart for the best of each domain; what a domain has no proposals for is open to all.
    by_lot : array of int, shape (runs,)
        Awards drawn at random. With the reserves they are no more than the budget.
    lots : array, shape (runs, proposals), or None
        Uniform draws; None if nothing is drawn at random.

    Returns
    -------
    array of bool, shape (runs, proposals)
        What is funded, as many as the budget pays for.
    """
    if lots is None and not reserved.any():
        return select_best(score, budget)
    funded = np.zeros(score.shape, dtype=bool) if lots is None else select_best(lots, by_lot)
    for round_index, reserve in enumerate(reserved):
        if reserve.any():
            funded |= select_best(np.where((domain == round_index) & ~funded, score, -np.inf), reserve)
    return funded | select_best(np.where(funded, -np.inf, score), budget - funded.sum(axis=-1))


def quality_funded(quality: Array, funded: Flags) -> Array:
    """Mean quality of what was funded, ``(runs,)``; NaN where nothing was."""
    funded_count = funded.sum(axis=-1)
    return np.where(funded, quality, 0.0).sum(axis=-1) / np.where(funded_count > 0, funded_count, np.nan)


def quality_bar(quality: Array, number: Indices) -> Array:
    """Quality of the worst proposal that would be funded, with a number of awards, if quality could be seen.

    Parameters
    ----------
    quality : array, shape (runs, proposals)
        True quality.
    number : array of int, shape (runs,)
        How many proposals the budget pays for, from 1.

    Returns
    -------
    array, shape (runs, 1)
        In standard deviations of quality.
    """
    last = quality.shape[-1] - number
    return np.take_along_axis(np.partition(quality, np.unique(last), axis=-1), last[:, None], axis=-1)


def quality_missed(quality: Array, funded: Flags, bar: Array, among: Flags | None = None) -> Array:
    """Quality above the bar that was declined, for each proposal received; who sees quality misses nothing.

    Parameters
    ----------
    quality : array, shape (runs, proposals)
        True quality.
    funded : array of bool, shape (runs, proposals)
        What was funded.
    bar : array, shape (runs, 1)
        See `quality_bar`.
    among : array of bool, shape (runs, proposals), optional
        Which proposals to count, such as those of one domain; all if left out.

    Returns
    -------
    array, shape (runs,)
        In standard deviations of quality per proposal counted; NaN where there is none.
    """
    counted = np.ones_like(funded) if among is None else among
    lost = ((counted > funded) * np.maximum(quality - bar, 0.0)).sum(axis=-1)
    received = counted.sum(axis=-1)
    return lost / np.where(received > 0, received, np.nan)
