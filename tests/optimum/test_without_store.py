"""The exact optimum without a store: closed forms, limits, a plain twin, and figures found by another program."""

import math

import numpy as np
import pytest

from specialisation_sim.base.errors import UserError
from specialisation_sim.optimum import without_store

QUICK = {"discount": 0.9, "days": 20}


def found(parameters, **options):
    options = {"days": 365, **options}
    return without_store(parameters, **options)


def meals(result):
    return dict(zip(result.policies["policy"], result.policies["meals"], strict=True))


def on_day(result, day, column="threshold"):
    rows = result.days[result.days["day"] == day].set_index("policy")[column]
    return rows["optimum"], rows["myopic"]


def plain_value(sunny, exponent, half, discount, hazard, left, horizon):
    """Value of the best and the myopic policy, with the sky as many even quantiles, one state after another."""
    sky = [((k + 0.5) / 4000) ** (math.log(0.5) / math.log(sunny)) for k in range(4000)]

    def day(hunts, fishes, game, hunted, fished, best):
        hunt, fish = game * (1 + hunts / half) ** exponent, (1 + fishes / half) ** exponent
        lead = hunted - fished if best else 0.0
        limit = (hunt + lead) / (hunt + fish)
        return sum(hunt * (1 - cloud) + hunted if cloud <= limit else fish * cloud + fished for cloud in sky) / len(sky)

    def value(time, hunts, crashed, best):
        game = left if crashed else 1.0
        if time == horizon:
            return day(hunts, time - hunts, game, 0.0, 0.0, best) / (1 - discount)

        def next_day(more):
            stays = value(time + 1, hunts + more, crashed, best)
            if crashed or not hazard:
                return discount * stays
            return discount * ((1 - hazard) * stays + hazard * value(time + 1, hunts + more, True, best))

        return day(hunts, time - hunts, game, next_day(1), next_day(0), best)

    return value(0, 0, False, True) * (1 - discount), value(0, 0, False, False) * (1 - discount)


@pytest.mark.parametrize(("sunny", "exponent", "hazard"), [(0.75, 1.0, 0.0), (0.6, 0.5, 0.2)])
def test_a_plain_twin_of_three_days_finds_the_same(sunny, exponent, hazard):
    parameters = {"sunny": sunny, "exponent": exponent, "half": 2, "crash_rate": hazard, "regrowth": 0}
    result = without_store(parameters, discount=0.9, horizon=3, days=2)
    twin = plain_value(sunny, exponent, 2, 0.9, hazard, 0.1, 3)
    assert (meals(result)["optimum"], meals(result)["myopic"]) == pytest.approx(twin, abs=2e-4)


def test_who_counts_on_no_tomorrow_does_what_is_best_today():
    result = without_store({"exponent": 1}, discount=0, days=2, horizon=4)
    assert result.price == 0
    assert on_day(result, 2)[0] == on_day(result, 2)[1]


def test_where_nothing_is_learned_the_best_is_to_hunt_below_half_cloud():
    result = without_store({"exponent": 0}, **QUICK)
    a = math.log(0.75) / math.log(0.5)
    hunting = 0.75 - a / (a + 1) * 0.5 ** (a + 1)
    fishing = a / (a + 1) * (1 - 0.5 ** (a + 1))
    by_policy = meals(result)
    assert by_policy["optimum"] == pytest.approx(hunting + fishing, rel=1e-12)
    assert by_policy["sunny days"] == pytest.approx(by_policy["optimum"], rel=1e-12)
    assert by_policy["hunt always"] == pytest.approx(1 - a / (a + 1), rel=1e-12)


def test_where_weather_costs_nothing_she_takes_what_she_is_better_at():
    result = without_store({"exponent": 1, "wrong_weather": 0, "hunt_ease": 1, "fish_ease": 1.5}, **QUICK)
    assert on_day(result, 1)[1] == 0
    # Hunting has no future either, so that the optimum fishes for good: 1.5 (1 + n / 30) on day n + 1.
    exact = 1.5 * (1 + 0.9 / 0.1 / 30)
    assert meals(result)["optimum"] == pytest.approx(exact, abs=1e-2)
    assert result.price == 0


@pytest.mark.parametrize("exponent", [0.32, 1.0])
@pytest.mark.parametrize("wrong_weather", [0.5, 1.0])
@pytest.mark.parametrize("retention", [1.0, 0.99])
def test_nothing_is_better_than_the_optimum(exponent, wrong_weather, retention):
    parameters = {"exponent": exponent, "wrong_weather": wrong_weather, "retention": retention, "half": 5}
    by_policy = meals(without_store(parameters, discount=0.9, days=2, points=41))
    assert max(by_policy.values()) == by_policy["optimum"]


def test_patience_narrows_and_it_does_at_once():
    result = without_store({"exponent": 0.32}, discount=0.99, days=200)
    best, myopic = (np.array(each) for each in zip(*(on_day(result, day) for day in (1, 30, 200)), strict=True))
    assert (best > myopic).all()
    assert (np.diff(best) < 0).all()
    assert (np.diff(myopic) > 0).all()


def test_a_horizon_twice_as_long_changes_no_more_than_the_stated_error():
    short, long = (without_store({"exponent": 1}, discount=0.98, horizon=days, days=2) for days in (250, 500))
    change = np.abs(short.policies["meals"] - long.policies["meals"])
    assert (change <= short.policies["error"]).all()
    assert (change > 0).all()


def test_the_grid_of_shares_becomes_the_exact_counts_as_forgetting_goes():
    exact = without_store({"exponent": 0.5}, discount=0.9, days=50)
    grid = without_store({"exponent": 0.5, "retention": 0.999999}, discount=0.9, days=50, points=201)
    np.testing.assert_allclose(grid.policies["meals"], exact.policies["meals"], rtol=2e-4)
    assert on_day(grid, 50) == pytest.approx(on_day(exact, 50), abs=5e-3)


def test_a_finer_grid_of_shares_changes_no_more_than_the_stated_error():
    coarse, fine = (without_store({"exponent": 0.5, "retention": 0.98}, **QUICK, points=n) for n in (21, 161))
    assert (np.abs(coarse.policies["meals"] - fine.policies["meals"]) <= coarse.policies["error"] + 1e-12).all()


def test_a_crash_that_takes_all_for_good_makes_her_broader_before_it():
    calm = without_store({"exponent": 1}, **QUICK)
    feared = without_store({"exponent": 1, "crash_rate": 0.05, "crash_loss": 1, "regrowth": 0}, **QUICK)
    assert on_day(feared, 10)[0] < on_day(calm, 10)[0]
    assert on_day(feared, 10)[1] == on_day(calm, 10)[1]


# Found by another program, with skills frozen after 2,000 to 2,500 days.
NO_HAZARD = {
    0.16: (1.0913, 1.0932, 1.0940, 0.9991, 0.0007, (0.500, 0.585), (0.769, 0.788)),
    0.32: (1.4765, 1.4895, None, 1.4430, None, (0.500, None), (0.788, 0.849)),
    0.5: (2.1256, 2.1831, 2.2405, 2.2363, 0.0256, (0.500, 1.000), (0.812, 0.979)),
    0.75: (3.6745, 3.9674, 4.2767, 4.2767, 0.072, None, None),
    1.0: (6.6460, 7.7787, 8.5310, 8.5310, 0.0882, (0.500, 1.000), (0.878, 1.000)),
}
HAZARDS = {
    0.16: ({0.0003: (0.0007, 0.553), 0.001: (0.0009, 0.547), 0.003: (0.0018, 0.536), 0.01: (0.0041, 0.522)}, 0.540),
    0.32: ({0.0003: (0.0051, 0.641), 0.001: (0.0060, 0.621), 0.003: (0.0110, 0.587), 0.01: (0.0251, 0.549)}, 0.586),
    0.5: ({0.0003: (0.0235, 0.850), 0.001: (0.0228, 0.776), 0.003: (0.0343, 0.678), 0.01: (0.0717, 0.581)}, 0.646),
    1.0: ({0.0003: (0.0939, 1.0), 0.001: (0.109, 1.0), 0.003: (0.153, 1.0), 0.01: (None, 0.0)}, 0.825),
}


def agrees_without_hazard(exponent):
    fixed, myopic, best, always, price, first, hunting = NO_HAZARD[exponent]
    result = found({"exponent": exponent})
    by_policy = meals(result)
    error = result.policies["error"].max() + 1e-4
    for value, policy in ((fixed, "sunny days"), (myopic, "myopic"), (best, "optimum"), (always, "hunt always")):
        if value is not None:
            assert by_policy[policy] == pytest.approx(value, abs=error)
    if price is not None:
        assert result.price == pytest.approx(price, abs=1e-4 if price < 0.05 else 1e-3)
    year = result.days.groupby("policy")["hunting"].mean()
    if hunting is not None:
        assert (year["myopic"], year["optimum"]) == pytest.approx(hunting, abs=6e-4)
    if first is not None:
        best_first, myopic_first = on_day(result, 1)
        assert myopic_first == pytest.approx(first[0], abs=5e-4)
        if first[1] is not None:
            assert best_first == pytest.approx(first[1], abs=6e-4)
    return result


def agrees_with_hazard(exponent, hazard):
    rows, myopic = HAZARDS[exponent]
    price, threshold = rows[hazard]
    result = found({"exponent": exponent, "crash_rate": hazard, "regrowth": 0})
    assert on_day(result, 365) == pytest.approx((threshold, myopic), abs=1.1e-3)
    if price is not None:
        assert result.price == pytest.approx(price, abs=1e-4 if price < 0.08 else 1e-3)
    return result


@pytest.mark.weekly("optima, beside a fine grid or another program")
def test_at_wright_s_exponent_it_is_as_another_program_found_and_what_it_left_out_lies_between():
    result = agrees_without_hazard(0.32)
    assert on_day(result, 365)[0] == pytest.approx(0.652, abs=6e-4)
    assert 0.585 < on_day(result, 1)[0] < 1.0
    assert 0.0007 < result.price < 0.0051
    by_policy = meals(result)
    gain = by_policy["optimum"] / by_policy["sunny days"] - 1
    reaped = (by_policy["myopic"] / by_policy["sunny days"] - 1) / gain
    assert (gain, reaped) == pytest.approx((0.0139, 0.63), abs=5e-3)


@pytest.mark.weekly("exponents under a hazard")
def test_insurance_begins_where_a_crash_a_year_is_expected():
    result = agrees_with_hazard(0.32, 0.003)
    best, myopic = on_day(result, 365)
    assert best == pytest.approx(myopic, abs=2e-3)


@pytest.mark.weekly("exponents without a hazard")
@pytest.mark.parametrize("exponent", NO_HAZARD)
def test_without_a_hazard_it_is_as_another_program_found(exponent):
    agrees_without_hazard(exponent)


@pytest.mark.weekly("exponents under a hazard")
@pytest.mark.parametrize("hazard", [0.0003, 0.001, 0.003, 0.01])
@pytest.mark.parametrize("exponent", HAZARDS)
def test_under_a_hazard_it_is_as_another_program_found(exponent, hazard):
    agrees_with_hazard(exponent, hazard)


@pytest.mark.parametrize(
    ("parameters", "options", "message"),
    [
        ({"foragers": 3}, {}, "foragers = 3 is not valid; allowed: 1"),
        ({"game_depletion": 0.1}, {}, "game_depletion = 0.1 is not part of the optimum; allowed: 0"),
        ({"variety": 2}, {}, "variety = 2 is not part of the optimum"),
        ({"crash_rate": 0.1}, {}, "regrowth = 0.02 has no place beside a hazard here; allowed: 0"),
        ({}, {"discount": 1}, "discount = 1 is out of bounds; allowed: from 0 to below 1"),
        ({}, {"discount": -0.1}, "discount = -0.1 is out of bounds"),
        ({}, {"discount": math.nan}, "discount = nan is out of bounds"),
        ({}, {"days": 0}, "days = 0 is not valid"),
        ({}, {"points": 7}, "points = 7 is out of bounds; allowed: from 8 to 10,000|points = 7 is not valid"),
        ({}, {"points": 10_001}, "points = 10001|points = 10,001"),
        ({}, {"horizon": 1}, "horizon = 1 is not valid"),
        ({"exponnt": 1}, {}, "exponent"),
    ],
)
def test_what_has_no_optimum_is_refused_in_words(parameters, options, message):
    with pytest.raises(UserError, match=message):
        without_store(parameters, **options)
