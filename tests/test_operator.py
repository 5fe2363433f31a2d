"""Closed forms of the drift under outside data."""

import numpy as np
import pytest
from scipy.optimize import brentq

from specialisation_sim import laws
from specialisation_sim.chains.theory import gaussian, linear
from specialisation_sim.experiments.closed_drift import (
    closed_form,
    path_of,
    resampling_weight,
    smallest_weight,
    worst_drift,
)
from specialisation_sim.worlds import story


def form(name, **parameters):
    return closed_form(name, story(name).Parameters(**parameters))


@pytest.mark.parametrize("every", [1, 2, 5, 10])
@pytest.mark.parametrize(("tolerance", "samples"), [(0.1, 100), (0.3, 1000), (0.02, 10_000)])
def test_the_smallest_weight_of_resampling_is_its_formula(tolerance, samples, every):
    found = smallest_weight(form("discrete", samples=samples), tolerance, every=every)
    assert found == pytest.approx(resampling_weight(tolerance, samples, every), abs=1e-6)


def test_some_data_a_generation_are_enough_whatever_the_sample():
    number = [resampling_weight(0.1, samples) * samples for samples in (100, 10_000, 1_000_000)]
    assert number == pytest.approx([4.22, 4.4974, 4.499975], rel=1e-3)


def test_a_pause_that_loses_too_much_has_no_weight():
    assert np.isnan(resampling_weight(0.1, 100, every=12))
    assert np.isnan(smallest_weight(form("discrete"), 0.1, every=12))


def test_the_gaussian_recursion_is_that_of_the_theory():
    weight = np.array([0.1, 0.4])
    path = path_of(form("gaussian", samples=50), weight, 8)
    for place, gamma in enumerate(weight):
        np.testing.assert_allclose(path[:, place], np.abs(gaussian.mixed_path(50, 1 - gamma, 0, gamma, 8)[:, 0] - 1))
    worst = worst_drift(form("gaussian", samples=50), weight)
    assert worst[0] == pytest.approx(0.1988, abs=1e-4)


def test_the_smallest_weight_of_the_gaussian_chain_solves_its_limit():
    exact = brentq(lambda g: gaussian.mixed_limit(50, 1 - g, 0, g)[0] - 1.1, 0.01, 0.9)
    assert smallest_weight(form("gaussian", samples=50), 0.1) == pytest.approx(exact, abs=1e-6)


def test_without_outside_data_the_gaussian_chain_never_rests():
    assert worst_drift(form("gaussian"), np.zeros(1)) == np.inf


def test_the_flows_path_is_its_product():
    np.testing.assert_allclose(path_of(form("flow"), np.array([0.1]), 6)[1:, 0], 1 - linear.reflowed(6, 10, 0.1))


def test_no_real_data_mend_what_a_flows_own_steps_lose():
    lost = 1 - linear.flow_factor(1.0, 10)
    assert worst_drift(form("flow"), np.ones(1)) == pytest.approx(lost)
    assert np.isnan(smallest_weight(form("flow"), 0.9 * lost))
    found = smallest_weight(form("flow"), 1.1 * lost)
    assert worst_drift(form("flow"), np.array([found])) == pytest.approx(1.1 * lost, rel=1e-5)


def test_the_foundations_path_is_its_return_map():
    path = path_of(form("foundation", selectivity=0.1), np.array([0.3]), 3)[:, 0]
    share, expected = 0.7, [0.0]
    for _ in range(3):
        share = float(laws.next_award_share(share, selectivity=0.1, outside=0.3))
        expected.append(1 - share * (1 - share) / 0.21)
    np.testing.assert_allclose(path, expected, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("gaussian", {"growth": 1.0}), ("gaussian", {"variance_of": "likelihood"}), ("flow", {"pairs": "kept"}),
        ("foundation", {"memory": 0.5}), ("foundation", {"domains": 3}), ("mixture", {}),
    ],
)  # fmt: skip
def test_elsewhere_there_is_no_closed_form(name, parameters):
    assert form(name, **parameters) is None
