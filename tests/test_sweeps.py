"""Sweeps: the same bits however they are done, and a store that never mixes results."""

import errno
import json
import os
import shutil

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specialisation_sim import (
    Foundation,
    Island,
    IslandParameters,
    UserError,
    ensemble,
    grid,
    latin_hypercube,
    read_sweep,
    sweep,
)
from specialisation_sim.runs import fingerprint
from specialisation_sim.sweeps.merge import list_sweeps, merge
from specialisation_sim.sweeps.store import Store, at_work

PLANE = grid(exponent=[0.0, 0.5, 1.0], game_depletion=[0.0, 0.02], foragers=[1, 3], learning=["power", "saturating"])


def run(design=PLANE, replicates=4, steps=30, **options):
    return sweep(Island, design, replicates, steps, **{"workers": 1, "progress": False, **options})


def same(one, other):
    pd.testing.assert_frame_equal(one.runs, other.runs, check_exact=True)
    return True


@pytest.fixture(scope="module")
def undisturbed():
    return run()


# Bits.


def test_each_run_is_what_it_would_be_alone(undisturbed):
    for row in (0, 17, 50, 95):
        one = undisturbed.runs.iloc[row]
        alone = ensemble(Island, undisturbed.at(one["point"]), [one["seed"]], 30, workers=1, progress=False).runs
        for name in (*Island.observed, "status"):
            np.testing.assert_array_equal(one[name], alone[name][0], err_msg=name)


def test_all_points_see_the_same_seeds_and_skies(undisturbed):
    assert undisturbed.runs["seed"].tolist() == [0, 1, 2, 3] * 24
    alone = undisturbed.runs.query("foragers == 1")
    assert len(alone.drop_duplicates(["seed", "cloud_cover"])) == 4


@pytest.mark.long("sweeps cut in every way")
@settings(max_examples=4)
@given(block=st.integers(1, 200))
def test_any_size_of_block_gives_the_same_bits(undisturbed, block):
    assert same(run(block=block), undisturbed)


@pytest.mark.parametrize("workers", [2, 4])
def test_any_number_of_workers_gives_the_same_bits(undisturbed, workers):
    assert same(run(workers=workers, block=10), undisturbed)


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.sets(st.integers(0, 11)))
def test_a_sweep_goes_on_from_any_of_its_blocks(undisturbed, tmp_path_factory, gone):
    folder = tmp_path_factory.mktemp("sweep")
    run(out=folder, block=12)
    files = sorted((folder / "blocks").iterdir())
    for number in gone:
        files[number % len(files)].unlink()
    assert same(run(out=folder), undisturbed)
    assert sorted((folder / "blocks").iterdir()) == files


def test_a_finished_sweep_is_read_and_not_run_again(undisturbed, tmp_path, monkeypatch):
    run(out=tmp_path)
    monkeypatch.setattr("specialisation_sim.sweeps.engines.run_block", lambda *words: pytest.fail("it ran"))
    assert same(run(out=tmp_path), undisturbed)
    assert same(read_sweep(tmp_path), undisturbed)


def test_a_story_with_a_bulk_of_its_own_is_cut_by_it():
    assert sweep(Foundation, grid(selectivity=[0.2, 0.5]), 3, 2, workers=1, progress=False).runs["run"].tolist() == [
        *range(6)
    ]


def test_the_tenth_point_can_be_lived_through_again(undisturbed):
    island = Island(undisturbed.at(10), seeds=[2])
    island.run_for(30)
    row = undisturbed.runs.query("point == 10 and seed == 2").iloc[0]
    assert island.threshold[0] == row["threshold"]


# Never mixed.


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"steps": 31}, "number of steps: 30 there, 31 here"),
        ({"replicates": 3}, "seeds: number 4 there, 3 here"),
        ({"seed": 9}, "seeds: first 0 there, 9 here"),
        ({"record": "game"}, "observables"),
        ({"parameters": IslandParameters(need=0.1)}, "need 0.4 there, 0.1 here"),
        ({"design": grid(exponent=[0.0, 0.5])}, "design"),
        ({"without": "practise"}, "options of the story"),
        ({"weather": [0.1, 0.9]}, "options of the story"),
        ({"choose": lambda decision: decision.expected.argmin(axis=0)}, "options of the story"),
    ],
)
def test_another_sweep_is_refused_by_what_differs(tmp_path, change, message):
    run(out=tmp_path, block=1000)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(UserError, match=message):
        run(out=tmp_path, **change)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("version", "9.9", "version of specialisation_sim: .* there, 9.9 here"),
        ("numpy", "1.0", "version of NumPy"),
        ("simd", ["SSE"], "vector instructions of the processor, so that last bits differ: .* there, SSE here"),
        ("rules", "0", "files of the package were edited"),
    ],
)
def test_another_engine_is_refused(tmp_path, monkeypatch, name, value, message):
    run(out=tmp_path)
    other = {**fingerprint.engine(), name: value}
    monkeypatch.setattr(fingerprint, "engine", lambda: other)
    with pytest.raises(UserError, match=message):
        run(out=tmp_path)
    assert len(read_sweep(tmp_path).runs) == 96  # what is finished can still be read


def test_rules_are_told_apart_by_what_they_do():
    def rule(bound, shift=0):
        return lambda decision: (decision.draw < bound).astype(int) + shift

    told = [fingerprint.digest(fingerprint.described(each)) for each in (rule(0.1), rule(0.1), rule(0.2), rule(0.1, 1))]
    assert told[0] == told[1]
    assert len(set(told)) == 3


# Damage.


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: b"", lambda data: b"PAR1 no"])
def test_a_truncated_block_is_done_again(undisturbed, tmp_path, damage):
    run(out=tmp_path, block=20)
    file = sorted((tmp_path / "blocks").iterdir())[1]
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert same(run(out=tmp_path), undisturbed)
    assert file.read_bytes() == whole


@pytest.mark.long("sweeps cut in every way")
def test_a_flipped_bit_is_never_a_wrong_result(undisturbed, tmp_path):
    run(out=tmp_path, block=1000)
    file = next((tmp_path / "blocks").iterdir())
    whole = file.read_bytes()
    for place in range(4, len(whole) - 8, max(len(whole) // 25, 1)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            assert same(run(out=tmp_path), undisturbed)
        except UserError as error:
            assert "is not a block of this sweep" in str(error)  # noqa: PT017


def test_a_block_of_another_sweep_under_our_name_is_refused(tmp_path):
    run(out=tmp_path / "ours")
    run(out=tmp_path / "other", seed=7)
    ours, other = (sorted((tmp_path / name / "blocks").iterdir())[0] for name in ("ours", "other"))
    shutil.copy(other, ours)
    with pytest.raises(UserError, match=r"is not a block of this sweep; move it away"):
        run(out=tmp_path / "ours")


def test_a_foreign_file_among_the_blocks_changes_nothing(undisturbed, tmp_path):
    run(out=tmp_path, block=20)
    sorted((tmp_path / "blocks").iterdir())[0].unlink()
    pd.DataFrame({"run": [0]}).to_parquet(tmp_path / "blocks" / "foreign.parquet")
    (tmp_path / "blocks" / ".half.parquet").write_bytes(b"left by a killed process")
    assert same(run(out=tmp_path), undisturbed)
    assert (tmp_path / "blocks" / "foreign.parquet").exists()
    assert not (tmp_path / "blocks" / ".half.parquet").exists()


@pytest.mark.parametrize(("text", "message"), [("{", "cannot read"), ('{"files": []}', "something else than a sweep")])
def test_a_folder_of_something_else_is_refused(tmp_path, text, message):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(UserError, match=message):
        run(out=tmp_path)
    assert (tmp_path / "manifest.json").read_text() == text


def test_a_full_disk_is_told_of_and_gone_on_from(undisturbed, tmp_path, monkeypatch):
    written, write = [], Store.write

    def full_disk(*paths):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def until_full(store, number, frame):
        if len(written) == 3:
            monkeypatch.setattr(
                "os.replace", lambda *paths: (_ for _ in ()).throw(OSError(28, "No space left on device"))
            )
        written.append(number)
        write(store, number, frame)

    with monkeypatch.context() as full:
        full.setattr(Store, "write", until_full)
        with pytest.raises(UserError, match=r"No space left on device; 3 of \d+ blocks are in .*goes on from there"):
            run(out=tmp_path, block=10)
        monkeypatch.undo()
    assert not list((tmp_path / "blocks").glob(".*"))
    assert same(run(out=tmp_path), undisturbed)


def test_a_folder_that_cannot_be_written_to_is_refused_before_anything_runs(monkeypatch):
    monkeypatch.setattr("specialisation_sim.sweeps.engines.run_block", lambda *words: pytest.fail("it ran"))
    with pytest.raises(UserError, match="cannot write to"):
        run(out="/proc/nowhere")


def test_a_finished_sweep_in_a_read_only_folder_can_be_read(undisturbed, tmp_path, monkeypatch):
    run(out=tmp_path)
    monkeypatch.setattr("specialisation_sim.sweeps.store.writable_folder", lambda path: pytest.fail("it wrote"))
    assert same(run(out=tmp_path), undisturbed)


def test_a_folder_at_work_is_left_alone(tmp_path):
    def twice(done, total):
        assert at_work(tmp_path)
        with pytest.raises(UserError, match=r"another process is at work in .* \(process \d+ on "):
            run(out=tmp_path)

    run(out=tmp_path, progress=twice)
    assert not at_work(tmp_path)


# Parts.


@pytest.mark.long("sweeps cut in every way")
def test_parts_are_merged_into_the_whole(undisturbed, tmp_path):
    folders = [tmp_path / str(k) for k in (1, 2, 3)]
    for k, folder in enumerate(folders, start=1):
        part = run(out=folder, part=(k, 3), block=10)
        assert 0 < len(part.runs) < len(undisturbed.runs)
    assert merge(folders[:2], tmp_path / "whole").state == "stopped"
    assert merge(folders[2:], tmp_path / "whole").state == "finished"
    assert same(read_sweep(tmp_path / "whole"), undisturbed)
    assert len(pd.read_parquet(tmp_path / "whole" / "runs.parquet")) == 96
    assert [one.state for one in list_sweeps(tmp_path)] == ["stopped"] * 3 + ["finished"]


def test_parts_of_different_sweeps_are_not_merged(tmp_path):
    run(out=tmp_path / "a")
    run(out=tmp_path / "b", seed=1)
    with pytest.raises(UserError, match="seeds"):
        merge([tmp_path / "a", tmp_path / "b"], tmp_path / "c")
    with pytest.raises(UserError, match="no sweep in"):
        merge([tmp_path / "nowhere"], tmp_path / "c")


# Input, progress, manifest.


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"replicates": 0}, "replicates = 0 is not valid"),
        ({"steps": 0}, "steps = 0 is not valid"),
        ({"record": "treshold"}, "did you mean 'threshold'"),
        ({"design": grid(exponant=[1])}, "unknown parameter 'exponant'; did you mean 'exponent'"),
        ({"design": grid(sunny=[0.5, 1.0])}, "sunny = 1 is out of bounds; allowed: above 0 to below 1"),
        ({"design": [1]}, "design is a list"),
        ({"part": (4, 3)}, "allowed: from 1 to 3"),
        ({"client": 3}, "give a dask.distributed.Client"),
        ({"seed": -1}, "seed = -1 is not valid"),
        ({"parameters": Foundation.Parameters()}, "Island takes IslandParameters"),
    ],
)
def test_bad_input_is_one_clear_error(options, message, tmp_path):
    with pytest.raises(UserError, match=message):
        run(out=tmp_path / "x", **options)
    assert not (tmp_path / "x").exists()


def test_progress_rises_to_what_was_left_to_do(tmp_path):
    run(out=tmp_path, block=20, part=(1, 2))
    told = []
    run(out=tmp_path, progress=lambda done, total: told.append((done, total)))
    done, totals = zip(*told, strict=True)
    assert list(done) == sorted(done)
    assert set(totals) == {done[-1]}
    assert 0 < done[-1] < 96 * 30


def test_the_manifest_says_what_made_it(tmp_path):
    run(latin_hypercube(5, exponent=(0, 1)), out=tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["sweep"]["simd"] == manifest["simd"]
    assert manifest["sweep"]["design"] == {
        "kind": "lhs",
        "axes": {"exponent": {"uniform": {"low": 0.0, "high": 1.0}}},
        "settings": {"points": 5, "seed": 0},
    }
