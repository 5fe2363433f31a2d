"""The island and its plain-Python twin agree to the last bit, day by day, on the draws that the streams give."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pytest
from reference.island_twin import Day, island

from specialisation_sim import Island, IslandParameters

DAYS = 400
SEEDS = (3, 2**40 + 14)
CLOUD = np.random.default_rng(0).random(150).tolist()

# Fewer than eight foragers: NumPy then adds them up from left to right, as the twin does.
SETTINGS = {
    "defaults": IslandParameters(),
    "one commons": IslandParameters(
        foragers=5, game_depletion=0.01, fish_depletion=0.004, allee=0.1, variety=2, slack_start=1, relatedness=0.2
    ),
    "more than there is": IslandParameters(foragers=7, game_depletion=0.4, fish_depletion=0.3, regrowth=0.5, need=0),
    "crash and failure": IslandParameters(
        foragers=7, crash_day=150, regrowth=0.05, need=0.9, slack_cap=15, slack_start=2, common_sky=0
    ),
    "many crashes": IslandParameters(foragers=2, crash_rate=0.02, crash_loss=0.5, slack_start=5, retention=0.98),
    "saturating": IslandParameters(foragers=3, learning="saturating", fish_ease=2, relatedness=0.3, slack_start=9),
    "mild weather": IslandParameters(foragers=3, wrong_weather=0.6, game_depletion=0.002, slack_start=5),
    "logit": IslandParameters(foragers=3, temperature=0.2, variety=1, memory=0.2, slack_start=5),
    "unlike foragers": IslandParameters(
        foragers=3,
        hunt_ease=(1.0, 0.8, 1.3),
        fish_ease=(0.7, 1.1, 1.0),
        hunt_practice=2,
        fish_practice=(0, 10, 30),
        need=(0.9, 0.3, 0.45),
        slack_cap=(6.0, 5.0, 9.0),
        slack_start=(8.0, 0.5, 2.0),
        common_sky=1,
    ),
}


def draws(seed: int, foragers: int) -> dict:
    """What the streams of one run give, straight from NumPy."""

    def uniform(name, *shape):
        seeding = np.random.SeedSequence(seed, spawn_key=(crc32(name.encode()),))
        return (1.0 - np.random.Generator(np.random.SFC64(seeding)).random(shape)).tolist()

    return {
        "first day": uniform("first day", 1)[0],
        "sky": uniform("sky", DAYS, 2),
        "valley": uniform("valley", DAYS, foragers),
        "choice": uniform("choice", DAYS, foragers),
        "crash": uniform("crash", DAYS),
    }


def lived(world: Island) -> list[list[Day]]:
    """The days of each run of the story."""
    runs = [[] for _ in range(world.runs)]
    for _ in range(DAYS):
        world.step()
        states = zip(world.task, world.slack, world.stock[..., 0].T, world.experience.swapaxes(0, 1), world.alive)
        for run, state in zip(runs, states):
            run.append(Day(*(part.tolist() for part in state)))
    return runs


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_run_alone(setting):
    p = SETTINGS[setting]
    assert lived(Island(p, seeds=SEEDS[:1], collect=False)) == [island(p, draws(SEEDS[0], p.foragers))]


@pytest.mark.parametrize("setting", SETTINGS)
def test_unlike_runs_side_by_side(setting):
    p = SETTINGS[setting]
    sets = [
        p,
        p.but(sunny=0.6, exponent=0.5, half=20, memory=0.3, variety=0.5, common_sky=0.3, allee=0.05, crash_day=30),
    ]
    twins = [island(each, draws(seed, each.foragers)) for each, seed in zip(sets, SEEDS)]
    assert lived(Island(sets, seeds=SEEDS, collect=False)) == twins


def test_a_weather_record():
    p = IslandParameters(foragers=3, game_depletion=0.01)
    twins = [island(p, draws(seed, p.foragers), CLOUD) for seed in SEEDS]
    assert lived(Island(p, seeds=SEEDS, weather=CLOUD, collect=False)) == twins


def test_settings_show_what_they_are_for():
    """Foragers fail and others live on, the commons is stripped, and all hunt and fish."""
    days = {name: island(p, draws(SEEDS[0], p.foragers)) for name, p in SETTINGS.items()}
    assert 0 < sum(days["crash and failure"][-1].alive) < 7
    assert min(day.stock[0] for day in days["one commons"]) < 0.5
    assert min(day.stock[0] for day in days["more than there is"]) == 0
    assert len({day.stock[0] for day in days["many crashes"]}) > DAYS / 2
    for name, one in days.items():
        assert {0, 1} <= {task for day in one for task in day.task}, name
