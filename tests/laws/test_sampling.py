import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from specialisation_sim import laws


@given(st.floats(1e-12, 1), st.integers(0, 10**6), st.floats(0, 1))
def test_counts_are_those_of_scipys_inverse(draw, trials, chance):
    (count,) = laws.binomial_count(np.array([draw]), np.array([float(trials)]), np.array([chance]))
    if trials == 0 or chance in {0.0, 1.0}:
        assert count == trials * chance
    else:
        # At the edge of a step both rest on the same distribution function, to rounding.
        assert abs(count - binom.ppf(draw, trials, chance)) <= (1 if trials > 1000 else 0)
        assert binom.cdf(count, trials, chance) >= draw * (1 - 1e-9)


def test_samples_have_the_mean_and_spread_of_a_multinomial():
    rng = np.random.default_rng(0)
    mix = np.array([0.5, 0.3, 0.2])[:, None] * np.ones(50_000)
    shares = laws.sampled_mix(mix, 40, 1 - rng.random((2, 50_000)))
    np.testing.assert_allclose(shares.sum(axis=0), 1, rtol=1e-12)
    np.testing.assert_array_equal(np.rint(shares * 40), shares * 40 + (np.rint(shares * 40) - shares * 40))
    np.testing.assert_allclose(shares.mean(axis=1), mix[:, 0], atol=0.002)
    expected = (np.diag(mix[:, 0]) - np.outer(mix[:, 0], mix[:, 0])) / 40
    np.testing.assert_allclose(np.cov(shares), expected, atol=1e-4)


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
    counts = laws.binomial_count(draws, np.full(500, 30.0), np.full(500, 0.3))
    assert (np.diff(counts) >= 0).all()
    assert counts[-1] == pytest.approx(30)
