"""The binomial law by inversion, against SciPy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from specialisation_sim import laws


@given(st.integers(0, 60), st.floats(0, 1), st.floats(0, 1, exclude_min=True))
def test_it_is_the_inverse_of_the_binomial_law(number, chance, draw):
    count = laws.binomial(number, chance, np.array([draw])).item()
    assert 0 <= count <= number
    # The rarer way is counted, from the other end where that is the other one.
    rare, kind, mark = (chance, count, draw) if chance <= 0.5 else (1 - chance, number - count, 1 - draw)
    assert mark <= stats.binom.cdf(kind, number, rare) + 1e-12
    assert kind == 0 or mark > stats.binom.cdf(kind - 1, number, rare) - 1e-12


@pytest.mark.parametrize("chance", [0.0, 0.3, 0.5, 7 / 12, 1.0])
def test_even_draws_give_its_chances(chance):
    draws = np.arange(1, 100_001) / 100_000
    counts = np.bincount(laws.binomial(24, chance, draws).astype(int), minlength=25) / len(draws)
    np.testing.assert_allclose(counts, stats.binom.pmf(np.arange(25), 24, chance), atol=2e-5)


def test_a_thousand_do_not_underflow():
    draws = np.array([1e-9, 0.5, 1.0])
    assert laws.binomial(1000, 0.5, draws).tolist()[1] == 500


def test_numbers_and_chances_side_by_side_are_as_alone():
    numbers, chances, draws = np.array([0.0, 5.0, 24.0, 24.0]), np.array([0.3, 0.9, 0.5, 0.0]), np.full(4, 0.7)
    alone = [laws.binomial(n, p, draws[:1]).item() for n, p in zip(numbers, chances)]
    assert laws.binomial(numbers, chances, draws).tolist() == alone
