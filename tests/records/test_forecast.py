"""Rivals that forecast a record and their scores: closed forms, limiting cases, and the numbers of a small record."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from specialisation_sim import UserError
from specialisation_sim.records import forecast
from specialisation_sim.records.drift import Null
from specialisation_sim.records.foundation_ahead import foundation_ahead
from specialisation_sim.records.needed import LENGTHS, PATHS, gentlest_by_length, wandered

FITTED = [0.738, 0.6386, 0.6034, 0.5901, 0.5868, 0.5767]
AHEAD = [[2.0096, 2.1934, 2.398], [1.9351, 2.131, 2.3075], [1.8835, 2.0465, 2.2244]]
"""As they were: entropies of the fitted foundation, and low, middle and high of the best rival."""

TILTED = np.array([[50.0 + 4 * year, 30.0, 20.0 - 2 * year] for year in range(7)])
YEARS = [str(2001 + year) for year in range(len(TILTED))]


def known(counts=TILTED):
    """What rivals know of some years of counts."""
    share = counts / counts.sum(axis=1, keepdims=True)
    entropy = -(share * np.log(share)).sum(axis=1)
    records = counts.sum(axis=1)
    return forecast.Known(counts, records, np.arange(len(counts), dtype=float), entropy, 1 / records, 90)


def draws(name, goals, of=None):
    return forecast.RIVALS[name](of or known(), np.asarray(goals, dtype=float), np.random.default_rng(0))


def test_the_score_of_draws_is_their_mean_distance_less_half_that_between_them():
    drawn, seen = np.array([3.0, 0.0, 1.0]), 0.5
    apart = np.mean([abs(a - b) for a in drawn for b in drawn])
    assert forecast.crps(drawn, seen) == pytest.approx(np.mean(np.abs(drawn - seen)) - apart / 2)
    assert forecast.crps(np.array([2.0]), 0.5) == 1.5


def test_plain_rivals_stand_where_their_names_say():
    entropy, far = known().entropy, 2.5 / np.sqrt(forecast.DRAWS)
    assert draws("as last year", [7, 8]).mean() == pytest.approx(entropy[-1], abs=far * 0.11)
    mean = draws("mean of the years", [7]).ravel()
    assert mean.mean() == pytest.approx(entropy.mean(), abs=far * mean.std())
    slope, start = np.polyfit(np.arange(7), entropy, 1)
    line = draws("straight line", [8, 30])
    assert np.median(line, axis=1) == pytest.approx(start + slope * np.array([8, 30]), abs=0.02)
    assert line[1].std() > 2 * line[0].std(), "the farther ahead, the less is known"


def test_the_fitted_foundation_goes_on_to_narrow_and_less_so_where_more_is_funded():
    tight = foundation_ahead(TILTED, TILTED.sum(axis=1), 90, 6, 200, np.random.default_rng(1))
    loose = foundation_ahead(TILTED, TILTED.sum(axis=1), 90, 6, 200, np.random.default_rng(1), loosened=3.0)
    assert tight.shape == (6, 200)
    assert (tight >= 0).all()
    assert (tight <= np.log(3)).all()
    assert np.median(tight[-1]) < np.median(tight[0])
    assert np.median(loose[-1]) > np.median(tight[-1])
    assert np.round(np.median(tight, axis=1), 4).tolist() == FITTED


def test_a_back_test_asks_each_rival_from_each_origin_on_and_the_best_comes_first():
    scores = forecast.back_test(known(), 2, 3)
    assert set(scores["rival"]) == set(forecast.RIVALS)
    assert scores["crps"].is_monotonic_increasing
    assert set(scores["forecasts"]) == {2 + 2 + 1}  # from the fourth, fifth and sixth year on, two years at most


def wander(memory, spread):
    """A kind of drift of a memory and a spread."""
    return Null("wander", memory, spread, np.nan, np.empty(0), np.empty((0, 0)), 0, 0)


def audited(counts=TILTED):
    what = [f"area {one}" for one in range(counts.shape[1])]
    table = (
        pd.DataFrame(counts, index=YEARS[: len(counts)], columns=what)
        .rename_axis("period")
        .melt(var_name="what", value_name="count", ignore_index=False)
    )
    trend = SimpleNamespace(periods=tuple(YEARS[: len(counts)]), places=tuple(range(len(counts))), size=90)
    return SimpleNamespace(trends={"count": trend}, categories=table.reset_index(), seed=2)


def test_a_forecast_shows_the_past_as_seen_and_the_years_ahead_with_their_spread():
    made = forecast.forecast(audited(), None, 3)
    assert made.ahead["period"].tolist() == [*YEARS, "+1", "+2", "+3"]
    assert made.ahead["seen"].notna().tolist() == [True] * 7 + [False] * 3
    assert made.ahead[["low", "middle", "high"]].iloc[7:].round(4).to_numpy().tolist() == AHEAD
    assert made.ahead["low"].iloc[:7].isna().all()
    assert made.best == made.scores["rival"].iloc[0] == "straight line"
    assert made.what_if == pytest.approx(2.6789, abs=1e-4)


def test_no_what_if_is_drawn_where_the_fitted_foundation_loses_to_wander(monkeypatch):
    scores = pd.DataFrame({"rival": ["drift", "AR(1) wander", "fitted foundation"], "crps": [0.1, 0.3, 0.1]})
    monkeypatch.setattr(forecast, "back_test", lambda *_: scores)
    assert np.isnan(forecast.forecast(audited(), None, 1).what_if)
    monkeypatch.setattr(forecast, "back_test", lambda *_: scores.assign(crps=[0.2, 0.3, 0.1]))
    assert np.isfinite(forecast.forecast(audited(), None, 1).what_if)


def test_a_record_that_is_too_short_or_of_totals_is_not_forecast():
    with pytest.raises(UserError, match=r"--ahead needs 6 periods that count, .* this record has 5"):
        forecast.forecast(audited(TILTED[:5]), None, 2)
    assert len(forecast.forecast(audited(TILTED[:6]), None, 1).ahead) == 7
    with pytest.raises(UserError, match="a table of totals is not forecast"):
        forecast.forecast(SimpleNamespace(trends={"amount": None}), None, 2)


def test_without_drift_the_gentlest_narrowing_is_that_of_the_noise_alone():
    share, variance = np.array([0.5, 0.3, 0.2]), 0.01
    gentle = gentlest_by_length(wander(0.5, 0.0), share, variance, 200, np.random.default_rng(5), 0.9)
    assert list(gentle) == list(LENGTHS)
    for length, slope in gentle.items():
        times = np.arange(length) - (length - 1) / 2
        assert slope == pytest.approx(-1.645 * np.sqrt(variance / (times**2).sum()), rel=0.25)
    wide = gentlest_by_length(wander(1.0, 0.1), share, variance, 200, np.random.default_rng(5), 0.9)
    assert wide[60] < gentle[60]
    assert wide[60] > -1


@pytest.mark.parametrize("memory", [0.5, 1.0])
def test_mixes_that_wander_are_mixes_as_spread_as_is_said(memory):
    middle = np.log([0.5, 0.3, 0.2])
    paths = wandered(wander(memory, 0.1), middle, 9, np.random.default_rng(2))
    assert paths.shape == (9, 3, PATHS)
    np.testing.assert_allclose(np.exp(paths).sum(axis=1), 1)
    apart = paths[:, 0] - paths[:, 1]  # of two categories the common factor falls out
    steps = np.sqrt(2) * 0.1 * (np.sqrt(np.arange(9)) if memory == 1 else np.ones(9))
    np.testing.assert_allclose(apart.std(axis=1), steps, atol=0.03)
