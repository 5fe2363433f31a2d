import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from specialisation_sim import laws


@settings(deadline=None)
@given(st.floats(1e-12, 1), st.integers(0, 10**6), st.floats(0, 1))
def test_counts_are_where_scipys_distribution_function_reaches_the_draw(draw, trials, chance):
    (count,) = laws.binomial_by_bisection(np.array([draw]), np.array([float(trials)]), np.array([chance]))
    assert 0 <= count <= trials
    assert binom.cdf(count, trials, chance) >= draw * (1 - 1e-9)
    assert count == 0 or binom.cdf(count - 1, trials, chance) < draw * (1 + 1e-9)


def test_counts_are_those_of_scipys_inverse():
    draws = np.linspace(0.001, 0.999, 200)
    for trials, chance in ((1, 0.5), (40, 0.02), (1000, 0.7)):
        found = laws.binomial_by_bisection(draws, np.full(200, float(trials)), np.full(200, chance))
        np.testing.assert_array_equal(found, binom.ppf(draws, trials, chance))


def test_samples_have_the_mean_and_spread_of_a_multinomial():
    rng = np.random.default_rng(0)
    mix = np.array([0.5, 0.3, 0.2])[:, None] * np.ones(20_000)
    shares = laws.sampled_mix(mix, 40, 1 - rng.random((2, 20_000)))
    np.testing.assert_allclose(shares.sum(axis=0), 1, rtol=1e-12)
    np.testing.assert_allclose(np.rint(shares * 40), shares * 40, rtol=0, atol=1e-9)
    np.testing.assert_allclose(shares.mean(axis=1), mix[:, 0], atol=0.003)
    expected = (np.diag(mix[:, 0]) - np.outer(mix[:, 0], mix[:, 0])) / 40
    np.testing.assert_allclose(np.cov(shares), expected, atol=2e-4)


def test_a_sample_without_end_is_the_mix_and_sizes_may_differ():
    mix = np.full((2, 3), 0.5)
    shares = laws.sampled_mix(mix, np.array([0.0, 1.0, 10.0]), np.full((1, 3), 0.9))
    assert shares[0].tolist() == [0.5, 1.0, 0.7]


def test_a_class_that_is_gone_stays_gone():
    mix = np.array([[0.0], [1.0], [0.0]])
    for draw in (1e-12, 0.5, 1.0):
        assert laws.sampled_mix(mix, 1000, np.full((2, 1), draw)).ravel().tolist() == [0, 1, 0]


def test_a_higher_draw_gives_no_smaller_count():
    draws = np.linspace(0.001, 1, 500)
    counts = laws.binomial_by_bisection(draws, np.full(500, 30.0), np.full(500, 0.3))
    assert (np.diff(counts) >= 0).all()
