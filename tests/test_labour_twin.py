"""Labour and its plain-Python twin agree to the last bit, week by week, on the draws that the streams give."""

from __future__ import annotations

import numpy as np
import pytest
from reference.labour_twin import Week, labour

from specialisation_sim.model.streams import generator
from specialisation_sim.stories.labour import Labour, LabourParameters

WEEKS = 250
SEEDS = (3, 14)

# Fewer than eight workers: NumPy then adds them up from left to right, as the twin does.
SETTINGS = {
    "equal pay": LabourParameters(workers=7),
    "trade in substitutes": LabourParameters(workers=7, market="trade", taste=2.0, relatedness=0.1, retention=0.99),
    "trade in complements": LabourParameters(workers=5, market="trade", substitution=0.5, occupations=3, variety=0.3),
    "trade at unit elasticity": LabourParameters(workers=6, market="trade", substitution=1.0, luck=0.5, adjustment=0.5),
    "autarky with substitutes": LabourParameters(
        workers=3, market="autarky", substitution=8.0, occupations=4, taste=0.5
    ),
    "autarky with complements": LabourParameters(workers=3, market="autarky", substitution=0.4, relatedness=0.3),
    "autarky close to unit elasticity": LabourParameters(workers=2, market="autarky", substitution=1.001),
    "autarky at unit elasticity": LabourParameters(workers=3, market="autarky", substitution=1.0, variety=1.0),
    "saturating and unlike": LabourParameters(
        workers=3, market="trade", learning="saturating", schooling=5.0, talent=(0.8, 1.0, 1.5), half=20.0
    ),
    "logit": LabourParameters(workers=4, market="trade", temperature=0.2, variety=1.0, memory=0.2, schooling=3.0),
}


def draws(seed: int, p: LabourParameters) -> tuple[list, list]:
    """What the streams of one run give, straight from its generators."""
    shape = (WEEKS, p.workers)
    names = [f"jobs of {name}" for name in ("accountant", "personal trainer", "occupation 3", "occupation 4")]
    jobs = np.stack([1.0 - generator(seed, name).random(shape) for name in names[: p.occupations]], axis=1)
    return jobs.tolist(), (1.0 - generator(seed, "choice").random(shape)).tolist()


def lived(world: Labour) -> list[list[Week]]:
    """The weeks of each run of the story."""
    runs: list[list[Week]] = [[] for _ in range(world.runs)]
    for _ in range(WEEKS):
        world.step()
        price = np.where(np.isnan(world.price), None, world.price)[..., 0]
        states = (world.task, world.income, price.T, world.made.swapaxes(0, 1), world.experience.swapaxes(0, 1))
        for run, state in zip(runs, zip(*states)):
            run.append(Week(*(part.tolist() for part in state)))
    return runs


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_run_alone(setting):
    p = SETTINGS[setting]
    assert lived(Labour(p, seeds=SEEDS[:1], collect=False)) == [labour(p, *draws(SEEDS[0], p))]


@pytest.mark.parametrize("setting", SETTINGS)
def test_unlike_runs_side_by_side(setting):
    p = SETTINGS[setting]
    sets = [p, p.but(substitution=3.0, exponent=0.6, half=30.0, memory=0.3, luck=0.3, taste=1.2, adjustment=0.2)]
    twins = [labour(each, *draws(seed, each)) for each, seed in zip(sets, SEEDS)]
    assert lived(Labour(sets, seeds=SEEDS, collect=False)) == twins


def test_settings_show_what_they_are_for():
    """All goods are made, and there are weeks in which nobody offers one of them."""
    weeks = {name: labour(p, *draws(SEEDS[0], p)) for name, p in SETTINGS.items()}
    for name, one in weeks.items():
        made = [max(max(week.made[k]) for week in one) for k in range(SETTINGS[name].occupations)]
        assert min(made) > 0, name
    assert any(None in week.price for week in weeks["trade in substitutes"] + weeks["logit"])
