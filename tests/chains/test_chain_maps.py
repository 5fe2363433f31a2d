"""Return maps of chains against their closed forms."""

import numpy as np
import pytest
from scipy import special

from specialisation_sim import UserError, bifurcation, measure, return_map
from specialisation_sim.chains import CHAINS
from specialisation_sim.registry import story as chain

SHARES = np.linspace(0.0, 1.0, 11)
WITH_MAPS = [name for name in CHAINS if chain(name).generation is not None]


def mapped(name, shares=SHARES, runs=300, **parameters):
    kind = chain(name)
    return return_map(kind, kind.Parameters(**parameters), shares, runs=runs, progress=False, workers=1).table


def off_by(table, expected):
    """Distance of a map from a closed form, in standard errors; rounding where nothing varies."""
    error = np.maximum((table["high"] - table["next"]) / 1.968, 1e-12)
    return np.abs(table["next"] - expected).to_numpy() / error.to_numpy()


def first_of_truth(**parameters):
    kind = chain("discrete")
    return kind(kind.Parameters(**parameters), seeds=[0]).reference[0, 0]


@pytest.mark.parametrize("states", [2, 10])
def test_resampling_leaves_the_mean_where_it_is(states):
    table = mapped("discrete", states=states)
    assert off_by(table, SHARES).max() <= 4
    np.testing.assert_allclose(np.diff(table["next"]) / np.diff(SHARES), 1, atol=0.1)


@pytest.mark.parametrize(("beta", "gamma"), [(0.0, 0.1), (0.0, 0.5), (0.3, 0.2)])
def test_original_data_turn_the_map_about_the_truth(beta, gamma):
    table = mapped("discrete", regime="mix", handed_down=beta, outside=gamma)
    line = (1 - gamma) * SHARES + gamma * first_of_truth()
    assert off_by(table, line).max() <= 4
    assert off_by(table, SHARES).max() > 10


@pytest.mark.long("closed forms, by many runs")
def test_with_original_data_the_truth_is_the_stable_point():
    kind = chain("discrete")
    found = return_map(kind, kind.Parameters(regime="mix", outside=0.3), runs=400, progress=False, workers=1)
    (point,) = found.points.to_dict("records")
    assert point["stability"] == "stable"
    assert point["low"] <= first_of_truth() <= point["high"]
    assert point["slope_low"] <= 0.7 <= point["slope_high"]


@pytest.mark.parametrize("number", [1, 4, 16])
def test_curation_takes_the_best_of_n(number):
    table = mapped("tilt", method="curated", candidates=number, runs=20)
    np.testing.assert_allclose(table["next"], 1 - (1 - SHARES) ** number, atol=1e-12)
    np.testing.assert_allclose(table["unlearned"], table["next"], atol=1e-12)


def test_curation_of_original_data_pushes_back():
    """An even reference has the same share of whichever option is best."""
    table = mapped("tilt", method="curated", candidates=4, outside=0.3, exponent=0.0, options=20, runs=20)
    record = 0.7 * SHARES + 0.3 / 20
    np.testing.assert_allclose(table["next"], 1 - (1 - record) ** 4, atol=1e-12)


def test_fine_tuning_moves_log_odds_of_two_options_by_the_reward():
    """Two options: ln-odds' = (1 - eta b) ln-odds + eta b ln-odds of the reference + eta (difference of rewards)."""
    inside = SHARES[1:-1]
    kind = chain("tilt")
    p = kind.Parameters(options=2, exponent=0.0, price=2.0, rate=0.1)
    table = return_map(kind, p, inside, runs=400, progress=False, workers=1).table
    rewards = kind(p, seeds=range(400)).reward
    gain = 0.1 * np.abs(rewards[0] - rewards[1])
    expected = special.expit((1 - 0.2) * special.logit(inside)[:, None] + gain).mean(axis=1)
    np.testing.assert_allclose(table["next"], expected, atol=1e-12)


def test_verified_labels_follow_the_closed_form_of_a_large_sample():
    """Two crossings of the diagonal: right labels spread above one half and vanish below."""
    table = mapped("verification", SHARES[1:-1], keep_wrong=0.4)
    share, margin, free = SHARES[1:-1], 3.0, 99
    right, wrong = 0.8 * share, 0.4 * (1 - share)
    along = (2 * right / (right + wrong) - 1) * margin
    turn = along / np.hypot(along, np.sqrt(free / (20_000 * (right + wrong))))
    np.testing.assert_allclose(table["next"], special.ndtr(margin * turn), atol=0.01)


@pytest.mark.parametrize("modes", [2, 5])
def test_the_tabular_game_overshoots_as_its_linear_form_does(modes):
    """Near balanced data eigenvalues are 1 +- i h / sqrt(K): the slope after T steps is Re (1 + ...)^T."""
    near = 1 / modes + np.array([-1e-4, 1e-4])
    table = mapped("tabular", near, runs=2, modes=modes)
    slope = np.diff(table["next"]).item() / 2e-4
    assert slope == pytest.approx(((1 + 0.5j / np.sqrt(modes)) ** 14).real, rel=1e-4)


def test_weight_decay_makes_the_truth_of_the_tabular_game_stable():
    kind = chain("tabular")
    found = bifurcation(
        kind, lever="decay", values=[0.0, 0.5], shares=np.linspace(0.02, 0.98, 25), runs=5, progress=False
    ).points
    inside = found[(found["share"] - 0.2).abs() < 0.01]
    assert inside.groupby("decay")["stability"].first().to_dict() == {0.0: "unstable", 0.5: "stable"}


@pytest.mark.parametrize("name", WITH_MAPS)
def test_chains_with_a_share_are_measured_too(name):
    table = measure(chain(name), share=0.6, runs=20, progress=False)
    assert table["story"].unique().tolist() == [name]
    assert table["setting"].tolist() == ["no countervailing force", chain(name).generation.force]


def test_resampling_amplifies_nothing_and_original_data_pull_back():
    table = measure(chain("discrete"), share=0.6, runs=2000, progress=False).set_index("setting")
    alone = table.loc["no countervailing force"]
    assert alone["amplification_low"] < 0 < alone["amplification_high"]
    assert table.loc["original data", "amplification_high"] < -0.1


@pytest.mark.parametrize("name", [name for name in CHAINS if name not in WITH_MAPS])
def test_chains_without_a_share_say_so(name):
    with pytest.raises(UserError, match=f"^{name} has no return map: nothing in it is a share"):
        return_map(chain(name), progress=False)


@pytest.mark.parametrize("regime", ["accumulate", "pool", "counts"])
def test_regimes_that_remember_more_than_a_share_say_so(regime):
    kind = chain("discrete")
    with pytest.raises(UserError, match="remembers more than a share; allowed: 'replace' or 'mix'"):
        return_map(kind, kind.Parameters(regime=regime), progress=False)
    with pytest.raises(UserError, match="remembers more than a share"):
        bifurcation(kind, kind.Parameters(regime=regime), lever="outside", progress=False)
