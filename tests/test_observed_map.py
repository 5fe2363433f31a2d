"""A return map read off series: it is that of the chain's theory, and that of an experiment."""

import numpy as np
import pandas as pd
import pytest

from specialisation_sim import Foundation, UserError, compare, ensemble, observed_map
from specialisation_sim.laws import next_award_share


def agrees(table, truth, errors=4.0):
    """Whether every mean lies within so many standard errors of the truth, the interval being about two wide."""
    inside = table[table["low"] < table["high"]]
    error = (inside["high"] - inside["low"]) / (2 * 1.96)
    return (np.abs(inside["next"] - truth(inside["share"])) <= errors * error).all()


@pytest.fixture(scope="module")
def drift():
    """A table of two states, resampled: nothing prefers either."""
    variants = {"own output": {"states": 2}, "a tenth original": {"states": 2, "regime": "mix", "outside": 0.1}}
    return compare("discrete", variants, 200, replicates=200, progress=False)


def test_a_resampled_share_stays_in_the_mean(drift):
    own = drift.series[drift.series["variant"] == "own output"]
    table = observed_map(own, "first_share")
    assert len(table) == 22
    assert agrees(table, lambda share: share)
    assert table["next"].iloc[[0, -1]].tolist() == [0.0, 1.0]


def test_original_data_tilt_the_map_about_the_truth(drift):
    held = drift.series[drift.series["variant"] == "a tenth original"]
    table = observed_map(held, "first_share")
    assert agrees(table, lambda share: 0.9 * share + 0.1 * 2 / 3)


def test_two_steps_are_a_longer_generation(drift):
    held = drift.series[drift.series["variant"] == "a tenth original"]
    assert agrees(observed_map(held, "first_share", lag=2), lambda share: 0.81 * share + 0.19 * 2 / 3)


def test_it_agrees_with_the_closed_form_of_a_story():
    series = ensemble(Foundation, seeds=20, steps=40, record="award_share", progress=False).series
    table = observed_map(series, "award_share", cells=50)
    table = table[table["pairs"] > 50]
    assert np.abs(table["next"] - next_award_share(table["share"])).max() < 0.02


def test_unknown_values_count_for_nothing():
    series = pd.DataFrame({"run": 0, "time": range(6), "share": [np.nan, 0.5, 0.5, 0.5, np.nan, 0.5]})
    assert observed_map(series, "share")["pairs"].tolist() == [2]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"share": "shar"}, "did you mean 'share'"),
        ({"lag": 3}, "allowed: from 1 to 2"),
        ({"lag": 0}, "lag = 0"),
        ({"cells": 0}, "cells = 0"),
        ({"share": "count"}, "leaves 0 to 1"),
    ],
)
def test_bad_input_gets_one_clear_error(options, error):
    series = pd.DataFrame({"run": 0, "time": range(3), "share": 0.5, "count": 2.0})
    with pytest.raises(UserError, match=error):
        observed_map(series, **{"share": "share", **options})
