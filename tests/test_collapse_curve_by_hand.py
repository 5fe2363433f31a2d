"""The common curve of collapse, one formula at a time: its time, medians, halves, and plain resampling."""

import numpy as np
import pandas as pd
import pytest

from specialisation_sim import ensemble, measures
from specialisation_sim.model.streams import generator
from specialisation_sim.registry import story
from specialisation_sim.studies.collapse_curve import ALIKE, HALF, SYSTEMS, half_time, one_curve, said
from specialisation_sim.studies.resampling import FAR, RUNS, even, ideas, ranks, relative, resampled, seventy_thirty


def test_curves_are_medians_and_quartiles_over_the_mean_at_the_start():
    values = np.array([[1.0, 2.0, 3.0, 2.0], [0.5, 1.0, 4.0, np.nan], [0.0, 0.0, 2.0, 6.0]])
    table = relative(values, free=3, data=12)
    np.testing.assert_allclose(table["time"], [0, 1, 2])
    np.testing.assert_allclose(table["x"], [0, 0.25, 0.5])
    np.testing.assert_allclose(table["variety"], [1.0, 0.5, 0.5])
    np.testing.assert_allclose(table["low"], [0.875, 0.375, 0.0])
    np.testing.assert_allclose(table["high"], [1.125, 1.25, 1.5])


def test_half_is_gone_at_half_and_not_below_it():
    assert HALF == 0.5
    curve = pd.DataFrame({"x": [0.0, 1.0, 3.0, 4.0], "variety": [1.0, 0.8, 0.5, 0.9]})
    assert half_time(curve) == 3.0
    assert half_time(curve.assign(variety=[1.0, 0.8, 0.2, 0.1])) == pytest.approx(2.0)
    assert np.isnan(half_time(curve.assign(variety=[1.0, 0.8, 0.500001, 0.9])))


def test_plain_resampling_is_a_multinomial_a_generation():
    shares = np.array([0.5, 0.3, 0.2])
    for drawn in (False, True):
        found = resampled("it", lambda: shares, drawn, 12, 2, 5)
        rng, table = generator(5, "sampling alone: it"), np.tile(shares, (RUNS, 1))
        assert len(found) == np.ceil(FAR * 12 / 2) + 1
        if drawn:
            table = rng.multinomial(12, table) / 12
        for row in found[:3]:
            np.testing.assert_allclose(row, measures.hill_number(table.T) - 1, atol=1e-12)
            table = rng.multinomial(12, table) / 12


def test_plain_resampling_of_a_normal_law_multiplies_its_spread():
    found = resampled("it", None, False, 10, 2, 5)
    steps = generator(5, "sampling alone: it").chisquare(9, (30, RUNS)) / 9
    assert found.shape == (31, RUNS)
    np.testing.assert_allclose(found[0], 1)
    np.testing.assert_allclose(found[2], np.sqrt(steps[0] * steps[1]))


def test_the_table_is_read_off_the_curves_and_curves_off_runs():
    curves, table = one_curve("discrete", runs=5, seed=3, progress=False)
    (system,) = (one for one in SYSTEMS if one.story == "discrete")
    kind = story("discrete")
    alone = curves[curves["regime"] == "sampling alone"].reset_index(drop=True)
    for row in table.to_dict("records"):
        curve = curves[curves["regime"] == row["regime"]].reset_index(drop=True)
        p = kind.Parameters(**system.settings[row["regime"]])
        series = ensemble(kind, p, range(3, 8), system.steps, workers=1, progress=False).series
        values = series[system.observable].to_numpy().reshape(5, -1).T - system.last_one
        own = relative(values, system.free, system.data)
        pd.testing.assert_frame_equal(curve[list(own)], own)
        np.testing.assert_equal(row["half"], half_time(own))
        assert (row["x"], row["left"]) == (own["x"].iloc[-1], own["variety"].iloc[-1])
        np.testing.assert_equal(row["half_alone"], half_time(alone))
        inside = row["x"] <= alone["x"].iloc[-1]
        np.testing.assert_equal(
            row["left_alone"], np.interp(row["x"], alone["x"], alone["variety"]) if inside else np.nan
        )


def test_alike_is_within_a_quarter_of_its_own_time_and_at_it():
    assert ALIKE == 1.25
    rows = [("at", 1.0, 1.25), ("over", 1.0, 1.26), ("under", 1.0, 0.8), ("slow", 1.0, 0.79), ("never", np.nan, 1.0)]
    table = pd.DataFrame(rows, columns=["system", "half", "half_alone"]).assign(
        regime="replace", x=2.0, left=0.7, left_alone=0.4
    )
    text = said(table)
    assert "within 25%, in these systems: at, under." in text
    assert "more slowly than by sampling alone: over 1.3 times as fast, slow 1.3 times as slow." in text
    assert "Half is not gone by x = 2 in never: 0.70 is left, where sampling alone leaves 0.40." in text


def test_laws_that_are_resampled_are_chances():
    assert even().tolist() == [0.1] * 10
    assert ranks()[[0, 1, 9]] / ranks()[0] == pytest.approx([1, 1 / 2, 1 / 10])
    assert ideas().tolist() == [7 / 12, 5 / 12]
    for law in (even, ranks, seventy_thirty, ideas):
        assert law().sum() == pytest.approx(1)
