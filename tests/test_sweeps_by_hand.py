"""What is read off a sweep, one formula at a time, and what random damage does to what is kept."""

import io
import random
from contextlib import suppress
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from scipy import stats

from specialisation_sim import (
    Island,
    Sweep,
    UserError,
    grid,
    latin_hypercube,
    morris,
    one_at_a_time,
    read_sweep,
    saltelli,
)
from specialisation_sim import sweep as swept
from specialisation_sim.sweeps.axes import LogRange, Range
from specialisation_sim.sweeps.engines import checked_client
from specialisation_sim.sweeps.precision import replicates_needed
from specialisation_sim.sweeps.sensitivity import morris_indices, noise_share, sobol_indices
from specialisation_sim.sweeps.store import LOCK, _lock, _short, at_work
from specialisation_sim.sweeps.summaries import effects, end_states, phase_diagram, point_means

RANGES = {"crash_loss": (0, 1), "allee": (0, 0.9), "common_sky": (0, 1)}


def made_up(design, answer, replicates=1):
    """A sweep whose game is a known function of the point."""
    kind = Island.Parameters
    points = pd.DataFrame(design.changes(kind)).reset_index(names="point")
    if design.kind == "oat":
        points = points.fillna({name: getattr(kind(), name) for name in design.axes})
        points.insert(1, "varied", ["", *(name for name, axis in design.axes.items() for _ in axis)])
    runs = points.loc[points.index.repeat(replicates)].reset_index(drop=True)
    return Sweep(Island, design, kind(), points, runs.assign(game=answer(runs)), 1)


def interval(values, confidence):
    return stats.t.interval(confidence, len(values) - 1, np.mean(values), stats.sem(values))


VALUES = np.array([1.0, 2.0, 6.0, np.nan, 3.0, np.nan, np.nan, np.nan, np.nan])
"""Of three points: three runs with a value, one, and none."""


@pytest.mark.parametrize("confidence", [0.95, 0.6])
def test_means_of_points_leave_out_runs_without_a_value(confidence):
    table = point_means(made_up(grid(need=[0.1, 0.2, 0.3]), lambda runs: VALUES, 3), "game", confidence)
    assert table["runs"].tolist() == [3, 1, 0]
    assert table["mean"].tolist()[:2] == [3, 3]
    assert table["sd"][0] == pytest.approx(np.std([1, 2, 6], ddof=1))
    assert (table["low"][0], table["high"][0]) == pytest.approx(interval([1, 2, 6], confidence))
    assert table[["low", "high", "sd"]][1:].isna().all(axis=None)


@pytest.mark.parametrize("confidence", [0.95, 0.6])
def test_replicates_are_steins_rule(confidence):
    found = replicates_needed(made_up(grid(need=[0.1, 0.2, 0.3]), lambda runs: VALUES, 3), "game", 0.5, confidence)
    reach = stats.t.ppf(0.5 + confidence / 2, 2)
    assert found["needed"][0] == np.ceil((reach * np.std([1, 2, 6], ddof=1) / 0.5) ** 2)
    assert found["now"][0] == pytest.approx(reach * stats.sem([1, 2, 6]))
    assert found[["now", "needed"]][1:].isna().all(axis=None)
    assert replicates_needed(made_up(grid(need=[0.1]), lambda runs: VALUES[:3], 3), "game", 1e3)["needed"][0] == 3


def test_noise_is_the_variance_of_means_over_the_variance_of_points():
    values = np.array([1.0, 2.0, 6.0, 4.0, 5.0, 9.0, 0.0, 0.5, 1.5])
    found = noise_share(made_up(grid(need=[0.1, 0.2, 0.3]), lambda runs: values, 3), "game")
    parts = values.reshape(3, 3)
    assert found == pytest.approx((parts.var(axis=1, ddof=1) / 3).mean() / parts.mean(axis=1).var(ddof=1))


@pytest.mark.parametrize("confidence", [0.95, 0.6])
@pytest.mark.parametrize("side", ["below", "above"])
def test_collapse_is_beyond_the_bound_and_not_at_it(side, confidence):
    values = np.array([1.0, 1.5, 2.0, 1.5, 1.2, 0.9])
    found = made_up(grid(need=[0.1, 0.2], memory=[0.5]), lambda runs: values, 3)
    table = phase_diagram(found, "game", confidence=confidence, **{side: 1.5})
    hits = [1, 2] if side == "below" else [1, 0]
    np.testing.assert_allclose(table["collapsed"], np.array(hits) / 3)
    for number, (_, row) in zip(hits, table.iterrows(), strict=True):
        exact = stats.binomtest(number, 3).proportion_ci(confidence, method="wilson")
        assert (row["collapsed_low"], row["collapsed_high"]) == pytest.approx((exact.low, exact.high), abs=1e-12)


@pytest.mark.parametrize("confidence", [0.95, 0.6])
def test_effects_of_a_grid_are_over_all_runs_with_a_value_of_the_axis(confidence):
    values = np.arange(12.0) ** 1.5
    found = effects(made_up(grid(need=[0.1, 0.2], memory=[0.3, 0.5, 0.7]), lambda runs: values, 2), "game", confidence)
    assert list(found) == ["need", "memory"]
    table = values.reshape(2, 3, 2)
    for name, parts in (("need", table), ("memory", table.swapaxes(0, 1))):
        for part, (_, row) in zip(parts, found[name].iterrows(), strict=True):
            assert row["mean"] == pytest.approx(part.mean())
            assert (row["low"], row["high"]) == pytest.approx(interval(part.ravel(), confidence))


def test_effects_one_at_a_time_keep_the_others_at_rest():
    design = one_at_a_time(need=[0.05, 0.2], memory=[0.3])
    found = effects(made_up(design, lambda runs: 10 * runs["need"] + runs["memory"]), "game")
    rest = Island.Parameters()
    assert found["memory"]["memory"].tolist() == sorted([0.3, rest.memory])
    assert found["need"]["need"].tolist() == sorted({0.05, 0.2, rest.need})
    for name, slope in (("need", 10), ("memory", 1)):
        steps = np.diff(found[name]["mean"]) / np.diff(found[name][name])
        np.testing.assert_allclose(steps, slope, rtol=1e-9)


def test_effects_of_a_sample_are_its_points():
    design = latin_hypercube(5, **RANGES)
    found = effects(made_up(design, lambda runs: 2 * runs["allee"]), "game")
    for name in RANGES:
        np.testing.assert_allclose(found[name]["mean"], 2 * found["allee"]["allee"])
        assert len(found[name]) == 5


def test_ends_of_runs_by_hand():
    values = np.array([0.0, 1.0, 4.0, np.nan, 3.0, 4.0])
    table = end_states(made_up(grid(need=[0.1, 0.2]), lambda runs: values, 3), "game", "need", bins=4)
    assert table["low"].tolist() == [0, 1, 2, 3] * 2
    assert table["high"].tolist() == [1, 2, 3, 4] * 2
    assert table["runs"].tolist() == [1, 1, 0, 1, 0, 0, 0, 2]
    assert table["share"].tolist() == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3, 0, 0, 0, 1])
    few = made_up(latin_hypercube(60, **RANGES), lambda runs: runs["allee"])
    assert end_states(few, "game", "allee", bins=2)["allee"].nunique() == 60
    many = made_up(latin_hypercube(61, **RANGES), lambda runs: runs["allee"])
    table = end_states(many, "game", "allee", bins=2)
    assert table["allee"].nunique() <= 20
    assert table["runs"].sum() == 61


def bent(runs):
    return np.exp(runs["crash_loss"]) + runs["crash_loss"] * runs["allee"] + runs["common_sky"] ** 2


def test_intervals_of_sobol_indices_are_as_wide_as_their_level_says():
    found = made_up(saltelli(64, second_order=True, **RANGES), bent)
    wide, narrow = (sobol_indices(found, "game", confidence=level, seed=3) for level in (0.95, 0.6))
    assert wide["index"].tolist() == narrow["index"].tolist()
    ratio = stats.norm.ppf(0.975) / stats.norm.ppf(0.8)
    np.testing.assert_allclose(wide["high"] - wide["low"], ratio * (narrow["high"] - narrow["low"]), rtol=1e-9)
    np.testing.assert_allclose(wide["high"] + wide["low"], 2 * wide["index"], rtol=1e-9, atol=1e-12)
    other = sobol_indices(found, "game", seed=4)
    assert not np.allclose(other["high"], wide["high"])


def test_intervals_of_morris_effects_are_as_wide_as_their_level_says():
    found = made_up(morris(8, **RANGES), bent)
    wide, narrow = (morris_indices(found, "game", confidence=level, seed=3) for level in (0.95, 0.6))
    ratio = stats.norm.ppf(0.975) / stats.norm.ppf(0.8)
    np.testing.assert_allclose(wide["high"] - wide["effect"], ratio * (narrow["high"] - narrow["effect"]), rtol=1e-9)
    np.testing.assert_allclose(wide["low"], np.maximum(2 * wide["effect"] - wide["high"], 0), rtol=1e-9)
    assert (wide["high"] > wide["effect"]).any()


def test_a_random_flip_that_reaches_the_data_is_noticed(tmp_path):
    chance = random.Random(5)
    options = {"workers": 1, "progress": False, "block": 10_000}
    whole = swept(Island, grid(exponent=[0.0, 0.5]), 3, 10, out=tmp_path, **options).runs
    pd.testing.assert_frame_equal(read_sweep(tmp_path).runs, whole, check_exact=True)
    (file,) = (path for path in (tmp_path / "blocks").iterdir() if path.suffix == ".parquet")
    content = file.read_bytes()
    plain, reached = pq.read_table(io.BytesIO(content)).to_pandas(), 0
    for _ in range(2000):
        flipped = bytearray(content)
        flipped[chance.randrange(4, len(content) - 8)] ^= 1 << chance.randrange(8)
        with suppress(Exception):  # most flips pyarrow notices itself
            if pq.read_table(io.BytesIO(bytes(flipped))).to_pandas().equals(plain):
                continue
            file.write_bytes(flipped)
            reached += 1
        if file.read_bytes() != content:
            with pytest.raises(UserError, match="is not finished"):
                read_sweep(tmp_path)
            file.write_bytes(content)
        if reached == 5:
            break
    assert reached == 5


@pytest.mark.parametrize("axis", [Range(1, 10), LogRange(1, 10)])
def test_whole_numbers_reach_both_ends_of_a_range(axis):
    assert [axis.at(rank, True) for rank in (0.0, 1 - 1e-9, 1.0)] == [1, 10, 10]
    assert [axis.at(rank, False) for rank in (0.0, 1.0)] == [1, pytest.approx(10)]


def test_one_process_at_a_time_is_at_work_in_a_folder(tmp_path):
    assert not at_work(tmp_path)
    with (tmp_path / LOCK).open("w") as mine:
        assert not at_work(tmp_path)
        assert _lock(mine.fileno())
        assert at_work(tmp_path)
        with (tmp_path / LOCK).open("w") as other:
            assert not _lock(other.fileno(), tries=2)
    assert not at_work(tmp_path)


def test_a_lock_is_tried_again_while_somebody_looks(tmp_path, monkeypatch):
    tries, waits = [], []

    def taken(handle, how):
        tries.append(how)
        if len(tries) < 3:
            raise BlockingIOError

    monkeypatch.setattr("specialisation_sim.sweeps.store.fcntl.flock", taken)
    monkeypatch.setattr("specialisation_sim.sweeps.store.sleep", waits.append)
    assert _lock(0, tries=3)
    assert len(tries) == 3
    assert waits == [0.05, 0.05]
    tries.clear()
    assert not _lock(0, tries=2)
    assert len(waits) == 3


def test_where_a_file_system_has_no_locks_it_can_always_be_had(monkeypatch):
    def none(handle, how):
        raise OSError

    monkeypatch.setattr("specialisation_sim.sweeps.store.fcntl.flock", none)
    assert _lock(0)


@pytest.mark.parametrize("missing", ["submit", "nthreads", "cancel"])
def test_a_client_must_be_able_to_do_all_that_is_asked_of_it(missing):
    able = SimpleNamespace(**dict.fromkeys(("submit", "nthreads", "cancel"), print))
    assert checked_client(able) is able
    delattr(able, missing)
    with pytest.raises(UserError, match="client is a SimpleNamespace; give a dask"):
        checked_client(able)


def test_a_value_of_up_to_sixty_letters_is_said_whole():
    assert _short("x" * 60) == "x" * 60
    assert _short("x" * 61) == "x" * 57 + "..."
    assert _short([1, 2]) == "1 2"
