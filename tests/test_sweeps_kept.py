"""Sweeps that are kept: they take what unkept ones take, grow, and read no argument in a way nobody meant."""

import json

import numpy as np
import pandas as pd
import pytest

from specialisation_sim import (
    Island,
    IslandParameters,
    UserError,
    choice,
    ensemble,
    grid,
    latin_hypercube,
    log_uniform,
    morris,
    normal,
    one_at_a_time,
    read_sweep,
    return_map,
    saltelli,
    sweep,
    uniform,
)
from specialisation_sim.sweeps.design import read_design
from specialisation_sim.sweeps.merge import merge
from specialisation_sim.sweeps.sensitivity import morris_indices, sobol_indices

TWO = {"foragers": 2, "need": 0.2}


def run(design, replicates=2, **options):
    return sweep(Island, design, replicates, 5, parameters=TWO, workers=1, progress=False, **options)


def same(one, other):
    pd.testing.assert_frame_equal(one.runs, other.runs, check_exact=True)
    return True


MIXED = [1.0, (1.0, 2.0)]


@pytest.mark.parametrize(
    "design",
    [
        grid(hunt_ease=MIXED),
        one_at_a_time(hunt_ease=[(1.0, 2.0)]),
        latin_hypercube(4, hunt_ease=MIXED, learning=["power", "saturating"]),
        grid(exponent=pd.Series([0.1, 0.2]), foragers=[np.int64(2)]),
        grid(exponent=[np.float32(0.5)], hunt_ease=[np.array([1.0, 2.0])]),
        grid(foragers=range(2, 4)),
    ],
)
def test_what_an_unkept_sweep_takes_can_be_kept_and_gone_on_with(design, tmp_path):
    unkept = run(design)
    for number in (np.int64(2), 2):
        assert same(run(design, number, out=tmp_path), unkept)
    pd.testing.assert_frame_equal(read_sweep(tmp_path).runs, unkept.runs)


def rows_on_disk(folder):
    return sum(len(pd.read_parquet(file)) for file in (folder / "blocks").iterdir())


def test_a_kept_sweep_grows_and_takes_what_is_there(tmp_path, monkeypatch):
    small, large = grid(exponent=[0.5, 1.0]), grid(exponent=[0.0, 0.5, 0.7, 1.0])
    run(small, 2, out=tmp_path, block=3)
    files = {file: file.read_bytes() for file in (tmp_path / "blocks").iterdir()}
    for design, replicates in ((small, 4), (large, 4), (large, 5)):
        assert same(run(design, replicates, out=tmp_path), run(design, replicates))
    assert rows_on_disk(tmp_path) == 4 * 5
    assert files.items() <= {file: file.read_bytes() for file in (tmp_path / "blocks").iterdir()}.items()
    monkeypatch.setattr("specialisation_sim.sweeps.engines.run_block", lambda *words: pytest.fail("it ran"))
    assert same(read_sweep(tmp_path), run(large, 5, out=tmp_path))


def test_a_sobol_sweep_grows_by_a_power_of_two(tmp_path):
    run(saltelli(4, exponent=(0, 1), half=(1, 9)), out=tmp_path)
    before = rows_on_disk(tmp_path)
    assert same(
        run(saltelli(8, exponent=(0, 1), half=(1, 9)), out=tmp_path), run(saltelli(8, exponent=(0, 1), half=(1, 9)))
    )
    assert rows_on_disk(tmp_path) == 2 * before


def test_a_stopped_sweep_grows_too(tmp_path):
    run(grid(exponent=[0.5, 1.0]), 4, out=tmp_path, block=2)
    next((tmp_path / "blocks").iterdir()).unlink()
    assert same(run(grid(exponent=[0.5, 1.0]), 6, out=tmp_path), run(grid(exponent=[0.5, 1.0]), 6))


@pytest.mark.parametrize(
    ("design", "replicates", "message"),
    [(grid(exponent=[0.5]), 2, "design"), (grid(exponent=[0.5, 1.0]), 1, "seeds: number 2 there, 1 here")],
)
def test_a_sweep_does_not_shrink(design, replicates, message, tmp_path):
    run(grid(exponent=[0.5, 1.0]), out=tmp_path)
    with pytest.raises(UserError, match=message):
        run(design, replicates, out=tmp_path)


def test_distributions_are_those_they_say():
    axes = {"exponent": uniform(0, 1), "half": log_uniform(1, 100), "need": normal(0.4, 0.1, 0.0, 1.0)}
    sets = latin_hypercube(400, **axes, learning=choice(["power", "saturating"], [1, 3])).sets(IslandParameters())
    assert abs(np.median([one.half for one in sets]) - 10) < 0.5
    needs = np.array([one.need for one in sets])
    assert abs(needs.mean() - 0.4) < 0.002
    assert abs(needs.std() - 0.1) < 0.002
    assert abs(np.mean([one.learning == "power" for one in sets]) - 0.25) < 0.02


def test_designs_of_distributions_and_groups_are_read_back():
    axes = {"exponent": (0, 1), "half": log_uniform(1, 9), "need": normal(0.2, 0.1, 0, 1)}
    design = saltelli(4, groups={"practice": ["exponent", "half"]}, **axes)
    again = read_design(json.loads(json.dumps(design.describe())))
    assert again.sets(IslandParameters()) == design.sets(IslandParameters())


def test_a_group_gets_one_index():
    axes = {"exponent": (0.0, 2.0), "half": (1.0, 50.0), "sunny": (0.6, 0.9)}
    groups = {"practice": ["exponent", "half"]}
    assert len(saltelli(8, groups=groups, **axes).sets(IslandParameters())) == 8 * 4
    sobol = sobol_indices(run(saltelli(8, groups=groups, **axes)), "hunting_skill")
    walks = morris_indices(run(morris(4, groups=groups, **axes)), "hunting_skill")
    assert sobol["parameter"].tolist() == ["practice", "sunny"] * 2
    assert walks["parameter"].tolist() == ["practice", "sunny"]
    assert (walks["effect"] > 0).all()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: grid(exponent=(0.1, 0.2)), "may be a range, values, or one value an agent"),
        (lambda: grid(exponent=0.5), "give a list of values"),
        (lambda: grid(learning={"power", "saturating"}), "give a list of values"),
        (lambda: grid(exponent={0.1: 1}), "give a list of values"),
        (lambda: grid(exponent=uniform(0, 1)), "a sample draws from"),
        (lambda: latin_hypercube(3, need=[0.2, 0.4]), "may be a range or two values"),
        (lambda: latin_hypercube(3, foragers=(1.5, 3)).sets(IslandParameters()), "counts in whole numbers"),
        (lambda: latin_hypercube(3, seed=1.5, need=(0, 1)), "seed = 1.5 is not valid"),
        (lambda: log_uniform(0, 1), "allowed: above 0"),
        (lambda: normal(0, 0), "allowed: above 0"),
        (lambda: choice([1]), "nothing varies"),
        (lambda: choice([1, 2], [1]), "give one above 0 for each of 2"),
        (lambda: morris(1, need=(0, 1)), "a whole number from 2"),
        (lambda: saltelli(1, need=(0, 1)), "a whole number from 2"),
        (lambda: saltelli(4, need=[0.2]), "nothing varies"),
        (lambda: saltelli(4, second_order=True, need=(0, 1)), "pairs need two"),
        (lambda: saltelli(4, second_order="no", need=(0, 1)), "True or False"),
        (lambda: morris(4, need=normal(0.4, 0.1)), "need has no ends"),
        (lambda: saltelli(4, groups={"a": ["nead"]}, need=(0, 1), half=(1, 2)), "did you mean 'need'"),
        (lambda: saltelli(4, groups={"a": ["need", "half"]}, need=(0, 1), half=(1, 2)), "nothing to tell apart"),
        (lambda: saltelli(4, groups={"need": ["half"], "a": ["need"]}, need=(0, 1), half=(1, 2)), "as a parameter is"),
        (lambda: saltelli(4, groups={"a": ["need"], "b": ["need"]}, need=(0, 1)), "need is in two groups"),
        (lambda: saltelli(4, groups={"a": "need"}, need=(0, 1)), "give lists of parameters by a name for each"),
        (lambda: run(grid(exponent=[0.5]), out=""), "give the name of a folder"),
    ],
)
def test_what_can_be_read_two_ways_or_gives_no_index_is_refused_before_it_runs(make, message):
    with pytest.raises(UserError, match=message):
        make()


def test_a_group_of_one_may_be_called_as_its_parameter_is():
    design = saltelli(4, groups={"need": ["need"], "a": ["half"]}, need=(0, 1), half=(1, 2))
    assert design.groups == {"need": ["need"], "a": ["half"]}


def low_threshold(world):
    return world.threshold > 0.55


def test_a_sweep_stops_runs_at_a_condition_kept_or_not(tmp_path):
    design = grid(exponent=[0.1, 0.5])
    unkept = sweep(Island, design, 3, 200, until=low_threshold, progress=False)
    kept = sweep(Island, design, 3, 200, until=low_threshold, out=tmp_path, progress=False)
    pd.testing.assert_frame_equal(kept.runs, unkept.runs)
    alone = ensemble(Island, {"exponent": 0.5}, 3, 200, until=low_threshold, progress=False).runs
    np.testing.assert_array_equal(unkept.runs.query("exponent == 0.5")["stopped"], alone["stopped"])
    with pytest.raises(UserError, match="other options of the story"):
        sweep(Island, design, 3, 200, out=tmp_path, progress=False)


def test_parts_with_options_of_the_story_are_merged_into_one_file(tmp_path):
    options = {"without": "practise", "until": low_threshold, "progress": False, "block": 2}
    design, parts = grid(exponent=[0.1, 0.5]), [tmp_path / "1", tmp_path / "2"]
    for number, part in enumerate(parts, start=1):
        sweep(Island, design, 3, 20, out=part, part=(number, 2), **options)
    whole = merge(parts, tmp_path / "whole")
    assert whole.done == whole.blocks
    runs = pd.read_parquet(whole.folder / "runs.parquet")
    pd.testing.assert_frame_equal(runs, sweep(Island, design, 3, 20, **options).runs)


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda: grid(need=range(2000), memory=range(2000)), "4,000,000 points"),
        (lambda: latin_hypercube(10**9, need=(0, 1)), "too large; allowed: at most"),
        (lambda: saltelli(2**20, need=(0, 1)), "points; allowed: at most"),
        (lambda: morris(10**6, need=(0, 1)), "points; allowed: at most"),
        (lambda: sweep("island", grid(need=[0.1, 0.2]), 10**7, 3), "points x replicates = 20000000 is too large"),
        (lambda: sweep("island", grid(need=[0.1]), 2, 3, workers=10**9), "workers = 1000000000 is too large"),
        (lambda: ensemble("island", seeds=10**12), "seeds = 1000000000000 is too large"),
        (lambda: ensemble("island", seeds=10**5, steps=10**6), "GiB of memory, and this machine has"),
        (lambda: Island(foragers=10**5, seeds=range(10**5)), "GiB of memory, and this machine has"),
        (lambda: Island(capacity=10**12), "capacity = 1000000000000 is too large"),
        (lambda: return_map("island", runs=10**6, shares=31), "together = 31000000 is too large"),
    ],
)
def test_absurd_counts_are_refused_before_memory_is_taken(act, message):
    with pytest.raises(UserError, match=message):
        act()
