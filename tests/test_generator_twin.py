"""The generator and its plain-Python twin agree, generation by generation, on the draws that the streams give."""

from __future__ import annotations

import numpy as np
import pytest
from long_tests import but_first
from reference.generator_twin import Generation, generator

from specialisation_sim import Generator, GeneratorParameters
from specialisation_sim.model.streams import generator as stream

SEED = 3

SETTINGS = {
    "defaults": (GeneratorParameters(), 5),
    "a tight budget": (GeneratorParameters(capacity=1.0, evidence=2.0, large_share=0.55), 4),
    "cats are easier": (GeneratorParameters(large_share=0.5, ease=1.5, shared=0.2), 4),
    "few images and a whim": (GeneratorParameters(sample=50, temperature=1.0, evidence=2.0), 4),
    "held back": (GeneratorParameters(outside=0.3, handed_down=0.2, sample=500), 5),
    "cats, dogs, frogs": (GeneratorParameters(classes=3, large_share=0.36, tail=0.9, shared=0.5, evidence=2.0), 3),
    "few images of three": (
        GeneratorParameters(classes=3, large_share=0.4, capacity=6.0, sample=80, temperature=0.5, outside=0.2),
        3,
    ),
}


@pytest.mark.parametrize("setting", but_first("twins at other settings", reversed(SETTINGS), pytest.mark.weekly))
def test_the_story_is_its_twin(setting):
    p, steps = SETTINGS[setting]
    draws = (1.0 - stream(SEED, "sample").random((steps, p.classes - 1, 1)))[..., 0].tolist()
    world = Generator(p, seeds=[SEED], collect=False)
    for number, twin in enumerate(generator(p, draws), start=1):
        world.step()
        for name, expected in zip(Generation._fields, twin):
            found = getattr(world, name)[:, 0, 0]
            np.testing.assert_allclose(found, expected, rtol=0, atol=2e-5, err_msg=f"{name} of generation {number}")


def test_settings_show_what_they_are_for():
    """A class is lost in one setting, and held in another."""
    ends = {}
    for name in ("defaults", "held back"):
        world = Generator(SETTINGS[name][0], seeds=[SEED], collect=False)
        world.run_for(SETTINGS[name][1])
        ends[name] = world.output_share.item()
    assert ends["defaults"] == 1.0
    assert ends["held back"] < 0.95
