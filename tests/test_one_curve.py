"""Variety against generations over data: what only samples lies on one curve, what tilts is faster."""

import numpy as np
import pandas as pd
import pytest

from specialisation_sim import UserError, figures
from specialisation_sim.experiments import one_curve as module
from specialisation_sim.experiments.one_curve import ALONE, SYSTEMS, half_time, one_curve, said


@pytest.fixture(scope="module")
def found():
    return one_curve("discrete", "gaussian", "foundation", "band", progress=False)


def halves(table, regime):
    return table[table["regime"] == regime].set_index("story")["half"]


def test_sampling_alone_is_one_curve(found):
    curves, table = found
    half = halves(table, "replace")
    assert half["discrete"] == pytest.approx(ALONE, rel=0.2)
    assert half["gaussian"] == pytest.approx(ALONE, rel=0.2)
    early = curves[(curves["regime"] == "replace") & curves["system"].isin(["table of ten", "normal law"])]
    early = early[early["x"] <= 1.5]
    assert np.abs(early["variety"] - np.exp(-early["x"] / 2)).max() < 0.08


def test_people_who_tilt_are_far_faster(found):
    assert (halves(found[1], "replace")[["foundation", "band"]] < ALONE / 5).all()


@pytest.mark.parametrize("regime", ["accumulate", "a tenth real"])
def test_chains_that_only_sample_are_held_by_old_or_real_data(found, regime):
    half = halves(found[1], regime)
    assert half[["discrete", "gaussian"]].isna().all()


def test_every_curve_begins_at_its_start(found):
    first = found[0].groupby(["system", "regime"])[["time", "x"]].first()
    assert (first == 0).all().all()
    chains = found[0][found[0]["system"].isin(["table of ten", "normal law"]) & (found[0]["time"] == 0)]
    np.testing.assert_allclose(chains["variety"], 1)


def test_systems_that_are_not_in_the_registry_are_passed_over(monkeypatch):
    monkeypatch.setattr(module, "CHAINS", {"discrete": module.CHAINS["discrete"]})
    assert [one.story for one in module.checked_systems([], None)] == ["discrete", "foundation", "band"]
    with pytest.raises(UserError, match="unknown system 'gaussian'"):
        one_curve("gaussian")


def test_all_six_have_a_place():
    assert [one.story for one in SYSTEMS] == ["discrete", "gaussian", "autoencoder", "text", "foundation", "band"]


def test_half_is_found_between_points_or_never():
    curve = pd.DataFrame({"x": [0.0, 1.0, 2.0], "variety": [1.0, 0.75, 0.25]})
    assert half_time(curve) == 1.5
    assert np.isnan(half_time(curve.iloc[:2]))


def test_the_caption_says_who_is_alike_and_who_is_faster(found):
    sentence = said(found[1])
    assert "within 25%: table of ten, normal law" in sentence or "within 25%: normal law, table of ten" in sentence
    assert "band" in sentence.split("times as fast")[1]


def test_the_figure_names_who_lacks_a_regime(found):
    figure = figures.one_curve(*found, said="s", title="t")
    texts = [text.get_text() for axis in figure.axes for text in axis.texts]
    assert texts == ["without: foundation", "without: band"]
