"""States of experience from day to day: counts of hunts, or shares of hunting in what is remembered.

Without forgetting, days of fishing are those not hunted, so that the day and the number of hunts are the whole state,
and it is exact. With forgetting, experience in both tasks together is known for each day, so that the share of hunting
in it is the state, and values between two shares are interpolated by the cubic through the four nearest.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..laws.arrays import Array, Indices
from .forager import InformedForager

type Stencil = Callable[[int, Array], tuple[Indices, Array]]
"""Points of a grid and places on it, to the first point used for each and weights from there on."""


def stencil(points: int, at: Array) -> tuple[Indices, Array]:
    """Where a cubic through the four nearest points of an even grid over 0 to 1 takes its values, and their weights.

    Parameters
    ----------
    points : int
        Points of the grid, at least four.
    at : array, any shape
        Places between 0 and 1.

    Returns
    -------
    first : array of int, the shape of `at`
        First of the four points.
    weights : array, shape (4, ...)
        Weights, which sum to one.
    """
    position = np.clip(at, 0.0, 1.0) * (points - 1)
    first = np.clip(np.floor(position).astype(np.intp) - 1, 0, points - 4)
    x = position - first
    weights = np.stack(
        [
            -(x - 1.0) * (x - 2.0) * (x - 3.0) / 6.0,
            x * (x - 2.0) * (x - 3.0) / 2.0,
            -x * (x - 1.0) * (x - 3.0) / 2.0,
            x * (x - 1.0) * (x - 2.0) / 6.0,
        ]
    )
    return first, weights


def straight(points: int, at: Array) -> tuple[Indices, Array]:
    """The same for a straight line through the two nearest points: coarser, and no weight is negative."""
    position = np.clip(at, 0.0, 1.0) * (points - 1)
    first = np.minimum(position.astype(np.intp), points - 2)
    return first, np.stack([1.0 - (position - first), position - first])


def interpolation(points: int, at: Array, by: Stencil = stencil) -> Array:
    """The weights of `stencil` as a matrix, ``(places, points)``, for places in one row."""
    first, weights = by(points, at)
    matrix = np.zeros((len(at), points))
    matrix[np.arange(len(at)), first + np.arange(len(weights))[:, np.newaxis]] = weights
    return matrix


class HuntCounts:
    """Hunts since the start: one more state each day."""

    def __init__(self, forager: InformedForager) -> None:
        self.start = forager.practice

    def experience(self, day: int) -> Array:
        """Experience after so many days, ``(tasks, states)``."""
        hunts = np.arange(day + 1.0)
        return np.stack([self.start[0] + hunts, self.start[1] + day - hunts])

    def after_hunting(self, day: int, value: Array) -> Array:
        """Values of the next day where a hunt leads to."""
        return value[..., 1:]

    def after_fishing(self, day: int, value: Array) -> Array:
        """Values of the next day where a day of fishing leads to."""
        return value[..., :-1]

    def begin(self) -> Array:
        """Weight of each state at the start."""
        return np.ones(1)

    def forward(self, day: int, weight: Array, hunted: Array) -> Array:
        """Weight of each state on the next day, ``(..., states)``, if she hunts with these chances."""
        none = np.zeros((*weight.shape[:-1], 1))
        hunts = np.concatenate([none, weight * hunted], axis=-1)
        return hunts + np.concatenate([weight * (1.0 - hunted), none], axis=-1)


class Shares:
    """Shares of hunting in what is remembered, on an even grid."""

    def __init__(self, forager: InformedForager, points: int) -> None:
        self.forager, self.share = forager, np.linspace(0.0, 1.0, points)

    def experience(self, day: int) -> Array:
        """Experience after so many days, ``(tasks, states)``."""
        return self.forager.total(day) * np.stack([self.share, 1.0 - self.share])

    def _moved(self, day: int, done: float) -> tuple[Indices, Array]:
        """Where on the next day's grid a hunt (1), or a day of fishing (0), leads to."""
        kept = self.forager.p.retention * self.forager.total(day)
        return stencil(len(self.share), (kept * self.share + done) / (kept + 1.0))

    def _after(self, day: int, value: Array, done: float) -> Array:
        # A sum of four, and not a product of matrices, which would start threads for a few numbers.
        first, weights = self._moved(day, done)
        reached: Array = sum(weight * value[..., first + step] for step, weight in enumerate(weights))
        return reached

    def after_hunting(self, day: int, value: Array) -> Array:
        """Values of the next day where a hunt leads to."""
        return self._after(day, value, 1.0)

    def after_fishing(self, day: int, value: Array) -> Array:
        """Values of the next day where a day of fishing leads to."""
        return self._after(day, value, 0.0)

    def begin(self) -> Array:
        """Weight of each state at the start."""
        total = self.forager.practice.sum()
        return interpolation(len(self.share), np.array([self.forager.practice[0] / total if total else 0.0]))[0]

    def forward(self, day: int, weight: Array, hunted: Array) -> Array:
        """Weight of each state on the next day, ``(..., states)``, if she hunts with these chances."""
        reached = np.zeros(weight.shape)
        for done, part in ((1.0, weight * hunted), (0.0, weight * (1.0 - hunted))):
            first, weights = self._moved(day, done)
            for row, of in zip(reached.reshape(-1, len(first)), part.reshape(-1, len(first)), strict=True):
                for step, each in enumerate(weights):
                    row[:] += np.bincount(first + step, of * each, len(first))
        return reached
