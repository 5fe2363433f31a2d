"""How much outside data, how often, at what cost: closed forms, and runs that agree with them."""

import numpy as np
import pytest
from closed_forms import gaussian as closed
from scipy.optimize import brentq

from specialisation_sim import UserError, laws
from specialisation_sim.chains.theory import gaussian, linear
from specialisation_sim.registry import story
from specialisation_sim.studies.closed_drift import (
    closed_form,
    path_of,
    resampling_weight,
    smallest_weight,
    worst_drift,
)
from specialisation_sim.studies.outside_data import SCAN, operate
from specialisation_sim.studies.policies import Bench


def form(name, **parameters):
    return closed_form(name, story(name).Parameters(**parameters))


@pytest.mark.parametrize(
    ("tolerance", "samples", "every"),
    [(0.1, 100, 1), (0.1, 100, 2), (0.1, 100, 5), (0.1, 100, 10), (0.3, 30, 2), (0.02, 300, 5)],
)
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
        np.testing.assert_allclose(path[:, place], np.abs(closed.mixed_path(50, 1 - gamma, 0, gamma, 8)[:, 0] - 1))
    worst = worst_drift(form("gaussian", samples=50), weight)
    assert worst[0] == pytest.approx(0.1988, abs=1e-4)


@pytest.mark.long("closed forms, by many runs")
def test_the_smallest_weight_of_the_gaussian_chain_solves_its_limit():
    exact = brentq(lambda g: gaussian.mixed_limit(50, 1 - g, 0, g)[0] - 1.1, 0.01, 0.9)
    assert smallest_weight(form("gaussian", samples=50), 0.1) == pytest.approx(exact, abs=1e-6)


@pytest.mark.long("closed forms, by many runs")
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
        ("gaussian", {"growth": 1.0}),
        ("gaussian", {"variance_of": "likelihood"}),
        ("flow", {"pairs": "kept"}),
        ("foundation", {"memory": 0.5}),
        ("foundation", {"domains": 3}),
        ("mixture", {}),
    ],
)
def test_elsewhere_there_is_no_closed_form(name, parameters):
    assert form(name, **parameters) is None


def operated(name, tolerance=0.1, steps=60, runs=150, **parameters):
    kind = story(name)
    return operate(
        name, kind, kind.Parameters(**parameters), tolerance=tolerance, steps=steps, runs=runs, progress=False
    )


@pytest.fixture(scope="module")
def resampled():
    return operated("discrete", steps=100, samples=60, runs=80)


@pytest.mark.long("closed forms, by many runs")
def test_runs_drift_as_the_closed_form_says(resampled):
    steady = resampled.policies[resampled.policies["policy"].str.startswith(("constant", "every"))]
    assert steady["every"].tolist() == [1, 2, 5]
    error = (steady["high"] - steady["drift"]) / 1.976
    assert (np.abs(steady["drift"] - 0.1) <= 4 * error).all()
    np.testing.assert_allclose(steady["cost"], steady["weight"] / steady["every"], rtol=1e-12)


@pytest.mark.long("closed forms, by many runs")
def test_single_runs_are_read_when_the_mean_has_drifted_most(resampled):
    rows = resampled.policies.set_index("policy")
    assert (rows["unlucky"] >= rows["drift"]).all()
    # At each pause the mean drifts by the tolerance at its worst, as with a constant share: as many runs are beyond.
    assert (rows.loc[["every 2", "every 5"], "beyond"] - rows.loc["constant", "beyond"]).abs().max() <= 0.15
    assert 0.25 <= rows.loc["constant", "beyond"] <= 0.5


@pytest.mark.long("closed forms, by many runs")
def test_a_monitor_of_resampling_keeps_the_tolerance_with_less(resampled):
    rows = resampled.policies.set_index("policy")
    assert rows.loc["monitor", "low"] <= 0.1
    assert rows.loc["monitor", "cost"] < 0.8 * rows.loc["monitor", "constant_cost"]
    assert rows.loc["constant", "constant_cost"] == pytest.approx(rows.loc["constant", "cost"], rel=0.4)
    assert rows.loc["monitor", "unlucky"] < rows.loc["constant", "unlucky"]
    assert rows.loc["none", "low"] > 0.3
    assert resampled.for_ever == pytest.approx(resampling_weight(0.1, 60), abs=1e-6)


@pytest.mark.long("closed forms, by many runs")
def test_the_curve_of_the_constant_share_falls_from_no_outside_data_to_all(resampled):
    curve = resampled.curve[resampled.curve["policy"] == "constant"]
    assert curve["cost"].iloc[[0, -1]].tolist() == [0, 1]
    assert (np.diff(curve["drift"]) <= 1e-12).all()
    assert resampled.floor == pytest.approx(0, abs=1e-12)


@pytest.mark.long("closed forms, by many runs")
def test_the_search_by_runs_finds_what_the_closed_form_has():
    kind = story("discrete")
    bench = Bench(kind, kind.Parameters(regime="mix", samples=60), 80, range(150), False)
    (found,) = bench.smallest(0.1, [1], np.array(SCAN))[0].values()
    weight, low, high = found
    assert low < resampling_weight(0.1, 60) < high
    assert weight == pytest.approx(resampling_weight(0.1, 60), rel=0.3)


def test_where_no_share_is_enough_it_is_said():
    found = operated("flow", tolerance=0.1, steps=20, runs=4)
    assert found.policies["policy"].tolist() == ["none"]
    assert np.isnan(found.for_ever)
    assert found.floor == pytest.approx(1 - linear.flow_factor(1.0, 10))


@pytest.mark.long("commands at their full size")
def test_where_none_is_needed_there_is_nothing_to_watch():
    found = operated("foundation", tolerance=0.4, steps=10, runs=20, selectivity=0.5)
    assert found.policies["policy"].tolist()[:2] == ["none", "constant"]
    assert found.policies["weight"].max() == 0


def test_a_large_foundation_drifts_as_its_return_map():
    limit = path_of(form("foundation", selectivity=0.1), np.array([0.5]), 15)[-1, 0]
    kind = story("foundation")
    world = kind(kind.Parameters(selectivity=0.1, proposals=50_000, outside=0.5), seeds=range(12))
    for _ in range(15):
        world.step()
    drift = 1 - world.award_diversity / world.at_start
    assert abs(drift.mean() - limit) <= 4 * drift.std(ddof=1) / np.sqrt(12)


@pytest.mark.parametrize(
    ("name", "parameters", "options", "message"),
    [
        ("noisy", {}, {}, "^noisy has no monitor.*those with one: foundation, discrete, gaussian, mixture, flow"),
        ("discrete", {"regime": "mix", "outside": 0.1}, {}, "outside is what is looked for"),
        ("discrete", {"watch": 0.1}, {}, "watch is what is looked for"),
        ("discrete", {"regime": "pool"}, {}, "regime = 'pool' takes no share of outside data; allowed: 'mix'"),
        ("discrete", {}, {"tolerance": 1.0}, "tolerance = 1 is out of bounds"),
        ("discrete", {}, {"steps": 2}, "steps = 2 is not valid; allowed: a whole number from 5"),
        ("discrete", {}, {"steps": 0}, "steps = 0 is not valid; allowed: a whole number from 5"),
        ("discrete", {}, {"runs": 0}, "runs = 0 is not valid; allowed: a whole number from 2"),
        ("discrete", {}, {"runs": 1}, "runs = 1 is not valid"),
        ("discrete", {}, {"raised": 2.0}, "raised = 2 is out of bounds"),
    ],
)
def test_what_cannot_be_operated_is_refused(name, parameters, options, message):
    kind = story(name)
    with pytest.raises(UserError, match=message):
        operate(name, kind, kind.Parameters(**parameters), progress=False, **options)


def test_a_pause_that_loses_just_the_tolerance_needs_all_data_anew():
    assert resampling_weight(0.5, 2, every=2) == 1.0
    assert np.isnan(resampling_weight(0.4, 2, every=2))
