import numpy as np
import pytest
from scipy import stats

from specialisation_sim import Island, IslandParameters, UserError, return_map

SHARES = np.linspace(0.04, 0.96, 24)
"""Shares of fishing at the start."""
RUNS, STEPS, SUNNY = 100, 100, 0.75


def fishing_next(share, exponent):
    """Share of cloudy enough days when skills are powers of a long experience in these shares."""
    threshold = 1 / (1 + (share / (1 - share)) ** exponent)
    return 1 - threshold ** (np.log(SUNNY) / np.log(0.5))


def off_by(measured, exponent):
    """Distance of a measured map from the closed form, in standard errors of so many days."""
    expected = fishing_next(SHARES, exponent)
    return (measured - expected) / np.sqrt(expected * (1 - expected) / (RUNS * STEPS))


def late_map(exponent, **options):
    """The map of hunting in the late limit, the period being short against what has been learned."""
    parameters = IslandParameters(exponent=exponent, sunny=SUNNY, need=0.0)
    return return_map(
        Island, parameters, 1 - SHARES, runs=RUNS, steps=STEPS, seasoned=1e6, progress=False, workers=1, **options
    )


@pytest.fixture(scope="module", params=[0.32, 1.0])
def late(request):
    return request.param, late_map(request.param).table


def test_the_late_map_is_its_closed_form(late):
    exponent, table = late
    assert np.abs(off_by(1 - table["next"].to_numpy(), exponent)).max() < 4


def test_with_learning_switched_off_the_closed_form_is_the_same(late):
    exponent, table = late
    assert np.abs(off_by(1 - table["unlearned"].to_numpy(), exponent)).max() < 4


@pytest.mark.parametrize("factor", [0.8, 1.25])
def test_another_exponent_is_told_from_the_true_one(late, factor):
    exponent, table = late
    assert np.abs(off_by(1 - table["next"].to_numpy(), factor * exponent)).max() > 6


def test_the_interval_is_that_of_a_mean_of_independent_days(late):
    exponent, table = late
    expected = fishing_next(SHARES, exponent)
    error = np.sqrt(expected * (1 - expected) / (RUNS * STEPS))
    width = (table["high"] - table["low"]).to_numpy() / 2
    ratio = width / (error * stats.t.ppf(0.975, RUNS - 1))
    # The spread of a hundred runs is known to 7 %.
    assert np.abs(ratio - 1).max() < 0.28
    assert ratio.mean() == pytest.approx(1, abs=0.1)


def test_learning_within_a_period_goes_beyond_choice_on_the_unchanged_record():
    # A short record at even shares: sun tilts the days to hunting, and learning from them tilts further.
    parameters = IslandParameters(exponent=1.0, need=0.0)
    found = return_map(Island, parameters, [0.5], runs=200, steps=300, seasoned=30.0, progress=False, workers=1)
    row = found.table.iloc[0]
    assert row["unlearned"] == pytest.approx(0.75, abs=4 * np.sqrt(0.75 * 0.25 / 60_000))
    assert row["low"] > row["unlearned"] + 0.05


def test_without_shares_the_whole_interval_is_mapped():
    found = return_map(Island, runs=2, steps=3, progress=False, workers=1)
    assert found.table["share"].tolist() == np.linspace(0, 1, 41).tolist()
    assert (found.task, found.steps, found.seasoned) == ("hunt", 3, 1000.0)
    assert found.table.drop(columns=["tilt", "lock_in"]).notna().all().all()


def test_from_a_record_of_one_task_alone_that_task_goes_on():
    parameters = IslandParameters(exponent=2.0, need=0.0)
    found = return_map(Island, parameters, [0.0, 1.0], runs=20, steps=50, seasoned=1e6, progress=False, workers=1)
    assert found.table["next"].tolist() == pytest.approx([0, 1], abs=0.01)


def test_one_run_a_share_has_no_interval():
    table = return_map(Island, shares=[0.5], runs=1, steps=5, progress=False, workers=1).table
    assert table[["low", "high"]].isna().all().all()
    assert table["next"].notna().all()


@pytest.mark.parametrize("shares", [[], [0.5, 1.1], [-0.1], [np.nan]])
def test_wrong_shares_are_refused(shares):
    with pytest.raises(UserError, match="starting shares must be numbers from 0 to 1"):
        return_map(Island, shares=shares, runs=2, steps=3)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"seasoned": -1.0}, "seasoned"),
        ({"seasoned": np.nan}, "seasoned"),
        ({"steps": 0}, "steps"),
        ({"runs": 0}, "runs"),
        ({"confidence": 1.5}, "confidence"),
    ],
)
def test_wrong_numbers_are_refused_by_name(options, name):
    with pytest.raises(UserError, match=name):
        return_map(Island, **{"shares": [0.5], "runs": 2, "steps": 3, "progress": False, **options})
