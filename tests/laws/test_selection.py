import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specialisation_sim import laws

fast = settings(deadline=None, max_examples=100)


def test_the_best_are_picked():
    assert laws.pick_best(np.array([0.3, 0.9, 0.1, 0.7]), 2).tolist() == [False, True, False, True]


def test_of_equally_good_ones_the_first_are_picked():
    value = np.array([[[1.0, 2.0, 1.0, 1.0]], [[0.0, 0.0, 0.0, 0.0]]])
    assert laws.pick_best(value, 2).tolist() == [[[True, True, False, False]], [[True, True, False, False]]]


def test_rows_with_ties_do_not_touch_rows_without():
    alone = np.array([[3.0, 1.0, 2.0]])
    beside = np.concatenate([alone, np.zeros((1, 3))])
    np.testing.assert_array_equal(laws.pick_best(beside, 2)[:1], laws.pick_best(alone, 2))


def test_all_may_be_picked():
    assert laws.pick_best(np.array([2.0, 1.0, 2.0]), 3).all()


@fast
@given(st.lists(st.integers(-3, 3), min_size=1, max_size=12), st.data())
def test_exactly_the_stated_number_and_none_better_is_left(values, data):
    number = data.draw(st.integers(1, len(values)))
    value = np.array(values, dtype=float)
    picked = laws.pick_best(value, number)
    assert picked.sum() == number
    assert sorted(value[picked]) == sorted(values)[len(values) - number :]
    order = sorted(range(len(values)), key=lambda place: (-values[place], place))
    assert sorted(np.flatnonzero(picked)) == sorted(order[:number])


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_number_that_cannot_be_picked_is_refused(number):
    with pytest.raises(ValueError, match=f"cannot pick {number} of 3"):
        laws.pick_best(np.zeros((2, 3)), number)
