import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specialisation_sim import measures

fast = settings(deadline=None, max_examples=100)
mixes = st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [([7, 5, 0], [7, 5, 0], 1.0), ([12, 0, 0], [0, 0, 12], 0.0), ([7, 5, 0], [9, 3, 0], 10 / 12)],
)
def test_similarity_is_what_two_mixes_have_in_common(one, other, alike):
    assert measures.similarity(one, other) == pytest.approx(alike)


def test_how_many_there_are_does_not_matter():
    assert measures.similarity([7, 5], [70, 50]) == pytest.approx(1)


def test_an_empty_mix_is_like_nothing_known():
    assert np.isnan(measures.similarity([0, 0], [1, 1]))


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        measures.similarity([1, -1], [1, 1])


def test_each_column_is_a_pair_of_mixes():
    assert measures.similarity([[1, 1], [1, 0]], [[1, 0], [1, 1]]).tolist() == [1.0, 0.0]


@fast
@given(mixes, mixes)
def test_it_is_symmetric_between_nought_and_one_and_the_sum_of_the_smaller_shares(one, other):
    alike = measures.similarity(one, other)
    assert alike == measures.similarity(other, one)
    assert -1e-12 <= alike <= 1 + 1e-12
    smaller = [min(a / sum(one), b / sum(other)) for a, b in zip(one, other)]
    assert alike == pytest.approx(sum(smaller))
