"""The register knows what every claim asks, and nothing that decides a verdict changes without a line in it."""

from dataclasses import replace
from pathlib import Path

import pytest

from specialisation_sim import UserError
from specialisation_sim.claims.catalogue import load_scenario
from specialisation_sim.claims.readings import at
from specialisation_sim.claims.register import all_asked, asked, entered, read_register, unregistered

FILE = Path(__file__).parent.parent / "docs" / "register.json"


def test_every_claim_is_as_the_register_has_it():
    assert unregistered(read_register(FILE), all_asked()) == []


def test_nobody_is_in_the_register_who_is_no_claim():
    now = all_asked()
    assert [(name, sentence) for name, one in read_register(FILE).items() for sentence in one] == [
        (name, sentence) for name, one in now.items() for sentence in one
    ]


@pytest.mark.parametrize(
    ("change", "part"),
    [({"above": 0.06}, "bound"), ({"statistic": at("threshold", 5)}, "statistic"), ({"of": "no learning"}, "setting")],
)
def test_a_changed_part_is_noticed_and_entered_with_its_reason(change, part):
    scenario = load_scenario("island-every-day")
    claim = scenario.claims[2]
    before = {"s": {claim.sentence: asked(scenario, claim)}}
    after = {"s": {claim.sentence: asked(scenario, replace(claim, **change))}}
    register = entered({}, before, "2026-01-01", "new", "no")
    assert unregistered(register, before) == []
    (problem,) = unregistered(register, after)
    assert part in problem
    again = entered(register, after, "2026-01-02", "a better bound", "yes")
    assert unregistered(again, after) == []
    (line,) = again["s"][claim.sentence]["changes"]
    assert line == {"day": "2026-01-02", "changed": [part], "why": "a better bound", "seen": "yes"}


def test_a_change_without_a_reason_is_refused():
    with pytest.raises(UserError, match="say why"):
        entered({}, {}, "2026-01-01", " ", "no")
    with pytest.raises(UserError, match="maybe"):
        entered({}, {}, "2026-01-01", "new", "maybe")


def test_other_names_of_variables_change_nothing():
    def one(runs, series):
        """Of runs."""
        return runs["x"] - 1

    def other(table, _):
        return table["x"] - 1

    def third(table, _):
        return table["x"] - 2

    scenario = load_scenario("island-every-day")
    claim = scenario.claims[2]
    kinds = [asked(scenario, replace(claim, statistic=each))["statistic"] for each in (one, other, third)]
    assert kinds[0] == kinds[1] != kinds[2]
