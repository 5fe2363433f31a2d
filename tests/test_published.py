"""Published models keep to what every world keeps to."""

from typing import ClassVar

import numpy as np
import pytest
from contract import Bite, WorldContract

from specialisation_sim import UserError
from specialisation_sim.model.streams import Streams
from specialisation_sim.published.arthur_1989 import Adoption, AdoptionParameters
from specialisation_sim.published.cascades_1992 import Cascade, CascadeParameters
from specialisation_sim.published.denrell_march_2001 import HotStove, HotStoveParameters
from specialisation_sim.published.krugman_1991 import CorePeriphery, CorePeripheryParameters
from specialisation_sim.published.levinthal_1997 import Rugged, RuggedParameters
from specialisation_sim.published.music_lab_2006 import MusicMarket, MusicMarketParameters
from specialisation_sim.published.posen_levinthal_2012 import MovingTarget, MovingTargetParameters


class PublishedContract(WorldContract):
    """A world without a rule of choice of one's own."""

    def test_a_rule_of_choice_is_refused(self):
        with pytest.raises(UserError, match="no rule of choice"):
            self.world(choose=lambda decision: 0)


WALK = {"model": "walk"}


@pytest.mark.long("contracts of further models")
class TestAdoption(PublishedContract):
    story = Adoption
    parameters = AdoptionParameters(exponent=1.5, start_a=2.0, floor=0.1)
    undefined: ClassVar = {"locked_in", "lock_in_time"}  # of the walk alone
    bites: ClassVar = {
        "model": Bite("walk", "modal_share", -1),
        "exponent": Bite(0.5, "modal_share", -1),
        "start_a": Bite(5.0, "share_a", 1),
        "start_b": Bite(5.0, "share_a", -1),
        "floor": Bite(0.8, "modal_share", -1),
        "r_share": Bite(0.8, "share_a", 1, WALK),
        "r_likes_a": Bite(1.2, "share_a", -1, WALK, steps=200),
        "r_likes_b": Bite(1.8, "share_a", -1, WALK, steps=200),
        "s_likes_a": Bite(1.8, "share_a", 1, WALK, steps=200),
        "s_likes_b": Bite(1.2, "share_a", 1, WALK, steps=200),
        "r_returns": Bite(1.0, "share_a", -1, WALK, steps=200),
        "s_returns": Bite(1.0, "share_a", 1, WALK, steps=200),
    }


@pytest.mark.long("contracts of further models")
class TestCascade(PublishedContract):
    story = Cascade
    parameters = CascadeParameters(accuracy=0.65, public=0.05, independents=0.1)
    bites: ClassVar = {
        "accuracy": Bite(0.9, "share_right", 1, runs=60),
        "tie": Bite("own", "in_cascade", -1, steps=3, runs=400),
        "public": Bite(0.3, "right_now", 1, runs=400),
        "independents": Bite(0.5, "in_wrong_cascade", -1, runs=400),
    }


BELIEF = {"rule": "belief"}


class TestHotStove(PublishedContract):
    story = HotStove
    parameters = HotStoveParameters(rule="belief", premium=1.0, sensitivity=0.3)
    bites: ClassVar = {
        "rule": Bite("belief", "risky_chance", 1),
        "premium": Bite(10.0, "risky_chance", 1, runs=60),
        "spread": Bite(1.0, "risky_chance", 1, BELIEF),
        "sure_payoff": Bite(0.0, "risky_chance", -1, {"arithmetic": "levels"}, runs=300),
        "learning": Bite(0.1, "risky_chance", 1),
        "aspiration_rate": Bite(0.1, "risky_chance", 1, runs=3000),
        "sensitivity": Bite(1.0, "risky_chance", -1, BELIEF),
        "ties": Bite("succeed", "risky_chance", -1, {"learning": 0.1}, steps=50, runs=2000),
        "feedback": Bite("both", "risky_chance", 1, BELIEF, runs=60),
        "arithmetic": Bite("levels", "risky_chance", 1, runs=300),
    }


@pytest.mark.long("contracts of further models")
class TestMovingTarget(PublishedContract):
    story = MovingTarget
    parameters = MovingTargetParameters(options=4, turbulence=0.05, temperature=0.4)
    bites: ClassVar = {
        "options": Bite(20, "knowledge", -1),
        "alike": Bite(True, "performance", -1),
        "turbulence": Bite(0.3, "performance", -1),
        "temperature": Bite(50.0, "not_the_best", 1),
        "prior": Bite(20.0, "uncertain_choice", 1),
    }


SONG = Streams((7,)).once("normal", "quality of all", 48, 1)[0].item()
"""How good the first song is, in standard deviations, where all worlds have the same songs."""


@pytest.mark.long("contracts of further models")
class TestMusicMarket(PublishedContract):
    story = MusicMarket
    parameters = MusicMarketParameters(songs=5, worlds=2, influence=1.2, display="by quality")
    bites: ClassVar = {
        "worlds": Bite(8, "hits", 1),
        "songs": Bite(5, "modal_share", 1),
        "quality_spread": Bite(2.0, "modal_share", 1),
        "quality_ratio": Bite(20.0, "first_share", 1),
        "quality_seed": Bite(7, "first_share", np.sign(SONG), runs=60),
        "influence": Bite(2.0, "modal_share", 1, steps=200),
        "appeal_without": Bite(100.0, "modal_share", -1),
        "display": Bite("by quality", "best_is_first", 1, steps=200),
    }


@pytest.mark.weekly("contracts of further models")
class TestCorePeriphery(PublishedContract):
    story = CorePeriphery
    steps = 4
    parameters = CorePeripheryParameters(share_1=0.6, transport=1.65, speed=0.5, workers=40)
    bites: ClassVar = {
        "share_1": Bite(0.9, "share_in_1", 1, runs=2, steps=10),
        "manufactures": Bite(0.6, "core_share", 1, runs=2, steps=30, long=True),
        "substitution": Bite(3.0, "core_share", 1, runs=2, steps=30),
        "transport": Bite(2.1, "core_share", -1, runs=2, steps=30, long=True),
        "speed": Bite(5.0, "share_in_1", -1, runs=2, steps=10),
        "workers": Bite(100, "core_share", +1, {"share_1": 0.5, "transport": 1.5}, steps=20),
        "noise": Bite(1.0, "core_share", -1, {"workers": 100, "transport": 1.5}, steps=20),
    }


@pytest.mark.weekly("contracts of further models")
class TestRugged(PublishedContract):
    story = Rugged
    steps = 15
    parameters = RuggedParameters(
        organisations=6, attributes=5, interdependence=2, jumps=0.3, selection=0.2, turbulence=0.02
    )
    bites: ClassVar = {
        "organisations": Bite(10, "forms_left", -1, steps=30, runs=30),
        "attributes": Bite(6, "peak_count", -1, steps=5),
        "interdependence": Bite(0, "forms_left", -1, steps=30, runs=30),
        "neighbours": Bite("adjacent", "peak_count", 1, runs=100, steps=1, long=True),
        "jumps": Bite(1.0, "mean_fitness", 1, steps=30, long=True),
        "selection": Bite(1.0, "forms_left", -1, steps=30, runs=30, long=True),
        "turbulence": Bite(0.2, "mean_fitness", -1, steps=30, runs=30, long=True),
    }
