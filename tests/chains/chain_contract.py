"""What every chain keeps to: the contract of worlds, and no rule of choice."""

import pytest
from contract import WorldContract

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
