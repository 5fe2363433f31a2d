import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from specialisation_sim import laws

niches = arrays(float, (4, 3), elements=st.floats(0, 1)).filter(lambda a: (a.sum(axis=0) > 0).all())


@given(niches, st.floats(0.1, 10))
def test_performance_is_the_power(weights, trade_off):
    niche = weights / weights.sum(axis=0)
    np.testing.assert_allclose(laws.performance(niche, trade_off), niche**trade_off, rtol=1e-12, atol=1e-300)


@given(niches, st.floats(1.01, 10))
def test_above_one_a_corner_is_best(weights, trade_off):
    niche = weights / weights.sum(axis=0)
    assert (laws.performance(niche, trade_off).sum(axis=0) <= 1 + 1e-12).all()


@given(niches, st.floats(0.1, 0.99))
def test_below_one_the_middle_is_best(weights, trade_off):
    niche = weights / weights.sum(axis=0)
    total = laws.performance(niche, trade_off).sum(axis=0)
    assert ((total >= 1 - 1e-12) & (total <= 4 ** (1 - trade_off) + 1e-12)).all()
    np.testing.assert_allclose(laws.performance(np.full(4, 0.25), trade_off).sum(), 4 ** (1 - trade_off))


@given(niches)
def test_at_one_all_niches_are_as_good(weights):
    niche = weights / weights.sum(axis=0)
    np.testing.assert_allclose(laws.performance(niche, 1.0).sum(axis=0), 1, rtol=1e-12)


@pytest.mark.parametrize("trade_off", [0.1, 1.0, 3.0])
def test_specialists_perform_fully_and_nothing_brings_nothing(trade_off):
    np.testing.assert_array_equal(laws.performance(np.array([1.0, 0.0]), trade_off), [1, 0])


def test_runs_may_differ_in_their_trade_off():
    both = laws.performance(np.full((2, 2, 3), 0.5), np.array([[1.0], [2.0]]))
    np.testing.assert_allclose(both[:, 0], 0.5)
    np.testing.assert_allclose(both[:, 1], 0.25)
