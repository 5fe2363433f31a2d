"""What a rule of choice is shown, what it must not do, and how several rules share a world."""

import numpy as np
import pytest

from specialisation_sim import Foundation, Island, IslandParameters, Labour, UserError, ensemble
from specialisation_sim.laws.remembering import Remembering
from specialisation_sim.laws.rules import RULES
from specialisation_sim.model.asking import Cast

TEN = IslandParameters(foragers=4, exponent=1.0, need=0.3, slack_cap=5.0, slack_start=2.0, game_depletion=0.005)


def island(rule, seeds=(1, 2, 3), **values):
    return Island(TEN.but(**values), seeds=seeds, choose=rule, collect=False)


def first(decision):
    return np.zeros(decision.slack.shape, dtype=int)


# What a rule sees.


def shown(kind, days=3, **values):
    """The last of some decisions of all runs, and the world after it."""
    seen = []

    def rule(decision):
        seen.append(decision)
        return first(decision)

    world = kind(**values, seeds=[1, 2], choose=rule, collect=False)
    for _ in range(days):
        before = {name: np.copy(getattr(world, name)) for name in ("skill", "experience", "slack", "done")}
        world.step()
    return next(each for each in reversed(seen) if each.time == days and len(each.slack) == 2), before, world


def test_a_rule_sees_what_a_forager_knows():
    known, before, world = shown(Island, foragers=3, game_depletion=0.01, slack_cap=7.0, foresight=0.5, need=0.1)
    for name in ("skill", "experience", "slack"):
        np.testing.assert_array_equal(getattr(known, name), before[name])
    np.testing.assert_array_equal(known.last.done, before["done"])
    np.testing.assert_allclose(known.opportunity, [1 - world.cloud, world.cloud])
    np.testing.assert_allclose(known.expected, known.opportunity * known.skill * known.stock)
    assert known.stock.shape == (2, 2, 1)
    assert (known.time, known.slack_cap, known.foresight) == (3, 7.0, 0.5)
    assert known.alive.all()
    assert known.usual[1].mean() == pytest.approx(1 / (1 + np.log(0.5) / np.log(0.75)))
    assert known.learning.exponent == world.p.exponent


def test_a_rule_sees_what_yesterday_brought():
    known, _, _ = shown(Island, days=2, foragers=3, need=0.1)
    yesterday, _, world = shown(Island, days=1, foragers=3, need=0.1)
    np.testing.assert_array_equal(known.last.opportunity, yesterday.opportunity)
    np.testing.assert_array_equal(known.last.reward, world.reward)
    assert not yesterday.last.done.any()
    assert not yesterday.last.reward.any()


def test_a_rule_sees_what_a_worker_knows():
    known, before, world = shown(Labour, workers=3, luck=1.0)
    np.testing.assert_array_equal(known.skill, before["skill"])
    np.testing.assert_array_equal(known.opportunity, world.opportunity)
    assert known.usual.ravel().tolist() == [0.5, 0.5]
    assert (known.outlook.luck, known.outlook.pay) == (1.0, 1.0)


def test_a_score_sees_what_a_grant_maker_knows():
    piles = []

    def score(pile):
        piles.append(pile)
        return pile.merit

    world = Foundation(proposals=30, staff=3, founders=3, seeds=[1, 2], choose=score)
    record = world.record.copy()
    world.step()
    np.testing.assert_array_equal(piles[0].record, record)
    assert piles[0].time == 1
    assert piles[0].present.shape == (2, 3)
    assert set(np.unique(piles[0].reader)) == {0, 1, 2}
    np.testing.assert_allclose(piles[0].mix.sum(axis=0), 1)


def test_what_a_rule_sees_cannot_be_written_to_nor_leads_to_draws_to_come():
    known, _, _ = shown(Island, foragers=3)
    for name, value in known._asdict().items():
        if isinstance(value, np.ndarray):
            assert not value.flags.writeable, name
    base = known.draw.base
    assert base is None or base.size == known.draw.size


# What a rule must not do.


def nan(decision):
    return np.full(decision.slack.shape, np.nan)


def greedy_hand(decision):
    decision.skill[0] += 1
    return first(decision)


def forced_hand(decision):
    decision.habit.flags.writeable = True
    decision.habit[0] += 1
    return first(decision)


RNG = np.random.default_rng(1)
CALLS = []


def own_luck(decision):
    return RNG.integers(0, 2, decision.slack.shape)


def counting(decision):
    CALLS.append(1)
    return first(decision) + len(CALLS) % 2


def looks_at_other_runs(decision):
    return np.broadcast_to(decision.slack.shape[0] > 1, decision.slack.shape).astype(int)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (nan, "it returned float64 of shape .3, 4. .*NaN"),
        (lambda decision: first(decision) + 2, "int64 of shape .3, 4. .*from 2 to 2"),
        (lambda decision: first(decision)[0], r"of shape \(4,\)"),
        (
            lambda decision: (decision.tomorrow > 0.5).astype(int),
            "unknown thing to know 'tomorrow'; valid names: expec",
        ),
        (lambda decision: (decision.skil[0] > 0.5).astype(int), "did you mean 'skill'"),
        (lambda decision: (decision.last.opportunty[0] > 0).astype(int), "did you mean 'opportunity'"),
        (greedy_hand, "changes what it is shown"),
        (forced_hand, "changes what it is shown"),
        (own_luck, "answers one question in two ways"),
        (counting, "answers one question in two ways"),
        (looks_at_other_runs, "answers one question in two ways"),
    ],
)
def test_a_mistaken_rule_is_refused_in_words(rule, words):
    with pytest.raises(UserError, match=words):
        island(rule).step()


def test_a_rule_that_keeps_something_for_later_gives_itself_away():
    kept = {}

    def sulks(decision):
        kept["sulking"] = kept.get("sulking", False) or decision.time == 5
        return first(decision) + kept["sulking"]

    world = island(sulks)
    world.run_for(7)
    with pytest.raises(UserError, match="asked on step 8 again"):
        world.step()


@pytest.mark.parametrize(
    ("begin", "learn", "words"),
    [
        (lambda d: np.zeros(3), lambda d, m: m, r"numbers of shape \(things, runs, agents\)"),
        (lambda d: np.full((1, *d.slack.shape), np.nan), lambda d, m: m, "returned NaN"),
        (lambda d: d.slack * 1.0, lambda d, m: m[:1], "an array of the shape it began with"),
    ],
)
def test_a_memory_that_is_no_memory_is_refused(begin, learn, words):
    world = island(Remembering(begin, learn, lambda decision, memory: first(decision)))
    with pytest.raises(UserError, match=words):
        world.run_for(2)


# Rules by name.


def test_a_rule_may_be_given_by_its_name():
    named, given = island("floor"), island(RULES["floor"])
    for world in (named, given):
        world.run_for(30)
    np.testing.assert_array_equal(named.experience, given.experience)


def test_an_ensemble_and_the_usual_rule_know_the_names():
    usual = ensemble(Island, TEN, 3, 20, workers=1, progress=False)
    named = ensemble(Island, TEN, 3, 20, choose="best", workers=1, progress=False)
    assert usual.series.equals(named.series)


@pytest.mark.parametrize(
    ("kind", "rule", "words"),
    [
        (Island, "flor", "unknown rule of choice 'flor'; did you mean 'floor'"),
        (Foundation, "floor", "unknown rule of choice 'floor'; valid names: merit, even"),
        (Island, 5, "choose = 5 is no rule of choice"),
    ],
)
def test_what_is_no_rule_is_refused(kind, rule, words):
    with pytest.raises(UserError, match=words):
        kind(choose=rule)


# A memory.


def counted(decision, memory):
    return memory + decision.last.done


def test_a_memory_is_the_worlds_and_each_runs_own():
    seen = []

    def by_count(decision, memory):
        seen.append(memory)
        return (memory[0] > memory[1]).astype(int)

    rule = Remembering(lambda decision: np.zeros_like(decision.skill), counted, by_count)
    one, other = island(rule), island(rule)
    for world in (one, other):
        world.run_for(6)
    np.testing.assert_array_equal(one.record, other.record)
    np.testing.assert_array_equal(one.record.sum(axis=0), 6)
    assert (np.abs(one.record[0] - one.record[1]) <= 1).all()
    assert not seen[-1].flags.writeable


def test_newcomers_begin_with_a_memory_of_their_own():
    rule = Remembering(
        lambda decision: np.zeros_like(decision.skill), counted, lambda decision, memory: first(decision)
    )
    world = Island(TEN.but(foragers=1), seeds=[1], choose=rule, capacity=2, collect=False)
    world.run_for(3)
    world.join()
    world.run_for(2)
    assert world._asked[1].memory[0].tolist() == [[4.0, 1.0]]


# Several rules.


def test_each_agent_of_a_cast_follows_its_own_rule():
    world = island(Cast(["always", "round-robin", "best"], np.array([0, 1, 2, 0])), need=0.0)
    alone = island("best", need=0.0)
    for _ in range(9):
        best = world.expected.argmax(axis=0)[:, 2]
        world.step()
        best = (world.expected[1] > world.expected[0])[:, 2]
        np.testing.assert_array_equal(world.task[:, 2], best)
        assert (world.task[:, [0, 3]] == 0).all()
        assert (world.task[:, 1] == (world.time + 1) % 2).all()
    assert alone.size == 4


def test_runs_may_be_cast_in_different_ways():
    who = np.array([[0, 1, 1, 2], [2, 2, 2, 2], [0, 0, 1, 0]])
    world = island(Cast([first, "round-robin", lambda decision: first(decision) + 1], who), need=0.0)
    earned = np.zeros((3, 4))
    for _ in range(5):
        world.step()
        earned += world.reward
        turn = (world.time + 1) % 2
        np.testing.assert_array_equal(world.task, np.array([0, turn, 1])[who])
    found = world.outcome()
    for rule in range(3):
        mean = [row[here].mean() / 5 if here.any() else np.nan for row, here in zip(earned, who == rule, strict=True)]
        np.testing.assert_allclose(found[f"reward_of_rule_{rule + 1}"], mean)
    kinds = island(Cast([first, "best"], np.array([0, 1, 0, 1], dtype=np.uint8)))
    kinds.step()
    assert (kinds.task[:, [0, 2]] == 0).all()


def test_a_cast_says_what_each_rule_earned():
    cast = Cast([first, "round-robin"], np.array([0, 1, 1, 1]))
    world, total = island(cast, need=0.0), 0.0
    for _ in range(8):
        world.step()
        total = total + world.reward
    found = world.outcome()
    np.testing.assert_allclose(found["reward_of_rule_1"], total[:, 0] / 8)
    np.testing.assert_allclose(found["reward_of_rule_2"], total[:, 1:].mean(axis=1) / 8)
    assert not [name for name in island(first).outcome() if name.startswith("reward")]


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (np.array([0, 1]), "by whole numbers who follows which rule, of shape"),
        (np.array([0.0, 1, 1, 1]), "it has float64"),
        (np.array([0, 1, 2, 1]), "numbers from 0 to 1"),
        (np.array([0, -1, 1, 1]), "numbers from 0 to 1"),
        (np.zeros((2, 4), dtype=int), r"of shape \(3, 4\) or \(4,\)"),
    ],
)
def test_a_cast_that_does_not_fit_is_refused(who, words):
    with pytest.raises(UserError, match=words):
        island(Cast(["best", "floor"], who)).step()
