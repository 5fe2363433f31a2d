"""The optimum of a settled forager with a store, under a hazard of crashes after which the game grows back.

Her experience is as much as she can remember, so that its share of hunting and her store are the whole state. Without
a crash the days are all alike: the best policy is found by improving one step by step (policy iteration), each valued
by solving the linear equations of its chances. After a crash the game's way back is known, and values go back along it
day by day. While it grows back no second crash comes; after it the next may. Where survival counts, it is that of the
next crash.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from .. import laws
from ..base.errors import UserError
from ..laws.arrays import Array
from .forager import InformedForager
from .grid import Grid, GridDay

BACK, LONGEST = 0.995, 4000
"""Game at which it counts as full again, and most days until then."""

MOST_IMPROVEMENTS = 100


class Settled(NamedTuple):
    """Values of a settled forager.

    Attributes
    ----------
    optimum, myopic : array, shape (shares, stores)
        Value before a crash.
    to_come : array, shape (situations, shares, stores)
        Value of the next day under the optimum: before a crash, whether or not one comes; then on each day after one.
    game : array, shape (days,)
        Game on each day after a crash.
    after : array, shape (shares, stores)
        Value under the optimum on the first day after a crash.
    """

    optimum: Array
    myopic: Array
    to_come: Array
    game: Array
    after: Array


def recovery(forager: InformedForager) -> Array:
    """Game on each day after a crash until it is back, by the island's own law; one day if it never grows.

    Raises
    ------
    UserError
        If it takes longer than `LONGEST` days.
    """
    p, game = forager.p, [forager.game_after_a_crash]
    stock = np.array([game[0]])
    if not p.crash_loss or laws.growth(stock, p.regrowth, p.allee)[0] <= 0:
        return np.array(game)
    while game[-1] < BACK:
        stock = stock + laws.growth(stock, p.regrowth, p.allee)
        game.append(float(stock[0]))
        if len(game) > LONGEST:
            raise UserError(
                f"regrowth = {p.regrowth:g} takes more than {LONGEST:,} days to bring the game back; "
                "give 0 (gone for good), or more"
            )
    return np.array(game[:-1])


def settled(grid: Grid, rounds: int, advance: Callable[[int], None]) -> Settled:
    """Solve for a settled forager; `rounds` of a crash and its recovery are looked ahead, one where survival counts."""
    forager = grid.forager
    chance, total = forager.p.crash_rate, forager.total(0)
    day, moves, game = grid.day(total, 1.0), grid.moves(total), recovery(forager)
    lost = grid.forager.game_after_a_crash < 1 and len(game) == 1 and game[0] < BACK
    alive = np.ones(grid.share.shape + grid.store.shape)
    after = [[alive, alive]] if grid.survival else []
    values = [alive, alive] if grid.survival else list(_without_crash(grid, day, moves))
    for _ in range((1 if grid.survival else rounds) if chance else 0):
        tail = list(_for_good(grid, game[0], moves)) if lost else values
        after = _way_back(grid, game, moves, tail, advance)
        best = improve(grid, day, moves, chance, after[0][0])
        values = [best, value_of(grid, day, moves, grid.myopic(day), chance, after[0][1])]
    first = after[0] if after else values
    to_come = [(1.0 - chance) * values[0] + chance * first[0], *(each[0] for each in after[1:])]
    return Settled(values[0], values[1], np.stack(to_come), game, first[0])


def _without_crash(grid: Grid, day: GridDay, moves: tuple[Array, Array]) -> tuple[Array, Array]:
    """Values where no crash will come."""
    none = np.zeros(grid.share.shape + grid.store.shape)
    return improve(grid, day, moves, 0.0, none), value_of(grid, day, moves, grid.myopic(day), 0.0, none)


def _for_good(grid: Grid, game: float, moves: tuple[Array, Array]) -> tuple[Array, Array]:
    """Values where the game stays as the crash left it."""
    if grid.survival:
        raise UserError("regrowth = 0 is not valid with survival: who lives through a crash lives for good with it")
    return _without_crash(grid, grid.day(grid.forager.total(0), game), moves)


def _way_back(
    grid: Grid, game: Array, moves: tuple[Array, Array], tail: list[Array], advance: Callable[[int], None]
) -> list[list[Array]]:
    """Values, of the optimum and the myopic, on each day after a crash and on the first when game is back."""
    values = [tail]
    for stock in game[::-1]:
        day = grid.day(grid.forager.total(0), stock)
        best, myopic = values[-1]
        values.append([grid.back(day, moves, best)[0], grid.back_myopic(day, moves, myopic)])
        advance(1)
    return values[::-1]


def value_of(grid: Grid, day: GridDay, moves: tuple[Array, Array], hunts: Array, chance: float, after: Array) -> Array:
    """Value of a policy for ever, ``(shares, stores)``: a day's catch and, with its chances, what comes then."""
    chances, catch = grid.transitions(day, moves, hunts)
    now = grid.discount * chance * (chances @ after.ravel())
    if not grid.survival:
        now = now + catch.ravel()
    system = sparse.identity(len(now), format="csc") - grid.discount * (1.0 - chance) * chances.tocsc()
    solved: Array = linalg.splu(system, permc_spec="NATURAL").solve(now)
    return solved.reshape(after.shape)


def improve(grid: Grid, day: GridDay, moves: tuple[Array, Array], chance: float, after: Array) -> Array:
    """The value of the best policy.

    Values never fall from one policy to the next but for what a cubic adds near a jump; once that is all that is left
    of an improvement, the policy before it is the best that the grid can tell.
    """
    hunts = np.broadcast_to(grid.myopic(day) >= 0.5, (*after.shape, grid.size.skies)).astype(float)
    value = value_of(grid, day, moves, hunts, chance, after)
    for _ in range(MOST_IMPROVEMENTS):
        _, better = grid.back(day, moves, (1.0 - chance) * value + chance * after)
        new = value_of(grid, day, moves, better.astype(float), chance, after)
        if new.mean() <= value.mean() * (1.0 + 1e-9):
            break
        value = new
    return value
