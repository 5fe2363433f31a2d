"""What slack buys beside a buffer: days on which to train, if all have the same store when the crash comes.

Foragers who look ahead live 730 days without a crash, with much room to store or little. Then each is given 20 meals,
and the game crashes: whether they live says what they have become good at, and nothing about what they had in store.
"""

from functools import cache

import numpy as np
import pytest

from specialisation_sim import Island
from specialisation_sim.optimum import SETTLED, Plan
from specialisation_sim.optimum.forager import Forager, checked
from specialisation_sim.optimum.grid import Grid, Size
from specialisation_sim.optimum.settled import improve, settled

HAZARD, DAYS, GIVEN = 0.003, 730, 20.0


@cache
def after_a_crash(need):
    """Chance to live through a crash with 20 meals, as a function of the share of hunting in experience."""
    feared = {**SETTLED, "need": need, "crash_rate": HAZARD}
    grid = Grid(Forager(checked(feared), 0.997), Size(31, 21, 20), survival=True)
    value = settled(grid, 1, lambda amount: None).after
    return lambda share: grid.at(value[np.newaxis], share, np.full(np.shape(share), GIVEN))


def lived(need, cap, ahead, runs):
    """Share of days fished, share alive, and the chance of those to live through the crash with 20 meals."""
    changed = {**SETTLED, "need": need, "slack_cap": cap, "slack_start": cap}
    rule = None
    if ahead:
        # Without room a day decides, and where she turns back is a jump between neighbouring shares.
        size = Size(31, 12, 20) if cap else Size(121, 1, 200)
        grid = Grid(Forager(checked({**changed, "crash_rate": HAZARD}), 0.997), size, survival=True)
        day, moves = grid.day(200.0, 1.0), grid.moves(200.0)
        after = np.repeat(after_a_crash(need)(grid.share)[:, np.newaxis], size.stores, axis=1)
        value, _ = improve(grid, day, moves, HAZARD, after)
        rule = Plan(grid, ((1 - HAZARD) * value + HAZARD * after)[np.newaxis], np.empty(0))
    world = Island(changed, seeds=range(runs), choose=rule, collect=False)
    world.run_for(DAYS)
    alive = world.alive[:, 0]
    experience = world.experience[:, alive, 0]
    fished = world.record[1, :, 0].sum() / world.record[:, :, 0].sum()
    chance = after_a_crash(need)(experience[0] / experience.sum(axis=0)).mean() if alive.any() else np.nan
    return fished, alive.mean(), chance


# Found by another program, with 4,000 foragers a row.
TABLE = [
    # need, room, looks ahead, days fished, alive, of those alive through the crash
    (1.2, 1, True, 0.65, 1.00, 1.000),
    (1.2, 20, False, 0.08, 1.00, 0.112),
    (1.2, 0, True, 0.15, 0.733, 0.686),
    (1.2, 3, True, 0.93, 1.00, 1.000),
    (1.2, 20, True, 0.99, 1.00, 1.000),
    (1.2, 1, False, 0.08, 1.00, 0.112),
    (1.1, 0, True, 0.24, 1.00, 0.994),
    (1.1, 0, False, 0.08, 0.965, 0.554),
    (1.0, 0, True, 0.31, 1.00, 1.000),
    (1.3, 1, True, 0.60, 1.00, 0.998),
    (1.3, 1, False, 0.08, 1.00, 0.010),
]
LONG = pytest.mark.long("a table of needs and stores")


@pytest.mark.parametrize(
    ("need", "cap", "ahead", "fished", "alive", "lives"),
    [pytest.param(*row, marks=[] if place == 0 else [LONG]) for place, row in enumerate(TABLE)],
)
def test_one_meal_of_room_turns_who_cannot_train_into_one_who_can(need, cap, ahead, fished, alive, lives):
    found = lived(need, cap, ahead, runs=300)
    assert found[0] == pytest.approx(fished, abs=0.03)
    assert found[1] == pytest.approx(alive, abs=0.08)
    assert found[2] == pytest.approx(lives, abs=0.08)
