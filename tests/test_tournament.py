"""The tournament: its league by hand, its rounds, whom it lets in, and its command."""

import numpy as np
import pandas as pd
import pytest
from test_cli import refused

from specialisation_sim import Foundation, Island, IslandParameters, Labour, UserError
from specialisation_sim.laws.rules import RULES
from specialisation_sim.laws.scores import SCORES
from specialisation_sim.measures import hill_number
from specialisation_sim.studies.arenas import (
    COMMONS,
    CRASH_DAYS,
    ENVIRONMENTS,
    LEFT,
    Environment,
    crash_day,
    lone_among,
    play,
)
from specialisation_sim.studies.entries import own_rules
from specialisation_sim.studies.tournament import ranks, replicator, tournament

THREE = {name: RULES[name] for name in ("best", "always", "round-robin")}
DAYS, RUNS = 30, 3


@pytest.fixture(scope="module")
def played():
    return tournament(THREE, ["calm", "crash"], runs=RUNS, days=DAYS, seed=5, progress=False)


def by_hand(rule, environment, seed):
    """Meals a day, living and tasks in effect of ten foragers in one run of their own."""
    values = {**ENVIRONMENTS[environment].parameters, "foragers": 10}
    if environment == "crash":
        values["crash_day"] = crash_day(seed)
    world, meals = Island(IslandParameters(**values), seeds=[seed], choose=rule, collect=False), 0.0
    for _ in range(DAYS):
        world.step()
        meals += world.reward.mean()
    shares = world.record[:, 0] / world.record[:, 0].sum(axis=0)
    variety = np.exp(-(np.where(shares > 0, shares * np.log(np.where(shares > 0, shares, 1)), 0)).sum(axis=0))
    return meals / DAYS, world.alive.mean(), variety.mean()


def test_the_league_by_hand(played):
    runs = {
        (rule, where): np.array([by_hand(rule, where, seed) for seed in (5, 6, 7)])
        for rule in THREE
        for where in ("calm", "crash")
    }
    means = {key: each.mean(axis=0) for key, each in runs.items()}
    rank = dict.fromkeys(THREE, 0.0)
    for where in ("calm", "crash"):
        for rule in THREE:
            mine = (means[rule, where][1], means[rule, where][0])
            rank[rule] += (1 + sum((means[o, where][1], means[o, where][0]) > mine for o in THREE)) / 2
    for row in played.league.itertuples():
        best = {where: max(means[rule, where][0] for rule in THREE) for where in ("calm", "crash")}
        relative = np.mean([runs[row.rule, where][:, 0] / best[where] for where in best], axis=0)
        assert row.meals == pytest.approx(relative.mean())
        assert row.survival == pytest.approx(np.mean([means[row.rule, where][1] for where in best]))
        assert row.rank == rank[row.rule]
        half = 4.302653 * relative.std(ddof=1) / np.sqrt(3)  # Student's t of two degrees of freedom
        assert (row.meals_low, row.meals_high) == pytest.approx((relative.mean() - half, relative.mean() + half))
    assert list(played.league["rank"]) == sorted(rank.values())
    assert played.environments.index.tolist() == list(range(len(played.environments)))
    for row in played.environments.itertuples():
        hand = means[row.rule, row.environment]
        assert (row.meals, row.survival, row.variety) == pytest.approx(tuple(hand))


def test_the_better_survivor_is_ahead_and_meals_break_ties():
    survival, meals = np.array([1.0, 0.5, 1.0, 1.0, 1.0]), np.array([2.0, 9.0, 3.0, 1.0, 2.0])
    assert ranks(survival, meals).tolist() == [2.5, 5.0, 1.0, 4.0, 2.5]


def test_the_mixed_round_is_one_of_each_on_the_commons(played):
    meals = np.zeros((3, 3))
    for k, seed in enumerate((5, 6, 7)):
        world = Island(IslandParameters(**COMMONS, foragers=3), seeds=[seed], choose=together, collect=False)
        for _ in range(DAYS):
            world.step()
            meals[k] += world.reward[0] / DAYS
    hand = dict(zip(THREE, meals.mean(axis=0), strict=True))
    for row in played.mixed.itertuples():
        assert row.meals == pytest.approx(hand[row.rule])


def together(decision):
    """The three rules, one a forager."""
    each = [rule(decision) for rule in THREE.values()]
    return np.stack([tasks[:, k] for k, tasks in enumerate(each)], axis=1)


def test_pairs_are_one_among_nine():
    who = lone_among(2, 1)
    assert who[:, 0].tolist() == [0, 0, 1, 1]
    assert who[:, 1:].tolist() == [[0] * 9, [1] * 9, [0] * 9, [1] * 9]


def test_a_pair_of_one_rule_earns_what_it_earns_when_all_follow_it(played):
    pair = played.pairs.set_index(["rule", "among"])
    whole = play([RULES["best"]], np.zeros((2, 10), dtype=int), (5, 6), [Environment("", COMMONS)] * 2, DAYS)
    assert pair.loc[("best", "best"), "meals"] == pytest.approx(whole.meals[:, 0].mean())
    assert pair.loc[("best", "best"), "others"] == pytest.approx(whole.meals[:, 1:].mean())


def test_the_replicator_multiplies_by_what_is_earned():
    pairs = pd.DataFrame({"rule": ["a", "a", "b", "b"], "among": ["a", "b"] * 2, "meals": [1.0, 4.0, 2.0, 3.0]})
    path = replicator(pairs, 200)
    # By hand: a earns (1 + 4) / 2, b (2 + 3) / 2; a share stays one half, which is where both earn alike.
    assert path.loc[1, ["a", "b"]].tolist() == [0.5, 0.5]
    pairs["meals"] = [1.0, 4.0, 2.0, 2.0]
    path = replicator(pairs, 400)
    assert path.loc[1, "a"] == pytest.approx(0.5 * 2.5 / (0.5 * 2.5 + 0.5 * 2.0))
    assert path["a"].iloc[-1] == pytest.approx(2 / 3)  # 4 - 3 x = 2
    np.testing.assert_allclose(path[["a", "b"]].sum(axis=1), 1)


def test_the_crash_comes_on_a_day_of_the_seed_within_its_bounds():
    days = [crash_day(seed) for seed in range(300)]
    assert days[:5] == [crash_day(seed) for seed in range(5)]
    assert CRASH_DAYS[0] <= min(days) < 250 < 650 < max(days) <= CRASH_DAYS[1]


def test_the_game_dwindles_to_a_twentieth_in_120_days_and_stays():
    game = []

    def watch(decision):
        game.append(decision.stock[0, 0, 0])
        return np.ones(decision.slack.shape, dtype=int)

    where = Environment(
        "", {**ENVIRONMENTS["dwindle"].parameters, "need": 0.0}, decline=ENVIRONMENTS["dwindle"].decline
    )
    play([watch], np.zeros((2, 2), dtype=int), (1, 2), [where] * 2, 150)
    seen = np.unique(np.round(game, 12))[::-1]
    assert seen[0] == 1
    assert seen[60] == pytest.approx(LEFT**0.5)
    assert seen[-1] == pytest.approx(LEFT)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (lambda decision: decision.nothing, "rule 'mine': the rule of choice: unknown thing to know 'nothing'"),
        (lambda decision: decision.skill.nothing, "rule 'mine': AttributeError"),
        (lambda decision: decision.skill[0], "rule 'mine': the rule of choice must return whole numbers"),
    ],
)
def test_a_mistaken_rule_is_named_before_the_work_begins(rule, words):
    with pytest.raises(UserError, match=words):
        tournament({**THREE, "mine": rule}, progress=False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"rules": {"best": RULES["best"]}}, "needs two rules"),
        ({"on": ["clam"]}, "unknown environment 'clam'; did you mean 'calm'"),
        ({"runs": 1}, "runs = 1 is not valid; allowed: a whole number from 2"),
        ({"days": 0}, "days = 0 is not valid"),
    ],
)
def test_bad_input_is_refused(words, said):
    with pytest.raises(UserError, match=said):
        tournament(**{"rules": THREE, **words}, progress=False)


RULES_FILE = '''
import numpy as np
from specialisation_sim import laws
from specialisation_sim.laws import Remembering, best

def sunny_hunter(decision):
    """Hunt on sunny days."""
    return (decision.opportunity[0] < 0.5).astype(int)

def _helper(decision):
    return 0

def two(decision, more):
    return 0

most = Remembering(lambda d: 0 * d.skill, lambda d, m: m + d.last.done, lambda d, m: best(m))
'''


def test_a_file_of_rules_enters_functions_of_one_argument_and_those_that_remember(tmp_path):
    (tmp_path / "mine.py").write_text(RULES_FILE)
    assert list(own_rules(tmp_path / "mine.py")) == ["sunny-hunter", "most"]


@pytest.mark.parametrize(
    ("text", "words"), [("x = 1", "defines no rule"), ("def floor(decision):\n    return 0", "ships already")]
)
def test_a_file_without_rules_of_its_own_is_refused(text, words, tmp_path):
    (tmp_path / "mine.py").write_text(text)
    with pytest.raises(UserError, match=words):
        own_rules(tmp_path / "mine.py")


@pytest.mark.long("commands at their full size")
def test_the_command_prints_the_league_and_writes_frames_and_a_figure(specialise, tmp_path):
    (tmp_path / "mine.py").write_text(RULES_FILE)
    done = specialise(
        *["tournament", "--rules", "mine.py", "--on", "calm", "--runs", "2", "--days", "5", "--out", "x", "--csv"]
    )
    assert done.returncode == 0, done.stderr
    assert "sunny-hunter" in done.stdout
    league = pd.read_csv(tmp_path / "x" / "league.csv")
    assert set(league["rule"]) == {*RULES, "sunny-hunter", "most"}
    assert (tmp_path / "x" / "league.png").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tournament --on clam", "did you mean 'calm'"),
        ("tournament --rules mine.py", "no script at mine.py"),
        ("tournament --runs 1", "runs = 1 is not valid"),
        ("run island --choose flor", "did you mean 'floor'"),
        ("run foundation --choose floor", "unknown rule of choice 'floor'"),
        ("run species --choose floor", "species has no"),
        ("tournament --on calm --on wages", "environments of one tournament are of one story"),
    ],
)
def test_the_command_refuses_what_is_wrong_and_writes_nothing(specialise, words, said, tmp_path):
    assert said in refused(specialise(*words.split()))
    assert not list(tmp_path.iterdir())


# At work, and in a foundation.


def test_workers_compete_by_income_and_meet_on_a_market():
    played = tournament(THREE, ["wages"], runs=2, days=8, seed=5, progress=False)
    for name, rule in THREE.items():
        income = np.zeros((2, 10))
        world = Labour({"workers": 10}, seeds=(5, 6), choose=rule, collect=False)
        for _ in range(8):
            world.step()
            income += world.income / 8
        [row] = [row for row in played.environments.itertuples() if row.rule == name]
        assert row.meals == pytest.approx(income.mean())
        assert (row.survival, row.variety) == (1, pytest.approx(hill_number(world.record).mean()))
    world = Labour({"workers": 3, "market": "trade", "substitution": 0.5}, seeds=(5, 6), choose=together, collect=False)
    income = 0.0
    for _ in range(8):
        world.step()
        income += world.income.mean(axis=0) / 8
    assert dict(zip(played.mixed["rule"], played.mixed["meals"], strict=True)) == pytest.approx(
        dict(zip(THREE, income, strict=True))
    )


def test_foundations_compete_by_quality_and_do_not_meet():
    played = tournament(SCORES, ["call"], runs=2, days=3, seed=5, progress=False)
    assert played.mixed is played.pairs is played.replicator is None
    for name in SCORES:
        world = Foundation({"selectivity": 0.2}, seeds=(5, 6), choose=name, collect=False)
        quality = domains = 0.0
        for _ in range(3):
            world.step()
            quality += world.quality_funded.mean() / 3
            domains += world.effective_domains.mean() / 3
        [row] = [row for row in played.environments.itertuples() if row.rule == name]
        assert (row.meals, row.variety) == pytest.approx((quality, domains))


def test_the_command_takes_environments_of_other_stories(specialise, tmp_path):
    done = specialise(*["tournament", "--on", "call", "--runs", "2", "--days", "2", "--out", "x", "--csv"])
    assert done.returncode == 0, done.stderr
    assert set(pd.read_csv(tmp_path / "x" / "league.csv")["rule"]) == set(SCORES)
    assert not (tmp_path / "x" / "mixed.csv").exists()


# The page.


def test_the_standing_table_is_of_todays_rules_and_environments_and_is_what_they_do():
    import tournament_regions

    kept = tournament_regions.standing()
    assert {row["rule"] for row in kept["league"]} == set(RULES)
    assert list(dict.fromkeys(row["environment"] for row in kept["environments"])) == list(ENVIRONMENTS)
    seeds, rows = tuple(range(kept["runs"])), {(r["rule"], r["environment"]): r for r in kept["environments"]}
    who = np.repeat([0, 1], len(seeds))[:, None] * np.ones((1, 10), dtype=int)
    again = play([RULES["best"], RULES["floor"]], who, seeds * 2, [ENVIRONMENTS["crash"]] * len(who))
    for k, rule in enumerate(("best", "floor")):
        mine = slice(k * len(seeds), (k + 1) * len(seeds))
        assert rows[rule, "crash"]["meals"] == pytest.approx(again.meals[mine].mean(), abs=1e-4)
        assert rows[rule, "crash"]["survival"] == pytest.approx(again.alive[mine].mean(), abs=1e-4)


def test_the_page_is_written_from_a_tournament(played):
    import tournament as script

    found = script.standing(played, RUNS)
    assert [row["rule"] for row in found["league"]] == list(played.league["rule"])
    assert found["runs"] == RUNS
    assert sum(found["in_the_end"].values()) == pytest.approx(1, abs=1e-3)
