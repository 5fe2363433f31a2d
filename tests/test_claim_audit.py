"""The audit of claims: planted faults are caught, a clean story is not, and verdicts follow their rules."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from contract import Bite, PracticeContract
from reference.clean_story import FAULTS, Clean, CleanParameters
from scipy import stats

from specialisation_sim import Claim, Island, IslandParameters, Scenario, UserError
from specialisation_sim.claims.audit import audit_claims
from specialisation_sim.claims.audit_kept import PACKAGE, behind, fingerprint
from specialisation_sim.claims.catalogue import load_scenario
from specialisation_sim.claims.deciders import all_changes, decided, switches_of
from specialisation_sim.claims.firmness import chance_of, driver_of, firmness_of, loosened
from specialisation_sim.claims.readings import final
from specialisation_sim.model.asking import Cast
from specialisation_sim.runs import invariance
from specialisation_sim.runs.invariance import CHANGES, differences, places
from specialisation_sim.runs.neighbourhood import Neighbourhood, latin_hypercube, neighbourhood, room
from specialisation_sim.runs.probe import Probe, column_apart
from specialisation_sim.stories.band import BandParameters
from specialisation_sim.stories.foundation import FoundationParameters
from specialisation_sim.stories.species import SpeciesParameters

LIVELY = CleanParameters(people=6, luck=0.5, depletion=0.05, exponent=0.6, relatedness=0.1, retention=0.99, memory=0.1)
ALONE = {"people": 1, "depletion": 0.0}


class TestClean(PracticeContract):
    story = Clean
    parameters = LIVELY
    accounts: ClassVar = {"stocks and what was taken from them": lambda world: world.stock + world.taken - world.grown}
    bites: ClassVar = {
        "learning": Bite("saturating", "gathering_skill", -1, ALONE),
        "exponent": Bite(1.0, "narrowness", +1, ALONE, runs=60),
        "half": Bite(300.0, "gathering_skill", -1, ALONE),
        "relatedness": Bite(0.8, "narrowness", -1, ALONE | {"exponent": 1.0}, runs=60),
        "retention": Bite(0.9, "gathering_skill", -1, ALONE),
        "variety": Bite(3.0, "narrowness", -1, ALONE | {"exponent": 1.0}, runs=60),
        "memory": Bite(1.0, "narrowness", +1, ALONE),
        "temperature": Bite(100.0, "narrowness", -1, ALONE | {"exponent": 1.0}, runs=300),
        "people": Bite(8, "berries", -1, {"depletion": 0.05}),
        "luck": Bite(0.2, "gathering_record", +1, ALONE | {"exponent": 0.0}),
        "depletion": Bite(0.05, "berries", -1),
        "regrowth": Bite(0.5, "berries", +1, {"depletion": 0.05}),
    }


# Planted faults.


@pytest.fixture
def told(monkeypatch):
    """Run a scenario on a story of ours."""

    def tell(kind, *claims, **changes):
        monkeypatch.setattr("specialisation_sim.registry.story", lambda name: kind)
        scenario = Scenario(
            title="Small",
            question="Is it so?",
            passage="it is so",
            story="clean",
            name="small",
            steps=60,
            every=5,
            variants={"one": {"exponent": 1.0}, "flat": {"exponent": 0.0}},
            replicates=100,
            claims=claims,
        )
        return replace(scenario, **changes)

    return tell


def caught(kind, tell, monkeypatch):
    """Names of the changes and of the contract's tests that a story does not stand, one after another."""
    sets = [CleanParameters(people=5, depletion=0.02, exponent=exponent, variety=0.5 * exponent) for exponent in (0, 1)]
    probe = Probe(kind, (*sets, *sets), (3, 3, 4, 4), 60)
    yield from (difference.change for difference in differences(probe) if difference.broken)
    contract = type("Contract", (TestClean,), {"story": kind})()
    tests = {
        contract.test_variants_of_one_seed_see_the_same_draws: [monkeypatch],
        contract.test_a_run_is_the_same_alone_and_in_any_block: [],
        contract.test_the_usual_rule_given_by_hand_changes_nothing: [],
        contract.test_no_step_makes_more_or_less_of_what_is_conserved: [],
    }
    for test, arguments in tests.items():
        try:
            with monkeypatch.context() as patch:
                test(*([patch] if arguments == [monkeypatch] else arguments))
        except AssertionError:
            yield test.__name__
    claim = Claim("either is as likely", final("gathering_record"), of="one", above=0.4, below=0.6)
    yield from audit_claims(tell(kind, claim), points=2, progress=False).claims[0].broken


@pytest.mark.weekly("audits and figures of a whole scenario")
def test_the_clean_story_stands_every_change(told, monkeypatch):
    assert list(caught(Clean, told, monkeypatch)) == []


FEW = list(FAULTS)[:3]
OTHERS = [pytest.param(fault, marks=pytest.mark.weekly("faults planted in a story")) for fault in list(FAULTS)[3:]]


@pytest.mark.parametrize("fault", [*FEW, *OTHERS], ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_caught(fault, told, monkeypatch):
    assert FAULTS[fault] in caught(fault, told, monkeypatch)


def test_every_change_is_tried_on_the_clean_story():
    found = differences(Probe(Clean, (CleanParameters(),) * 2, (1, 2), 20))
    assert [difference.change for difference in found] == list(CHANGES)
    assert all(not difference.why_not for difference in found)


@pytest.mark.long("audits and figures of a whole scenario")
def test_agents_with_parameters_of_their_own_take_them_along():
    p = IslandParameters(foragers=4, need=(0.1, 0.4, 0.9, 1.5), slack_start=(9.0, 1.0, 0.0, 2.0), game_depletion=0.01)
    found = {difference.change: difference for difference in differences(Probe(Island, (p,) * 3, (1, 2, 3), 80))}
    assert not found["agent labels"].why_not
    assert not any(difference.broken for difference in found.values())


@pytest.mark.parametrize("agents", [2, 3, 5, 10, 100])
def test_places_are_others_and_each_is_taken_once(agents):
    order = places(agents)
    assert sorted(order) == list(range(agents))
    assert (order != np.arange(agents)).any()


def test_columns_are_as_far_apart_as_their_worst_pair():
    here = np.array([1.0, np.nan, 200.0])
    assert column_apart(here, here) == 0
    assert column_apart(here, np.array([1.5, np.nan, 100.0])) == 1.0
    assert column_apart(here, np.array([1.0, 0.0, 200.0])) == np.inf
    assert column_apart(np.array(["a", "b"]), np.array(["a", "c"])) == np.inf


def test_equal_infinities_hide_no_difference():
    here = np.array([np.inf, -np.inf, 1.0])
    assert column_apart(here, here) == 0
    assert column_apart(here, np.array([np.inf, -np.inf, 1.5])) == pytest.approx(1 / 3)
    assert column_apart(here, np.array([np.inf, np.inf, 1.0])) == np.inf
    assert column_apart(here, np.array([np.inf, 0.0, 1.0])) == np.inf


# The neighbourhood.


def test_each_stratum_of_each_parameter_holds_one_point():
    cube = latin_hypercube(30, 7, np.random.default_rng(1))
    assert (np.sort((cube * 30).astype(int), axis=0) == np.arange(30)[:, None]).all()
    assert len(np.unique(cube[:, 0].argsort() - cube[:, 1].argsort())) > 5


def test_parameters_move_by_a_part_of_themselves_and_shares_by_a_part_of_their_room():
    centre = IslandParameters(exponent=1.9, retention=0.995, need=(0.5, 1.0), foragers=2, crash_day=100)
    near = neighbourhood({"a": centre, "b": centre.but(exponent=0.5)}, points=200, seed=3)
    retention, exponent, sunny = (
        np.array([getattr(one, name) for one in near.sets["a"]]) for name in ("retention", "exponent", "sunny")
    )
    assert 0.994 <= retention.min() < 0.99402
    assert 0.99598 < retention.max() <= 0.996
    assert 0.7 <= sunny.min() < 0.701
    assert 1.52 <= exponent.min() < 1.53
    assert exponent.max() == 2.0
    assert all(one.need[1] == pytest.approx(2 * one.need[0]) for one in near.sets["a"])
    assert {(one.foragers, one.variety, one.allee) for one in near.sets["a"]} == {(2, 0.0, 0.0)}
    days = [one.crash_day for one in near.sets["a"]]
    assert (min(days), max(days), {type(day) for day in days}) == (80, 120, {int})
    assert [one.crash_day for one in near.sets["b"]] == days
    other = np.array([one.exponent for one in near.sets["b"]])
    within = exponent < 2
    np.testing.assert_allclose(other[within] / 0.5, exponent[within] / 1.9)
    assert not {"variety", "allee", "foragers", "learning"} & set(near.names)


def test_points_whose_parameters_do_not_go_together_are_drawn_again():
    near = neighbourhood({"a": FoundationParameters(handed_down=0.52, outside=0.46)}, points=50)
    assert all(one.handed_down + one.outside <= 1 + 1e-9 for one in near.sets["a"])


def test_the_neighbourhood_hangs_on_its_seed_alone():
    one, same, other = (neighbourhood({"a": BandParameters()}, points=5, seed=seed).moves for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).all()


def test_room_is_the_distance_to_the_nearer_bound_for_shares_only():
    kinds = IslandParameters.declarations()
    assert room(0.75, kinds["sunny"]) == 0.25
    assert room(1.5, kinds["exponent"]) == 1.5


@pytest.mark.parametrize(("options", "message"), [({"points": 0}, "points = 0"), ({"width": 1.0}, "width = 1 is out")])
def test_a_neighbourhood_of_nothing_is_refused(options, message):
    with pytest.raises(UserError, match=message):
        neighbourhood({"a": BandParameters()}, **options)


# Verdicts.


@pytest.mark.parametrize(
    ("same", "keeps", "directed", "verdict"),
    [
        (9, 9, True, "ROBUST"),
        (8, 9, True, "SHIFTED"),
        (8, 9, False, "FRAGILE"),
        (8, 8, True, "FRAGILE"),
        (10, 0, False, "ROBUST"),
        (0, 10, True, "SHIFTED"),
    ],
)
def test_nine_points_in_ten_decide(same, keeps, directed, verdict):
    assert firmness_of(np.arange(10) < same, np.arange(10) < keeps, directed) == verdict


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"above": 0.3, "versus": "b"}, {"above": 0.0}),
        ({"below": -0.3, "versus": "b"}, {"below": 0.0}),
        ({"above": -0.05, "versus": "b"}, {"above": -0.05}),
        ({"above": 0.9}, {"above": 0.9}),
        ({"above": 0.9, "neutral": 0.5}, {"above": 0.5}),
        ({"above": 0.9, "share": 0.8}, {"above": 0.9, "share": 0.5}),
        ({"above": 0.9, "share": 0.02}, {"above": 0.9, "share": 0.02}),
    ],
)
def test_a_direction_is_a_claim_without_its_numbers(given, left):
    loose = loosened(Claim("it is so", final("x"), of="a", **given))
    assert {name: getattr(loose, name) for name in left} == left


def test_the_parameter_that_an_estimate_goes_with_is_named_if_there_is_one():
    moves = 2 * latin_hypercube(40, 3, np.random.default_rng(5)) - 1
    near = Neighbourhood(("a", "b", "c"), moves, {})
    assert driver_of(near, 3 * moves[:, 1] + moves[:, 0]) == "b"
    assert driver_of(near, moves[:, 2] ** 2) == "c"
    assert driver_of(near, np.random.default_rng(1).random(40)) == ""
    assert driver_of(near, np.full(40, 0.5)) == driver_of(near, np.full(40, np.nan)) == ""


def test_a_small_whole_number_moves_to_the_next_ones_and_zero_stays():
    centre = SpeciesParameters(sneeze_length=2, sneeze_year=0)
    near = neighbourhood({"a": centre}, points=40, seed=3)
    assert {one.sneeze_length for one in near.sets["a"]} == {1, 2, 3}
    assert {one.sneeze_year for one in near.sets["a"]} == {0}
    least = neighbourhood({"a": centre.but(sneeze_length=1)}, points=40, seed=3)
    assert {one.sneeze_length for one in least.sets["a"]} == {1, 2}


def test_words_and_numbers_of_agents_are_tried_one_and_two_at_a_time_and_what_differs_is_not():
    scenario = Scenario(
        title="Small",
        question="Is it so?",
        passage="it is so",
        story="labour",
        variants={"flat": {"exponent": 0.0}, "steep": {"exponent": 1.0}},
        steps=60,
        replicates=10,
        claims=[
            Claim("practice divides labour", final("division_of_labour"), of="steep", versus="flat", above=0.2),
            Claim("so it does in pounds", final("division_of_labour"), of="steep", above=9.0),
        ],
    )
    ends = switches_of(scenario)
    assert set(ends["market"]) == {"trade", "autarky"}
    assert (ends["workers"], ends["occupations"]) == ((16, 24), (3,))
    assert "exponent" not in ends
    pairs = list(all_changes({"a": (1, 2), "b": (3,), "c": (4,)}, alone=("a", "c")))
    assert pairs == [{"a": 1}, {"a": 2}, {"b": 3}, {"c": 4}, {"a": 1, "b": 3}, {"a": 2, "b": 3}, {"b": 3, "c": 4}]
    few = {"market": ends["market"], "workers": (16,)}
    found = decided(scenario.run(progress=False), few, replicates=10, progress=False)
    assert found.tried == len(ends["market"]) * 2 + 1
    assert found.of(scenario.claims[1]) == ()
    assert {tuple(flip.changes) for flip in found.flips} <= {("market",), ("workers",)}


@pytest.mark.long("audits and figures of a whole scenario")
def test_an_audit_is_of_its_size_its_story_and_the_laws_that_it_imports(monkeypatch, tmp_path):
    size = {"points": 40, "seed": None}
    scenario = load_scenario("island-slack")
    mark = fingerprint("island-slack", scenario, size)
    assert fingerprint("island-slack", scenario, dict(size)) == mark
    assert fingerprint("island-slack", scenario, {**size, "points": 20}) != mark
    assert fingerprint("island-every-day", load_scenario("island-every-day"), size) != mark
    files = {str(file.relative_to(PACKAGE)) for file in behind(PACKAGE / "stories" / "island.py")}
    assert {"stories/island.py", "laws/resources.py", "laws/learning.py", "model/world.py", "model/streams.py"} <= files
    assert not {"chains/gaussian.py", "stories/band.py", "output/terminal.py"} & files
    other = tmp_path / "intervals.py"
    other.write_text("FEWEST = 41", encoding="utf-8")
    monkeypatch.setattr("specialisation_sim.claims.audit_kept.AUDITING", (str(other),))
    assert fingerprint("island-slack", scenario, size) != mark


def test_luck_is_told_from_difference():
    rng = np.random.default_rng(2)
    mean, share = Claim("m", final("x"), of="a", above=0), Claim("s", final("x"), of="a", above=0, share=0.5)
    one, same, other = rng.normal(0.0, 1, 200), rng.normal(0.0, 1, 200), rng.normal(1.0, 1, 200)
    assert chance_of(mean, one, same) == pytest.approx(stats.ttest_ind(one, same, equal_var=False).pvalue)
    for claim in (mean, share):
        assert chance_of(claim, one, same) > 0.01
        assert chance_of(claim, one, other) < 1e-4
    assert chance_of(mean, np.ones(5), np.ones(5)) == 1
    assert chance_of(mean, np.ones(5), np.zeros(5)) == 0
    assert np.isnan(chance_of(mean, np.full(5, np.nan), one))


@pytest.mark.long("audits and figures of a whole scenario")
def test_known_claims_get_their_verdicts(told):
    """Steep learners are narrower wherever one looks; how much so, and what the weather gives, hangs on parameters."""
    sunny = {"of": "flat", "above": 0.73, "below": 0.77}
    claims = [
        Claim("steep learning narrows", final("hunting_record"), of="one", versus="flat", above=0.01),
        Claim("steep learning widens", final("hunting_record"), of="one", versus="flat", below=-0.01),
        Claim("steep learning narrows by so much", final("hunting_record"), of="one", versus="flat", above=0.1),
        Claim("three days in four are for hunting", final("hunting_record"), **sunny),
    ]
    scenario = told(Island, *claims, steps=200, variants={"one": {"exponent": 1.0}, "flat": {"exponent": 0.0}})
    audit = audit_claims(scenario, points=30, progress=False)
    assert [str(claim.finding.verdict) for claim in audit.claims[::3]] == ["HOLDS", "HOLDS"]
    assert str(audit.claims[1].finding.verdict) == "FAILS"
    assert [str(claim.firmness) for claim in audit.claims] == ["ROBUST", "ROBUST", "SHIFTED", "FRAGILE"]
    assert [claim.holds for claim in audit.claims[:2]] == [30, 0]
    low, high = audit.claims[3].interval
    assert low < audit.claims[3].holds / 30 < high
    assert not audit.broken


def test_a_second_process_that_does_not_come_is_said(monkeypatch):
    monkeypatch.setattr(invariance, "_both_come", lambda folder: lambda world, runs: None)
    probe = Probe(Clean, (CleanParameters(),) * 2, (1, 2), 20)
    found = next(
        each for each in differences(probe, leave_out=set(CHANGES) - {"two workers"}) if each.change == "two workers"
    )
    assert found.why_not == "there was no second process"


def test_a_number_of_agents_that_does_not_go_with_a_cast_is_not_tried():
    scenario = Scenario(
        title="Cast",
        question="Is it so?",
        passage="it is so",
        story="island",
        variants={"mixed": {"foragers": 4}},
        variant_options={"mixed": {"choose": Cast(["best", "floor"], np.arange(4) % 2)}},
        steps=5,
        replicates=10,
        claims=[Claim("they hunt", final("hunting_record"), of="mixed", above=0.1)],
    )
    with pytest.raises(UserError, match=r"a cast says by whole numbers who follows which rule, of shape \(1, 5\)"):
        Island({"foragers": 5}, choose=scenario.variant_options["mixed"]["choose"])
    result = scenario.run(progress=False)
    assert decided(result, {"foragers": (3, 5)}, replicates=10, progress=False).tried == 0
    assert decided(result, {"foragers": (3, 5), "learning": ("saturating",)}, replicates=10, progress=False).tried == 1
