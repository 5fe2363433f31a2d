"""What slack buys beside a buffer: days on which to train, if all have the same store when the crash comes.

A forager lives for some days without a crash, with much room to store or little; she looks ahead, or not. Then she is
given a store, and the game crashes. Whether she lives says what she has become good at, and nothing about what she had
saved.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from ..base.errors import check_count
from ..laws.arrays import Array
from ..stories.island import Island
from .at_rest import SETTLED
from .forager import InformedForager, checked
from .grid import Grid, Size
from .optimal_rule import QUICK, OptimalRule, refuse_what_no_chance_can_be
from .settled import improve, settled

GIVEN, DAYS, HAZARD = 20.0, 730, 0.003
ROOM, NO_ROOM = Size(31, 12, 20), Size(121, 1, 200)
"""Sizes of the grid; without room a day decides, and where she turns is a jump between neighbouring shares."""


class Licence(NamedTuple):
    """What became of foragers.

    Attributes
    ----------
    fished : float
        Share of days fished.
    alive : float
        Share alive before the crash.
    lives : float
        Of those, the chance to live through the crash with the store that is given, and the best play; NaN if none are.
    """

    fished: float
    alive: float
    lives: float


@cache
def _after_a_crash(need: float) -> tuple[Grid, Array]:
    """Chance to live through a crash by state on its first day, with room for what is given."""
    grid = Grid(InformedForager(checked({**SETTLED, "need": need, "crash_rate": HAZARD}), 0.0), QUICK, survival=True)
    return grid, settled(grid, 1, lambda amount: None).after


def chance_with(need: float, share: Array) -> Array:
    """Chance to live through a crash with the store that is given, by the share of hunting in experience."""
    grid, value = _after_a_crash(need)
    return grid.at(value[np.newaxis], share, np.full(np.shape(share), GIVEN))


def licence(need: float, room: float, *, ahead: bool = True, start: float = 185.0, runs: int = 300) -> Licence:
    """What a settled forager with some room to store becomes good at while she can.

    Parameters
    ----------
    need : float
        Meals that a day costs.
    room : float
        Meals that can be stored; she begins with as many.
    ahead : bool
        Whether she does what is best for living through the crash, or what is best today.
    start : float
        Days of hunting in her experience at the start, of 200.
    runs : int
        Foragers.

    Returns
    -------
    Licence

    Raises
    ------
    UserError
        Where the grid cannot tell her chances.
    """
    check_count("runs", runs)
    changed: dict[str, Any] = {
        **SETTLED,
        "need": need,
        "slack_cap": room,
        "slack_start": room,
        "hunt_practice": start,
        "fish_practice": 200.0 - start,
    }
    rule = None
    if ahead:
        feared = checked({**changed, "crash_rate": HAZARD})
        size = ROOM if room else NO_ROOM
        grid = Grid(InformedForager(feared, 0.0), size, survival=True)
        day, moves = grid.day(200.0, 1.0), grid.moves(200.0)
        after = np.repeat(chance_with(need, grid.share)[:, np.newaxis], grid.size.stores, axis=1)
        value = improve(grid, day, moves, HAZARD, after)
        refuse_what_no_chance_can_be(value, size)
        rule = OptimalRule(grid, ((1.0 - HAZARD) * value + HAZARD * after)[np.newaxis], np.empty(0))
    world = Island(changed, seeds=range(runs), choose=rule, collect=False)
    world.run_for(DAYS)
    alive = world.alive[:, 0]
    hunted, fished = world.experience[:, alive, 0]
    lives = float(chance_with(need, hunted / (hunted + fished)).mean()) if alive.any() else np.nan
    return Licence(float(world.record[1].sum() / world.record.sum()), float(alive.mean()), lives)
