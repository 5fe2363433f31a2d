from typing import ClassVar

import numpy as np
import pytest
from closed_forms import evaluation as closed
from contract import Bite, RuleContract, lived, of_run

from specialisation_sim import Foundation, FoundationParameters, UserError, ensemble, laws

LIVELY = FoundationParameters(
    proposals=60,
    domains=3,
    staff=5,
    founders=2,
    hire_year=(0.0, 0.0, 1.0, 4.0, 9.0),
    large_share=0.55,
    tail=0.7,
    follow=0.03,
    selectivity=0.25,
    ring_fence=0.3,
    lottery=0.1,
    precision=1.5,
    exponent=0.8,
    memory=0.7,
    turnover=0.2,
    handed_down=0.2,
    outside=0.1,
    outside_every=2,
    watch=0.9,
    back=0.95,
    raised=0.1,
)
SELECTIVE = {"selectivity": 0.1}


def years(world, number):
    """The world after each of so many years."""
    for _ in range(number):
        world.step()
        yield world


class TestFoundation(RuleContract):
    story = Foundation
    parameters = LIVELY
    rule = staticmethod(lambda pile: pile.draw)
    bad_rules: ClassVar = {
        "one number": lambda pile: 0.5,
        "nothing": lambda pile: None,
        "yes or no": lambda pile: pile.merit > 0,
        "a score a run": lambda pile: pile.merit[:, 0],
        "not finite": lambda pile: pile.merit / 0 if not pile.merit.size else np.full(pile.merit.shape, np.inf),
    }
    bites: ClassVar = {
        "proposals": Bite(100, "disagreement", +1, steps=5, runs=60),
        "domains": Bite(4, "effective_domains", +1, {"exponent": 0.0}, steps=5),
        "staff": Bite(8, "staff_count", +1, steps=3, size=4),
        "founders": Bite(4, "staff_count", +1, steps=1, size=2),
        "hire_year": Bite(10.0, "staff_count", -1, steps=5, size=-2),
        "attention": Bite("amount", "precision_small", +1, steps=5),
        "large_share": Bite(0.8, "award_share", +1, steps=3),
        "tail": Bite(0.3, "effective_domains", -1, {"domains": 4, "large_share": 0.4}, steps=3),
        "follow": Bite(0.2, "applicant_share", +1, steps=5),
        "selectivity": Bite(0.5, "award_share", -1, steps=5),
        "ring_fence": Bite(0.5, "award_share", -1, SELECTIVE, steps=10),
        "lottery": Bite(0.3, "quality_funded", -1, steps=5),
        "precision": Bite(4.0, "quality_funded", +1, steps=5),
        "exponent": Bite(0.0, "award_share", -1, steps=5),
        "memory": Bite(0.1, "award_share", -1, SELECTIVE, steps=4),
        "surprise": Bite(0.8, "quality_funded", -1, {"exponent": 0.0}, steps=6, runs=400, long=True),
        "turnover": Bite(1.0, "award_share", +1, SELECTIVE | {"memory": 0.1}, steps=6),
        "handed_down": Bite(0.9, "award_share", -1, {"turnover": 1.0, "memory": 0.1}, steps=4, runs=400, long=True),
        "outside": Bite(0.4, "award_share", -1, SELECTIVE, steps=10),
        "outside_every": Bite(12, "award_share", +1, SELECTIVE | {"outside": 0.4}, steps=11),
        "watch": Bite(0.9, "award_share", -1, SELECTIVE | {"raised": 0.5}, steps=12),
        "back": Bite(1.0, "real_share", +1, SELECTIVE | {"raised": 0.9, "watch": 0.8}, steps=12, runs=200, long=True),
        "raised": Bite(0.5, "award_share", -1, SELECTIVE | {"watch": 0.9}, steps=12),
    }

    @pytest.mark.parametrize("block", [120, 180])
    def test_blocks_of_two_and_three_runs_are_the_same(self, block):
        series = self.ensemble(block=block).series
        for row, seed in enumerate(self.seeds):
            alone = lived(self.world(seeds=[seed]), self.steps)[:, :, 0]
            np.testing.assert_array_equal(of_run(series, row), alone)

    # What the contract asks of learners with skills and habits, asked of grant-makers with records.

    def test_habit_and_record_are_shares_and_days(self):
        for world in years(self.world(seeds=self.seeds), self.steps):
            np.testing.assert_allclose(world.record.sum(axis=0), 1, rtol=1e-12)
            assert (world.record >= 0).all()

    def test_the_usual_rule_given_by_hand_changes_nothing(self):
        usual = lived(self.world(), self.steps)
        np.testing.assert_array_equal(lived(self.world(choose=lambda pile: pile.merit), self.steps), usual)

    def test_a_rule_of_wrong_numbers_is_refused(self, bad_rule):
        world = self.world(choose=self.bad_rules[bad_rule])
        with pytest.raises(UserError, match="the rule of choice must return a finite score for each proposal"):
            world.step()

    def test_agents_read_and_write_the_worlds_arrays(self):
        world = self.world()
        world.step()
        agent = world.agents[1]
        assert agent.number == world.number[0, 1]
        assert agent.present is True
        np.testing.assert_array_equal(agent.record, world.record[:, 0, 1])
        np.testing.assert_array_equal(agent.awards, world.awards[:, 0, 1])
        agent.record = [0.2, 0.3, 0.5]
        np.testing.assert_array_equal(world.record[:, 0, 1], [0.2, 0.3, 0.5])
        with pytest.raises(UserError, match="record"):
            agent.record = np.nan


@pytest.fixture
def foundation():
    """Lively runs side by side."""
    return Foundation(LIVELY, seeds=range(20))


# Accounts that balance every year.


def test_awards_sum_to_the_budget_and_shares_to_one(foundation):
    for world in years(foundation, 30):
        np.testing.assert_array_equal(world.funded.sum(axis=-1), 15)
        np.testing.assert_array_equal(world.awards.sum(axis=(0, 2)), 15)
        np.testing.assert_allclose(world.award_shares.sum(axis=0), 1, rtol=1e-12)
        np.testing.assert_allclose(world.mix.sum(axis=0), 1, rtol=1e-12)


def test_awards_by_domain_and_by_reader_are_those_of_funded_proposals(foundation):
    for world in years(foundation, 15):
        for domain in range(3):
            np.testing.assert_array_equal(
                (world.funded & (world.domain == domain)).sum(axis=-1), world.awards[domain].sum(axis=-1)
            )
        assert not world.awards.sum(axis=0)[~world.present].any()


def test_staff_of_a_year_is_that_of_the_year_before_and_who_came_less_who_left(foundation):
    hired = left = 0
    for _ in range(30):
        before = foundation.staff_count
        foundation.step()
        np.testing.assert_array_equal(foundation.staff_count, before + foundation.hired - foundation.left)
        hired, left = hired + foundation.hired.sum(), left + foundation.left.sum()
    assert hired == left + 20 * 3
    places = 20 * (29 * 3 + 26 + 21)
    assert left == pytest.approx(0.2 * places, abs=4 * np.sqrt(0.16 * places))
    assert (foundation.number.max(axis=-1) + 1 == foundation.ever_hired).all()


def test_ring_fenced_and_drawn_awards_are_served(foundation):
    """Of 15 awards 2 are drawn by lot; three tenths of the other 13 are fenced: 2, 1 and 0 for the three domains."""
    assert foundation.by_lot.tolist() == [2] * 20
    assert foundation.reserved[:, 0].tolist() == [2, 1, 0]
    for world in years(foundation, 20):
        fenced = np.minimum(world.reserved, (world.domain == np.arange(3)[:, None, None]).sum(axis=-1))
        assert (world.awards.sum(axis=-1) >= fenced).all()


# Closed form: two domains, tau = 1, b = 1, one reader, nobody leaves.


def large_pile(**change):
    return FoundationParameters(proposals=20_000, staff=1, founders=1, turnover=0.0).but(**change)


def award_path(parameters, runs=40, steps=5):
    series = ensemble(Foundation, parameters, runs, steps, record=["award_share"], workers=1, progress=False).series
    table = series.pivot(index="run", columns="time", values="award_share")
    return table.mean().to_numpy(), table.sem().to_numpy()


def test_seventy_thirty_becomes_seventy_five_and_goes_on_as_in_the_closed_form():
    mean, error = award_path(large_pile())
    expected = np.array([0.7, 0.755, 0.775, 0.784, 0.788, 0.790])
    assert mean[0] == pytest.approx(0.7)
    assert (np.abs(mean - expected)[1:] < 4 * error[1:] + 5e-4).all()
    assert (error < 2e-3).all()


@pytest.mark.long("closed forms, by many runs")
def test_who_funds_half_stays_and_who_funds_more_turns_away():
    mean, error = award_path(large_pile(selectivity=0.5))
    assert (np.abs(mean - 0.7) < 4 * error + 1e-9).all()
    mean, error = award_path(large_pile(selectivity=0.8))
    assert mean[-1] < 0.7 - 8 * error[-1]


def test_quality_funded_is_that_of_the_closed_form():
    runs = ensemble(Foundation, large_pile(), 40, 1, workers=1, progress=False).runs
    spread = laws.posterior_spread(laws.precision_from_record(np.array([0.7, 0.3]), 1.0, 1.0))
    expected = closed.expected_quality_funded(np.array([0.7, 0.3]), spread, 0.2)
    assert runs["quality_funded"].mean() == pytest.approx(expected, abs=4 * runs["quality_funded"].sem())


def test_five_domains_follow_the_closed_form_too():
    p = large_pile(domains=5, large_share=0.4, tail=0.5)
    world = Foundation(p, seeds=range(30))
    mix = world.first_mix[:, 0, 0]
    np.testing.assert_allclose(mix, [0.4, 0.32, 0.16, 0.08, 0.04])
    world.step()
    spread = laws.posterior_spread(laws.precision_from_record(mix, 1.0, 1.0))
    shares = world.award_shares[..., 0]
    error = shares.std(axis=1) / np.sqrt(30)
    assert (np.abs(shares.mean(axis=1) - laws.expected_award_shares(mix, spread, 0.2)) < 4 * error).all()
    assert world.tasks == ("large", "small_1", "small_2", "small_3", "small_4")


# What the story tells.


def test_without_learning_nobody_is_trained_anew():
    world = Foundation(seeds=range(5), without=["learn"])
    for _ in range(5):
        world.step()
    np.testing.assert_allclose(world.record, np.broadcast_to(world.first_mix, world.record.shape))


def test_a_bonus_for_what_is_seen_dimly_keeps_the_small_domain():
    p = FoundationParameters(selectivity=0.1)
    usual = ensemble(Foundation, p, 20, 15, workers=1, progress=False).runs
    curious = ensemble(
        Foundation, p, 20, 15, choose=lambda pile: pile.merit + 0.5 / (1 + pile.precision), workers=1, progress=False
    ).runs
    assert curious["award_share"].mean() < usual["award_share"].mean() - 0.05


def test_a_foundation_that_funds_all_misses_nothing():
    world = Foundation(FoundationParameters(proposals=50, selectivity=1.0), seeds=range(5))
    for _ in years(world, 3):
        assert world.funded.all()
        np.testing.assert_array_equal(world.missed_small, 0)


def test_what_the_large_and_the_small_domain_miss_is_what_is_missed():
    world = Foundation(FoundationParameters(proposals=200, domains=3), seeds=range(5))
    for _ in years(world, 3):
        small = (world.domain > 0).sum(axis=-1)
        missed = laws.quality_missed(world.quality, world.funded, world.bar)
        np.testing.assert_allclose(world.missed_small * small + world.missed_large * (200 - small), 200 * missed)
        assert (world.missed_small > world.missed_large).mean() > 0.5


SEEN = pytest.mark.long("closed forms, by many runs")


@pytest.mark.parametrize(
    ("change", "sign"),
    [
        ({"exponent": 0.0}, -1),
        ({"exponent": 2.0}, +1),
        pytest.param({"precision": 4.0}, -1, marks=SEEN),
        pytest.param({"ring_fence": 1.0}, -1, marks=SEEN),
        pytest.param({"outside": 0.4}, -1, marks=SEEN),
        pytest.param({"lottery": 0.5}, +1, marks=SEEN),
    ],
)
def test_what_small_domains_miss_moves_with_how_dimly_they_are_seen(change, sign):
    """A lottery for half of the awards misses more good proposals than it saves."""
    usual, changed = (
        ensemble(Foundation, FoundationParameters(**each), 100, 8, record=["missed_small"], workers=1, progress=False)
        for each in ({}, change)
    )
    difference = changed.runs["missed_small"] - usual.runs["missed_small"]
    assert sign * difference.mean() > 4 * difference.sem()


def test_many_small_domains_shrink_alike_and_together():
    p = FoundationParameters(domains=6, large_share=0.5, proposals=3000, selectivity=0.1)
    world = Foundation(p, seeds=range(40))
    before = world.effective_domains
    for _ in years(world, 6):
        np.testing.assert_allclose(world.award_shares.sum(axis=0), 1, rtol=1e-12)
    assert (world.effective_domains < before).all()
    small = world.award_shares[1:, :, 0].mean(axis=1)
    assert (small < 0.1).all()
    spread = world.award_shares[1:, :, 0].std(axis=1) / np.sqrt(40)
    assert (np.abs(small - small.mean()) < 4 * spread).all()


def test_the_mix_follows_the_money():
    world = Foundation(FoundationParameters(follow=0.25), seeds=range(5))
    for _ in range(4):
        before = world.mix
        world.step()
        np.testing.assert_allclose(world.mix, 0.75 * before + 0.25 * world.award_shares)


# Who trained whom.


def test_the_lineage_knows_everyone_ever_hired_and_who_trained_them():
    world = Foundation(LIVELY, seeds=[4])
    for _ in range(20):
        world.step()
    graph = world.lineage()
    assert list(graph) == list(range(int(world.ever_hired[0])))
    assert sum(one["left"] is None for _, one in graph.nodes(data=True)) == world.staff_count.item()
    founders = [person for person, trainers in graph.in_degree() if trainers == 0]
    assert founders == [0, 1]
    assert all(graph.in_degree(person) == 1 for person in graph if person not in founders)
    for trainer, person in graph.edges:
        one, other = graph.nodes[trainer], graph.nodes[person]
        assert one["joined"] < other["joined"]
        assert one["left"] is None or one["left"] >= other["joined"]
        assert sum(other["record"].values()) == pytest.approx(1)
    assert graph.nodes[0]["record"] == dict(zip(world.tasks, world.first_mix[:, 0, 0].tolist()))


def test_whoever_takes_a_desk_is_trained_by_who_leaves_it():
    world = Foundation(FoundationParameters(turnover=1.0, staff=2, founders=2), seeds=[1])
    for _ in range(4):
        world.step()
    assert sorted(world.lineage().edges) == [(0, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 7)]


def test_newcomers_are_trained_by_the_law_of_succession():
    p = FoundationParameters(turnover=1.0, handed_down=0.3, outside=0.2, staff=2, founders=2)
    world = Foundation(p, seeds=[1])
    world.step()
    shares, record, first = world.award_shares, world.record, world.first_mix
    world.recruit()
    np.testing.assert_array_equal(world.record, record)  # nobody has left in the first year
    world.step()
    trained = world.lineage().nodes[2]["record"]["large"]
    assert trained == pytest.approx((0.5 * shares + 0.3 * record + 0.2 * first)[0, 0, 0])


def test_the_second_call_hires_two():
    world = Foundation(seeds=[0])
    assert [world.staff_count.item() for world in years(world, 3)] == [2, 4, 4]
    assert [one["joined"] for _, one in world.lineage().nodes(data=True)][:4] == [0, 0, 2, 2]


def test_a_lineage_of_many_runs_is_refused():
    with pytest.raises(UserError, match="one run; this one has 2"):
        Foundation(seeds=[1, 2]).lineage()


# Bad input.


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"proposals": 0}, "proposals = 0 is out of bounds"),
        ({"domains": 1}, "domains = 1 is out of bounds; allowed: a whole number from 2"),
        ({"domains": 2.5}, "domains = 2.5"),
        ({"staff": 0}, "staff = 0"),
        ({"founders": 0}, "founders = 0"),
        ({"selectivity": 0}, "selectivity = 0 is out of bounds; allowed: above 0 to 1"),
        ({"selectivity": 1.1}, "selectivity = 1.1"),
        ({"precision": 0}, "precision = 0"),
        ({"precision": float("nan")}, "precision = nan"),
        ({"large_share": 1}, "large_share = 1"),
        ({"turnover": -0.1}, "turnover = -0.1"),
        ({"handed_down": 0.7, "outside": 0.4}, "handed_down . outside = 1.1 is out of bounds; allowed: to 1"),
        ({"ring_fense": 0.5}, "did you mean 'ring_fence'"),
    ],
)
def test_wrong_parameters_are_refused(values, message):
    with pytest.raises(UserError, match=message):
        FoundationParameters(**values)


def test_hiring_years_of_another_number_than_desks_are_refused():
    with pytest.raises(UserError, match="hire_year has 2 values for 4 agents"):
        Foundation(FoundationParameters(hire_year=(0, 2)))


@pytest.mark.parametrize(
    "extreme",
    [
        {"proposals": 1, "staff": 1},
        {"proposals": 3, "domains": 50, "staff": 9, "founders": 9},
        {"selectivity": 1.0, "lottery": 1.0, "ring_fence": 1.0},
        {"exponent": 10.0, "precision": 1e6, "selectivity": 0.001},
        {"outside": 1.0, "turnover": 1.0, "memory": 0.0, "follow": 1.0},
        {"handed_down": 1.0, "turnover": 1.0, "large_share": 0.001},
    ],
)
def test_extremes_balance_too(extreme):
    world = Foundation(FoundationParameters(**{"proposals": 40, **extreme}), seeds=range(3))
    for _ in years(world, 12):
        np.testing.assert_array_equal(world.funded.sum(axis=-1), world.budget)
        np.testing.assert_allclose(world.record.sum(axis=0), 1, rtol=1e-9)
        assert not any(np.isinf(getattr(world, name)).any() for name in world.observed)
