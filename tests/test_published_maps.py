"""Published models read by the package's own instruments: their shares, their maps, tilt and lock-in."""

import numpy as np
import pytest
from scipy.special import logit

from specialisation_sim import UserError, laws, measure, return_map
from specialisation_sim.measures import mean_interval
from specialisation_sim.published import DOCKED
from specialisation_sim.registry import story

QUIET = {"progress": False}


def following(name, shares, runs, **parameters):
    """The map of a model at some shares."""
    return return_map(name, parameters, shares, runs=runs, workers=1, **QUIET).table


@pytest.mark.parametrize("name", DOCKED)
def test_every_model_has_a_share_and_a_generation(name):
    kind = story(name)
    assert kind.share in kind.observed
    assert kind.generation.note
    for parameters in (kind.generation.alone, {}):
        table = return_map(name, dict(parameters), [0.3], runs=2, workers=1, **QUIET).table
        assert table[["next", "unlearned"]].notna().all(axis=None)


def test_what_has_no_map_at_its_defaults_is_mapped_where_it_has_and_refused_where_asked_for_otherwise():
    assert following("music-lab-2006", [0.5], 2)["share"].tolist() == [0.5]
    with pytest.raises(UserError, match="no return map where songs = 48"):
        return_map("music-lab-2006", {"songs": 48}, [0.5], runs=2, **QUIET)


@pytest.mark.parametrize(("share", "size"), [(0.29, 100), (0.07, 100), (0.5, 50), (0.0, 7), (1.0, 7)])
def test_a_share_that_is_a_whole_number_of_people_leaves_nothing_to_chance(share, size):
    counts = laws.rounded_by_lot(share, size, np.linspace(1e-12, 1.0, 9))
    np.testing.assert_array_equal(counts, round(share * size))


def test_other_shares_are_right_in_the_mean():
    draws = (np.arange(1000) + 1.0) / 1000
    counts = laws.rounded_by_lot(0.333, 50, draws)
    assert set(counts) == {16.0, 17.0}
    assert counts.mean() == pytest.approx(0.333 * 50, abs=2e-3)


# March (1991): people agree, and nobody chooses on the record.


def test_in_marchs_model_there_is_no_tilt_and_what_most_believe_spreads():
    row = measure("march-1991", share=0.7, runs=30, **QUIET).iloc[0]
    assert row["tilt"] == pytest.approx(0.0, abs=1e-12)
    assert row["lock_in_low"] > 1.0


def test_marchs_map_treats_both_beliefs_alike_and_newcomers_bring_it_nearer_to_an_even_mix():
    alone = following("march-1991", [0.3, 0.7], 60)
    assert alone["next"].sum() == pytest.approx(1.0, abs=0.02)
    held = following("march-1991", [0.7], 30, turnover=0.3)
    assert held["high"][0] < alone["low"][1]


@pytest.mark.parametrize("rate", ["socialisation", "learning"])
def test_where_nobody_learns_from_the_code_the_share_stays(rate):
    table = following("march-1991", [0.2, 0.9], 5, **{rate: 0.0})
    np.testing.assert_allclose(table["next"], [0.2, 0.9], atol=1e-12)


# Levinthal (1997): on peaks, small steps move nobody, whatever the share.


def test_local_search_is_the_diagonal():
    shares = np.linspace(0, 1, 8)
    table = following("levinthal-1997", shares, 40, attributes=6, interdependence=3)
    np.testing.assert_allclose(table["next"], table["unlearned"], atol=1e-12)
    np.testing.assert_allclose(table["next"], shares, atol=4 * 0.5 / 100 / np.sqrt(40))


# Arthur's urn: E tilts by (g - 1) logit x, and adding within the generation tilts further.

URN = {2.0: (0.8956, 0.847, 0.454), 1.5: (0.8110, 0.424, 0.185), 0.5: (0.5876, -0.424, -0.070), 1.0: (0.7, 0.0, 0.0)}


@pytest.mark.parametrize("exponent", URN)
def test_the_urns_generation_is_that_of_the_algebra_and_the_known_figures(exponent):
    following_share, tilt, lock_in = URN[exponent]
    row = following("arthur-1989", [0.7], 4000, exponent=exponent).iloc[0]
    error = (row["high"] - row["low"]) / 2 / 1.96
    assert abs(row["next"] - following_share) < 4 * error
    assert tilt == pytest.approx((exponent - 1) * logit(0.7), abs=5e-4)
    in_odds = error / (following_share * (1 - following_share))
    assert abs(row["tilt"] - tilt) < 4 * in_odds + 0.006
    assert abs(row["lock_in"] - lock_in) < 4 * in_odds + 0.006


# Bandits


def test_the_hot_stoves_map_has_the_known_points():
    options = {"rule": "belief", "spread": 1.0, "sensitivity": 2.0}
    table = following("denrell-march-2001", [0.1, 0.5, 0.9], 4000, **options)
    for after, low, high, known in zip(table["next"], table["low"], table["high"], (0.227, 0.4196, 0.479), strict=True):
        assert abs(after - known) < 4 * (high - low) / 3.92 + 5e-4
    np.testing.assert_allclose(table["unlearned"], table["share"], atol=0.008)


def test_with_two_options_alike_the_mean_regresses_and_runs_narrow():
    kind = story("posen-levinthal-2012")
    world = kind(kind.Parameters(**kind.generation.alone), seeds=range(6000), collect=False)
    world.start_at(np.full(6000, 0.7), kind.generation.seasoned)
    for _ in range(kind.generation.steps):
        world.step()
    mean, low, high = mean_interval(world.first_share[None])
    assert abs(mean[0] - 0.638) < 4 * (high[0] - low[0]) / 3.92
    binomial = mean[0] * (1 - mean[0]) / kind.generation.steps
    assert world.first_share.var() / binomial > 3
