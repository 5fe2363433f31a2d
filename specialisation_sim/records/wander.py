"""Shares that wander and favour no category: how widely a record's own shares wander, and what that does to breadth.

The logarithm of each category's share moves by itself, by the same law for all: a random walk (memory 1), or a process
that returns to its mean (memory below 1). How widely is estimated from all periods and categories at once by
restricted maximum likelihood, with the sampling noise known and a straight line of each category taken out: so a real
tendency does not count as wander. A trend of a few numbers, one a period, cannot tell the two apart.

Shapes: ``(periods, categories)``; simulated paths ``(periods, categories, draws)``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..laws.arrays import Array

MEMORIES = (0.0, 0.3, 0.5, 0.7, 0.85, 1.0)
"""Share of a deviation that is left after one period; 1 is a random walk."""

SPREADS = np.array([0.005, 0.03, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3, 0.37, 0.45, 0.55, 0.7, 0.9, 1.2])
"""Standard deviations of the logarithm of a share; of one step where the memory is 1."""

LITTLE = 0.05
"""The prior of the spread is even up to about here and falls as its inverse beyond."""

ACCEPTED = 2.71
"""Twice the logarithm of the likelihood that a memory may fall behind the best: the 90 % point of chi-squared."""

FEW = 8
"""Periods below which a random walk is always held possible: no shorter record tells memories apart."""

MOST_CATEGORIES, LEAST_COUNT = 20, 5
"""The largest categories with at least so many decisions a period tell how widely shares wander."""


class Wander(NamedTuple):
    """A memory that the record allows: its likelihood at each spread, and the weight of each spread."""

    memory: float
    logs: Array
    weights: Array

    @property
    def spread(self) -> float:
        """Mean spread."""
        return float(SPREADS @ self.weights)


def informative(counts: Array) -> Array:
    """Places of the categories that tell how widely shares wander, the largest first."""
    order = np.argsort(-counts.sum(axis=0), kind="stable")[:MOST_CATEGORIES]
    return np.asarray(order[counts[:, order].mean(axis=0) >= LEAST_COUNT])


def shrunk(counts: Array, records: Array) -> tuple[Array, Array]:
    """Mix of each period drawn a little to that of all periods, so that none is zero, and the mix of all."""
    categories = counts.shape[1]
    pooled = (counts.sum(axis=0) + 0.5) / (counts.sum() + categories / 2)
    pull = 2 * categories**0.5
    share = (counts + pull * pooled) / (records + pull)[:, None]
    return share / share.sum(axis=1, keepdims=True), pooled


def correlation(times: Array, memory: float) -> Array:
    """Covariance of the wander over periods, its scale being one."""
    if memory == 1:
        since = times - times[0]
        return np.minimum.outer(since, since)
    return np.asarray(memory ** np.abs(np.subtract.outer(times, times)))


def log_shares(counts: Array, records: Array) -> Array:
    """Logarithm of the share of each category in each period, half a decision being added to each."""
    return np.asarray(np.log(counts + 0.5) - np.log(records + counts.shape[1] / 2)[:, None])


def likelihood(counts: Array, records: Array, times: Array, chosen: Array) -> Array:
    """Restricted log-likelihood of each memory and spread, ``(memories, spreads)``."""
    share, pooled = shrunk(counts, records)
    level = log_shares(counts, records)[:, chosen].T
    noise = ((1 - share) / (records[:, None] * share))[:, chosen].T
    # Shares add up to one, so that the logarithm of a large share moves less than its own wander.
    damped = (1 - 2 * pooled + (pooled**2).sum())[chosen]
    categories, periods = level.shape
    line = np.stack([np.ones(periods), times - times.mean()], axis=1)
    shape = np.array([correlation(times, memory) for memory in MEMORIES])
    covariance = (SPREADS[:, None, None] ** 2 * shape[:, None])[:, :, None] * damped[:, None, None]
    covariance = covariance + noise[:, :, None] * np.eye(periods)
    inverse = np.linalg.inv(covariance)
    weighed = inverse @ line
    curve = line.T @ weighed
    pull = np.swapaxes(weighed, -1, -2) @ level[..., None]
    misfit = np.einsum("jt,abjts,js->abj", level, inverse, level, optimize=True)
    misfit -= (pull * np.linalg.solve(curve, pull)).sum(axis=(-1, -2))
    each = misfit + np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(curve)[1]
    return np.asarray(-0.5 * (categories - 1) / categories * each.sum(axis=-1))


def accepted(counts: Array, records: Array, times: Array, chosen: Array) -> list[Wander]:
    """Memories that the record allows, each with how likely it makes each spread."""
    logs = likelihood(counts, records, times, chosen)
    best = logs.max(axis=1)
    kept = 2 * (best.max() - best) < ACCEPTED
    kept[-1] |= len(times) < FEW
    wanders = []
    for index in np.flatnonzero(kept):
        weights = np.exp(logs[index] - best[index]) * np.gradient(SPREADS) / (SPREADS + LITTLE)
        wanders.append(Wander(MEMORIES[index], logs[index], weights / weights.sum()))
    return wanders


def wander_paths(
    wander: Wander, counts: Array, records: Array, times: Array, draws: int, random: np.random.Generator
) -> Array:
    """Logarithms of shares that wander as the record's do, from where it began: ``(periods, categories, draws)``."""
    share, _ = shrunk(counts, records)
    noise = ((1 - share) / (records[:, None] * share)).T
    shape = correlation(times, wander.memory)
    # The level of each category: at the first period for a random walk, over all periods otherwise. Categories of
    # one kind of noise share their inverse, so that thousands of rare ones cost little memory.
    weight = np.empty(noise.shape)
    for start in range(0, len(noise), 500):
        part = noise[start : start + 500]
        weight[start : start + 500] = np.linalg.inv(
            wander.spread**2 * shape + part[:, :, None] * np.eye(len(times))
        ).sum(axis=1)
    middle = (weight * log_shares(counts, records).T).sum(axis=1) / weight.sum(axis=1)
    spread = random.choice(SPREADS, draws, p=wander.weights)
    paths = np.empty((len(times), len(middle), draws))
    steps = random.standard_normal(paths.shape[1:])
    paths[0] = 0.0 if wander.memory == 1 else steps
    for index, gap in enumerate(np.diff(times), start=1):
        steps = random.standard_normal(paths.shape[1:])
        if wander.memory == 1:
            paths[index] = paths[index - 1] + np.sqrt(gap) * steps
        else:
            left = wander.memory**gap
            paths[index] = left * paths[index - 1] + np.sqrt(1 - left**2) * steps
    if wander.memory < 1:
        paths -= paths.mean(axis=0)
    paths *= spread
    paths += middle[:, None]
    paths -= paths.max(axis=1, keepdims=True)
    paths -= np.log(np.exp(paths).sum(axis=1, keepdims=True))
    return paths
