"""Adversarial games against their linear algebra."""

from typing import ClassVar

import numpy as np
import pytest
from chain_contract import ChainContract
from closed_forms import adversarial as theory
from closeness import ends
from contract import Bite

from specialisation_sim.chains.adversarial import DiracChain, GameParameters, TabularChain, TabularParameters


class TestDiracChain(ChainContract):
    story = DiracChain
    parameters = GameParameters(step=0.3, decay=0.1, unrolled=1, clip=0.8)
    bites: ClassVar = {
        "turns": Bite("extragradient", "distance", -1, {"step": 0.5}),
        "step": Bite(0.5, "distance", +1, size=(1 + 0.5**2 / 4) ** 30 - (1 + 0.1**2 / 4) ** 30),
        "critic_speed": Bite(4.0, "distance", +1, {"step": 0.3}),
        "decay": Bite(0.5, "distance", -1),
        "clip": Bite(0.1, "distance", -1, {"turns": "alternating"}, steps=200),
        "unrolled": Bite(5, "distance", -1),
    }


@pytest.mark.long("contracts of further models")
class TestTabularChain(ChainContract):
    story = TabularChain
    parameters = TabularParameters(modes=12, exponent=0.3, entropy=0.05, clip=1.5)
    bites: ClassVar = {
        "modes": Bite(10, "effective_modes", +1, steps=5),
        "exponent": Bite(1.0, "effective_modes", -1, steps=5),
        "turns": Bite("extragradient", "effective_modes", +1, steps=200),
        "step": Bite(0.1, "effective_modes", +1, steps=200),
        "critic_speed": Bite(0.1, "effective_modes", +1, steps=200),
        "decay": Bite(0.3, "effective_modes", +1, steps=200),
        "clip": Bite(0.1, "effective_modes", +1, steps=200),
        "unrolled": Bite(5, "effective_modes", +1, steps=200),
        "entropy": Bite(0.3, "effective_modes", +1, steps=200),
    }


@pytest.mark.parametrize("h", [0.05, 0.5, 1.5])
def test_simultaneous_steps_spiral_out_and_steps_in_turn_stay(h):
    assert theory.growth(theory.dirac_update(h, "simultaneous")) == pytest.approx(np.sqrt(1 + h**2 / 4), abs=1e-12)
    assert theory.growth(theory.dirac_update(h, "alternating")) == pytest.approx(1, abs=1e-12)
    inwards = np.sqrt(1 - h**2 / 4 + h**4 / 16)
    assert theory.growth(theory.dirac_update(h, "extragradient")) == pytest.approx(inwards, abs=1e-12)
    found = ends("dirac", 10, 100, step=h)
    np.testing.assert_allclose(found.distance, (1 + h**2 / 4) ** 50, rtol=1e-10)


@pytest.mark.parametrize("penalty", [0.0, 0.3, 1.0, 3.0])
def test_eigenvalues_of_the_flow(penalty):
    flow = theory.dirac_update(1.0, "simultaneous", penalty) - np.eye(2)
    # A double root (penalty 1) is known to the root of the rounding only; its sum and product are exact.
    found, exact = np.linalg.eigvals(flow), theory.dirac_eigenvalues(penalty)
    np.testing.assert_allclose([found.sum(), found.prod()], [exact.sum(), exact.prod()], atol=1e-10)
    np.testing.assert_allclose(np.sort_complex(found), np.sort_complex(exact), atol=1e-7 if penalty == 1 else 1e-10)
    assert (theory.dirac_eigenvalues(penalty).real < 0).all() == (penalty > 0)


@pytest.mark.parametrize("turns", ["simultaneous", "alternating", "extragradient"])
@pytest.mark.parametrize("penalty", [0.0, 0.4])
@pytest.mark.parametrize("unrolled", [0, 5])
def test_the_chain_is_its_matrix(turns, penalty, unrolled):
    world = DiracChain(GameParameters(step=0.2, turns=turns, decay=penalty, unrolled=unrolled), seeds=range(5))
    state = np.array([world.generator, world.critic])
    for _ in range(20):
        state = theory.dirac_update(0.2, turns, penalty, unrolled) @ state
        world.step()
    np.testing.assert_allclose([world.generator, world.critic], state, atol=1e-10)


@pytest.mark.parametrize("change", [{}, {"decay": 0.2}, {"entropy": 0.2}, {"critic_speed": 0.2}])
def test_a_small_deviation_of_the_table_grows_by_its_eigenvalue(change):
    world = TabularChain(TabularParameters(step=0.3, **change), seeds=[0])
    tiny = np.linspace(-1, 1, 5)[:, None]
    world.generator = world.generator * 0 + 1e-7 * tiny
    world.critic = world.critic * 0
    speed, decay, bonus = change.get("critic_speed", 1), change.get("decay", 0), change.get("entropy", 0)
    matrix = np.eye(2) + 0.3 * np.array([[-bonus, 1.0], [-speed / 5, -speed * decay]])
    assert theory.growth(matrix) == pytest.approx(theory.tabular_growth(5, 0.3, **change), abs=1e-12)
    expected = (np.linalg.matrix_power(matrix, 30) @ [1e-7, 0])[0]
    for _ in range(30):
        world.step()
    spread = world.generator - world.generator.mean(axis=0)
    np.testing.assert_allclose(spread, expected * tiny, rtol=1e-4, atol=1e-12)


def test_simultaneous_updates_go_round_the_modes():
    found = ends("tabular", 30, 600)
    assert (found.modal_share > 0.6).mean() > 0.9
    assert (found.mode_moves > 20).all()


@pytest.mark.parametrize("speed", [0.05, 0.2, 1.0, 5.0])
def test_two_time_scales_alone_are_no_cure(speed):
    assert theory.tabular_growth(5, 0.3, critic_speed=speed) == pytest.approx(np.sqrt(1 + 0.09 * speed / 5), abs=1e-12)
    assert theory.tabular_growth(5, 0.3, critic_speed=speed, decay=0.5) < 1
    assert theory.tabular_growth(5, 0.3, critic_speed=speed, entropy=0.5) < 1


LONG = pytest.mark.long("closed forms, by many runs")


@pytest.mark.parametrize(
    ("change", "cured"),
    [
        ({}, False),
        ({"critic_speed": 0.1}, False),
        ({"decay": 0.2}, True),
        ({"entropy": 0.2}, True),
        *(pytest.param(change, True, marks=LONG) for change in ({"unrolled": 5}, {"turns": "extragradient"})),
    ],
)
def test_what_cures_the_table_of_modes(change, cured):
    found = ends("tabular", 10, 1500, **change)
    assert (found.distance < 0.02).all() == cured
    assert (found.effective_modes > 4.9).all() == cured
