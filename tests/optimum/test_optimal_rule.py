"""What dynamic programming says of a policy, checked by islands that follow it."""

import numpy as np
import pytest
from closed_forms.paths import chance_on_a_path

from specialisation_sim import Island
from specialisation_sim.optimum import SETTLED, OptimalRule, best_rule, rule_for_a_path
from specialisation_sim.optimum.forager import InformedForager, checked
from specialisation_sim.optimum.with_store import QUICK, solve

NEEDS = {**SETTLED, "need": 1.2}


def lived(parameters, days, runs, rule=None):
    world = Island(parameters, seeds=range(runs), choose=rule, collect=False)
    world.run_for(days)
    return world.alive.mean()


def test_as_many_live_a_short_famine_as_the_programme_says():
    game = [0.9**day for day in range(60)]
    best, myopic = chance_on_a_path(NEEDS, game)
    dwindling = {**NEEDS, "regrowth": 0, "crash_rate": 1, "crash_loss": 0.1}
    rule = rule_for_a_path(NEEDS, game)
    assert lived(dwindling, 60, 400, rule) == pytest.approx(best, abs=4 * np.sqrt(best * (1 - best) / 400))
    assert lived(dwindling, 60, 400) == pytest.approx(myopic, abs=4 * np.sqrt(myopic * (1 - myopic) / 400))
    assert best > 2 * myopic


@pytest.mark.long("closed forms, by many runs")
def test_as_many_live_while_the_game_dwindles_as_the_programme_says():
    game = [0.975**day for day in range(300)]
    best, myopic = chance_on_a_path(NEEDS, game)
    dwindling = {**NEEDS, "regrowth": 0, "crash_rate": 1, "crash_loss": 0.025}
    runs = 600
    assert lived(dwindling, 300, runs, rule_for_a_path(NEEDS, game)) == pytest.approx(
        best, abs=4 * np.sqrt(best * (1 - best) / runs) + 0.02
    )
    assert lived(dwindling, 300, 50) == pytest.approx(myopic, abs=0.02)


@pytest.mark.weekly("chances to live through a crash, by simulation")
def test_as_many_live_through_a_crash_as_the_programme_says():
    feared = {**NEEDS, "crash_rate": 0.003}
    values, rule = solve(InformedForager(checked(feared), 0.997), QUICK, "survival")[1:]
    runs = 400
    day = np.random.default_rng(0).geometric(0.003, runs)
    sets = [{**NEEDS, "crash_day": int(min(each, 2000))} for each in day]
    for choose, chance in ((rule, values[0]), (None, values[1])):
        world = Island(sets, seeds=range(runs), choose=choose, collect=False)
        world.run_for(2450)
        assert world.alive.mean() == pytest.approx(chance, abs=4 * np.sqrt(chance * (1 - chance) / runs) + 0.02)


def test_a_rule_of_the_optimum_goes_to_other_processes_without_its_island():
    import pickle

    rule = best_rule({**NEEDS, "slack_cap": 0, "slack_start": 0, "regrowth": 0.2}, discount=0.5)
    assert isinstance(rule, OptimalRule)
    copy = pickle.loads(pickle.dumps(rule))
    assert "_island" not in vars(copy.grid.forager)
    np.testing.assert_array_equal(copy.to_come, rule.to_come)
