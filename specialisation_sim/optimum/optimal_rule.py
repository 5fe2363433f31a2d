"""A policy of the optimum as a rule of choice, which a simulated island can follow.

A settled forager's rule sees by the game how long ago a crash was. One for a known path of game sees the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base.errors import UserError
from ..laws.arrays import Array, Indices
from .forager import InformedForager, checked, prefers_hunting
from .grid import Grid, Size
from .path import until
from .settled import BACK

QUICK = Size(31, 21, 20)
"""Size of the grid of a rule that is to be there within seconds."""

OVER = 0.25
"""What a cubic through a jump may add to a chance of one.

It adds up to 0.12 where simulations agree; equations that have gone astray answer 1.9 and more.
"""


class OptimalRule:
    """The best task by values of the day to come.

    Parameters
    ----------
    grid : Grid
        The states.
    to_come : array, shape (situations, shares, stores)
        Value of the next day in each situation.
    game : array, shape (situations - 1,), optional
        Game in situations from the second on, growing; in the first it is full. Without it a situation is a day.
    """

    def __init__(self, grid: Grid, to_come: Array, game: Array | None = None) -> None:
        self.grid, self.to_come, self.game = grid, to_come, game

    def __call__(self, decision: Any) -> Indices:
        """Tasks that agents choose, ``(runs, agents)``: see `laws.Decision`."""
        grid, kept = self.grid, self.grid.forager.p.retention * decision.experience
        which, worth = self._situation(decision), []
        for task in (0, 1):
            share = (kept[0] + (task == 0)) / (kept[0] + kept[1] + 1.0)
            store = np.minimum(grid.cap, decision.slack + (decision.expected[task] - grid.need))
            value = grid.discount * grid.at(self.to_come, share, store, which)
            worth.append(value if grid.survival else value + decision.expected[task])
        hunts = prefers_hunting(worth[0], worth[1], decision.expected[0] >= decision.expected[1])
        tasks: Indices = np.where(hunts, 0, 1)
        return tasks

    def _situation(self, decision: Any) -> Indices:
        if self.game is None:
            day = min(int(decision.time) - 1, len(self.to_come) - 1)
            return np.full(decision.slack.shape, day)
        stock = np.broadcast_to(decision.stock[0], decision.slack.shape)
        nearest = np.searchsorted((self.game[1:] + self.game[:-1]) / 2, stock)
        return np.where(stock >= BACK, 0, nearest + 1)


def rule_for_a_path(parameters: Any, game: Sequence[float], size: Size = QUICK) -> OptimalRule:
    """The rule of a settled forager who wants to be alive after a path of game that she knows, a value a day."""
    grid = Grid(InformedForager(checked(parameters), 0.0), size, survival=True)
    return OptimalRule(grid, until(grid, np.asarray(game, dtype=float)).to_come)


def refuse_what_no_chance_can_be(chances: Array, size: Size) -> None:
    """Refuse chances to live that come out above one.

    A cubic through a jump can make a policy's equations answer nonsense; it shows as chances that no chance can be.

    Raises
    ------
    UserError
        With the grid's size.
    """
    most = float(chances.max())
    if most > 1.0 + OVER:
        raise UserError(
            f"a grid of {size.shares} shares and {size.stores} stores cannot tell the chance to live here: it comes "
            f"out as {most:.2f}; give a finer grid, another need or other room"
        )
