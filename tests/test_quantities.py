"""What a claim bounds is said in words, with its unit and its time."""

import pytest

from specialisation_sim import Claim
from specialisation_sim.claims.catalogue import load_scenario
from specialisation_sim.claims.quantities import quantity_of
from specialisation_sim.claims.readings import Outcome, at, average, change, collapse, final, smallest
from specialisation_sim.registry import scenario_names

FISHES = "skill in fishing, mean of those still alive (meals)"
FIRST_ALBUMS = "pop on the album, mean of those still alive (tracks)"


@pytest.mark.parametrize(
    ("statistic", "said"),
    [
        (at("fishing_skill", 730), f"{FISHES}, at day 730"),
        (final("fishing_skill"), f"{FISHES}, at the end"),
        (average("fishing_skill", 1, 30), f"{FISHES}, mean of days 1 to 30"),
        (average("fishing_skill", 30, 30), f"{FISHES}, at day 30"),
        (smallest("fishing_skill", 1, 30), f"{FISHES}, least of days 1 to 30"),
        (change("fishing_skill", 1, 30), f"{FISHES}, change from day 1 to 30"),
        (collapse("fishing_skill", 1.2), f"{FISHES}, day from which it stays below 1.2"),
        (Outcome("reward_of_rule_1"), "reward per step of foragers who follow rule 1"),
        (final("no_such_observable"), ""),
    ],
)
def test_a_reading_says_its_observable_unit_and_time(statistic, said):
    assert quantity_of(Claim("it is so", statistic, of="a", above=0), "island") == said


def test_time_is_in_the_story_s_own_unit():
    claim = Claim("it is so", average("pop_tracks", 1, 3), of="a", above=0)
    assert quantity_of(claim, "band") == f"{FIRST_ALBUMS}, mean of albums 1 to 3"


def test_a_statistic_of_one_s_own_says_its_docstring_or_what_the_claim_says():
    def gap(runs, series):
        """Statistic: Skill lost.

        More.
        """

    assert quantity_of(Claim("it is so", gap, of="a", above=0)) == "skill lost"
    assert quantity_of(Claim("it is so", gap, of="a", above=0, quantity="skill (meals)")) == "skill (meals)"


@pytest.mark.parametrize("name", scenario_names())
def test_every_claim_of_a_scenario_says_what_it_bounds(name):
    scenario = load_scenario(name)
    assert [claim.sentence for claim in scenario.claims if not quantity_of(claim, scenario.story)] == []
