"""Published models against their exact results: lock-in, herds, peaks, break and sustain points, beliefs."""

import math

import numpy as np
import pytest

from specialisation_sim import laws
from specialisation_sim.published.arthur_1989 import Adoption, AdoptionParameters
from specialisation_sim.published.cascades_1992 import Cascade, CascadeParameters
from specialisation_sim.published.denrell_march_2001 import HotStove, HotStoveParameters
from specialisation_sim.published.krugman_1991 import CorePeriphery, CorePeripheryParameters
from specialisation_sim.published.levinthal_1997 import Rugged, RuggedParameters
from specialisation_sim.published.music_lab_2006 import MusicMarket, MusicMarketParameters
from specialisation_sim.published.posen_levinthal_2012 import MovingTarget, MovingTargetParameters


def after(world, steps):
    for _ in range(steps):
        world.step()
    return world


def near(values, expected, errors=4.0):
    """Whether the mean of values is within so many standard errors of what is expected."""
    values = np.asarray(values, dtype=float)
    return abs(values.mean() - expected) <= errors * values.std(ddof=1) / math.sqrt(len(values)) + 1e-12


# Arthur (1989)


def walk(up, down, runs, **options):
    """A walk in which S takes A once A leads by `up`, and R takes B once B leads by `down`."""
    payoffs = {"r_likes_a": down - 0.5, "r_likes_b": 0.0, "s_likes_a": 0.0, "s_likes_b": up - 0.5}
    returns = {"r_returns": 1.0, "s_returns": 1.0}
    return Adoption(AdoptionParameters(model="walk", **payoffs, **returns, **options), seeds=range(runs), collect=False)


def test_the_chance_that_a_wins_is_that_of_the_gamblers_ruin():
    world = after(walk(4, 2, 3000), 200)
    assert world.locked_in.all()
    assert near(world.lead > 0, 2 / 6)


def test_a_favoured_technology_wins_by_the_formula_of_an_uneven_walk():
    q = 0.45 / 0.55
    world = after(walk(3, 3, 3000, r_share=0.55), 200)
    assert near(world.lead > 0, (1 - q**3) / (1 - q**6))


def test_lock_in_takes_the_product_of_the_head_starts():
    assert near(after(walk(4, 3, 3000), 300).lock_in_time, 12)


def test_falling_returns_keep_the_lead_within_the_barrier():
    options = {
        "r_returns": -1.0,
        "s_returns": -1.0,
        "r_likes_a": 2.5,
        "r_likes_b": 0.0,
        "s_likes_a": 0.0,
        "s_likes_b": 2.5,
    }
    world = Adoption(AdoptionParameters(model="walk", **options), seeds=range(300), collect=False)
    for _ in range(200):
        world.step()
        assert np.abs(world.lead).max() <= 3
    assert not world.locked_in.any()


def test_who_finds_both_alike_takes_what_she_prefers():
    even = AdoptionParameters(
        model="walk", r_likes_a=1, r_likes_b=1, s_likes_a=1, s_likes_b=1, r_returns=0, s_returns=0
    )
    world = after(Adoption(even, seeds=range(400), collect=False), 1)
    np.testing.assert_array_equal(world.task == 0, world.kind)


def test_polyas_urn_spreads_its_shares_evenly():
    shares = after(Adoption(AdoptionParameters(exponent=1.0), seeds=range(4000), collect=False), 200).share_a
    assert near(shares, 0.5)
    assert near((shares - 0.5) ** 2, 1 / 12 * (1 + 2 / 200), errors=5)


def test_the_map_of_the_urn_tilts_by_its_exponent():
    # Without adding, 20 adoptions from a record with share x are of A with chance x^g / (x^g + (1 - x)^g).
    world = Adoption(AdoptionParameters(exponent=2.0), seeds=range(3000), without="add", collect=False)
    world.start_at(np.full(3000, 0.7), 20.0)
    assert near(after(world, 20).share_a, 0.49 / 0.58)


def test_the_floor_holds_the_middle_if_it_makes_the_urn_less_than_proportional():
    # (1 - e) g <= 1 holds it: the slope of the chance at one half.
    for floor, stays in ((0.6, True), (0.2, False)):
        slope = (
            np.diff(laws.reinforced_chance(np.array([[0.499, 0.501], [0.501, 0.499]]), 2.0, floor=floor)[0])[0] / 0.002
        )
        assert slope == pytest.approx((1 - floor) * 2, rel=1e-4)
        assert (slope < 1) == stays


# Bikhchandani, Hirshleifer & Welch (1992)

P = 0.6
WRONG = {
    "coin": ((1 - P) * (2 - P) / (2 * (1 - P + P * P)), 2 / (1 - P + P * P)),
    "own": ((1 - P) ** 2 / (P * P + (1 - P) ** 2), 2 / (P * P + (1 - P) ** 2)),
}


@pytest.mark.parametrize("tie", WRONG)
def test_wrong_herds_and_their_beginning_are_as_the_formulas_say(tie):
    world = after(Cascade(CascadeParameters(accuracy=P, tie=tie), seeds=range(6000), collect=False), 60)
    wrong, before = WRONG[tie]
    assert world.in_cascade.mean() > 0.999
    assert near(world.in_wrong_cascade, wrong)
    assert near(world.people_before, before)


def test_who_adopts_when_torn_errs_more_often_about_bad_things():
    world = after(Cascade(CascadeParameters(accuracy=P, tie="adopt"), seeds=range(8000), collect=False), 60)
    good = world.good[:, 0]
    assert near(world.in_wrong_cascade[good], (1 - P) ** 2 / (1 - P + P * P))
    assert near(world.in_wrong_cascade[~good], (1 - P) / (1 - P + P * P))


def test_independents_alone_are_right_as_often_as_their_signals():
    world = after(Cascade(CascadeParameters(accuracy=0.7, independents=1.0), seeds=range(2000), collect=False), 20)
    assert near(world.share_right, 0.7)


# Denrell & March (2001)


def chance_of_risky(mu, sd, b, s):
    """Stationary chance of the risky option under beliefs, and its mean belief, both against a sure payoff of zero."""
    v = sd**2 * b / (2 - b)
    chance = 1 / (1 + math.exp(-s * mu + s * s * v / 2))
    return chance, mu - s * v * (1 - chance)


@pytest.mark.parametrize(("mu", "b", "s"), [(0.0, 0.5, 1.0), (0.5, 0.5, 2.0), (0.0, 0.2, 2.0)])
def test_beliefs_settle_at_the_closed_form(mu, b, s):
    options = {"rule": "belief", "premium": mu, "spread": 1.0, "learning": b, "sensitivity": s}
    world = after(HotStove(HotStoveParameters(**options), seeds=range(6000), collect=False), 200)
    chance, belief = chance_of_risky(mu, 1.0, b, s)
    assert near(world.risky_chance, chance)
    assert near(world.believed_premium, belief)


def test_a_constant_added_to_all_payoffs_changes_nothing():
    worlds = [
        after(HotStove(HotStoveParameters(sure_payoff=level), seeds=range(200), collect=False), 80)
        for level in (0.0, 10.0)
    ]
    np.testing.assert_array_equal(*[world.risky_chance for world in worlds])


def test_payoffs_as_levels_bring_the_risky_option_back_by_rounding():
    exact, rounded = (
        after(HotStove(HotStoveParameters(arithmetic=each), seeds=range(1000), collect=False), 60).risky_chance.mean()
        for each in ("differences", "levels")
    )
    assert exact < 0.005
    assert rounded == pytest.approx(0.258, abs=0.04)


# Posen & Levinthal (2012)


def test_knowledge_at_the_start_is_one_half():
    assert near(MovingTarget(seeds=range(3000), collect=False).knowledge, 0.5)


def test_belief_counts_the_prior_and_the_tries():
    world = after(MovingTarget(MovingTargetParameters(options=3, prior=2.0), seeds=[4], collect=False), 30)
    np.testing.assert_allclose(world.belief, (1.0 + world.successes) / (2.0 + world.tries))
    assert world.tries.sum() == 30


def test_a_random_choice_earns_nothing():
    assert near(after(MovingTarget(MovingTargetParameters(temperature=1e6), seeds=range(2000)), 100).performance, 0.0)


# The music market


def test_in_log_odds_the_map_is_a_straight_line():
    options = {"songs": 2, "quality_ratio": 1.5, "influence": 0.5, "appeal_without": 1e-9}
    world = MusicMarket(MusicMarketParameters(**options), seeds=range(4000), without="count", collect=False)
    world.start_at(np.full(4000, 0.8), 1e6)
    odds = 0.5 * math.log(0.8 / 0.2) + math.log(1.5)
    assert near(after(world, 10).first_share, 1 / (1 + math.exp(-odds)))


def test_hidden_counts_leave_shares_to_quality():
    options = MusicMarketParameters(songs=2, quality_ratio=3.0, influence=0.0)
    assert near(after(MusicMarket(options, seeds=range(500), collect=False), 100).first_share, 0.75)


@pytest.mark.parametrize(("shares", "gini"), [([1, 1, 1, 1], 0.0), ([0, 0, 0, 1], 0.75), ([1, 2, 3, 4], 0.25)])
def test_the_gini_coefficient_is_that_of_the_textbook(shares, gini):
    world = MusicMarket(MusicMarketParameters(songs=4), seeds=[0], collect=False)
    world.downloads = np.array(shares, dtype=float).reshape(4, 1, 1)
    assert world.gini[0] == pytest.approx(gini)


# Krugman (1991)


def slope_at_half(transport):
    shares = np.array([[0.499], [0.501]])
    wages = laws.real_wages(shares, 0.4, 5.0, transport)
    return np.diff((wages[0] - wages[1])[:, 0])[0]


def test_the_even_split_breaks_where_the_formula_says():
    rho, mu = 0.8, 0.4
    broken = ((rho + mu) * (1 + mu) / ((rho - mu) * (1 - mu))) ** (1 / 4)
    assert broken == pytest.approx(1.6266, abs=5e-5)
    assert slope_at_half(broken - 0.005) > 0 > slope_at_half(broken + 0.005)


def test_a_core_holds_itself_up_to_the_sustain_point():
    for transport, holds in ((1.8063, True), (1.8083, False)):
        core, periphery = laws.real_wages(np.array([[1.0]]), 0.4, 5.0, transport)[:, 0, 0]
        assert (core > periphery) == holds


@pytest.mark.parametrize(
    ("transport", "share", "gap"), [(1.5, 0.6, 0.00849), (1.5, 0.9, 0.04281), (1.7, 0.6, -0.00509), (1.7, 0.9, 0.00673)]
)
def test_wages_are_those_of_the_published_example(transport, share, gap):
    parameters = CorePeripheryParameters(transport=transport, share_1=share)
    assert CorePeriphery(parameters, collect=False).wage_gap[0] == pytest.approx(gap, abs=6e-6)


def test_ratios_of_real_wages_are_those_of_krugmans_own_setting():
    for tau, share, ratio in ((0.5, 0.6, 0.9743), (0.5, 0.8, 0.9445), (0.75, 0.6, 1.0119), (0.75, 0.8, 1.0365)):
        one, other = laws.real_wages(np.array([[share]]), 0.3, 4.0, 1 / tau)[:, 0, 0]
        assert one / other == pytest.approx(ratio, abs=6e-5)


# Levinthal (1997)


def landscapes(interdependence, runs=150):
    return Rugged(RuggedParameters(interdependence=interdependence), seeds=range(runs), collect=False)


def test_without_interdependence_there_is_one_peak():
    world = landscapes(0, 40)
    assert (world.peak_count == 1).all()
    assert near(world.highest_fitness, 2 / 3)


def test_where_all_depend_on_all_peaks_are_as_many_as_chance_has_it():
    world = landscapes(9)
    assert near(world.peak_count, 2**10 / 11)
    mean_of_peaks = np.where(world.peaks(), world.fitness, 0).sum(axis=1) / world.peak_count
    assert near(mean_of_peaks, 0.64439)


def test_half_of_the_founding_attributes_stay_by_chance():
    assert near(after(landscapes(0, 60), 150).founding_kept, 0.5)


def test_organisations_on_a_peak_stay_there():
    world = Rugged(RuggedParameters(interdependence=5), seeds=range(20), collect=False)
    world.start_at(np.full(20, 0.3), 0.0)
    np.testing.assert_array_equal(after(world, 25).on_top, 0.3)


def test_more_interdependence_than_attributes_is_refused():
    from specialisation_sim import UserError

    with pytest.raises(UserError, match="interdependence = 10 is out of bounds; allowed: from 0 to 9"):
        landscapes(10)
