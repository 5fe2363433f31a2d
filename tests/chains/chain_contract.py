"""What every chain keeps to: the contract of stories, less what belongs to agents with skills and a rule of choice."""

import pytest
from contract import StoryContract, lived

from specialisation_sim import UserError


class ChainContract(StoryContract):
    """A chain's test class names `story`, a lively set of `parameters`, and `bites`."""

    steps = 12
    seeds = (0, 3, 4, 2**40)

    def test_a_rule_of_choice_is_refused(self):
        with pytest.raises(UserError, match="no rule of choice"):
            self.world(choose=lambda decision: 0)

    def test_agents_are_there_in_a_world_of_one_run_only(self):
        assert len(self.world().agents) == 1
        assert len(self.world(seeds=[1, 2]).agents) == 0

    def test_time_zero_is_the_start_and_step_t_ends_at_time_t(self):
        world = self.world()
        lived(world, 3)
        assert world.time == 3

    test_the_data_collector_records_what_agents_are = None
    test_habit_and_record_are_shares_and_days = None
    test_sets_of_unlike_shape_cannot_share_arrays = None
    test_a_users_rule_works_alone_and_in_an_ensemble_alike = None
    test_the_usual_rule_given_by_hand_changes_nothing = None
    test_a_rule_of_wrong_numbers_is_refused = None
    test_agents_read_and_write_the_worlds_arrays = None
    test_a_skill_brings_the_experience_that_gives_it = None
    test_an_experience_brings_the_skill_it_gives = None
    test_a_skill_may_be_set_to_what_it_is = None
    test_a_skill_that_cannot_be_learned_is_refused = None
    # One chain shows that workers change nothing; processes take seconds to start.
    test_runs_are_the_same_on_any_number_of_workers = None
    # A chain's draws of counts depend on the chances drawn from, so variants share seeds but not every draw.
    test_variants_of_one_seed_see_the_same_draws = None
