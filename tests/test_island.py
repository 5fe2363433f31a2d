from typing import ClassVar

import numpy as np
import pytest
from contract import Bite, PracticeContract, lived, of_run, random_rule

from specialisation_sim import Island, IslandParameters, UserError, ensemble

LIVELY = IslandParameters(
    foragers=12,
    exponent=0.6,
    half=20.0,
    relatedness=0.1,
    retention=0.995,
    variety=0.6,
    memory=0.1,
    temperature=0.05,
    sunny=0.7,
    common_sky=0.4,
    hunt_ease=tuple(np.linspace(0.8, 1.2, 12).tolist()),
    fish_ease=0.9,
    hunt_practice=2.0,
    fish_practice=tuple(float(number % 3) for number in range(12)),
    game_depletion=0.012,
    fish_depletion=0.008,
    regrowth=0.3,
    allee=0.05,
    crash_day=15,
    crash_rate=0.02,
    crash_loss=0.4,
    need=tuple(np.linspace(0.35, 1.1, 12).tolist()),
    slack_cap=6.0,
    slack_start=3.0,
)
HUNTED = {"foragers": 4, "game_depletion": 0.03, "need": 0.0, "regrowth": 0.1}
"""Four foragers who need nothing and live on game that runs down and grows back."""


CRASH = 0.9
"""Part of the game that a crash takes, which nobody touched before."""


def days(world, number):
    """The world after each of so many days."""
    for _ in range(number):
        world.step()
        yield world


def clouds(world, number):
    return np.array([world.cloud.copy() for world in days(world, number)])


class TestIsland(PracticeContract):
    story = Island
    parameters = LIVELY
    workers = (2, pytest.param(4, marks=pytest.mark.long("runs in worker processes")))
    bites: ClassVar = {
        "learning": Bite("saturating", "hunting_skill", -1, {"need": 0.0}),
        "exponent": Bite(1.0, "threshold", +1),
        "half": Bite(300.0, "threshold", -1),
        "relatedness": Bite(0.8, "fishing_skill", +1),
        "wrong_weather": Bite(0.5, "meals", +1),
        "retention": Bite(0.9, "hunting_skill", -1),
        "variety": Bite(1.0, "effective_tasks", +1, {"slack_start": 10.0, "need": 0.2}),
        "memory": Bite(1.0, "effective_tasks", -1),
        "temperature": Bite(1.0, "meals", -1, {"need": 0.0}, runs=400),
        "foragers": Bite(8, "game", -1, HUNTED | {"foragers": 2}),
        "sunny": Bite(0.5, "hunting_record", -1),
        "common_sky": Bite(1.0, "division_of_labour", -1, {"foragers": 10, "common_sky": 0.0}),
        "hunt_ease": Bite(1.5, "hunting_record", +1),
        "fish_ease": Bite(1.5, "hunting_record", -1),
        "hunt_practice": Bite(60.0, "hunting_record", +1),
        "fish_practice": Bite(60.0, "hunting_record", -1),
        "game_depletion": Bite(0.05, "game", -1, HUNTED),
        "fish_depletion": Bite(0.05, "fish", -1, HUNTED),
        "regrowth": Bite(0.3, "game", +1, HUNTED),
        "allee": Bite(0.3, "game", -1, HUNTED),
        "crash_day": Bite(60, "game", -1, size=-CRASH),
        "crash_rate": Bite(0.05, "game", -1),
        "crash_loss": Bite(0.2, "game", +1, {"crash_day": 60}, size=CRASH - 0.2),
        "need": Bite(0.7, "living", -1),
        "slack_cap": Bite(20.0, "store", +1),
        "slack_start": Bite(5.0, "living", +1, {"need": 0.8}),
        "spread": Bite(0.2, "meals", -1),
        "hunt_noise": Bite(2.0, "living", -1),
        "fish_noise": Bite(2.0, "living", -1, runs=60),
        "foresight": Bite(0.99, "threshold", +1, {"exponent": 1.0, "need": 0.0}),
    }


@pytest.fixture
def island():
    """Lively runs side by side, of which some lose foragers."""
    return Island(LIVELY, seeds=range(20))


# What she does each day.


def test_a_fresh_forager_hunts_under_less_than_half_cloud_and_fishes_under_more():
    world = Island(seeds=range(500))
    world.step()
    np.testing.assert_array_equal(world.task == 1, world.cloud > 0.5)


@pytest.mark.parametrize(
    ("change", "least", "most"),
    [({}, 0.5, 0.8), ({"game_depletion": 0.05, "regrowth": 0.2}, 0.2, 0.5), ({"retention": 0.8}, 0.4, 0.6)],
)
def test_she_fishes_exactly_when_cloud_exceeds_the_threshold(change, least, most):
    world = Island(IslandParameters(exponent=1.0, need=0.0, **change), seeds=range(50))
    thresholds = []
    for _ in range(200):
        thresholds.append(world.threshold)
        world.step()
        np.testing.assert_array_equal(world.task[:, 0] == 1, world.cloud[:, 0] > thresholds[-1])
    assert least < np.mean(thresholds) < most


def test_the_threshold_starts_at_one_half_and_creeps_up():
    path = lived(Island(seeds=range(200)), 365)[:, list(Island.observed).index("threshold")]
    assert (path[0] == 0.5).all()
    assert (path[365] > path[0]).all()
    month, quarter, year = path.mean(axis=1)[[30, 90, 365]]
    assert 0.51 < month < quarter - 0.01 < year - 0.02


def test_without_learning_nothing_changes():
    world = Island(seeds=range(2), without=["practise"])
    lived(world, 50)
    assert (world.threshold == 0.5).all()
    assert (world.skill == 1).all()


@pytest.mark.parametrize("common_sky", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("sunny", [0.3, 0.75])
def test_the_stated_share_of_days_is_sunny(sunny, common_sky):
    seen = clouds(Island(IslandParameters(sunny=sunny, common_sky=common_sky), seeds=range(200)), 100)
    assert (seen < 0.5).mean() == pytest.approx(sunny, abs=4 * np.sqrt(sunny * (1 - sunny) / seen.size))


@pytest.mark.parametrize(("common_sky", "least", "most"), [(0.0, 0.0, 0.0), (0.5, 0.45, 0.55), (1.0, 1.0, 1.0)])
def test_foragers_share_a_sky_on_the_stated_share_of_days(common_sky, least, most):
    seen = clouds(Island(IslandParameters(foragers=3, common_sky=common_sky), seeds=range(50)), 100)
    together = (np.ptp(seen, axis=-1) == 0).mean()
    assert least <= together <= most


def test_the_weather_is_the_same_whatever_is_learned_needed_or_wanted():
    usual = clouds(Island(LIVELY, seeds=[3]), 50)
    other = LIVELY.but(exponent=2.0, retention=0.5, variety=0.0, temperature=0.0, need=0.0, game_depletion=0.0)
    np.testing.assert_array_equal(clouds(Island(other, seeds=[3]), 50), usual)


# Accounts that balance every day.


def test_stocks_are_what_was_left_what_grew_and_what_the_crash_spared(island):
    harvested, crashed = 0.0, 0
    for _ in range(60):
        before = island.stock.copy()
        island.step()
        left = before - island.harvest
        grown = left + LIVELY.regrowth * (1 - left) * (left - LIVELY.allee) * (left > 0)
        grown = np.maximum(grown, 0)
        np.testing.assert_allclose(island.stock[1], grown[1], atol=1e-14)
        spared = island.stock[0] / np.where(grown[0] > 0, grown[0], np.nan)
        hit = spared < 0.99
        np.testing.assert_allclose(spared[hit], 1 - LIVELY.crash_loss)
        np.testing.assert_allclose(spared[~hit & ~np.isnan(spared)], 1)
        if island.time == LIVELY.crash_day:
            assert hit.all()
        assert (island.stock >= 0).all()
        assert (island.stock <= 1).all()
        harvested += island.harvest.sum()
        crashed += hit.sum()
    assert harvested > 1
    # Beside the crash of day 15, 59 days at 2 %.
    chances = 20 * 59 * LIVELY.crash_rate
    assert crashed - 20 == pytest.approx(chances, abs=4 * np.sqrt(chances))


def test_what_leaves_a_stock_is_what_foragers_bring_home(island):
    depletion = np.array([LIVELY.game_depletion, LIVELY.fish_depletion])[:, None]
    for world in days(island, 60):
        caught = np.where(world.done, world.reward, 0.0).sum(axis=-1)
        np.testing.assert_allclose(world.harvest[:, :, 0], depletion * caught, atol=1e-14)


def test_where_all_want_more_than_there_is_each_gets_the_same_part():
    p = IslandParameters(foragers=5, game_depletion=1.0, hunt_ease=(1.0, 2.0, 3.0, 4.0, 5.0), need=0.0, common_sky=1.0)
    world = Island(p, seeds=[1], choose=lambda decision: np.zeros(decision.slack.shape, dtype=int))
    world.step()
    assert world.reward.sum() == pytest.approx(1)
    np.testing.assert_allclose(world.reward[0], np.arange(1, 6) / 15)
    assert world.game.item() == 0
    world.step()
    assert world.reward.sum() == 0


def test_the_store_is_the_one_before_and_the_catch_less_the_need_up_to_the_cap(island):
    for _ in range(60):
        before, alive = island.slack.copy(), island.alive.copy()
        island.step()
        ledger = np.minimum(LIVELY.slack_cap, before + island.reward - LIVELY.need)
        np.testing.assert_allclose(island.slack, np.where(alive, ledger, before), atol=1e-14)
        np.testing.assert_array_equal(island.alive, alive & (island.slack >= 0))
        assert (island.slack[island.alive] <= LIVELY.slack_cap).all()


def test_the_record_counts_the_days_lived(island):
    for world in days(island, 60):
        lived_days = np.where(world.alive, world.time, world.failed_at)
        np.testing.assert_array_equal(world.record.sum(axis=0), lived_days)


def test_the_dead_do_nothing_bring_nothing_and_stay_dead(island):
    for _ in range(60):
        dead = ~island.alive
        before = [island.record[:, dead], island.habit[:, dead], island.slack[dead], island.failed_at[dead]]
        island.step()
        assert not (island.alive & dead).any()
        assert (island.task[dead] == -1).all()
        assert (island.task[~dead] >= 0).all()
        assert not island.reward[dead].any()
        after = [island.record[:, dead], island.habit[:, dead], island.slack[dead], island.failed_at[dead]]
        for was, now in zip(before, after, strict=True):
            np.testing.assert_array_equal(now, was)
    assert 0.1 < dead.mean() < 0.9


def test_what_is_told_of_foragers_is_told_of_the_living():
    world = Island(
        IslandParameters(foragers=3, hunt_practice=(0.0, 90.0, 900.0), slack_start=(1.0, 2.0, 9.0), need=0.0)
    )
    world.step()
    hunting, store = world.skill[0, 0], world.slack[0]
    assert world.store.item() == pytest.approx(store.mean())
    world.agents[2].alive = False
    assert world.living.item() == pytest.approx(2 / 3)
    assert world.store.item() == pytest.approx(store[:2].mean())
    assert world.hunting_skill.item() == pytest.approx(hunting[:2].mean())
    world.agents[0].alive = world.agents[1].alive = False
    assert world.living.item() == 0
    assert np.isnan([world.store, world.hunting_skill, world.threshold, world.hunting_share, world.meals]).all()


# A rule of one's own.


def test_a_rule_is_given_draws_though_the_usual_one_would_need_none():
    world = Island(seeds=range(2000), choose=random_rule)
    world.step()
    assert world.task.mean() == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(2000))


def test_a_rule_is_told_what_is_expected_what_is_stored_and_what_is_needed():
    seen = []

    def rule(decision):
        seen.append(decision)
        return np.ones(decision.slack.shape, dtype=int)

    world = Island(IslandParameters(need=0.3, variety=2.0, slack_start=4.0), seeds=[1, 2], choose=rule)
    world.step()
    np.testing.assert_allclose(seen[0].expected, [1 - world.cloud, world.cloud])
    assert (seen[0].slack == 4).all()
    assert (seen[0].habit == 0.5).all()
    assert (seen[0].need, seen[0].variety) == (0.3, 2.0)
    assert (world.task == 1).all()


# Starving.


def test_who_eats_more_than_she_can_catch_starves_when_the_store_is_gone():
    # Unskilled she brings 0.5 to 1 a day, so a store of 10 lasts through day 6 at least and through day 10 at most.
    runs, series = ensemble(
        Island, IslandParameters(need=2.0, slack_start=10.0, exponent=0.0), 300, 12, workers=1, progress=False
    )
    assert set(runs["status"]) == {"all failed"}
    assert runs["first_failure"].between(7, 11).all()
    assert runs["reason"][0] == f"1 of 1 failed, the first on day {runs['first_failure'][0]:.0f}"
    for run, day in enumerate(runs["first_failure"]):
        living = of_run(series, run)["living"]
        assert (living == (living.index < day)).all()


def test_one_of_many_may_starve():
    p = IslandParameters(foragers=3, need=(0.0, 5.0, 0.0))
    runs, _ = ensemble(Island, p, 2, 5, workers=1, progress=False)
    assert runs["status"].tolist() == ["some failed"] * 2
    assert runs["reason"].tolist() == ["1 of 3 failed, the first on day 1"] * 2
    assert runs["failed"].tolist() == [1 / 3] * 2


def test_who_needs_nothing_never_starves():
    bare = IslandParameters(need=0.0, game_depletion=1.0, fish_depletion=1.0, regrowth=0.0)
    runs, _ = ensemble(Island, bare, 20, 100, workers=1, progress=False)
    assert set(runs["status"]) == {"all alive"}
    assert (runs["reason"] == "").all()
    assert runs["first_failure"].isna().all()


@pytest.mark.parametrize(("foragers", "status"), [(1, "all failed"), (2, "some failed")])
def test_a_forager_whom_someone_else_declares_dead_is_out_and_the_outcome_says_so(foragers, status):
    world = Island(IslandParameters(foragers=foragers, need=0.0), seeds=[1])
    lived(world, 3)
    world.agents[0].alive = False
    lived(world, 3)
    assert world.record[:, 0].sum(axis=0).tolist() == [3, 6][:foragers]
    assert world.outcome()["status"].tolist() == [status]
    assert world.outcome()["reason"][0].startswith(f"1 of {foragers} failed")
    assert "inf" not in world.outcome()["reason"][0]


def test_the_start_is_no_more_than_can_be_stored():
    assert Island(IslandParameters(slack_start=9.0, slack_cap=4.0)).store.item() == 4


# Extinction.


@pytest.mark.parametrize(("start", "end"), [(0.29, 0.0), (0.31, 1.0)])
def test_game_below_the_allee_threshold_dies_out_and_above_it_recovers(start, end):
    p = IslandParameters(fish_depletion=0.01, regrowth=0.5, allee=0.3, need=0.0)
    world = Island(p, seeds=range(3), choose=lambda decision: np.ones(decision.slack.shape, dtype=int))
    world.stock[0] = start
    lived(world, 300)
    np.testing.assert_allclose(world.game, end, atol=1e-9)


def test_a_stock_lowered_by_hand_grows_back_alike_alone_and_beside_runs_that_hunt():
    def begin(world, rows):
        world.stock[:] = 0.5

    calm = IslandParameters(need=0.0)
    sets = [calm, calm.but(game_depletion=0.05)]
    ends = [
        ensemble(Island, some, [1] * len(some), 20, begin=begin, workers=1, progress=False).runs["game"][0]
        for some in (sets[:1], sets)
    ]
    stock = 0.5
    for _ in range(20):
        stock += calm.regrowth * stock * (1 - stock)
    assert ends == pytest.approx([stock] * 2)


# A real record of weather.


def test_days_of_a_record_come_in_its_order_round_and_round():
    record = np.linspace(0.05, 0.95, 10)
    seen = clouds(Island(IslandParameters(common_sky=1.0), seeds=range(40), weather=record), 25)[:, :, 0]
    firsts = [int(np.flatnonzero(record == cloud).item()) for cloud in seen[0]]
    for run, first in enumerate(firsts):
        np.testing.assert_array_equal(seen[:, run], np.resize(np.roll(record, -first), 25))
    assert len(set(firsts)) == 10


def test_a_valley_with_its_own_sky_sees_days_from_the_whole_record():
    record = np.array([0.1, 0.4, 0.7, 0.2, 0.9])
    seen = clouds(Island(IslandParameters(common_sky=0.0, foragers=2), seeds=range(40), weather=record), 50)
    shares = [(seen == cloud).mean() for cloud in record]
    np.testing.assert_allclose(shares, 0.2, atol=4 * np.sqrt(0.2 * 0.8 / seen.size))


def test_a_record_of_one_day_is_every_day():
    assert (clouds(Island(LIVELY, weather=[0.3]), 5) == 0.3).all()


def test_a_record_works_alone_and_in_an_ensemble_alike():
    record = np.random.default_rng(1).random(30)
    _, series = ensemble(Island, LIVELY, 5, 20, weather=record, workers=1, progress=False)
    for seed in range(5):
        alone = lived(Island(LIVELY, seeds=[seed], weather=record), 20)[:, :, 0]
        np.testing.assert_array_equal(of_run(series, seed), alone)


@pytest.mark.parametrize(
    ("weather", "message"),
    [
        ([], "at least one"),
        ([[0.1, 0.2]], "one row of days"),
        (0.5, "one row of days"),
        ([0.1, 1.2], "cloud cover of day 2 is 1.2; allowed: from 0 to 1"),
        ([-0.1], "cloud cover of day 1 is -0.1"),
        ([0.1, 0.2, np.nan], "cloud cover of day 3 is nan"),
        (["cloudy"], "must be numbers"),
    ],
)
def test_wrong_weather_is_refused(weather, message):
    with pytest.raises(UserError, match=message):
        Island(weather=weather)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"foragers": 0}, "foragers = 0 is out of bounds"),
        ({"foragers": -3}, "foragers = -3"),
        ({"foragers": 2.5}, "foragers = 2.5"),
        ({"need": float("nan")}, "need = nan"),
        ({"need": -0.1}, "need = -0.1"),
        ({"sunny": 0}, "sunny = 0 is out of bounds; allowed: above 0 to below 1"),
        ({"sunny": 1}, "sunny = 1"),
        ({"half": 0}, "half = 0"),
        ({"retention": 1.1}, "retention = 1.1"),
        ({"allee": 1.0}, "allee = 1"),
        ({"crash_day": -1}, "crash_day = -1"),
        ({"learning": "none"}, "learning = 'none' is not valid; allowed: 'power' or 'saturating'"),
        ({"slak_cap": 3}, "did you mean 'slack_cap'"),
    ],
)
def test_wrong_parameters_are_refused(values, message):
    with pytest.raises(UserError, match=message):
        IslandParameters(**values)


def test_a_tuple_of_another_length_than_there_are_foragers_is_refused():
    with pytest.raises(UserError, match="need has 2 values for 3 agents"):
        Island(IslandParameters(foragers=3, need=(0.1, 0.2)))


# Names of foragers do not matter.


def test_under_one_sky_foragers_who_change_places_change_fates():
    order = np.array([2, 0, 3, 1])
    own = {
        "need": np.array([0.0, 0.3, 0.6, 1.6]),
        "hunt_ease": np.array([0.8, 1.0, 1.2, 1.4]),
        "slack_start": np.array([1.0, 4.0, 2.0, 3.0]),
    }
    common = IslandParameters(foragers=4, common_sky=1.0, variety=0.5)
    first = Island(common.but(**{name: tuple(values) for name, values in own.items()}), seeds=range(5))
    second = Island(common.but(**{name: tuple(values[order]) for name, values in own.items()}), seeds=range(5))
    lived(first, 100)
    lived(second, 100)
    assert len(np.unique(first.skill)) > 10
    assert not first.alive.all()
    for name in ("skill", "slack", "habit", "record", "alive", "failed_at"):
        np.testing.assert_array_equal(getattr(second, name), getattr(first, name)[..., order])


@pytest.mark.parametrize(
    ("state", "value"),
    [
        ("habit", [5, -1]),
        ("record", [-1, 2]),
        ("task", 0.7),
        ("alive", np.nan),
        ("slack", "x"),
        ("slack", [1, 2]),
        ("skill", [1]),
    ],
)
def test_states_refuse_what_cannot_be(state, value):
    (forager,) = Island().agents
    with pytest.raises(UserError, match=state):
        setattr(forager, state, value)


def test_a_rule_may_look_and_not_touch():
    def greedy_hand(decision):
        decision.slack[:] = 100
        return np.zeros(decision.slack.shape, dtype=int)

    with pytest.raises(ValueError, match="read-only"):
        Island(choose=greedy_hand).step()


def test_a_parameter_may_be_given_by_its_name():
    assert Island(foragers=3).size == 3


def test_a_rule_may_return_unsigned_numbers_though_foragers_die():
    island = Island(IslandParameters(need=5), choose=lambda decision: np.zeros(decision.slack.shape, dtype=np.uint8))
    island.run_for(3)
    assert island.task.tolist() == [[-1]]
