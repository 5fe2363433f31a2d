import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from specialisation_sim import laws

OWN, BEFORE, FIRST = np.array([0.9, 0.1]), np.array([0.8, 0.2]), np.array([0.7, 0.3])


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_successors_record_sums_to_one_and_lies_between_its_sources(one, other):
    beta = one * other
    record = laws.succession(OWN, BEFORE, FIRST, 1 - one, beta, one - beta)
    assert record.sum() == pytest.approx(1, abs=1e-12)
    assert 0.7 - 1e-12 <= record[0] <= 0.9 + 1e-12


@pytest.mark.parametrize(("weights", "record"), [((1, 0, 0), OWN), ((0, 1, 0), BEFORE), ((0, 0, 1), FIRST)])
def test_each_weight_is_of_its_own_source(weights, record):
    np.testing.assert_array_equal(laws.succession(OWN, BEFORE, FIRST, *weights), record)
    np.testing.assert_allclose(laws.succession(OWN, BEFORE, FIRST, 0.5, 0.3, 0.2), [0.83, 0.17])


def test_outside_data_alone_bring_a_chain_of_successors_back():
    record = np.array([1.0, 0.0])
    for _ in range(200):
        record = laws.succession(record, record, FIRST, 0.5, 0.4, 0.1)
    np.testing.assert_allclose(record, FIRST, atol=1e-8)


def test_runs_may_have_unlike_weights():
    gamma = np.array([[0.0], [0.5]])
    record = laws.succession(OWN[:, None, None], BEFORE[:, None, None], FIRST[:, None, None], 1 - gamma, 0.0, gamma)
    np.testing.assert_allclose(record[0, :, 0], [0.9, 0.8])


@pytest.mark.parametrize(
    "weights",
    [(0.5, 0.4, 0.2), (0.5, 0.4, 0.0), (1.2, -0.2, 0.0), (np.nan, 0.5, 0.5), (np.array([1.0, 0.9]), 0.0, 0.0)],
)
def test_weights_that_are_negative_or_do_not_sum_to_one_are_refused(weights):
    with pytest.raises(ValueError, match="sum to one"):
        laws.succession(OWN, BEFORE, FIRST, *weights)


def test_places_of_those_present_go_round():
    present = np.array([[True, False, True, True], [False, True, False, False]])
    assert laws.places_of(present, np.arange(5)).tolist() == [[0, 2, 3, 0, 2], [1, 1, 1, 1, 1]]
    assert laws.places_of(present, np.array([[2, 1], [4, 0]])).tolist() == [[3, 2], [1, 1]]
