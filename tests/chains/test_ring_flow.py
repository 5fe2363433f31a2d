"""The trained flow: on one normal mode it is the closed form, run back it returns, and the ring is as claimed."""

from typing import ClassVar

import numpy as np
import pytest
from chain_contract import TrainedContract
from contract import Bite

from specialisation_sim import ensemble
from specialisation_sim.chains.learners.mlp import Mlp
from specialisation_sim.chains.learners.modes import centres, good_by_mode, judged, real_points
from specialisation_sim.chains.learners.nets import one_thread
from specialisation_sim.chains.learners.velocity import Flow, fit_flow
from specialisation_sim.chains.ring_flow import RingFlowChain, RingFlowParameters
from specialisation_sim.chains.theory.linear import flow_factor

FEW = {"samples": 200, "hidden": 16, "updates": 100, "batch": 64}
MORE = {"samples": 400, "hidden": 32, "updates": 250, "batch": 128}
TWENTY = {
    "samples": 20,
    "hidden": 32,
    "updates": 600,
    "batch": 20,
    "spread": 0.25,
    "outside": 1.0,
    "regime": "accumulate",
}
"""Twenty real points each round: always the same ones, or ever more."""


@pytest.mark.weekly("contracts of further models")
class TestRingFlowChain(TrainedContract):
    story = RingFlowChain
    parameters = RingFlowParameters(
        samples=40, hidden=8, updates=5, batch=16, euler_steps=4, outside=0.3, pairs="reversed", original="fixed"
    )
    bites: ClassVar = {
        "samples": Bite(1000, "effective_modes", +1, FEW | {"samples": 30, "updates": 150}, steps=2, runs=16),
        "spread": Bite(0.05, "quality", -1, FEW, steps=1, runs=6),
        "pairs": Bite("kept", "radius", +1, MORE, steps=6, runs=8),
        "euler_steps": Bite(1, "radius", -1, FEW, steps=1, runs=6),
        "hidden": Bite(3, "quality", -1, MORE, steps=1, runs=6),
        "updates": Bite(400, "quality", +1, FEW, steps=1, runs=6),
        "batch": Bite(4, "quality", -1, MORE, steps=1, runs=6),
        "rate": Bite(0.0005, "quality", -1, MORE, steps=1, runs=6),
        "regime": Bite("accumulate", "radius", +1, MORE, steps=6, runs=8),
        "outside": Bite(0.5, "radius", +1, MORE, steps=6, runs=8),
        "original": Bite("fixed", "effective_modes", -1, TWENTY, steps=5, runs=30),
    }


def fitted(pairs, steps=20, updates=800, width=24, seed=0):
    rngs = [np.random.default_rng([seed, run]) for run in range(len(pairs))]
    start = Flow(Mlp.drawn((3, width, width, 2), rngs), steps)
    with one_thread():
        return fit_flow(start, pairs, rngs, updates, 256, np.full(len(pairs), 0.01))


@pytest.mark.long("closed forms, by many runs")
def test_on_one_normal_mode_it_shrinks_the_spread_as_the_closed_form_says():
    """With pairs that are not known it loses an eighth; with pairs that are, it doubles what it is told to double."""
    rng = np.random.default_rng(4)
    pairs = np.concatenate([np.full((3, 4000, 2), np.nan), rng.normal(size=(3, 4000, 2))], axis=-1)
    made = fitted(pairs, steps=10, updates=2000).carried(rng.normal(size=(3, 4000, 2)))
    assert made.std() == pytest.approx(float(flow_factor(1.0, 10)), rel=0.03)
    kept = np.concatenate([pairs[..., 2:], 2.0 * pairs[..., 2:]], axis=-1)
    assert fitted(kept, steps=10).carried(rng.normal(size=(3, 4000, 2))).std() == pytest.approx(2.0, rel=0.03)


def test_run_back_it_returns_to_where_it_came_from():
    rng = np.random.default_rng(5)
    pairs = np.concatenate([np.full((2, 2000, 2), np.nan), 0.5 * rng.normal(size=(2, 2000, 2)) + 1.0], axis=-1)
    flow = fitted(pairs, steps=200, updates=300)
    noise = rng.normal(size=(2, 500, 2))
    np.testing.assert_allclose(flow.brought_back(flow.carried(noise)), noise, atol=0.05)


@pytest.mark.parametrize("shape", ["ring", "grid"])
def test_real_points_are_good_and_even(shape):
    points = real_points(shape, 0.1, 20_000, np.random.default_rng(6))
    quality, held, even = judged(points, shape, 0.1)
    assert quality == pytest.approx(1 - np.exp(-4.5), abs=0.003)
    assert held == len(centres(shape))
    assert even == pytest.approx(held, abs=0.1)


def test_points_far_from_all_modes_are_not_good():
    quality, held, even = judged(np.zeros((10, 2)), "ring", 0.1)
    assert (quality, held) == (0.0, 0.0)
    assert np.isnan(even)
    assert good_by_mode(np.array([[2.0, 0.0], [0.0, 2.0], [0.0, 1.9], [9.0, 9.0]]), "ring", 0.1).sum() == 3


@pytest.mark.weekly("trained chains at half their size")
def test_fresh_noise_loses_what_real_points_hold_and_running_them_back_does_not():
    """The claims of scenario chain-flow-ring, in direction, at a third of its size."""

    def qualities(**parameters):
        one = RingFlowParameters(samples=1000, updates=350, hidden=48, batch=128, **parameters)
        series = ensemble(RingFlowChain, one, 4, 7, workers=1, progress=False).series
        return series.pivot(index="run", columns="time", values="quality")

    fresh, held, kept = qualities(), qualities(outside=0.3), qualities(pairs="kept")
    assert (fresh[7] < fresh[1] - 0.1).all()
    assert held[7].mean() > fresh[7].mean() + 0.05
    assert kept[7].mean() > fresh[7].mean() + 0.05
