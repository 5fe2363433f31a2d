"""Profile intervals of the foundation's parameters, however narrow the valley of the likelihood is.

The valley of b and f is long, bent and, in a large record, much narrower than any grid. So each point of a profile is
settled at the bottom of it: what is not held there moves by damped Fisher scoring until the deviance is least.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..laws.arrays import Array, Flags
from .award_map import award_map, deviance_of

EXPONENTS, SELECTIVITIES, MIXES = (0.0, 3.0), (0.02, 0.98), (0.001, 0.999)
LOWEST, HIGHEST = np.array([EXPONENTS, SELECTIVITIES, MIXES]).T
NARROW = 1 / 3
"""A parameter is identified if its interval covers less than this part of what is allowed."""

INSIDE, ZOOMS = 5, 8
"""Points of a grid that an interval must hold to be drawn from it, and how often the grid is made finer for that."""

DIFFERENCE = 1e-5
"""Step of derivatives by b, f and mix."""


class FittedValue(NamedTuple):
    """A parameter with its profile interval, and whether the record tells it."""

    value: float
    low: float
    high: float
    identified: bool


def settle(data: Any, start: Array, free: Sequence[int], precision: float) -> tuple[Array, Array]:
    """Least deviance over those of b, f and mix that are free.

    Parameters
    ----------
    data : tuple of array
        Share, next share and records of each pair.
    start : array, shape (points, 3)
        Where b, f and mix begin.
    free : sequence of int
        Which of the three move; they stay in bounds.
    precision : float
        See `fit_foundation`.

    Returns
    -------
    at : array, shape (points, 3)
    deviance : array, shape (points,)
        Never above that of the start.
    """
    share, then, records = data

    def drawn(at: Array) -> Array:
        b, f, mix = at.T[..., None]
        return award_map(share, b, f, mix, precision)[0]

    def solved(slopes: Array) -> Array:
        curve = np.einsum("pti,pt,ptj->pij", slopes, weight, slopes)
        own = np.arange(len(free))
        curve[:, own, own] *= 1 + damping[:, None]
        curve[:, own, own] += 1e-12 + 1e-12 * curve[:, own, own].max(axis=1, keepdims=True)
        pull = np.einsum("pti,pt->pi", slopes, weight * (then - expected))
        return np.asarray(np.linalg.solve(curve, pull[..., None])[..., 0])

    at = start.copy()
    expected = drawn(at)
    least = deviance_of(data, expected)
    damping = np.full(len(at), 1e-3)
    places = list(free)
    for _ in range(40 if places else 0):
        slopes = np.zeros((*expected.shape, len(places)))
        for column, index in enumerate(places):
            up, down = at.copy(), at.copy()
            up[:, index] = np.minimum(at[:, index] + DIFFERENCE, HIGHEST[index])
            down[:, index] = np.maximum(at[:, index] - DIFFERENCE, LOWEST[index])
            slopes[..., column] = (drawn(up) - drawn(down)) / (up - down)[:, index, None]
        weight = records / (expected * (1 - expected))
        step = solved(slopes)
        goal = at[:, places] + step
        # What would leave its bounds stays, and the others are led to the bottom without it.
        stuck = (goal < LOWEST[places]) | (goal > HIGHEST[places])
        step = np.where(stuck, step, solved(np.where(stuck[:, None], 0.0, slopes)))
        trial = at.copy()
        trial[:, places] = np.clip(at[:, places] + step, LOWEST[places], HIGHEST[places])
        due = drawn(trial)
        deviance = deviance_of(data, due)
        better = deviance < least
        damping = np.where(better, damping / 5, damping * 5)
        moved = np.abs(trial - at).max()
        at[better], expected[better], least[better] = trial[better], due[better], deviance[better]
        if moved < 1e-9 or damping.min() > 1e12:
            break
    return at, least


def profiled(
    index: int, best: Array, grid: Array, starts: Array, bound: float, excess: Callable[..., tuple[Array, Array]]
) -> tuple[FittedValue, Array]:
    """Profile interval of a parameter, and the points of the profile that fit.

    Parameters
    ----------
    index : int
        Which of b, f and mix.
    best : array, shape (3,)
        Where the deviance is least.
    grid, starts : array
        Values of the parameter, and a point for each, ``(values, 3)``, from which the others settle.
    bound : float
        Excess of the deviance that is allowed.
    excess : callable
        Takes starts, and gives where they settle, and the excess there.
    """
    kept = [best[None]]
    allowed = LOWEST[index], HIGHEST[index]
    for _ in range(ZOOMS + 1):
        at, over = excess(starts)
        fits: Flags = over <= bound
        kept.append(at[fits])
        if fits.sum() >= INSIDE:
            return estimated(best[index], grid, over, bound, allowed), np.concatenate(kept)
        inside = np.append(grid[fits], best[index])
        # The grid from the last value that does not fit, below the interval, to the first above it.
        low = grid[grid < inside.min()].max(initial=allowed[0])
        high = grid[grid > inside.max()].min(initial=allowed[1])
        finer = np.linspace(low, high, len(grid))
        order = np.argsort(np.append(grid, best[index]))
        points = np.concatenate([at, best[None]])[order]
        starts = np.stack([np.interp(finer, points[:, index], points[:, other]) for other in range(3)], axis=1)
        grid = finer
    step = grid[1] - grid[0]
    ends = max(best[index] - step, allowed[0]), min(best[index] + step, allowed[1])
    return FittedValue(float(best[index]), float(ends[0]), float(ends[1]), False), np.concatenate(kept)


def estimated(value: float, values: Array, least: Array, bound: float, allowed: tuple[float, float]) -> FittedValue:
    """Profile interval of a parameter: where the least excess of deviance is below the bound."""
    fits: Flags = least <= bound
    first, last = int(fits.argmax()), len(fits) - 1 - int(fits[::-1].argmax())
    low, high = values[first], values[last]
    if first > 0:
        low -= (values[first] - values[first - 1]) * (bound - least[first]) / (least[first - 1] - least[first])
    if last < len(values) - 1:
        high += (values[last + 1] - values[last]) * (bound - least[last]) / (least[last + 1] - least[last])
    narrow = (high - low) < NARROW * (allowed[1] - allowed[0])
    return FittedValue(float(value), float(min(low, value)), float(max(high, value)), bool(narrow))
