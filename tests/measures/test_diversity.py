import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from specialisation_sim import measures

fast = settings(deadline=None, max_examples=100)
mixes = st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any)
orders = st.floats(0, 20)


def plain_hill(counts, order):
    """Hill number by its definition, one category at a time."""
    total = sum(counts)
    shares = [count / total for count in counts if count]
    if abs(order - 1) < 1e-6:
        return math.exp(-sum(share * math.log(share) for share in shares))
    return math.exp(math.log(sum(share**order for share in shares)) / (1 - order))


@pytest.mark.parametrize("order", [0, 0.5, 1, 2, 7])
@pytest.mark.parametrize("categories", [1, 2, 5])
def test_equally_common_categories_count_one_each(order, categories):
    assert measures.hill_number([3] * categories, order) == pytest.approx(categories)


@pytest.mark.parametrize(
    ("order", "number"), [(0, 2), (1, math.exp(-0.7 * math.log(0.7) - 0.3 * math.log(0.3))), (2, 1 / (0.49 + 0.09))]
)
def test_seventy_to_thirty_by_hand(order, number):
    assert measures.hill_number([7, 3], order) == pytest.approx(number)


def test_order_zero_counts_what_is_there():
    assert measures.hill_number([5, 0, 1, 0], 0) == pytest.approx(2)


@fast
@given(mixes, orders)
@example([1, 1], 1.0005)
@example([7, 3], 0.9995)
@example([7, 3], 1 + 1e-12)
def test_hill_numbers_follow_their_definition(counts, order):
    assert measures.hill_number(counts, order) == pytest.approx(plain_hill(counts, order), rel=1e-5)


@fast
@given(mixes)
def test_order_two_and_entropy_agree_with_scipy(counts):
    share = np.array(counts) / sum(counts)
    assert measures.hill_number(counts, 2) == pytest.approx(1 / (share @ share))
    assert measures.entropy(counts) == pytest.approx(stats.entropy(counts), abs=1e-14)


@fast
@given(mixes, orders, orders)
def test_a_higher_order_never_counts_more(counts, one, other):
    low, high = sorted((one, other))
    assert measures.hill_number(counts, high) <= measures.hill_number(counts, low) * (1 + 1e-6)


@fast
@given(mixes, st.sampled_from([0, 0.5, 1, 2, 5]), st.integers(2, 4))
def test_copies_of_a_mix_without_overlap_multiply_its_number(counts, order, copies):
    assert measures.hill_number(counts * copies, order) == pytest.approx(copies * measures.hill_number(counts, order))


@fast
@given(mixes, st.sampled_from([0, 0.5, 1, 2, 5]))
def test_neither_scale_nor_order_nor_absent_categories_matter(counts, order):
    other = [*reversed([17.3 * count for count in counts]), 0]
    assert measures.hill_number(other, order) == pytest.approx(measures.hill_number(counts, order))


@fast
@given(mixes, orders)
def test_the_effective_number_lies_between_one_and_the_categories_present(counts, order):
    present = sum(count > 0 for count in counts)
    assert 1 - 1e-6 <= measures.hill_number(counts, order) <= present * (1 + 1e-6)


@pytest.mark.parametrize("order", [100, 1000])
def test_a_large_order_sees_the_mode_alone(order):
    # With one mode of share 0.6 the sum of powers is 0.6 ** order, so the number is 0.6 ** (order / (1 - order)).
    assert measures.hill_number([6, 3, 1], order) == pytest.approx(0.6 ** (order / (1 - order)), rel=1e-12)


def test_categories_come_first_and_the_rest_is_kept():
    counts = np.random.default_rng(1).integers(1, 9, (3, 4, 5))
    number = measures.hill_number(counts, 2)
    assert number.shape == (4, 5)
    assert number[1, 2] == pytest.approx(measures.hill_number(counts[:, 1, 2], 2))


@pytest.mark.parametrize("order", [0, 0.5, 1, 2])
def test_the_mix_of_nobody_has_no_number_and_leaves_its_neighbours_alone(order):
    numbers = measures.hill_number(np.array([[0.0, 1.0], [0.0, 1.0]]), order)
    assert np.isnan(numbers[0])
    assert numbers[1] == pytest.approx(2)


def test_every_measure_of_nothing_is_nan():
    nothing = [0.0, 0.0]
    assert np.isnan(measures.shares(nothing)).all()
    assert np.isnan(measures.entropy(nothing))
    assert np.isnan(measures.modal_share(nothing))


def test_shares_sum_to_one_by_hand():
    assert measures.shares([[1, 4], [3, 1]]).tolist() == [[0.25, 0.8], [0.75, 0.2]]


def test_negative_counts_and_orders_are_refused():
    with pytest.raises(ValueError, match="negative"):
        measures.shares([1, -1])
    with pytest.raises(ValueError, match="negative"):
        measures.hill_number([1, 1], -0.5)


def test_the_modal_share_is_that_of_the_most_common():
    assert measures.modal_share([[6, 1], [3, 1], [1, 2]]).tolist() == [0.6, 0.5]
