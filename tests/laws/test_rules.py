"""Rules of choice: each against a twin for one agent in plain Python, and all under one contract."""

import math
from functools import cache

import numpy as np
import pytest

from specialisation_sim import Island, IslandParameters, Labour, UserError, laws
from specialisation_sim.laws.remembering import Remembering
from specialisation_sim.laws.rules import RULES, about
from specialisation_sim.laws.rules.index import look_ahead, sky_of, value_of_hunting

LIVELY = IslandParameters(
    foragers=3,
    exponent=0.7,
    retention=0.97,
    half=5.0,
    need=0.5,
    slack_cap=4.0,
    slack_start=3.0,
    fish_noise=0.3,
    game_depletion=0.01,
    crash_rate=0.02,
    spread=0.8,
)
DAYS, SEEDS = 40, (3, 4, 5, 6)


@cache
def decisions():
    """What foragers knew on each of many days on which they did whatever, and what they then remembered of it."""
    seen = []

    def anything(decision):
        seen.append(copied(decision))
        return (decision.draw > 0.5).astype(int)

    world = Island(LIVELY, seeds=SEEDS, choose=anything, collect=False)
    for _ in range(DAYS):
        world.step()
    return [decision for decision in seen if decision.slack.shape == (len(SEEDS), 3)]


def copied(known):
    if isinstance(known, tuple):
        return type(known)(*map(copied, known))
    return known.copy() if isinstance(known, np.ndarray) else known


def chosen(rule):
    """What a rule chooses on each of the days."""
    if not isinstance(rule, Remembering):
        return [rule(decision) for decision in decisions()]
    memory, tasks = rule.begin(decisions()[0]), []
    for day, decision in enumerate(decisions()):
        memory = rule.learn(decision, memory) if day else memory
        tasks.append(rule.choose(decision, memory))
    return tasks


def each_agent(name, twin):
    """Compare a rule with a twin that decides for one agent: ``twin(one, agent, memory) -> task``."""
    differs = 0
    memory = {}
    for decision, tasks in zip(decisions(), chosen(RULES[name]), strict=True):
        for run, agent in np.ndindex(decision.slack.shape):
            one = laws.of_runs(decision, slice(run, run + 1), len(SEEDS))
            task = twin(one, agent, memory.setdefault((run, agent), {}))
            assert tasks[run, agent] == task, (name, decision.time, run, agent)
        differs += not np.array_equal(tasks, laws.best(decision.expected))
    return differs


def now(one, agent, name="expected"):
    return [float(value) for value in getattr(one, name)[:, 0, agent]]


def done_last(one, agent):
    done = one.last.done[:, 0, agent].tolist()
    return done.index(1.0) if 1.0 in done else None


def largest(values):
    return max(range(len(values)), key=lambda k: (values[k], -k))


def can(one, agent, part=0.0):
    left = float(one.slack[0, agent]) - part * float(one.slack_cap)
    return [left + (value - float(one.need)) >= 0 for value in now(one, agent)]


def variety(one, agent, memory):
    appeal = [e * (1 + 6 * (1 - h)) for e, h in zip(now(one, agent), now(one, agent, "habit"), strict=True)]
    within = can(one, agent)
    return largest(
        [a if w else -math.inf for a, w in zip(appeal, within, strict=True)] if any(within) else now(one, agent)
    )


def epsilon(one, agent, memory):
    draw = float(one.draw[0, agent])
    return min(int(draw / 0.1 * 2), 1) if draw <= 0.1 else largest(now(one, agent))


def logit(one, agent, memory):
    weight = [math.exp(value / 0.5) for value in now(one, agent)]
    return int(float(one.draw[0, agent]) * sum(weight) > weight[0])


def round_robin(one, agent, memory):
    last = done_last(one, agent)
    return 0 if last is None else 1 - last


def satisficer(one, agent, memory):
    last = done_last(one, agent)
    level = memory.get("level", float(one.need))
    if last is not None and one.time > 1:
        level += 0.05 * (float(one.last.reward[0, agent]) - level)
    memory["level"] = level
    return last if last is not None and now(one, agent)[last] >= 0.5 * level else largest(now(one, agent))


def win_stay(one, agent, memory):
    last = done_last(one, agent)
    if last is None:
        return largest(now(one, agent))
    return last if float(one.last.reward[0, agent]) >= float(one.need) else 1 - last


def imitate(one, agent, memory):
    acted = [k for k in range(3) if one.alive[0, k] and done_last(one, k) is not None]
    model = max(acted, key=lambda k: (one.last.reward[0, k], -k)) if acted else agent
    stock = [float(value) for value in one.stock[:, 0, 0]]
    chance = now(one, agent, "opportunity")
    return largest([o * s * left for o, s, left in zip(chance, now(one, model, "skill"), stock, strict=True)])


def last_outcome(one, agent):
    last = done_last(one, agent)
    chance = float(one.last.opportunity[last, 0, agent]) if last is not None else 0.0
    return (last, float(one.last.reward[0, agent]) / chance) if chance > 0 else (None, 0.0)


def worth_before(one, agent):
    return [s * float(left) for s, left in zip(now(one, agent, "skill"), one.stock[:, 0, 0], strict=True)]


def beliefs(one, agent, memory):
    belief = memory.setdefault("belief", worth_before(one, agent))
    last, outcome = last_outcome(one, agent)
    if last is not None:
        belief[last] += 0.1 * (outcome - belief[last])
    return largest([o * q for o, q in zip(now(one, agent, "opportunity"), belief, strict=True)])


def ucb(one, agent, memory):
    prior = memory.setdefault("prior", worth_before(one, agent))
    tries, total = memory.setdefault("counts", ([0, 0], [0.0, 0.0]))
    last, outcome = last_outcome(one, agent)
    if last is not None:
        tries[last] += 1
        total[last] += outcome
    bound = [
        (prior[k] + total[k]) / (1 + tries[k]) + 0.5 * math.sqrt(math.log(sum(tries) + 2) / (tries[k] + 1))
        for k in range(2)
    ]
    return largest([o * b for o, b in zip(now(one, agent, "opportunity"), bound, strict=True)])


def usual(one):
    return [float(value) for value in one.usual[:, 0, 0]]


def floor(one, agent, memory):
    weak = [s * u < float(one.need) for s, u in zip(now(one, agent, "skill"), usual(one), strict=True)]
    practise = [w and spare for w, spare in zip(weak, can(one, agent, 0.5), strict=True)]
    if not any(practise):
        return largest(now(one, agent))
    return largest([value if p else -math.inf for value, p in zip(now(one, agent), practise, strict=True)])


def train(one, agent, memory):
    worst = largest([-s * u for s, u in zip(now(one, agent, "skill"), usual(one), strict=True)])
    return worst if can(one, agent, 0.5)[worst] else largest(now(one, agent))


def insurance(one, agent, memory):
    expected = now(one, agent)
    kept = [w and e >= 0.5 * max(expected) for w, e in zip(can(one, agent), expected, strict=True)]
    if not any(kept):
        return largest(expected)
    return largest([-h if k else -math.inf for k, h in zip(kept, now(one, agent, "habit"), strict=True)])


def best(one, agent, memory):
    return largest(now(one, agent))


def always(one, agent, memory):
    return 0


TWINS = {
    "best": best,
    "variety": variety,
    "epsilon": epsilon,
    "logit": logit,
    "round-robin": round_robin,
    "satisficer": satisficer,
    "win-stay": win_stay,
    "imitate": imitate,
    "beliefs": beliefs,
    "ucb": ucb,
    "floor": floor,
    "train": train,
    "insurance": insurance,
    "always": always,
}


@pytest.mark.parametrize("name", TWINS)
def test_a_rule_decides_as_its_twin_for_one_agent_and_not_always_as_the_best(name):
    assert (each_agent(name, TWINS[name]) > 0) == (name != "best")


def test_every_rule_has_a_twin_or_is_the_index():
    assert set(RULES) == {*TWINS, "index"}


# The investment index.


def power(begun, days, taught, learning):
    """What a repetition adds to skill after so many days, by the power law and without forgetting."""
    effective = begun + taught * days
    return learning.exponent / learning.half * (1 + effective / learning.half) ** (learning.exponent - 1)


def test_the_index_is_the_formula_by_hand_without_a_crash():
    learning, outlook, g = laws.Learning("power", 1.0, 30.0, 0.32), laws.Outlook(0.75), 0.99
    experience = np.array([[[40.0]], [[5.0]]])
    skill = (1 + experience / 30) ** 0.32
    a, horizon = math.log(0.75) / math.log(0.5), g / (1 - g)
    hunt, fish = skill[:, 0, 0].tolist()
    x, value = hunt / (hunt + fish), 0.0
    nodes, weights = np.polynomial.laguerre.laggauss(3)
    for _ in range(3):
        hunted = x**a
        hunting = x**a - a / (a + 1) * x ** (a + 1)
        fishing = a / (a + 1) * (1 - x ** (a + 1))
        s_hunt = sum(w * power(40.0, horizon * z, hunted, learning) for z, w in zip(nodes, weights, strict=True))
        s_fish = sum(w * power(5.0, horizon * z, 1 - hunted, learning) for z, w in zip(nodes, weights, strict=True))
        value = horizon * (hunting * s_hunt - fishing * s_fish)
        x = min(max((hunt + value) / (hunt + fish), 0.0), 1.0)
    found = value_of_hunting(experience, skill, 1.0, g, learning, outlook)
    assert found.item() == pytest.approx(value, rel=1e-12)


def test_under_a_sky_that_changes_nothing_a_large_gain_decides_without_a_number_that_is_too_large():
    sky = sky_of(laws.Outlook(0.75, wrong_weather=0.0))
    assert sky.threshold(np.array([1.0, 1.0]), np.array([1.0, 1.0]), np.array([1e20, -1e20])).tolist() == [1.0, 0.0]


def test_a_crash_makes_hunting_worth_less_and_the_worse_the_likelier_it_is():
    learning, experience = laws.Learning("power", 1.0, 30.0, 0.5), np.array([[[40.0]], [[40.0]]])
    skill = (1 + experience / 30) ** 0.5
    values = [
        value_of_hunting(experience, skill, 1.0, 0.99, learning, laws.Outlook(0.75, 1.0, 1.0, rate, 0.9)).item()
        for rate in (0.0, 0.001, 0.01, 0.1)
    ]
    assert values == sorted(values, reverse=True)
    assert values[0] > 0 > values[-1]


def test_without_foresight_the_index_is_the_usual_rule():
    for decision in decisions():
        usual_one = laws.afford_then_prefer(decision)
        np.testing.assert_array_equal(look_ahead(decision, 0.0), usual_one)
    assert any((look_ahead(decision, 0.99) != laws.afford_then_prefer(decision)).any() for decision in decisions())


def test_in_the_limit_of_no_forgetting_the_index_forgets_nothing():
    experience = np.array([[[40.0, 3.0]], [[5.0, 80.0]]])
    skill = (1 + experience / 30) ** 0.5
    found = [
        value_of_hunting(experience, skill, 1.0, 0.99, laws.Learning("power", 1.0, 30.0, 0.5, rho), laws.Outlook(0.75))
        for rho in (1.0, 1.0 - 1e-9)
    ]
    np.testing.assert_allclose(*found, rtol=1e-5)


def recovered(exponent, hazard, foresight=0.99, sunny=0.75, half=30.0, days=400):
    """Share of the price of myopia that the index saves a forager without a store, by exact dynamic programming."""
    learning, a = laws.Learning("power", 1.0, half, exponent), math.log(sunny) / math.log(0.5)

    def values(kind):
        now_ = after = kept = np.zeros(days + 2)
        for t in range(days, -1, -1):
            hunts = np.arange(t + 1.0)
            experience = np.stack([hunts, t - hunts])[:, None]
            skill = (1 + experience / half) ** exponent
            ahead = now_ if t == days else (1 - hazard) * now_ + hazard * after
            for game, future in ((0.1, after), (1.0, ahead)):
                hunt, fish = game * skill[0, 0], skill[1, 0]
                last = t == days
                gain = np.zeros(t + 1) if last else foresight * (future[1:] - future[:-1])
                if kind == "index" and not last:
                    outlook = laws.Outlook(sunny, 1.0, 1.0, hazard if game == 1 else 0.0, 0.9)
                    stock = np.array([game, 1.0])[:, None, None]
                    gain = value_of_hunting(experience, skill, stock, foresight, learning, outlook)[0]
                x = hunt / (hunt + fish) if kind == "myopic" else np.clip((hunt + gain) / (hunt + fish), 0, 1)
                share = x**a
                today = hunt * (share - a / (a + 1) * x * share) + fish * a / (a + 1) * (1 - x * share)
                worth = today + (0 if last else foresight * (share * future[1:] + (1 - share) * future[:-1]))
                if last:  # for ever after as on this day
                    lost = foresight * hazard * kept if game == 1 else 0.0
                    worth = (today + lost) / (1 - foresight * ((1 - hazard) if game == 1 else 1))
                if game < 1:
                    kept = worth
                else:
                    now_ = worth
            after = kept
        return now_[0]

    best_value, index, myopic = values("best"), values("index"), values("myopic")
    assert best_value > myopic
    return (index - myopic) / (best_value - myopic)


GRID = [(b, h) for b in (0.16, 0.32, 0.5, 0.75, 1.0) for h in (0.0, 0.001, 0.003, 0.01)]
FEW = {(0.16, 0.01), (1.0, 0.0)}


@pytest.mark.parametrize(
    ("exponent", "hazard"),
    [pytest.param(*at, marks=[] if at in FEW else [pytest.mark.weekly("exponents and hazards")]) for at in GRID],
)
def test_the_index_recovers_nine_tenths_of_the_price_of_myopia(exponent, hazard):
    assert 0.9 <= recovered(exponent, hazard) <= 1 + 1e-9


# What holds for all rules.


@pytest.mark.parametrize("name", RULES)
class TestRules:
    def test_it_is_pure_in_range_and_of_the_right_shape(self, name):
        before = [copied(decision) for decision in decisions()]
        first, second = chosen(RULES[name]), chosen(RULES[name])
        for decision, tasks, again in zip(decisions(), first, second, strict=True):
            np.testing.assert_array_equal(tasks, again)
            assert tasks.shape == decision.slack.shape
            assert tasks.dtype.kind in "iu"
            assert ((tasks >= 0) & (tasks < 2)).all()
        for decision, old in zip(decisions(), before, strict=True):
            for value, was in zip(decision[:15], old[:15], strict=True):
                np.testing.assert_array_equal(value, was)

    def test_a_run_is_the_same_alone_and_beside_others(self, name):
        together = Island(LIVELY, seeds=SEEDS, choose=name, collect=False)
        alone = Island(LIVELY, seeds=SEEDS[2:3], choose=name, collect=False)
        for world in (together, alone):
            world.run_for(DAYS)
        np.testing.assert_array_equal(together.experience[:, 2:3], alone.experience)
        np.testing.assert_array_equal(together.slack[2:3], alone.slack)

    def test_it_says_what_it_does_and_where_it_is_from(self, name):
        rule = RULES[name]
        said = rule.about if isinstance(rule, Remembering) else rule.__doc__
        assert about(rule).endswith(".")
        assert "References" in said or "March (1991)" in said or name in {"always", "index"}


def test_rules_work_for_other_numbers_of_tasks():
    for name in RULES:
        world = Labour(occupations=4, workers=5, seeds=[1, 2], choose=name, collect=False)
        world.run_for(12)
        assert set(np.unique(world.task)) <= {0, 1, 2, 3}


# Beliefs.


def test_a_smoothed_belief_follows_what_was_tried_alone():
    belief = laws.smoothed_belief(np.array([1.0, 1.0]), np.array([3.0, 9.0]), np.array([1.0, 0.0]), 0.25)
    assert belief.tolist() == [1.5, 1.0]


def test_the_mean_belief_counts_its_prior_as_so_many_tries():
    assert laws.mean_belief(np.array([6.0]), np.array([3.0]), 0.5, 2.0).item() == (2 * 0.5 + 6) / 5


def test_what_was_tried_less_may_be_worth_more():
    bound = laws.upper_bound(np.array([1.0, 1.0]), np.array([4.0, 100.0]), 104.0, 0.5)
    assert bound.tolist() == pytest.approx([1 + 0.5 * math.sqrt(math.log(104) / n) for n in (4, 100)])


@pytest.mark.parametrize("missing", ["outlook", "learning"])
def test_the_index_says_what_it_must_know(missing):
    with pytest.raises(UserError, match="the rule 'index' looks ahead and must know"):
        look_ahead(decisions()[0]._replace(**{missing: None}))
