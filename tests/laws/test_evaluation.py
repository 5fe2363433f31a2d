import numpy as np
import pytest
from closed_forms import evaluation as closed
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from specialisation_sim import laws

fast = settings(deadline=None, max_examples=60)
SEVENTY = np.array([0.7, 0.3])


def path(selectivity, exponent=1.0, years=5, mix=SEVENTY):
    """Award shares of the large domain, each year trained on the awards of the one before."""
    record, seen = mix, []
    for _ in range(years):
        spread = laws.posterior_spread(laws.precision_from_record(record, 1.0, exponent))
        record = laws.expected_award_shares(mix, spread, selectivity)
        seen.append(record[0].item())
    return seen


# Closed form.


def test_seventy_thirty_becomes_seventy_five_and_goes_on():
    np.testing.assert_allclose(path(0.2), [0.755, 0.775, 0.784, 0.788, 0.790], atol=1e-3)


def test_who_funds_half_stays():
    np.testing.assert_allclose(path(0.5), 0.7, atol=1e-12)


@pytest.mark.parametrize(("selectivity", "way"), [(0.05, 1), (0.3, 1), (0.49, 1), (0.51, -1), (0.8, -1)])
def test_below_one_half_the_large_domain_gains_and_above_it_loses(selectivity, way):
    assert way * (path(selectivity)[0] - 0.7) > 0


def test_without_learning_any_selectivity_keeps_the_mix():
    for selectivity in (0.1, 0.3, 0.7):
        np.testing.assert_allclose(path(selectivity, exponent=0.0), 0.7, atol=1e-12)


def test_steep_learning_collapses_and_moderate_learning_comes_to_rest():
    assert path(0.2, exponent=2.0, years=50)[-1] > 0.999
    assert path(0.2, exponent=1.0, years=50)[-1] == pytest.approx(0.7914, abs=1e-4)


@fast
@given(
    st.lists(st.floats(0.05, 1), min_size=2, max_size=5),
    st.lists(st.floats(0, 0.99), min_size=5, max_size=5),
    st.floats(0.01, 0.99),
)
def test_shares_are_shares_and_the_cutoff_leaves_the_stated_part_above(weights, spreads, selectivity):
    mix = np.array(weights) / sum(weights)
    spread = np.array(spreads[: len(mix)])
    shares = laws.expected_award_shares(mix, spread, selectivity)
    assert shares.sum() == pytest.approx(1, abs=1e-12)
    assert (shares >= 0).all()
    if (spread > 0.01).all():
        above = (mix * stats.norm.sf(laws.award_cutoff(mix, spread, selectivity), scale=spread)).sum()
        assert above == pytest.approx(selectivity, abs=1e-9)


def test_a_domain_nobody_sees_gets_what_the_seen_one_leaves():
    """Below the mean nothing of it is left out, above the mean all of it is; at the mean it fills up the budget."""
    blind = np.array([0.8, 0.0])
    np.testing.assert_allclose(laws.expected_award_shares(SEVENTY, blind, 0.2), [1, 0], atol=1e-9)
    np.testing.assert_allclose(laws.expected_award_shares(SEVENTY, blind, 0.5), [0.7, 0.3], atol=1e-9)
    np.testing.assert_allclose(laws.expected_award_shares(SEVENTY, blind, 0.8), [0.5 / 0.8, 0.3 / 0.8], atol=1e-9)
    np.testing.assert_allclose(laws.expected_award_shares(SEVENTY, np.zeros(2), 0.2), SEVENTY, atol=1e-9)


def test_many_points_at_once_are_each_alone():
    f, spread = np.linspace(0.1, 0.9, 7), np.array([[0.8], [0.5]]) * np.linspace(0.5, 1, 7)
    together = laws.expected_award_shares(SEVENTY[:, None], spread, f)
    for place in range(7):
        alone = laws.expected_award_shares(SEVENTY, spread[:, place], f[place])
        np.testing.assert_allclose(together[:, place], alone, rtol=1e-12)


# A large pile agrees with the closed form.


@pytest.mark.parametrize("selectivity", [0.05, 0.2, 0.5, 0.9])
def test_a_large_pile_is_funded_as_expected(selectivity):
    size, rng = 400_000, np.random.default_rng(1)
    precision = laws.precision_from_record(SEVENTY, 1.0, 1.0)
    domain = laws.drawn_domain(1 - rng.random((1, size)), SEVENTY[:, None, None])
    quality, noise = rng.standard_normal((2, 1, size))
    merit = laws.posterior_mean(quality, noise, precision[domain])
    funded = laws.select_best(merit, np.array([round(selectivity * size)]))
    spread = laws.posterior_spread(precision)
    expected = laws.expected_award_shares(SEVENTY, spread, selectivity)[0]
    error = np.sqrt(expected * (1 - expected) / funded.sum())
    assert (domain[funded] == 0).mean() == pytest.approx(expected, abs=4 * error)
    quality_expected = closed.expected_quality_funded(SEVENTY, spread, selectivity)
    assert laws.quality_funded(quality, funded).item() == pytest.approx(quality_expected, abs=4 / np.sqrt(funded.sum()))


# What one evaluator believes.


@pytest.mark.parametrize("precision", [0.1, 1.0, 7.0])
def test_posterior_means_spread_and_weigh_as_stated(precision):
    quality, noise = np.random.default_rng(2).standard_normal((2, 200_000))
    merit = laws.posterior_mean(quality, noise, precision)
    assert merit.std() == pytest.approx(laws.posterior_spread(precision), rel=0.01)
    assert laws.posterior_spread(precision) ** 2 == pytest.approx(laws.signal_weight(precision))
    # The belief is right on average: quality regressed on it has the slope one.
    assert np.polyfit(merit, quality, 1)[0] == pytest.approx(1, abs=0.03)
    np.testing.assert_allclose(
        merit, laws.signal_weight(precision) * (quality + noise / np.sqrt(precision)), rtol=1e-9, atol=1e-12
    )


def test_who_sees_nothing_believes_the_mean_and_who_sees_all_the_quality():
    quality, noise = np.array([[1.5, -2.0]]), np.array([[3.0, 1.0]])
    np.testing.assert_array_equal(laws.posterior_mean(quality, noise, 0.0), [[0, 0]])
    np.testing.assert_allclose(laws.posterior_mean(quality, noise, 1e12), quality, atol=1e-5)


def test_even_training_gives_tau_and_more_gives_more():
    np.testing.assert_allclose(laws.precision_from_record(np.full(4, 0.25), 2.5, 1.7), 2.5)
    np.testing.assert_allclose(laws.precision_from_record(SEVENTY, 1.0, 1.0), [1.4, 0.6])
    np.testing.assert_allclose(laws.precision_from_record(SEVENTY, 1.0, 2.0), [1.96, 0.36])


def test_a_domain_never_met_is_not_seen_unless_training_makes_no_difference():
    record = np.array([[1.0, 1.0], [0.0, 0.0]])
    np.testing.assert_array_equal(laws.precision_from_record(record, 3.0, np.array([0.5, 0.0]))[1], [0, 3])


def test_domains_are_drawn_by_their_shares():
    mix = np.array([0.5, 0.3, 0.15, 0.05])
    draw = (np.arange(1000)[None] + 0.5) / 1000
    domain = laws.drawn_domain(draw, mix[:, None, None])
    assert np.bincount(domain[0]).tolist() == [500, 300, 150, 50]
    assert laws.drawn_domain(np.array([[2.0**-53, 1.0]]), mix[:, None, None]).tolist() == [[0, 3]]
