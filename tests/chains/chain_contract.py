"""What every chain keeps to: the contract of worlds, and no rule of choice."""

import numpy as np
import pytest
from contract import WorldContract, lived

from specialisation_sim import UserError


class ChainContract(WorldContract):
    """A chain's test class names `story`, a lively set of `parameters`, and `bites`."""

    steps = 12
    seeds = (0, 3, 4, 2**40)
    # Processes take seconds to start, and one chain shows in the plain run that workers change nothing.
    workers = (pytest.param(2, marks=pytest.mark.long("chains in worker processes")),)

    def test_a_rule_of_choice_is_refused(self):
        with pytest.raises(UserError, match="no rule of choice"):
            self.world(choose=lambda decision: 0)

    def test_the_headline_is_an_observable(self):
        assert self.story.headline in self.story.observed


class TrainedContract(ChainContract):
    """Of a chain of networks, which take seconds to train: where a parameter leads is asked in a long test."""

    steps = 3

    @pytest.mark.weekly("where each parameter of a trained chain leads")
    def test_every_parameter_bites(self, parameter):
        super().test_every_parameter_bites(parameter)

    def test_every_parameter_changes_what_comes_out(self, parameter):
        usual, other = (lived(self.world(one), 2)[-1] for one in (self.parameters, self.changed(parameter)))
        assert not np.array_equal(usual, other, equal_nan=True)
