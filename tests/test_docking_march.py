"""March's mutual learning: its contract, its limiting cases, and a plain-Python twin that agrees to the last bit."""

from typing import ClassVar

import numpy as np
import pytest
from contract import Bite, PairedContract, lived
from reference.march_twin import mutual_learning

from specialisation_sim import UserError, ensemble
from specialisation_sim.model.streams import Streams
from specialisation_sim.published.march_1991 import (
    MutualLearning,
    MutualLearningParameters,
    any_belief,
    chance_to_learn,
)

MIX = (0.1, 0.1, 0.9, 0.9, 0.9)
CALM = {"people": 20, "dimensions": 20}


class TestMutualLearning(PairedContract):
    story = MutualLearning
    parameters = MutualLearningParameters(
        people=5, dimensions=7, socialisation=MIX, learning=0.4, turnover=0.05, turbulence=0.02
    )
    bites: ClassVar = {
        "people": Bite(60, "code_knowledge", 1, {"people": 4}),
        "dimensions": Bite(120, "code_knowledge", -1, {"dimensions": 4}, long=True),
        "socialisation": Bite(0.1, "code_knowledge", 1, CALM),
        "learning": Bite(0.05, "code_knowledge", -1, CALM | {"socialisation": 0.1}, steps=20),
        "turnover": Bite(0.2, "dissent", 1, CALM),
        "turbulence": Bite(0.1, "code_knowledge", -1, CALM),
        "reading": Bite("program", "code_knowledge", 1, CALM),
    }

    def test_a_rule_of_choice_is_refused(self):
        with pytest.raises(UserError, match="no rule of choice"):
            self.world(choose=lambda decision: 0)

    def test_agents_read_and_write_the_worlds_arrays(self):
        world = self.world()
        person = world.agents[2]
        person.belief = np.ones(7)
        np.testing.assert_array_equal(world.belief[:, 0, 2], 1.0)
        assert person.knowledge == (world.reality[:, 0, 0] == 1).mean()

    # People hold beliefs: no tasks, no habit, no skill, no choice.


def end(steps=100, runs=60, **parameters):
    return ensemble(MutualLearning, MutualLearningParameters(**parameters), runs, steps, progress=False, workers=1).runs


def begun(steps=30, **parameters):
    """A world before and after so many periods: beliefs, code, and the world."""
    world = MutualLearning(MutualLearningParameters(**parameters), seeds=range(20))
    first = world.belief.copy()
    lived(world, steps)
    return first, world


@pytest.mark.parametrize("reading", ["paper", "program"])
def test_whom_nobody_socialises_learns_nothing(reading):
    first, world = begun(socialisation=0.0, reading=reading)
    np.testing.assert_array_equal(world.belief, first)
    assert (world.code != 0).any()


@pytest.mark.parametrize("reading", ["paper", "program"])
def test_a_code_that_does_not_learn_stays_without_beliefs_and_teaches_none(reading):
    first, world = begun(learning=0.0, reading=reading)
    assert not world.code.any()
    np.testing.assert_array_equal(world.belief, first)


def test_people_without_the_code_know_a_third_and_without_memory_of_it_too():
    world = MutualLearning(seeds=range(400))
    assert world.mean_knowledge.mean() == pytest.approx(1 / 3, abs=0.003)
    gone = end(steps=20, turnover=1.0, socialisation=0.0, runs=200)
    assert gone["mean_knowledge"].mean() == pytest.approx(1 / 3, abs=0.004)


def test_at_full_socialisation_all_believe_next_period_what_the_code_believes_now():
    world = MutualLearning(MutualLearningParameters(socialisation=1.0), seeds=range(20))
    for _ in range(5):
        code = world.code.copy()
        world.step()
        told = np.broadcast_to(code != 0, world.belief.shape)
        np.testing.assert_array_equal(world.belief[told], np.broadcast_to(code, world.belief.shape)[told])


@pytest.mark.long("closed forms, by many runs")
def test_what_is_known_of_a_reality_drawn_anew_each_period_is_half():
    known = end(steps=60, turbulence=0.5, runs=400)["code_knowledge"]
    assert abs(known.mean() - 0.5) < 4 * known.sem()


def test_agreement_is_for_good():
    world = MutualLearning(MutualLearningParameters(socialisation=0.9), seeds=range(20))
    lived(world, 80)
    assert not world.dissent.any()
    before = world.code.copy()
    lived(world, 20)
    np.testing.assert_array_equal(world.code, before)


def test_slow_and_fast_are_told_apart_only_where_there_are_both():
    alike, mix = (MutualLearning(MutualLearningParameters(people=5, socialisation=rate)) for rate in (0.5, MIX))
    assert np.isnan([alike.slow_knowledge, alike.fast_knowledge]).all()
    assert mix.slow_knowledge == mix.knowledge[:, :2].mean()
    assert mix.fast_knowledge == mix.knowledge[:, 2:].mean()


def test_the_chance_to_learn_is_one_less_the_chance_that_none_of_k_persuades():
    leads, rates = np.array([0.0, 1.0, 2.0, 7.0]), np.array([[0.0], [0.3], [1.0]])
    expected = [[0, 0, 0, 0], [0, 0.3, 1 - 0.7**2, 1 - 0.7**7], [0, 1, 1, 1]]
    np.testing.assert_allclose(chance_to_learn(leads, rates), expected, rtol=1e-12)


def test_beliefs_are_three_and_alike_in_chance():
    drawn = any_belief(1.0 - np.random.default_rng(1).random(90_000))
    values, counts = np.unique(drawn, return_counts=True)
    assert values.tolist() == [-1, 0, 1]
    np.testing.assert_allclose(counts / 90_000, 1 / 3, atol=0.006)
    assert any_belief(np.array([1.0])) == -1


SETTINGS = {
    "as it is": {},
    "all at once": {"turnover": 0.1, "turbulence": 0.05, "socialisation": MIX, "learning": 0.9},
    "the program": {"reading": "program", "turnover": 0.1, "turbulence": 0.05, "learning": 0.2},
    "the program, nobody leaves": {"reading": "program", "socialisation": 0.1},
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_twin_agrees_to_the_last_bit(setting):
    p = MutualLearningParameters(people=5, dimensions=9, **SETTINGS[setting])
    world, streams = MutualLearning(p, seeds=[11]), Streams([11])
    reality, beliefs = world.reality[:, 0, 0].tolist(), world.belief[:, 0].T.tolist()

    def period():
        drawn = {name: streams.uniform(name, 9, 5)[:, 0] for name in ("guesses", "socialisation", "newcomers")}
        drawn |= {name: streams.uniform(name, 9, 1)[:, 0, 0] for name in ("turbulence", "learning")}
        drawn |= {"leaving": streams.uniform("leaving", 5)[0], "newcomers": any_belief(drawn["newcomers"])}
        return {name: draws.tolist() for name, draws in drawn.items()}

    for code, held, real in mutual_learning(p, reality, beliefs, [period() for _ in range(60)]):
        world.step()
        assert world.code[:, 0, 0].tolist() == code
        assert world.belief[:, 0].T.tolist() == held
        assert world.reality[:, 0, 0].tolist() == real
