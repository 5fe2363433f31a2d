"""Exact results of published models to their printed digits, and what fails with a wrong exponent."""

import math

import numpy as np
import pytest
from scipy.optimize import brentq
from test_published_anchors import after, chance_of_risky, near, walk

from specialisation_sim import laws
from specialisation_sim.published.arthur_1989 import Adoption, AdoptionParameters
from specialisation_sim.published.cascades_1992 import Cascade, CascadeParameters
from specialisation_sim.published.denrell_march_2001 import HotStove, HotStoveParameters
from specialisation_sim.published.krugman_1991 import CorePeriphery, CorePeripheryParameters
from specialisation_sim.published.levinthal_1997 import Rugged, RuggedParameters
from specialisation_sim.published.music_lab_2006 import MusicMarket, MusicMarketParameters
from specialisation_sim.published.posen_levinthal_2012 import MovingTarget, MovingTargetParameters

# Arthur's urn


def urn(runs, steps, **parameters):
    return after(Adoption(AdoptionParameters(**parameters), seeds=range(runs), collect=False), steps)


def test_the_urns_monopoly_chance_is_its_closed_form_and_no_other_exponents():
    # The first ball is of either colour with chance one half; the next with k^g / (k^g + 1), k of it in the urn.
    chance = {g: math.exp(-np.log1p(np.arange(2.0, 200_000) ** -g).sum()) for g in (2.0, 2.5, 3.0)}
    assert chance[2.0] == pytest.approx(2 * math.pi / math.sinh(math.pi), abs=2e-5)
    assert chance[3.0] == pytest.approx(0.82366, abs=1e-5)
    world = urn(6000, 150, exponent=2.0)
    assert near(world.modal_share == 1.0, chance[2.0], errors=5)
    assert not near(world.modal_share == 1.0, chance[2.5], errors=5)


@pytest.mark.parametrize(("start", "chance"), [((3, 1), 0.97640), ((3, 2), 0.80334)])
def test_who_is_ahead_takes_all_with_the_chance_of_the_recursion(start, chance):
    size, g = 1500, 2.0
    won = (np.arange(size + 1) > size / 2).astype(float)  # by how many balls are A's, out of so many
    for total in range(size - 1, sum(start) - 1, -1):
        balls = np.arange(1, total)
        draw = balls**g / (balls**g + (total - balls) ** g)
        won = np.concatenate([[0.0], draw * won[2 : total + 1] + (1 - draw) * won[1:total], [1.0]])
    assert won[start[0]] == pytest.approx(chance, abs=2e-4)
    world = urn(4000, 300, exponent=g, start_a=start[0], start_b=start[1])
    assert near(world.record[0, :, 0] > world.record[1, :, 0], chance)


def test_polyas_urn_from_two_and_one_spreads_as_its_beta_law():
    shares = urn(4000, 200, exponent=1.0, start_a=2.0)
    drawn = shares.record[0, :, 0] / shares.record[:, :, 0].sum(axis=0)
    assert near((drawn - 2 / 3) ** 2, 0.05556 * 200 / 203, errors=4)


def test_drawn_shares_of_polyas_urn_vary_as_the_formula_says():
    # x (1 - x) / n (N + n) / (N + 1), with n draws from N balls.
    variance = 0.7 * 0.3 / 20 * (20 + 20) / (20 + 1)
    assert variance == pytest.approx(0.0200)
    drawn = (urn(6000, 20, exponent=1.0, start_a=14.0, start_b=6.0).record[0, :, 0] - 14.0) / 20
    assert near((drawn - 0.7) ** 2, variance)
    assert not near((drawn - 0.7) ** 2, 0.7 * 0.3 / 20)  # draws of one urn are not independent


@pytest.mark.parametrize("floor", [0.1, 0.3, 0.45])
def test_random_adopters_move_the_ends_of_the_urn_to_where_the_formula_says(floor):
    end = (1 + math.sqrt(1 - 2 * floor)) / 2

    def stays(share, exponent):
        chance = laws.reinforced_chance(np.array([share, 1 - share]), exponent, floor=floor)[0]
        return chance == pytest.approx(share, rel=1e-12)

    assert stays(end, 2.0)
    assert stays(1 - end, 2.0)
    assert not stays(end, 2.1)
    low, high = (
        laws.reinforced_chance(np.array([x, 1 - x]), 2.0, floor=floor)[0] - x for x in (end - 0.01, end + 0.01)
    )
    assert low > 0 > high  # shares near it come back


@pytest.mark.parametrize(("up", "down", "h"), [(4, 3, 0.6), (3, 3, 0.55)])
def test_an_uneven_walk_locks_in_after_the_time_of_the_formula(up, down, h):
    q = (1 - h) / h
    chance = (1 - q**down) / (1 - q ** (up + down))
    world = after(walk(up, down, 3000, r_share=h), 250)
    assert near(world.lock_in_time, ((up + down) * chance - down) / (2 * h - 1))
    assert near(world.lead > 0, chance)


def test_constant_returns_spread_shares_by_half_a_root():
    options = {"r_returns": 0.0, "s_returns": 0.0, "model": "walk"}
    shares = urn(3000, 100, **options).share_a
    assert near(shares, 0.5)
    assert near((shares - 0.5) ** 2, 1 / 400)


# Cascades


@pytest.mark.parametrize(
    ("tie", "p", "digits"), [("coin", 0.51, 0.48667), ("coin", 0.6, 0.36842), ("coin", 0.8, 0.14286)]
)
def test_wrong_herds_have_the_printed_digits(tie, p, digits):
    assert (1 - p) * (2 - p) / (2 * (1 - p + p * p)) == pytest.approx(digits, abs=5e-6)
    world = after(Cascade(CascadeParameters(accuracy=p, tie=tie), seeds=range(4000), collect=False), 40)
    assert near(world.in_wrong_cascade, digits)


def test_after_ten_people_herds_are_as_many_as_the_appendix_says():
    world = after(Cascade(CascadeParameters(accuracy=0.51), seeds=range(6000), collect=False), 10)
    right = (world.in_cascade > 0) & (world.in_wrong_cascade == 0)
    assert near(right, 0.5128)
    assert near(world.in_wrong_cascade, 0.4862)


# The hot stove


@pytest.mark.parametrize(
    ("options", "chance"),
    [
        ({"learning": 0.1}, 0.3266),
        ({"learning": 0.1, "ties": "succeed"}, 0.3111),
        ({"aspiration_rate": 0.1}, 0.0150),
        ({"aspiration_rate": 0.1, "ties": "succeed"}, 0.0101),
        ({}, 0.0004),
        ({"arithmetic": "levels"}, 0.0070),
    ],
)
def test_readings_of_the_hot_stove_give_the_known_chances(options, chance):
    world = after(HotStove(HotStoveParameters(**options), seeds=range(6000), collect=False), 50)
    assert near(world.risky_chance, chance, errors=4.5)


@pytest.mark.parametrize("level", [1.0, 1e3, -7.3])
def test_any_constant_added_to_payoffs_leaves_every_bit(level):
    worlds = [
        after(HotStove(HotStoveParameters(sure_payoff=each), seeds=range(50), collect=False), 60)
        for each in (0.0, level)
    ]
    for name in ("risky_chance", "risky_share", "gain"):
        np.testing.assert_array_equal(*[getattr(world, name) for world in worlds])


def test_stationary_beliefs_have_the_printed_digits_and_a_wrong_exponent_fails():
    known = {(0.0, 0.5, 1.0): (0.4584, -0.1805), (0.0, 0.5, 2.0): (0.3392, -0.4405), (0.5, 0.5, 2.0): (0.5826, 0.2217)}
    for (mu, b, s), (chance, belief) in known.items():
        assert chance_of_risky(mu, 1.0, b, s) == pytest.approx((chance, belief), abs=5.1e-5)
    options = {"rule": "belief", "spread": 1.0, "sensitivity": 1.0}
    world = after(HotStove(HotStoveParameters(**options), seeds=range(6000), collect=False), 120)
    v = 0.5 / 1.5
    assert near(world.risky_chance, 1 / (1 + math.exp(v / 2)))
    assert not near(world.risky_chance, 1 / (1 + math.exp(v)))


# Posen and Levinthal's arms


def test_the_greedy_keep_an_arm_for_ever_with_chance_a_quarter_and_it_is_worth_three_quarters():
    world = MovingTarget(MovingTargetParameters(options=2, temperature=1e-6), seeds=range(1200), collect=False)
    lowest = np.full((2, 1200), 0.5)
    for _ in range(1200):
        world.step()
        lowest = np.minimum(lowest, world.belief[..., 0])
    kept = (lowest >= 0.5).any(axis=0)
    assert near(~kept, 0.75**2)
    assert near(world.chance_taken[kept], 0.75)


def test_the_best_of_ten_options_is_as_likely_to_pay_as_the_integral_says():
    x = np.linspace(0, 1, 200_001)
    best = np.trapezoid(1 - (3 * x**2 - 2 * x**3) ** 10, x)  # chances are Beta(2, 2)
    assert round(best, 6) == 0.831214
    world = MovingTarget(MovingTargetParameters(options=10), seeds=range(8000), collect=False)
    assert near(world.chance.max(axis=0)[:, 0], best)


# The music market


@pytest.mark.parametrize(("influence", "holds"), [(0.5, True), (0.6, False)])
def test_the_limit_of_two_songs_is_that_of_the_exponent(influence, holds):
    options = MusicMarketParameters(songs=2, quality_ratio=1.5, influence=influence, appeal_without=1e-9)
    world = MusicMarket(options, seeds=range(1500), without="count", collect=False)
    world.start_at(np.full(1500, 1.5**2 / (1 + 1.5**2)), 1e6)
    assert pytest.approx(0.69231, abs=5e-6) == 1.5**2 / (1 + 1.5**2)
    assert near(after(world, 60).first_share, 0.69231) == holds


def test_without_influence_worlds_differ_by_luck_alone():
    options = MusicMarketParameters(songs=48, worlds=8, quality_spread=0.0, influence=0.0)
    world = after(MusicMarket(options, seeds=range(20), collect=False), 1000)
    m = 1 / 48
    assert near(world.unpredictability, math.sqrt(4 * m * (1 - m) / (math.pi * 1000)), errors=5)


# Krugman


@pytest.mark.parametrize(("sigma", "mu", "sustain"), [(5.0, 0.4, 1.8073), (6.0, 0.4, 1.5739), (4.0, 0.2, 1.3934)])
def test_sustain_points_are_where_the_closed_form_is_one(sigma, mu, sustain):
    def held(t, exponent=sigma):
        inner = (1 + mu) / 2 * t ** (1 - exponent) + (1 - mu) / 2 * t ** (exponent - 1)
        return t**-mu * inner ** (1 / exponent) - 1

    assert brentq(held, 1.05, 5.0) == pytest.approx(sustain, abs=5.1e-5)
    assert abs(brentq(lambda t: held(t, 1.2 * sigma), 1.05, 5.0) - sustain) > 0.05
    for transport, holds in ((sustain - 1e-3, True), (sustain + 1e-3, False)):
        core, periphery = laws.real_wages(np.array([[1.0]]), mu, sigma, transport)[:, 0, 0]
        assert (core > periphery) == holds


@pytest.mark.parametrize(("sent", "nu"), [(0.5, 1.2541), (0.75, 0.7816)])
def test_who_leaves_the_core_sells_as_much_as_the_paper_says(sent, nu):
    """Krugman's nu: above one there is no core. What arrives of a unit that is sent is 1 / T."""
    core, periphery = laws.real_wages(np.array([[1.0]]), 0.3, 4.0, 1 / sent)[:, 0, 0]
    assert (periphery / core) ** 4.0 == pytest.approx(nu, abs=5e-5)
    assert nu == pytest.approx(sent**1.2 * (1.3 * sent**3 + 0.7 * sent**-3) / 2, abs=5e-5)


@pytest.mark.parametrize(("sigma", "mu", "broken"), [(5.0, 0.4, 1.6266), (6.0, 0.4, 1.4603), (4.0, 0.2, 1.3735)])
def test_break_points_are_where_the_slope_at_half_turns(sigma, mu, broken):
    rho = (sigma - 1) / sigma
    assert ((rho + mu) * (1 + mu) / ((rho - mu) * (1 - mu))) ** (1 / (sigma - 1)) == pytest.approx(broken, abs=5.1e-5)

    def slope(transport):
        wages = laws.real_wages(np.array([[0.4995], [0.5005]]), mu, sigma, transport)
        return np.diff((wages[0] - wages[1])[:, 0])[0]

    assert slope(broken - 0.003) > 0 > slope(broken + 0.003)


@pytest.mark.parametrize(("transport", "point"), [(1.7, 0.83489), (1.65, 0.69262)])
def test_the_unstable_point_between_break_and_sustain_is_the_known_one(transport, point):
    def gap(share):
        wages = laws.real_wages(np.array([[share]]), 0.4, 5.0, transport)[:, 0, 0]
        return wages[0] - wages[1]

    assert brentq(gap, 0.55, 0.99) == pytest.approx(point, abs=5.1e-6)


@pytest.mark.parametrize(
    ("transport", "share", "following"),
    [(1.5, 0.7, 0.7418), (1.7, 0.6, 0.5876), (1.7, 0.9, 0.9063), (2.1, 0.7, 0.5761)],
)
def test_ten_moves_lead_where_they_are_known_to(transport, share, following):
    world = CorePeriphery(CorePeripheryParameters(transport=transport), collect=False)
    world.start_at(np.array([share]), 0.0)
    assert after(world, 10).share_in_1[0] == pytest.approx(following, abs=5.1e-5)


def test_workers_one_by_one_choose_a_region_by_the_logit_of_its_real_wage():
    options = {"transport": 2.1, "workers": 400, "noise": 0.05}
    world = CorePeriphery(options, seeds=range(500), collect=False)
    in_1, in_2 = world.real_wage[:, 0, 0]
    assert near(after(world, 1).share_in_1, 1 / (1 + (in_2 / in_1) ** (1 / 0.05)))
    slow = CorePeriphery({**options, "speed": 0.25}, seeds=range(500), collect=False)
    assert near(after(slow, 1).share_in_1, 0.75 * 0.6 + 0.25 / (1 + (in_2 / in_1) ** (1 / 0.05)))


# Levinthal


def test_pure_long_jumps_are_adopted_as_often_as_records_are_broken():
    world = Rugged(
        RuggedParameters(attributes=12, interdependence=11, organisations=50), seeds=range(12), collect=False
    )
    draws, adopted = np.random.default_rng(5).random((100, 12, 50)), 0.0
    for draw in draws:
        adopted = adopted + world.take(world.form_of(1.0 - draw))
    assert near(adopted.ravel(), sum(1 / k for k in range(2, 102)))


def test_the_highest_of_all_forms_is_as_fit_as_the_extreme_of_means():
    world = Rugged(RuggedParameters(interdependence=9), seeds=range(150), collect=False)
    assert near(world.highest_fitness, 0.78395)
