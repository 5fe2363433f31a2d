"""Variety against generations over data: each system beside plain resampling of its own kinds; what tilts is faster."""

import numpy as np
import pandas as pd
import pytest
from long_tests import but_first

from specialisation_sim import UserError, figures
from specialisation_sim.figures.one_curve import from_the_left
from specialisation_sim.studies import collapse_curve as module
from specialisation_sim.studies.collapse_curve import SYSTEMS, half_time, one_curve, said
from specialisation_sim.studies.resampling import relative, resampled


@pytest.fixture(scope="module")
def found():
    return one_curve("discrete", "gaussian", "foundation", "band", progress=False)


def halves(table, regime):
    return table[table["regime"] == regime].set_index("story")["half"]


MANY = -2.0 * np.log(0.5)
"""x at which exp(-x / 2) is half."""


def half_alone(shares, data):
    shares = np.array(shares)
    free = len(shares) - 1
    return half_time(relative(resampled("t", lambda: shares, False, data, free, 0), free, data))


@pytest.mark.weekly("closed forms, by many runs")
def test_sampling_alone_is_one_curve_of_many_kinds_and_of_a_normal_law(found):
    curves, _ = found
    early = curves[(curves["regime"] == "replace") & curves["system"].isin(["table of ten", "normal law"])]
    early = early[early["x"] <= 1.5]
    assert np.abs(early["variety"] - np.exp(-early["x"] / 2)).max() < 0.08
    assert half_alone(np.full(500, 1 / 500), 5000) == pytest.approx(MANY, rel=0.1)


@pytest.mark.parametrize("data", but_first("closed forms, by many runs", [12, 20, 200]))
def test_of_two_kinds_half_is_gone_in_about_half_that_time(data):
    assert 0.3 * MANY < half_alone([0.5, 0.5], data) < 0.7 * MANY
    assert half_alone([0.7, 0.3], data) < half_alone([0.5, 0.5], data)


def test_resampling_loses_what_wright_and_fisher_say():
    shares = np.array([0.7, 0.3])
    values = resampled("t", lambda: shares, False, 20, 1, 0)
    gone = (values == 0).mean(axis=1)
    assert gone[1] == pytest.approx(0.7**20 + 0.3**20, abs=0.003)
    assert (np.diff(gone) >= 0).all()


@pytest.mark.long("closed forms, by many runs")
def test_chains_that_only_sample_are_their_own_resampling(found):
    table = found[1][found[1]["regime"] == "replace"].set_index("story")
    same = table.loc[["discrete", "gaussian"]]
    np.testing.assert_allclose(same["half"], same["half_alone"], rtol=0.1)


@pytest.mark.long("closed forms, by many runs")
def test_people_who_tilt_are_faster_than_their_own_resampling(found):
    table = found[1][found[1]["regime"] == "replace"].set_index("story").loc[["foundation", "band"]]
    assert (table["half"] < table["half_alone"] / 3).all()


@pytest.mark.parametrize("regime", ["accumulate", "a tenth real"])
@pytest.mark.long("closed forms, by many runs")
def test_chains_that_only_sample_are_held_by_old_or_real_data(found, regime):
    half = halves(found[1], regime)
    assert half[["discrete", "gaussian"]].isna().all()


@pytest.mark.long("closed forms, by many runs")
def test_every_curve_begins_at_its_start(found):
    first = found[0].groupby(["system", "regime"])[["time", "x"]].first()
    assert (first == 0).all().all()
    chains = found[0][found[0]["system"].isin(["table of ten", "normal law"]) & (found[0]["time"] == 0)]
    np.testing.assert_allclose(chains["variety"], 1)


def test_systems_that_are_not_in_the_registry_are_passed_over(monkeypatch):
    monkeypatch.setattr(module, "entries", lambda groups: {"discrete", "foundation", "band"})
    assert [one.story for one in module.checked_systems([], None)] == ["discrete", "foundation", "band"]
    with pytest.raises(UserError, match="unknown system 'gaussian'"):
        one_curve("gaussian")


def test_all_six_have_a_place():
    assert [one.story for one in SYSTEMS] == ["discrete", "gaussian", "autoencoder", "text", "foundation", "band"]


def test_half_is_found_between_points_or_never():
    curve = pd.DataFrame({"x": [0.0, 1.0, 2.0], "variety": [1.0, 0.75, 0.25]})
    assert half_time(curve) == 1.5
    assert np.isnan(half_time(curve.iloc[:2]))


@pytest.mark.long("closed forms, by many runs")
def test_the_caption_says_who_is_alike_and_who_is_faster(found):
    sentence = said(found[1])
    assert "within 25%: table of ten, normal law" in sentence or "within 25%: normal law, table of ten" in sentence
    assert "band" in sentence.split("Not so")[1]
    late = found[1].assign(half=np.nan)
    assert "Not half gone by x = 3: foundation, 0.00 left where sampling alone leaves" in said(late)


def test_lines_begin_at_the_left_and_pass_through_their_markers():
    curve = pd.DataFrame({"x": [0.0, 1 / 12], "variety": [1.0, 0.2], "low": 0.0, "high": 1.0})
    drawn = from_the_left(curve)
    assert drawn["x"].iloc[0] == 0.01
    assert np.interp(half_time(curve), drawn["x"], drawn["variety"]) == pytest.approx(0.5)


@pytest.mark.long("closed forms, by many runs")
def test_the_figure_names_who_lacks_a_regime(found):
    figure = figures.one_curve(*found, said="s", title="t")
    texts = [text.get_text() for axis in figure.axes for text in axis.texts]
    assert texts == ["without: foundation", "without: band"]
