"""The optimum of a forager with a store whose days are not alike: her experience still grows, or the game dwindles.

Experience in all and the game are known for each day, so that her share of hunting and her store are still the state,
and values go back day by day from an end: the survivors', where survival to a day counts; that of a settled life;
or, without forgetting, that of skills that stay as they are. A crash, if one may come, leaves the game so for good.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..laws.arrays import Array
from .grid import Grid
from .lattice import interpolation
from .settled import improve, value_of


class ValuesByDay(NamedTuple):
    """Values of a life whose days are not alike.

    Attributes
    ----------
    optimum, myopic : array, shape (shares, stores)
        Value at the start.
    to_come : array, shape (days, shares, stores)
        Value of the next day under the optimum, on each day before a crash.
    """

    optimum: Array
    myopic: Array
    to_come: Array


def until(grid: Grid, game: Array, advance: Callable[[int], None] = lambda amount: None) -> ValuesByDay:
    """Survival to the end of a path of game, one value a day, whose days come as they are told."""
    alive = np.ones(grid.share.shape + grid.store.shape)
    return _back(grid, game, [[alive, alive]], 0.0, advance)


def for_ever(grid: Grid, days: int, advance: Callable[[int], None] = lambda amount: None) -> ValuesByDay:
    """Discounted meals of days that are all under full game, until a crash after which it is less for good."""
    chance, left = grid.forager.p.crash_rate, grid.forager.game_after_a_crash
    ends = [_end(grid, days, game) for game in ((1.0, left) if chance else (1.0,))]
    return _back(grid, np.ones(days), ends, chance, advance)


def _end(grid: Grid, days: int, game: float) -> list[Array]:
    """Values after the last day, of the optimum and the myopic."""
    total, none = grid.forager.total(days), np.zeros(grid.share.shape + grid.store.shape)
    day = grid.day(total, game)
    stays = interpolation(grid.size.shares, grid.share)
    moves = (stays, stays) if grid.forager.p.retention == 1 else grid.moves(total)
    return [improve(grid, day, moves, 0.0, none), value_of(grid, day, moves, grid.myopic(day), 0.0, none)]


def _back(
    grid: Grid, game: Array, ends: list[list[Array]], chance: float, advance: Callable[[int], None]
) -> ValuesByDay:
    """Values from the last day to the first, before a crash and, if one may come, after it."""
    values, left, kept = ends[0], grid.forager.game_after_a_crash, []
    after = ends[-1]
    for number in reversed(range(len(game))):
        total = grid.forager.total(number)
        day, moves = grid.day(total, float(game[number])), grid.moves(total)
        best, myopic = ((1.0 - chance) * quiet + chance * crashed for quiet, crashed in zip(values, after, strict=True))
        kept.append(best)
        values = [grid.back(day, moves, best)[0], grid.back_myopic(day, moves, myopic)]
        if chance:
            day = grid.day(total, left)
            after = [grid.back(day, moves, after[0])[0], grid.back_myopic(day, moves, after[1])]
        advance(1)
    return ValuesByDay(values[0], values[1], np.stack(kept[::-1]))
