"""The adversarial game of two perceptrons: the contract, what parameters do, and that a slow critic is bad."""

from typing import ClassVar

import numpy as np
import pytest
from chain_contract import TrainedContract
from contract import Bite

from specialisation_sim import ensemble
from specialisation_sim.chains.ring_gan import GanChain, GanParameters

FEW = {"hidden": 16, "updates": 50, "batch": 32, "rate": 0.005, "spread": 0.15}
SLOPE = FEW | {"loss": "wasserstein", "critic_steps": 3}


@pytest.mark.weekly("contracts of further models")
class TestGanChain(TrainedContract):
    story = GanChain
    parameters = GanParameters(
        shape="grid", spread=0.2, loss="wasserstein", critic_steps=2, hidden=8, updates=3, batch=8, penalty=0.5
    )
    bites: ClassVar = {
        "shape": Bite("grid", "modes_held", +1, FEW, steps=2, runs=8),
        "spread": Bite(0.25, "quality", +1, FEW, steps=2, runs=8),
        "loss": Bite("wasserstein", "quality", -1, FEW, steps=8, runs=8),
        "penalty": Bite(100.0, "quality", -1, SLOPE, steps=8, runs=8),
        "rate": Bite(0.0002, "quality", -1, FEW, steps=8, runs=8),
        "critic_speed": Bite(0.05, "quality", -1, FEW, steps=8, runs=8),
        "critic_steps": Bite(5, "quality", +1, FEW, steps=6, runs=8),
        "hidden": Bite(2, "modes_held", -1, FEW, steps=8, runs=8),
        "updates": Bite(200, "quality", +1, FEW, steps=3, runs=14),
        "batch": Bite(2, "quality", -1, FEW, steps=8, runs=8),
    }


@pytest.mark.weekly("trained chains at half their size")
def test_a_slow_critic_is_bad():
    """The one direction that is safe to assert, over several seeds."""

    def qualities(**parameters):
        one = GanParameters(hidden=32, spread=0.1, rate=0.002, **parameters)
        return ensemble(GanChain, one, 4, 12, every=12, record=["quality"], workers=1, progress=False).runs.quality

    gain = qualities() - qualities(critic_speed=0.05)
    assert gain.mean() > 0.1
    assert (gain > 0).sum() >= 3


def test_points_are_judged_apart_from_training():
    """A look draws from a stream of its own, so that looking more often changes nothing."""
    often = GanChain(GanParameters(hidden=8, updates=2, batch=8), seeds=[1], collect=False)
    once = GanChain(GanParameters(hidden=8, updates=4, batch=8), seeds=[1], collect=False)
    often.step()
    often.step()
    once.step()
    np.testing.assert_array_equal(often.game.generator.weights, once.game.generator.weights)
