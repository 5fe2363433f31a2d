"""A grid over experience and the store, and a day back on it.

Shapes: values ``(shares, stores)``; what a day of some cloud leads to ``(tasks, shares, stores, days)``, where days are
even quantiles of the sky. Between the grid's states values are those of the cubic through the four nearest. Below a
store of zero nothing is worth anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import sparse

from .. import laws
from ..base.errors import check_count
from ..laws.arrays import Array, Flags, Indices
from .forager import InformedForager, prefers_hunting
from .lattice import Stencil, interpolation, stencil

MOST = 10_000
"""Most points in a direction."""


@dataclass(frozen=True)
class Size:
    """Points of a grid.

    Attributes
    ----------
    shares, stores : int
        Shares of hunting in experience, at least 4, and stores, as many or 1 where nothing can be stored.
    skies : int
        Quantiles of the sky.
    """

    shares: int
    stores: int
    skies: int

    def __post_init__(self) -> None:
        check_count("shares", self.shares, 4, MOST)
        check_count("stores", self.stores, 1 if self.stores == 1 else 4, MOST)
        check_count("skies", self.skies, 1, MOST)

    @property
    def coarser(self) -> Size:
        """Half of it in every direction."""
        stores = 1 if self.stores == 1 else self.stores // 2 + 1
        return Size(self.shares // 2 + 1, stores, self.skies // 2)


class GridDay(NamedTuple):
    """What each task brings on each day of the sky, and where in the store it leads to.

    Attributes
    ----------
    full : array, shape (tasks, shares)
        Meals of a full opportunity.
    catch : array, shape (tasks, shares, days)
        Meals.
    first_store : array of int, shape (tasks, shares, stores, days)
        Flat index, in the same share, of the first of the grid's stores between which it leads.
    weights : array, shape (stores used, tasks, shares, stores, days)
        Their weights; all zero where the store falls below zero.
    """

    full: Array
    catch: Array
    first_store: Indices
    weights: Array


class Grid:
    """A forager's states: shares of hunting in her experience, and her store.

    Parameters
    ----------
    forager : InformedForager
        Whose.
    size : Size
        Points.
    survival : bool
        Whether being alive is all that counts, in place of discounted meals.
    by : function
        How values between the grid's are found.
    """

    def __init__(self, forager: InformedForager, size: Size, survival: bool, by: Stencil = stencil) -> None:
        self.forager, self.survival, self.by = forager, survival, by
        self.need, self.cap = float(forager.p.need), float(forager.p.slack_cap)
        self.size = size = size if self.cap else Size(size.shares, 1, size.skies)
        self.discount = 1.0 if survival else forager.discount
        self.share = np.linspace(0.0, 1.0, size.shares)
        # Closer together near an empty store, where a day more or less decides.
        self.store = self.cap * np.linspace(0.0, 1.0, size.stores) ** 2
        # Mean cloud of each quantile of the sky, which makes a day's mean catch exact where one does the same all day.
        edges = laws.cloud_cover(np.arange(1, size.skies + 1) / size.skies, forager.sunny)
        self.cloud = size.skies * np.diff(laws.mean_cloud_up_to(edges, forager.sunny), prepend=0.0)

    def experience(self, total: float) -> Array:
        """Experience of each share, ``(tasks, shares)``, where there is so much in all."""
        return total * np.stack([self.share, 1.0 - self.share])

    def moves(self, total: float) -> tuple[Array, Array]:
        """Weights over the next day's shares that a hunt, and a day of fishing, lead to; each ``(shares, shares)``."""
        kept = self.forager.p.retention * total
        hunt, fish = ((kept * self.share + done) / (kept + 1.0) for done in (1.0, 0.0))
        return interpolation(self.size.shares, hunt, self.by), interpolation(self.size.shares, fish, self.by)

    def day(self, total: float, game: float) -> GridDay:
        """What a day brings with so much experience in all, and so much game."""
        full = self.forager.skill(self.experience(total)) * np.array([[game], [1.0]])
        catch = self.forager.catches(self.cloud, full)
        left = laws.update_slack(self.store[:, np.newaxis], catch[:, :, np.newaxis], self.need, self.cap)
        alive = left >= 0
        index, weights = self._stores(left)
        index = index + np.arange(self.size.shares)[:, np.newaxis, np.newaxis] * self.size.stores
        return GridDay(full, catch, index, weights * alive)

    def _stores(self, left: Array) -> tuple[Indices, Array]:
        """First of the grid's stores that a store lies between, and their weights; of one below zero, those of zero."""
        if self.size.stores == 1:
            return np.zeros(left.shape, dtype=np.intp), np.ones((1, *left.shape))
        return self.by(self.size.stores, np.sqrt(np.clip(left / self.cap, 0.0, 1.0)))

    def worth(self, day: GridDay, task: int, moves: tuple[Array, Array], to_come: Array) -> Array:
        """Worth of a task on each day of the sky, ``(shares, stores, days)``, if the next day is worth `to_come`."""
        flat = self.discount * (moves[task] @ to_come).ravel()
        index, weights = day.first_store[task], day.weights[:, task]
        worth = weights[0] * flat[index]
        for step in range(1, len(weights)):
            worth += weights[step] * flat[index + step]
        return worth if self.survival else worth + day.catch[task][:, np.newaxis]

    def myopic(self, day: GridDay) -> Array:
        """Part of each day of the sky on which one who does not look ahead hunts, ``(shares, 1, days)``.

        On days of the quantile in which her threshold lies it is between 0 and 1, so that no grid rounds it.
        """
        hunt, fish = day.full
        hunted = self.forager.hunted(self.forager.threshold(hunt, fish, 0.0))
        part = hunted[:, np.newaxis] * self.size.skies - np.arange(self.size.skies)
        return np.clip(part, 0.0, 1.0)[:, np.newaxis]

    def back(self, day: GridDay, moves: tuple[Array, Array], to_come: Array) -> tuple[Array, Flags]:
        """Value of a day before one whose value is `to_come`, and where hunting is best."""
        hunt, fish = (self.worth(day, task, moves, to_come) for task in (0, 1))
        hunts = prefers_hunting(hunt, fish, self.myopic(day) >= 0.5)
        return self._possible(np.where(hunts, hunt, fish).mean(axis=-1)), hunts

    def hunted(self, day: GridDay, moves: tuple[Array, Array], to_come: Array) -> Array:
        """Part of each day of the sky on which hunting is best, ``(shares, stores, days)``.

        On clear days it is; within the quantile in which hunting stops being best, where depends on how far it was.
        """
        lead = self.worth(day, 0, moves, to_come) - self.worth(day, 1, moves, to_come)
        until = self.back(day, moves, to_come)[1].sum(axis=-1, keepdims=True)
        ends = (np.clip(until - back, 0, self.size.skies - 1) for back in (1, 0))
        last, first = (np.take_along_axis(lead, end, axis=-1) for end in ends)
        gap = last - first
        further = np.divide(last, gap, out=np.full(gap.shape, 0.5), where=(last >= 0) & (first <= 0) & (gap > 0))
        inside = (until > 0) & (until < self.size.skies)
        reached = np.where(inside, until - 0.5 + further, until)
        return np.clip(reached - np.arange(self.size.skies), 0.0, 1.0)

    def back_myopic(self, day: GridDay, moves: tuple[Array, Array], to_come: Array) -> Array:
        """Value of such a day for one who does not look ahead."""
        hunt, fish = (self.worth(day, task, moves, to_come) for task in (0, 1))
        hunts = self.myopic(day)
        return self._possible((hunts * hunt + (1.0 - hunts) * fish).mean(axis=-1))

    def _possible(self, value: Array) -> Array:
        """A value without what a cubic adds near a jump: nothing is worth less than none, no chance is above one."""
        return np.clip(value, 0.0, 1.0 if self.survival else None)

    def transitions(self, day: GridDay, moves: tuple[Array, Array], hunts: Array) -> tuple[sparse.csr_matrix, Array]:
        """Chances from state to state in a day under a policy, ``(states, states)``, and the day's mean catch."""
        states, stores = self.size.shares * self.size.stores, self.size.stores
        shape = (self.size.shares, stores, self.size.skies)
        origin = np.broadcast_to(np.arange(states).reshape(*shape[:2], 1), shape).ravel()
        total = sparse.csr_matrix((states, states))
        for task, done in enumerate((hunts, 1.0 - hunts)):
            part = np.broadcast_to(done, shape) / self.size.skies
            used = range(len(day.weights))
            weights = np.concatenate([(part * day.weights[step, task]).ravel() for step in used])
            reached = np.concatenate([(day.first_store[task] + step).ravel() for step in used])
            index = (np.tile(origin, len(day.weights)), reached)
            in_store = sparse.coo_matrix((weights, index), shape=(states, states)).tocsr()
            total = total + in_store @ sparse.kron(moves[task], sparse.identity(stores), format="csr")
        hunt, fish = day.catch[:, :, np.newaxis]
        catch = (hunts * hunt + (1.0 - hunts) * fish).mean(axis=-1)
        return total, np.broadcast_to(catch, shape[:2])

    def begin(self) -> Array:
        """Weight of each state at the start, ``(shares, stores)``."""
        total = self.forager.practice.sum()
        start = np.array([self.forager.practice[0] / total if total else 0.0])
        share = interpolation(self.size.shares, start, self.by)[0]
        first, weights = self._stores(np.array([min(float(self.forager.p.slack_start), self.cap)]))
        store = np.zeros(self.size.stores)
        store[first[0] + np.arange(len(weights))] = weights[:, 0]
        return np.outer(share, store)

    def forward(self, day: GridDay, moves: tuple[Array, Array], hunts: Array, weight: Array) -> Array:
        """Weight of each state on the next day under a policy; what is missing has died."""
        reached = np.zeros(weight.shape)
        for task, done in enumerate((hunts, 1.0 - hunts)):
            part = done * weight[:, :, np.newaxis] / self.size.skies
            in_store = np.zeros(weight.size)
            for step, used in enumerate(day.weights[:, task]):
                in_store += np.bincount((day.first_store[task] + step).ravel(), (part * used).ravel(), weight.size)
            reached += moves[task].T @ in_store.reshape(weight.shape)
        return reached

    def at(self, values: Array, share: Array, store: Array, which: Indices | int = 0) -> Array:
        """Values at states between those of the grid; zero where the store is below zero.

        Parameters
        ----------
        values : array, shape (several, shares, stores)
            Values, of which one is read at each state.
        share, store : array, any shape
            States.
        which : array of int, or int
            Which values are read.
        """
        first, weights = self.by(self.size.shares, share)
        index, along = self._stores(store)
        worth = np.zeros(np.shape(share))
        for step, weight in enumerate(weights):
            for further, part in enumerate(along):
                worth += weight * part * values[which, first + step, index + further]
        return np.where(store >= 0, worth, 0.0)
