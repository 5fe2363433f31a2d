"""Maps, tilt and lock-in, and observed maps against what single worlds give, one formula at a time."""

import numpy as np
import pandas as pd
import pytest
from scipy import special, stats

from specialisation_sim import (
    Foundation,
    Generator,
    Island,
    Species,
    UserError,
    bifurcation,
    laws,
    measure,
    observed_map,
    return_map,
    story,
)
from specialisation_sim.maps.bifurcations import levers_of
from specialisation_sim.maps.return_maps import undecided_shares
from specialisation_sim.maps.tilt_and_lock_in import log_odds, maps_of_all
from specialisation_sim.measures import mean_interval
from specialisation_sim.model.parameters import parameter

SHARES = np.array([0.2, 0.5, 0.9])


def started(kind, **parameters):
    """A world of three runs, begun at three shares."""
    generation = kind.generation
    world = kind(kind.Parameters(**{**generation.alone, **parameters}), seeds=[1, 2, 3])
    world.start_at(SHARES, 50.0)
    return world


@pytest.mark.parametrize(("name", "rest"), [("island", [1]), ("band", [1, 0]), ("labour", [1])])
def test_people_begin_with_the_record_and_the_habit_of_the_share(name, rest):
    world = started(story(name))
    mix = np.stack([SHARES, *[(1 - SHARES) * part for part in rest]])[..., None]
    np.testing.assert_allclose(world.habit, np.broadcast_to(mix, world.habit.shape), rtol=1e-14)
    np.testing.assert_allclose(world.experience, np.broadcast_to(50 * mix, world.experience.shape), rtol=1e-14)
    np.testing.assert_allclose(world.skill, world.skill_of(world.experience), rtol=1e-14)


def test_the_foundation_begins_with_records_of_the_share_and_of_outside_data():
    world = started(Foundation, outside=0.3)
    mix = laws.large_and_tail(SHARES, world.p.tail, world.p.domains)
    np.testing.assert_allclose(mix.sum(axis=0), 1)
    np.testing.assert_allclose(world.record, 0.7 * mix + 0.3 * world.first_mix + 0 * world.record, rtol=1e-14)
    np.testing.assert_array_equal(world.taught, mix)


def test_the_generator_begins_with_a_training_mix_of_the_share_and_of_the_original():
    world = started(Generator, outside=0.3)
    mix = laws.large_and_tail(SHARES, world.p.tail, world.p.classes)
    np.testing.assert_allclose(world.output, mix + 0 * world.output, rtol=1e-14)
    np.testing.assert_allclose(world.mix, 0.7 * mix + 0.3 * world.original + 0 * world.mix, rtol=1e-14)


def test_the_first_lineage_begins_with_the_share_of_its_first_host():
    world = started(Species)
    niche = world.allocation[:, :, 0]
    np.testing.assert_array_equal(niche[0], SHARES)
    np.testing.assert_allclose(niche.sum(axis=0), 1)
    np.testing.assert_array_equal(world.performance[:, :, 0], laws.performance(niche, world.p.trade_off))


@pytest.mark.parametrize("name", ["discrete", "tilt", "verification", "tabular"])
def test_chains_begin_at_the_share(name):
    kind = story(name)
    world = kind(seeds=[1, 2, 3])
    world.start_at(SHARES, 0.0)
    if name == "discrete":
        np.testing.assert_array_equal(world.source.shares[0], SHARES)
        np.testing.assert_allclose(world.source.shares.sum(axis=0), 1)
        rest = world.truth.shares[1:] / world.truth.shares[1:].sum(axis=0)
        np.testing.assert_allclose(world.source.shares[1:] / (1 - SHARES), rest + 0 * world.source.shares[1:])
    else:
        np.testing.assert_allclose(getattr(world, kind.share), SHARES, rtol=1e-9)


@pytest.mark.parametrize("confidence", [0.95, 0.8])
def test_a_map_is_the_mean_of_worlds_begun_at_each_share(confidence):
    table = return_map(
        Island, shares=SHARES, runs=6, steps=9, seasoned=40.0, confidence=confidence, progress=False, seed=4, workers=1
    ).table

    def lived(share, seed, **options):
        world = Island(seeds=[seed], **options)
        world.start_at(np.array([share]), 40.0)
        for _ in range(9):
            world.step()
        return getattr(world, Island.share)[0]

    for row, share in zip(table.to_dict("records"), SHARES, strict=True):
        ends = np.array([lived(share, seed) for seed in range(4, 10)])
        kept = np.mean([lived(share, seed, without=Island.generation.learn) for seed in range(4, 10)])
        half = stats.t.ppf(0.5 + confidence / 2, 5) * ends.std(ddof=1) / np.sqrt(6)
        assert row["share"] == share
        assert row["next"] == pytest.approx(ends.mean(), rel=1e-12)
        assert row["low"] == pytest.approx(max(ends.mean() - half, 0), rel=1e-9, abs=1e-12)
        assert row["high"] == pytest.approx(min(ends.mean() + half, 1), rel=1e-9)
        assert row["unlearned"] == pytest.approx(kept, rel=1e-12)
        assert row["runs"] == 6
        for name, value in (
            ("tilt", special.logit(kept) - special.logit(share)),
            ("lock_in", special.logit(ends.mean()) - special.logit(kept)),
        ):
            if np.isfinite(value):
                assert row[name] == pytest.approx(value, rel=1e-9)
    assert np.isfinite(table["tilt"]).any()


def test_amplification_tilt_and_lock_in_have_the_intervals_of_log_odds():
    found = measure("foundation", share=0.6, runs=8, confidence=0.9, seed=2, progress=False).iloc[0]
    kind, p = Foundation, Foundation.Parameters(**Foundation.generation.alone)
    steps = max(kind.generation.steps, 2)

    def ends(**options):
        world = kind(p, seeds=range(2, 10), **options)
        world.start_at(np.full(8, 0.6), kind.generation.seasoned)
        for _ in range(steps):
            world.step()
        return getattr(world, kind.share)

    learned, kept = ends(), ends(without=kind.generation.learn)
    odds = [special.logit(v.mean()) + (v - v.mean()) / (v.mean() * (1 - v.mean())) for v in (learned, kept)]
    for name, values in (
        ("amplification", odds[0] - special.logit(0.6)),
        ("tilt", odds[1] - special.logit(0.6)),
        ("lock_in", odds[0] - odds[1]),
    ):
        half = stats.t.ppf(0.95, 7) * values.std(ddof=1) / np.sqrt(8)
        exact = [values.mean(), values.mean() - half, values.mean() + half]
        np.testing.assert_allclose([found[name], found[f"{name}_low"], found[f"{name}_high"]], exact, rtol=1e-9)
    assert found["next"] == pytest.approx(learned.mean())


@pytest.mark.parametrize("confidence", [0.95, 0.5])
def test_a_mean_has_students_interval_and_leaves_out_what_is_not_there(confidence):
    values = np.array([[1.0, 4.0, np.nan, 2.5, 9.0], [np.nan, 3.0, np.nan, np.nan, np.nan], [np.nan] * 5])
    mean, low, high = mean_interval(values, confidence)
    known = values[0][np.isfinite(values[0])]
    exact = stats.t.interval(confidence, 3, known.mean(), stats.sem(known))
    np.testing.assert_allclose([mean[0], low[0], high[0]], [known.mean(), *exact], rtol=1e-12)
    assert mean[1] == 3
    assert np.isnan([low[1], high[1], mean[2], low[2], high[2]]).all()


def test_an_observed_map_by_hand():
    series = pd.DataFrame(
        {
            "run": np.repeat([0, 1, 2], 4),
            "time": [0, 1, 2, 3] * 3,
            "share": [0.0, 0.0, 0.1, 0.2, 0.15, 0.6, 1.0, 1.0, 0.05, 0.3, 0.0, np.nan],
        }
    )
    table = observed_map(series, "share", cells=2, confidence=0.8)
    # Cells: at 0; below one half; from one half on (one pair only, left out); at 1 (one pair only).
    here = {0.0: ([0, 0], [0.0, 0.1]), 0.5: ([0.1, 0.15, 0.05, 0.3], [0.2, 0.6, 0.3, 0.0])}
    assert table["pairs"].tolist() == [2, 4]
    for row, (now, following) in zip(table.to_dict("records"), here.values(), strict=True):
        low, high = stats.t.interval(0.8, len(now) - 1, np.mean(following), stats.sem(following))
        assert row["share"] == pytest.approx(np.mean(now))
        assert row["next"] == pytest.approx(np.mean(following))
        assert row["low"] == pytest.approx(max(low, 0), abs=1e-12)
        assert row["high"] == pytest.approx(min(high, 1))
    two = observed_map(series, "share", lag=2, cells=1)
    assert two["pairs"].tolist() == [2, 3]
    assert two["next"][1] == pytest.approx(np.mean([1.0, 1.0, 0.0]))


def test_maps_of_all_are_those_of_each_setting_with_the_same_shares_runs_and_seed():
    maps, points = maps_of_all("foundation", shares=5, runs=4, seed=3, progress=False)
    assert list(maps["setting"].unique()) == ["no countervailing force", "outside data"]
    for setting, held in (("no countervailing force", {}), ("outside data", Foundation.generation.held)):
        p = Foundation.Parameters(**Foundation.generation.alone).but(**held)
        one = return_map(Foundation, p, 5, runs=4, seed=3, progress=False)
        for whole, table in ((maps, one.table), (points, one.points)):
            part = whole[whole["setting"] == setting][table.columns].reset_index(drop=True)
            pd.testing.assert_frame_equal(part, table.reset_index(drop=True), check_dtype=False)


def test_a_bifurcation_is_the_maps_at_each_value_of_the_lever():
    found = bifurcation(
        Island,
        lever="exponent",
        values=[1.0, 0.0],
        shares=SHARES,
        runs=4,
        steps=5,
        seasoned=30.0,
        confidence=0.8,
        seed=2,
        progress=False,
    )
    assert found.maps["exponent"].tolist() == [0.0] * 3 + [1.0] * 3
    assert (found.lever, found.unit, found.share_of) == ("exponent", "1", "hunting")
    for table in (found.maps, found.points):
        assert table.index.tolist() == list(range(len(table)))
    for value in (0.0, 1.0):
        table = return_map(
            Island,
            Island.Parameters(exponent=value),
            SHARES,
            runs=4,
            steps=5,
            seasoned=30.0,
            confidence=0.8,
            seed=2,
            progress=False,
        ).table
        part = found.maps[found.maps["exponent"] == value].reset_index(drop=True)
        np.testing.assert_array_equal(part[["share", "next"]], table[["share", "next"]])
        np.testing.assert_allclose(np.clip(part["low"], 0, 1), table["low"])
        np.testing.assert_allclose(np.clip(part["high"], 0, 1), table["high"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"seasoned": -1.0}, "seasoned = -1 is out of bounds; allowed: from 0"),
        ({"seasoned": np.inf}, "seasoned = inf is out of bounds"),
        ({"confidence": 0.0}, "confidence = 0 is out of bounds"),
        ({"confidence": 1.0}, "confidence = 1 is out of bounds"),
        ({"steps": 0}, "steps = 0"),
        ({"runs": 0}, "runs = 0"),
        ({"shares": [0.5, 1.1]}, "starting shares must be numbers from 0 to 1"),
        ({"shares": [-0.1]}, "starting shares must be numbers from 0 to 1"),
        ({"shares": []}, "starting shares must be numbers from 0 to 1"),
        ({"seed": 2**63 - 1, "runs": 2}, "seed = 9223372036854775808 is not valid"),
    ],
)
def test_a_map_refuses_what_is_beyond_its_bounds(options, message):
    with pytest.raises(UserError, match=message):
        return_map(Island, progress=False, **options)


def test_a_map_takes_what_lies_at_its_bounds():
    found = return_map(
        Island, shares=[0.0, 1.0], runs=2, steps=1, seasoned=0.0, seed=2**63 - 2, confidence=0.01, progress=False
    )
    assert found.table["share"].tolist() == [0, 1]
    assert found.table["tilt"].isna().all()


def test_a_map_known_at_both_corners_alone_crosses_near_the_line_between_them():
    found = return_map(Island, shares=[0.0, 1.0], runs=5, progress=False)
    low, high = found.table["next"]
    assert found.points["share"].tolist() == pytest.approx([low / (1 - high + low)], abs=0.05)


def test_a_share_is_undecided_where_its_interval_holds_it_and_has_a_width():
    table = pd.DataFrame(
        {"share": [0.0, 0.2, 0.4, 0.6, 0.8], "low": [0.0, 0.1, 0.41, 0.6, 0.7], "high": [0.0, 0.3, 0.5, 0.7, 0.8]}
    )
    assert undecided_shares(table) == 3


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_measure_needs_a_share_inside(share):
    with pytest.raises(UserError, match=f"share = {share:g} is out of bounds"):
        measure("island", share=share, progress=False)


def test_log_odds_of_a_mean_have_the_mean_and_error_of_the_delta_method():
    values = np.array([0.2, 0.5, 0.6])
    odds = log_odds(values)
    mean = values.mean()
    assert odds.mean() == pytest.approx(np.log(mean / (1 - mean)))
    assert stats.sem(odds) == pytest.approx(stats.sem(values) / (mean * (1 - mean)))
    assert np.isnan(log_odds(np.ones(3))).all()
    assert np.isnan(log_odds(np.zeros(3))).all()


def test_runs_above_the_mean_share_are_above_its_log_odds():
    values = np.array([0.2, 0.5, 0.6])
    np.testing.assert_array_equal(np.argsort(log_odds(values)), np.argsort(values))


def test_levers_are_numbers_and_no_switches():
    class Switched(Island):
        class Parameters(Island.Parameters):
            lucky: bool = parameter(True, "whether there is luck", unit="1")

    assert levers_of(Switched) == levers_of(Island)
    assert {"exponent", "foragers"} <= set(levers_of(Island))
    assert "learning" not in levers_of(Island)
