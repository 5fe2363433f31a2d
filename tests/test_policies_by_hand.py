"""Policies of outside data: chosen on one set of seeds and reported on another, with costs and drifts by hand."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from specialisation_sim import ensemble, story
from specialisation_sim.studies import policies
from specialisation_sim.studies.outside_data import operate
from specialisation_sim.studies.policies import Bench, crossing

DISCRETE = story("discrete")
STEPS, RUNS, TOLERANCE = 30, 12, 0.2


@pytest.fixture(scope="module")
def operated():
    """What an operator is told, and the seeds of each bench on which it was found out."""
    benches = []

    class Noted(Bench):
        def __init__(self, *given):
            super().__init__(*given)
            benches.append(set(self.seeds))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("specialisation_sim.studies.policies.Bench", Noted)
        base = DISCRETE.Parameters(samples=20, states=10)
        found = operate("discrete", DISCRETE, base, tolerance=TOLERANCE, steps=STEPS, runs=RUNS, seed=7, progress=False)
    return found, benches


def test_policies_are_reported_on_seeds_on_which_none_was_chosen(operated):
    _, (chosen, reported) = operated
    assert chosen == set(range(7, 7 + RUNS))
    assert reported == set(range(7 + RUNS, 7 + 2 * RUNS))


def test_costs_and_drifts_of_the_report_are_those_of_its_runs(operated):
    found, _ = operated
    assert found.policies["policy"].tolist()[:2] == ["none", "constant"]
    assert "monitor" in set(found.policies["policy"])
    for row in found.policies.to_dict("records"):
        monitored = row["policy"] == "monitor"
        setting = {"raised": row["weight"]} if monitored else {"outside": row["weight"]}
        p = DISCRETE.Parameters(
            samples=20,
            states=10,
            regime="mix",
            watch=row["watch"],
            back=row["back"],
            outside_every=row["every"],
            **setting,
        )
        seeds = range(7 + RUNS, 7 + 2 * RUNS)
        series = ensemble(DISCRETE, p, seeds, STEPS, workers=1, progress=False).series
        values, weights = (
            series[name].to_numpy().reshape(RUNS, STEPS + 1) for name in ("heterozygosity", "real_share")
        )
        lost = 1 - values / values[:, :1]
        assert row["cost"] == pytest.approx(weights[:, 1:].mean(), rel=1e-9)
        # The last fifth, six generations, at the worst time between two shares of outside data.
        every = 1 if monitored else int(row["every"])
        late = lost[:, -(6 // every) * every :].reshape(RUNS, -1, every).mean(axis=1)
        worst = int(late.mean(axis=0).argmax())
        if monitored:
            late = lost[:, -6:]
            worst = int(late.mean(axis=0).argmax())
        low, high = stats.t.interval(0.95, RUNS - 1, late[:, worst].mean(), stats.sem(late[:, worst]))
        assert [row["drift"], row["low"], row["high"]] == pytest.approx([late[:, worst].mean(), low, high], rel=1e-9)
        own = lost[:, worst - late.shape[1]]
        assert row["beyond"] == pytest.approx((own > TOLERANCE).mean())
        assert row["unlucky"] == pytest.approx(np.quantile(own, 0.95))
        constant = found.curve[found.curve["policy"] == "constant"]
        np.testing.assert_equal(row["constant_cost"], crossing(constant, "drift", row["drift"]))
        path = found.paths[found.paths["policy"] == row["policy"]]
        np.testing.assert_allclose(path["drift"], lost.mean(axis=0), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(path["real_share"], weights.mean(axis=0), rtol=1e-9, atol=1e-12)
        np.testing.assert_array_equal(path["time"], range(STEPS + 1))


def test_the_monitor_chosen_is_the_cheapest_of_those_within_the_tolerance(operated):
    found, _ = operated
    tried = found.curve[found.curve["policy"] == "monitor"]
    best = tried[tried["drift"] <= TOLERANCE].sort_values("cost", kind="stable").iloc[0]
    (chosen,) = found.policies[found.policies["policy"] == "monitor"].to_dict("records")
    assert (chosen["watch"], chosen["back"], chosen["weight"]) == (best["watch"], best["back"], best["weight"])


def test_the_curve_of_a_constant_share_is_the_closed_form_and_costs_its_weight(operated):
    found, _ = operated
    curve = found.curve[found.curve["policy"] == "constant"]
    np.testing.assert_allclose(curve["weight"], np.linspace(0, 1, 101) ** 2, atol=1e-12)
    np.testing.assert_array_equal(curve["cost"], curve["weight"])
    # Heterozygosity over its start: 1 - 1/20 is kept of what resampling passes on, and outside data bring it all.
    kept = np.ones((1, 101))
    for _ in range(STEPS):
        left = (1 - curve["weight"].to_numpy()) ** 2
        kept = np.concatenate([kept, left * 0.95 * kept[-1:] + 1 - left])
    np.testing.assert_allclose(curve["drift"], (1 - kept).max(axis=0), atol=1e-10)
    assert found.floor == pytest.approx(0.0, abs=1e-12)
    weight = found.policies.set_index("policy").loc["constant", "weight"]
    assert (1 - kept).max(axis=0)[(curve["weight"] >= weight).to_numpy()].max() <= TOLERANCE + 1e-6
    assert weight < found.for_ever < 1


def test_pauses_are_tried_up_to_a_fifth_of_the_horizon(operated):
    found, _ = operated
    assert set(found.policies["every"]) == {1, 2, 5}


@pytest.mark.parametrize("two_sided", [False, True])
@pytest.mark.parametrize(
    ("setting", "read"),
    [
        ({}, lambda lost: lost[:, -4:].mean(axis=1, keepdims=True)),
        ({"outside_every": 2}, lambda lost: (lost[:, [-4, -3]] + lost[:, [-2, -1]]) / 2),
        ({"outside_every": 3}, lambda lost: lost[:, -3:]),
        ({"watch": 0.9}, lambda lost: lost[:, -4:]),
    ],
)
def test_drift_is_the_worst_mean_of_the_last_fifth(setting, read, two_sided):
    """Of a constant share at each time between two shares of outside data; of a monitor at each time."""
    lost = np.random.default_rng(0).normal(0.1, 0.05, (9, 21))
    lost[:, -3] -= 0.6
    kind = SimpleNamespace(Parameters=SimpleNamespace(outside_name="outside"), two_sided=two_sided)
    found = Bench(kind, None, 20, range(9), False).drift(lost, setting)
    late = read(lost)
    sign = np.sign(late.mean(axis=0)) if two_sided else np.ones(late.shape[1])
    worst = int((sign * late.mean(axis=0)).argmax())
    values = sign[worst] * late[:, worst]
    low, high = stats.t.interval(0.95, 8, values.mean(), stats.sem(values))
    assert found == pytest.approx((values.mean(), low, high, worst - late.shape[1]))


def test_a_crossing_is_on_the_straight_line_between_two_weights():
    table = pd.DataFrame({"weight": [0.0, 0.2, 0.6, 1.0], "drift": [0.9, 0.5, 0.1, 0.3]})
    assert crossing(table, "drift", 0.2) == pytest.approx(0.5)
    assert crossing(table, "drift", 0.5) == 0.2
    assert crossing(table, "drift", 0.9) == 0.0
    assert np.isnan(crossing(table, "drift", 0.05))


def test_monitors_are_tried_at_losses_around_the_tolerance_and_at_multiples_of_the_constant_share():
    bench = Bench(SimpleNamespace(Parameters=SimpleNamespace(outside_name="outside")), None, 10, (0,), False)
    tried = bench.watched(0.4, 0.3, None)
    assert {one["raised"] for one in tried} == {min(1.0, 0.3 * times) for times in policies.TIMES}
    assert {one["watch"] for one in tried} == {1 - 0.4 * times for times in policies.BOUNDS if 0.4 * times < 1}
    assert {one["back"] for one in tried if one["watch"] == 1 - 0.4} == {1 - 0.4, (1 + (1 - 0.4)) / 2}
    assert {one["raised"] for one in bench.watched(0.4, np.nan, None)} == {0.5, 1.0}
    assert {one["raised"] for one in bench.watched(0.4, 0.3, 0.7)} == {0.7}


class Straight:
    """A bench on which drift falls evenly with the weight, and notes what it was asked."""

    smallest = Bench.smallest

    def __init__(self, least):
        self.least, self.asked = least, []

    def scan(self, every, weights):
        self.asked.append(list(weights))
        drift = 0.5 - np.asarray(weights) * every
        return pd.DataFrame({"weight": weights, "drift": drift, "low": drift - self.least, "high": drift + self.least})


def test_the_smallest_weight_is_looked_for_again_between_its_neighbours():
    bench, weights = Straight(0.05), np.linspace(0.0, 0.5, 6)
    found, table = bench.smallest(0.23, [1], weights)
    assert found[1] == pytest.approx((0.27, 0.22, 0.32))
    assert bench.asked[0] == list(weights)
    assert min(bench.asked[1]) > 0.2
    assert max(bench.asked[1]) < 0.4
    assert table["weight"].tolist() == sorted([*bench.asked[0], *bench.asked[1]])


def test_where_nothing_is_needed_nothing_is_looked_for_again():
    bench = Straight(0.05)
    found, _ = bench.smallest(0.9, [1], np.linspace(0.0, 0.5, 6))
    assert found[1] == (0.0, 0.0, 0.0)
    assert len(bench.asked) == 1
