import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from specialisation_sim import measures

fast = settings(deadline=None, max_examples=100)


def test_a_run_collapses_when_it_falls_below_for_good():
    values = np.array([[2.0, 2.0], [1.0, 1.0], [2.0, 1.0], [1.0, 1.0]])
    assert measures.collapse_time(values, [0, 10, 20, 30], below=1.5).tolist() == [30, 10]


def test_the_first_time_below_counts_when_asked():
    values = np.array([[2.0], [1.0], [2.0], [1.0]])
    assert measures.collapse_time(values, [0, 10, 20, 30], below=1.5, for_good=False).tolist() == [10]


def test_a_run_that_recovers_has_not_collapsed():
    assert np.isnan(measures.collapse_time([[2.0], [1.0], [2.0]], [0, 1, 2], below=1.5)).all()


def test_the_bound_itself_is_not_below():
    assert np.isnan(measures.collapse_time([[1.5], [1.5]], [0, 1], below=1.5)).all()


def test_a_run_that_starts_below_collapses_at_the_start():
    assert measures.collapse_time([[1.0], [1.0]], [0, 1], below=1.5).tolist() == [0]


def test_who_narrowed_and_then_failed_has_collapsed():
    assert measures.collapse_time([[2.0], [1.0], [np.nan]], [0, 1, 2], below=1.5).tolist() == [1]
    assert np.isnan(measures.collapse_time([[1.0], [2.0], [np.nan]], [0, 1, 2], below=1.5)).all()


def test_what_has_no_value_is_not_below():
    assert np.isnan(measures.collapse_time([[np.nan], [np.nan]], [0, 1], below=1.5)).all()
    assert measures.collapse_time([[np.nan], [1.0]], [0, 1], below=1.5).tolist() == [1]


@fast
@given(arrays(float, (6, 3), elements=st.floats(0, 3)))
def test_collapse_times_follow_their_definition(values):
    times = np.arange(6) * 10.0
    for run in range(3):
        below = values[:, run] < 1.5
        first = next((time for time, is_below in zip(times, below, strict=True) if is_below), np.nan)
        for_good = next((times[row] for row in range(6) if below[row:].all()), np.nan)
        np.testing.assert_equal(measures.collapse_time(values, times, 1.5, for_good=False)[run], first)
        np.testing.assert_equal(measures.collapse_time(values, times, 1.5)[run], for_good)
