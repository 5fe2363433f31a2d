"""Capacity: how a generator shares out what it can learn, so that what it draws is worth most.

Class k is drawn with quality ``Q_k = 1 - exp(-ease_k * C * (W a)_k)`` from capacity a on the simplex. With the class
drawn that has the greatest posterior times quality, drawings are worth ``V(a) = E[max over k of posterior_k * Q_k] =
sum of w_k * r_k``, with weights ``w = mix * Q`` and recalls r (see `evidence`). V is convex in w with gradient r, and Q
is concave in a: there are several local optima, since a class without capacity is never drawn and a class that is never
drawn is not worth a little capacity. So the search starts in many places.

Shapes: ``(tasks, ...)`` with classes as tasks; W ``(tasks, tasks, ...)``, the row learning.
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np

from .arrays import Array, Indices, Number, over_tasks
from .evidence import recalls

ROUNDS = 300
"""Most steps of the ascent; a few dozen are usual."""
MOVED = 1e-11
"""Step of capacity below which the ascent has arrived."""
LEAP = 0.3
"""Most capacity that a step moves from the class of least slope to that of most: a longer one may leap over the hill
into a corner, whence there is no way back, since the slope of a class without capacity is zero."""
ASIDE = 0.1
"""Capacity that each class gets, on top of the best so far, where the last ascents start."""
TIE = 1e-12
"""Worth by which an optimum must beat those before it."""
ALL_SUBSETS = 4
"""Classes up to which the ascent starts from every set of them."""
_ARC = np.sin(np.linspace(0.0, np.pi / 4, 33)[:-1]) ** 2
GRID = np.concatenate([_ARC, [0.5], 1.0 - _ARC[::-1]])
"""Capacities of the first of two classes that are tried: symmetric, closer at the ends, where quality is steep."""
PART = 1024
"""Generators that are worked out at once, so that grids and integrals stay small."""
HALVINGS = 52
"""Bisections of a cell of the grid, to the last bit."""


class Task(NamedTuple):
    """What capacity is to be shared out for; the last axis counts independent generators.

    Attributes
    ----------
    mix, ease : array, shape (tasks, generators)
        Share of each class in training, and its ease times the capacity budget C.
    weights : array, shape (tasks, tasks, generators)
        W: what capacity for the second class does for the first.
    evidence : array, shape (generators,)
        Strength d of the evidence.
    """

    mix: Array
    ease: Array
    weights: Array
    evidence: Array


def drawing_quality(capacity: Array, weights: Array, ease: Number) -> Array:
    """Quality ``1 - exp(-ease_k * (W a)_k)`` with which each class is drawn.

    Parameters
    ----------
    capacity : array, shape (tasks, ...)
        Share of the capacity that each class has.
    weights : array, shape (tasks, tasks, ...)
        What capacity for the second class does for the first, one on the diagonal.
    ease : float or array, shape (tasks, ...)
        Ease of each class times the capacity budget C.

    Returns
    -------
    array, shape (tasks, ...)
        Quality in [0, 1).
    """
    return -np.expm1(-ease * _through(weights, capacity))


def drawing_worth(capacity: Array, task: Task) -> tuple[Array, Array]:
    """What drawings are worth, ``V = sum of mix_k * Q_k * r_k``, and its gradient in capacity.

    Since V is convex in the weights with gradient r, the gradient is ``W' (mix * r * dQ)``: what a little more capacity
    does for the drawings of today, as redrawing the borders between classes is worth nothing at the margin.

    Parameters
    ----------
    capacity : array, shape (tasks, generators)
        Share of capacity of each class.
    task : Task
        What it is for.

    Returns
    -------
    worth : array, shape (generators,)
    gradient : array, shape (tasks, generators)
    """
    quality = drawing_quality(capacity, task.weights, task.ease)
    weight = task.mix * quality
    recall = recalls(weight, task.evidence)
    worth = sum(weight[1:] * recall[1:], weight[0] * recall[0])
    return worth, _through(task.weights.swapaxes(0, 1), task.mix * recall * task.ease * (1.0 - quality))


def best_capacity(mix: Array, ease: Array, weights: Array, evidence: Number) -> Array:
    """The capacity on the simplex for which drawings are worth most.

    Two classes: the best of a grid, and bisection of the slope beside it, to the last bit. More: projected gradient
    ascent from many starts, each end a local optimum, its worth exact to rounding and its capacity to about 1e-7. Up to
    four classes it starts from even shares of every set of them, with more from those of all, all but one, two, one,
    and the first so many, then from the training mix, and at last from beside the best, towards each class. Of equally
    good ones (to 1e-12) the even one comes first, and then those with more for the first classes.

    That no other optimum of many classes is better is not proven but tested, on random mixes, eases, budgets and
    evidence: no point of a grid was better by 1e-9 in 5,400 tasks of three classes (steps of 1/50 and 1/40) and 800 of
    four (1/16). The length of steps was chosen on part of these tasks; those of the tests are others. With five and
    more classes only draws from the simplex were tried.

    Parameters
    ----------
    mix : array, shape (tasks, ...)
        Share of each class in training, summing to one.
    ease : array, shape (tasks, ...)
        Ease of each class times the capacity budget C.
    weights : array, shape (tasks, tasks, ...)
        W, see `drawing_quality`.
    evidence : float or array, shape (...)
        Strength d of the evidence.

    Returns
    -------
    array, shape (tasks, ...)
        Shares of capacity.
    """
    classes, shape = len(mix), np.broadcast_shapes(mix.shape[1:], ease.shape[1:], weights.shape[2:], np.shape(evidence))
    parts = [(mix, (classes,)), (ease, (classes,)), (weights, (classes, classes)), (np.asarray(evidence), ())]
    rows = np.concatenate(
        [np.broadcast_to(part, head + shape).reshape(-1, np.prod(shape, dtype=int)) for part, head in parts]
    )
    # Runs without luck repeat each other: each setting is worked out once.
    different, where = np.unique(rows.T, axis=0, return_inverse=True)
    given = np.split(np.ascontiguousarray(different.T), [classes, 2 * classes, classes * (classes + 2)])
    task = Task(given[0], given[1], given[2].reshape(classes, classes, -1), given[3][0])
    solve = _best_of_two if classes == 2 else _best_of_many
    pieces = [slice(first, first + PART) for first in range(0, len(different), PART)]
    best = np.concatenate([solve(Task(*(values[..., piece] for values in task))) for piece in pieces], axis=1)
    return best[:, where.ravel()].reshape(classes, *shape)


def onto_simplex(point: Array) -> Array:
    """The nearest shares, not negative and summing to one, of points ``(tasks, ...)``.

    References
    ----------
    Held, M., Wolfe, P. & Crowder, H. P. (1974). Validation of subgradient optimization. Mathematical Programming 6.
    """
    falling = -np.sort(-point, axis=0)
    count = np.arange(1, len(point) + 1).reshape(-1, *[1] * (point.ndim - 1))
    excess = (np.cumsum(falling, axis=0) - 1.0) / count
    used = (falling > excess).sum(axis=0, keepdims=True)
    return np.maximum(point - np.take_along_axis(excess, used - 1, axis=0), 0.0)


def _through(weights: Array, values: Array) -> Array:
    """``W values``, summed class by class: the last bits of a matrix product depend on how many share the array."""
    result = weights[:, 0] * values[0]
    for column in range(1, len(values)):
        result = result + weights[:, column] * values[column]
    return result


def _best_of_two(task: Task) -> Array:
    """The best of the grid, and then the zero of the slope beside it."""
    best = _best_of_grid(task)

    def slope(first: Array) -> Array:
        gradient = drawing_worth(np.stack([first, 1.0 - first]), task)[1]
        return gradient[0] - gradient[1]

    low, high = GRID[np.maximum(best - 1, 0)], GRID[np.minimum(best + 1, len(GRID) - 1)]
    # The ends are optima themselves where the slope points out of the simplex.
    high = np.where((best == 0) & (slope(low) <= 0), low, high)
    low = np.where((best == len(GRID) - 1) & (slope(high) >= 0), high, low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        rise = slope(middle)
        low, high = np.where(rise >= 0, middle, low), np.where(rise <= 0, middle, high)
    first = (low + high) / 2.0
    return np.stack([first, 1.0 - first])


def _best_of_grid(task: Task) -> Indices:
    tasks, points = task.evidence.size, len(GRID)
    every = Task(*(np.repeat(values, points, axis=-1) for values in task))
    first = np.tile(GRID, tasks)
    worth = drawing_worth(np.stack([first, 1.0 - first]), every)[0].reshape(tasks, points)
    highest = worth.max(axis=1)
    good = worth >= highest[:, None] - TIE
    best = points - 1 - good[:, ::-1].argmax(axis=1)
    return np.where(good[:, points // 2], points // 2, best)


def _best_of_many(task: Task) -> Array:
    """The best end of ascents from even shares and the training mix, and then from beside it, towards each class."""
    classes, tasks = task.mix.shape
    best = _best_end(np.concatenate([np.repeat(_even_shares(classes), tasks, axis=1), task.mix], axis=1), task)
    beside = [(1.0 - ASIDE) * best + ASIDE * corner[:, None] for corner in np.eye(classes)]
    return _best_end(np.concatenate([best, *beside], axis=1), task)


def _best_end(starts: Array, task: Task) -> Array:
    """The best end of ascents that climb side by side; of equally good ones the first."""
    tries = starts.shape[1] // task.evidence.size
    reached, worth = _ascend(starts, Task(*(np.tile(values, tries) for values in task)))
    ends, worths = np.split(reached, tries, axis=1), np.split(worth, tries)
    best, highest = ends[0], worths[0]
    for end, worth in zip(ends[1:], worths[1:]):
        better = worth > highest + TIE
        best, highest = np.where(better, end, best), np.where(better, worth, highest)
    return best


def _even_shares(classes: int) -> Array:
    """Even shares of sets of classes, ``(tasks, starts)``, the set of all of them first."""
    sizes = range(classes, 0, -1) if classes <= ALL_SUBSETS else (classes, classes - 1, 2, 1)
    sets = [list(chosen) for size in sizes for chosen in combinations(range(classes), size)]
    sets += [list(range(size)) for size in range(3, classes - 1)] if classes > ALL_SUBSETS else []
    return np.stack([np.bincount(chosen, minlength=classes) / len(chosen) for chosen in sets], axis=1)


def _ascend(capacity: Array, task: Task) -> tuple[Array, Array]:
    """Projected gradient ascent with steps of Barzilai & Borwein (1988), none of which may lower the worth."""
    worth, slope = drawing_worth(capacity, task)
    at, stride = capacity.copy(), 1.0 / np.maximum(np.abs(slope).max(axis=0), 1e-12)
    moving = np.arange(task.evidence.size)
    for _ in range(ROUNDS):
        here, rise = at[:, moving], slope[:, moving]
        stride[moving] = np.minimum(stride[moving], LEAP / np.maximum(np.ptp(rise, axis=0), 1e-300))
        trial = onto_simplex(here + stride[moving] * rise)
        far = np.abs(trial - here).max(axis=0) > MOVED
        moving, here, rise, trial = moving[far], here[:, far], rise[:, far], trial[:, far]
        if not moving.size:
            break
        value, tilt = drawing_worth(trial, Task(*(values[..., moving] for values in task)))
        move = trial - here
        good = value >= worth[moving] + 1e-4 * _dot(rise, move)
        longer = _dot(move, move) / np.maximum(np.abs(_dot(move, tilt - rise)), 1e-300)
        stride[moving] = np.where(good, np.clip(longer, 1e-6, 1e6), stride[moving] / 4.0)
        at[:, moving], slope[:, moving] = np.where(good, trial, here), np.where(good, tilt, rise)
        worth[moving] = np.where(good, value, worth[moving])
    return at, worth


def _dot(one: Array, other: Array) -> Array:
    """Inner product over classes, summed in order."""
    return over_tasks(one * other)
