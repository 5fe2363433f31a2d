"""No rule that ships does better than the optimum on its own objective, by more than luck and the grid's error."""

import numpy as np
import pytest
from closed_forms.paths import chance_on_a_path

from specialisation_sim import Island
from specialisation_sim.laws.rules import RULES
from specialisation_sim.optimum import SETTLED, without_store
from specialisation_sim.optimum.forager import InformedForager, checked
from specialisation_sim.optimum.optimal_rule import QUICK
from specialisation_sim.optimum.with_store import solve

DISCOUNT = 0.97
FRESH = {"exponent": 1.0, "need": 0, "half": 10}
FOR_GOOD = {**FRESH, "crash_rate": 0.01, "regrowth": 0}
REST = {**SETTLED, "need": 1.2}
DWINDLING = {**REST, "regrowth": 0, "crash_rate": 1, "crash_loss": 0.025}


LONG = pytest.mark.weekly("rules below the optimum")
each_rule = pytest.mark.parametrize(
    "rule", [pytest.param(name, marks=[] if name in ("best", "floor") else [LONG]) for name in RULES]
)


def discounted(parameters, rule, days=250, runs=200):
    """Mean and standard error of a rule's discounted meals."""
    world = Island({**parameters, "foresight": DISCOUNT}, seeds=range(runs), choose=rule, collect=False)
    total = np.zeros(runs)
    for day in range(days):
        world.step()
        total += DISCOUNT**day * world.reward[:, 0]
    return total.mean(), total.std() / np.sqrt(runs)


@pytest.fixture(scope="module")
def optima():
    """What the optimum is worth in each environment, with its error."""
    found = {}
    for name, parameters in {"fresh": FRESH, "a crash for good": FOR_GOOD}.items():
        exact = without_store(parameters, discount=DISCOUNT, days=2)
        best = exact.policies.iloc[0]
        found[name] = parameters, best["meals"] / (1 - DISCOUNT), best["error"] / (1 - DISCOUNT)
    forager = InformedForager(checked(REST), DISCOUNT)
    fine, coarse = (solve(forager, size, "meals").values[0] for size in (QUICK, QUICK.coarser))
    found["settled, with a need"] = REST, fine, abs(fine - coarse)
    return found


@pytest.fixture(scope="module")
def chance():
    """To be alive on day 300 under the optimum, while the game dwindles."""
    return chance_on_a_path(REST, [0.975**day for day in range(300)])[0]


@each_rule
def test_no_rule_brings_home_more_than_the_optimum(rule, optima):
    for name, (parameters, best, error) in optima.items():
        mean, spread = discounted(parameters, rule)
        assert mean <= best + error + 3.5 * spread, name


@each_rule
def test_no_rule_outlives_the_optimum_while_the_game_dwindles(rule, chance):
    world = Island({**DWINDLING, "foresight": 0.997}, seeds=range(100), choose=rule, collect=False)
    world.run_for(300)
    assert world.alive.mean() <= chance + 0.02 + 3.5 * np.sqrt(chance * (1 - chance) / 100)
