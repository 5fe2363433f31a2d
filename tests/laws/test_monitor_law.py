"""The law of the monitor."""

import numpy as np
import pytest

from specialisation_sim import laws

OFF, ON = np.array([False]), np.array([True])


def path(readings, watch, back):
    """The alarm along a path of readings."""
    alarm, seen = OFF, []
    for reading in readings:
        alarm = laws.alarmed(alarm, np.array([reading]), watch, back)
        seen.append(bool(alarm[0]))
    return seen


def test_an_alarm_goes_on_at_one_bound_and_off_above_the_other():
    assert path([1.0, 0.85, 0.8, 0.85, 0.9, 0.91, 0.85], watch=0.8, back=0.9) == [0, 0, 1, 1, 1, 0, 0]


def test_one_bound_alone_has_no_memory():
    assert path([0.8, 0.81, 0.79, 1.0], watch=0.8, back=0.0) == [1, 0, 1, 0]


def test_nobody_watches_at_a_bound_of_zero():
    assert not any(path([1.0, 0.5, 0.0], watch=0.0, back=0.0))
    assert not laws.alarmed(ON, np.array([0.0]), 0.0, 1.0).any()


def test_at_a_bound_of_one_the_alarm_is_always_on():
    assert all(path([1.0, 0.5, 1.0], watch=1.0, back=0.0))


def test_what_cannot_be_read_changes_nothing():
    nan = np.array([np.nan])
    assert not laws.alarmed(OFF, nan, 0.8, 0.9).any()
    assert laws.alarmed(ON, nan, 0.8, 0.9).all()


def test_each_run_has_bounds_of_its_own():
    intact, watch = np.array([0.7, 0.7, 0.7]), np.array([0.6, 0.8, 0.0])
    np.testing.assert_array_equal(laws.alarmed(np.zeros(3, dtype=bool), intact, watch, 0.0), [False, True, False])


@pytest.mark.parametrize(("every", "expected"), [(1, [0.2] * 6), (3, [0, 0, 0.2, 0, 0, 0.2])])
def test_outside_data_come_every_so_many_steps(every, expected):
    np.testing.assert_array_equal([laws.outside_weight(t, 0.2, every, OFF, 0.9)[0] for t in range(1, 7)], expected)


def test_an_alarm_raises_the_weight_and_never_lowers_it():
    assert laws.outside_weight(1, 0.2, 1, ON, 0.5) == 0.5
    assert laws.outside_weight(1, 0.2, 1, ON, 0.1) == 0.2
    assert laws.outside_weight(1, 0.2, 2, ON, 0.1) == 0.1
