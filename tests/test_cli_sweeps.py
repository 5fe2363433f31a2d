"""The command line's sweeps."""

import json

import pandas as pd
import pytest
from test_cli import refused

from specialisation_sim import IslandParameters
from specialisation_sim.cli.sweep_words import parse_design

PLANE = ["sweep", "island", "--vary", "exponent=0:1:3", "--vary", "need=0.2:0.4:2", "--replicates", "3"]
PLANE += ["--steps", "20", "--workers", "1"]


@pytest.fixture
def run(specialise):
    def checked(*words):
        done = specialise(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return checked


@pytest.mark.long("commands at their full size")
def test_a_sweep_writes_runs_frames_and_figures(run, tmp_path):
    printed = run(*PLANE, "--precision", "0.1")
    folder = tmp_path / "results" / "sweeps" / "island-exponent-need"
    assert "6 points x 3 runs x 20 days" in printed
    assert "replicates at the median point" in printed
    assert len(pd.read_parquet(folder / "runs.parquet")) == 18
    assert {"point", "exponent", "need", "mean", "low", "high", "collapsed"} <= set(
        pd.read_parquet(folder / "phase_effective_tasks.parquet")
    )
    for name in ("phase_effective_tasks", "ends_exponent_effective_tasks"):
        assert (folder / f"{name}.png").is_file()
        assert (folder / f"{name}.svg").is_file()


def test_the_same_command_draws_another_observable_without_running(run, tmp_path, monkeypatch, undrawn):
    run(*PLANE, "--out", "x")
    monkeypatch.setattr("specialisation_sim.sweeps.engines.run_block", lambda *words: pytest.fail("it ran"))
    run(*PLANE, "--out", "x", "--observable", "threshold", "--collapse-above", "0.8", "--csv")
    assert (tmp_path / "x" / "phase_threshold.csv").is_file()


DRAWN = pytest.mark.weekly("designs drawn by the command line")


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("--sample saltelli --vary exponent=0:1 --points 4 --observable threshold", "sobol_threshold"),
        pytest.param(
            "--sample morris --vary exponent=0:1 --vary need=0.1:0.2 --observable threshold",
            "morris_threshold",
            marks=DRAWN,
        ),
        pytest.param(
            "--sample lhs --vary exponent=0:1 --vary foragers=1:3 --points 8", "effects_effective_tasks", marks=DRAWN
        ),
        pytest.param(
            "--sample oat --vary exponent=0:1:3 --vary learning=power,saturating",
            "effects_effective_tasks",
            marks=DRAWN,
        ),
        pytest.param("--vary need=0.1,0.2 --set exponent=1", "effects_effective_tasks", marks=DRAWN),
        pytest.param(
            "--vary need=0.1,0.2 --vary exponent=0,1 --vary sunny=0.6,0.7", "effects_effective_tasks", marks=DRAWN
        ),
    ],
)
@pytest.mark.long("designs drawn by the command line")
def test_each_design_is_drawn(run, tmp_path, words, file):
    run("sweep", "island", "--replicates", 2, "--steps", 20, "--out", "x", *words.split())
    assert (tmp_path / "x" / f"{file}.png").is_file()


@pytest.mark.long("commands at their full size")
def test_parts_are_merged_and_listed(run, tmp_path, undrawn):
    words = [*PLANE, "--set", "foragers=4000"]
    for k in (1, 2):
        assert "specialise merge" in run(*words, "--part", f"{k}/2", "--out", f"results/{k}")
    assert "2 of 4 blocks, 50%" in run("sweeps")
    assert "All runs are in" in run("merge", "results/1", "results/2", "--out", "results/whole")
    assert "finished" in run("sweeps")
    run(*words, "--out", "results/whole")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("ilsand --vary need=0:1:2", "unknown story 'ilsand'; did you mean 'island'"),
        ("island", "nothing varies; give --vary"),
        ("island --vary nead=0:1:2", "unknown parameter 'nead'; did you mean 'need'"),
        ("island --vary need", "is not NAME=VALUES"),
        ("island --vary need=0:1", "give need=LOW:HIGH:NUMBER"),
        ("island --vary need=0:x:3", "give numbers, such as need=0:1:5"),
        ("island --vary need=0:1:0", "a number of values from 1"),
        ("island --vary need=0:1:2 --vary need=0:1:3", "--vary names need twice"),
        ("island --vary need=0:1:2 --set need=1", "need is both varied and set"),
        ("island --vary sunny=0:1:3", "sunny = 0 is out of bounds; allowed: above 0 to below 1"),
        ("island --vary foragers=1:2:3", "foragers = 1.5 is not valid; allowed: a whole number from 1"),
        ("island --vary need=0:1:2 --sample lsh", "unknown sample 'lsh'; did you mean 'lhs'"),
        ("island --vary need=0:1:2 --sample lhs", "give need=LOW:HIGH, and --points"),
        ("island --vary need=0:1 --sample saltelli --points 6", "base_points = 6 is not a power of two"),
        ("island --vary need=0:1:2 --points 6", "--points is the size of a sample"),
        ("island --vary need=0:1:2 --replicates 0", "replicates = 0 is not valid"),
        ("island --vary need=0:1:2 --observable treshold", "did you mean 'threshold'"),
        ("island --vary need=0:1:2 --vary half=1:2:2 --observable game", "when has a run collapsed?"),
        ("island --vary need=0:1:2 --part 3/2", "part = 3 of 2 is out of bounds"),
        ("island --vary need=0:1:2 --part two", "--part two is not K/N"),
        ("island --vary need=0:1:2 --precision 0", "--precision 0 is out of bounds"),
        ("island --vary need=0:1:2 --out /proc/nowhere", "cannot write to"),
    ],
)
def test_bad_input_is_one_clear_message(specialise, words, message, tmp_path):
    assert message in refused(specialise("sweep", *words.split()))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sweeps", "nowhere"], "no folder nowhere"),
        (["merge", "nowhere"], "no sweep in nowhere"),
    ],
)
def test_what_is_not_there_is_one_clear_message(specialise, words, message):
    assert message in refused(specialise(*words))


def test_help_shows_examples(run):
    assert "specialise sweep island --sample saltelli" in " ".join(run("sweep", "--help").split())


def test_another_sweep_in_the_same_folder_is_refused(run, specialise, tmp_path, undrawn):
    run(*PLANE, "--out", "x")
    assert "seeds: first 0 there, 1 here" in refused(specialise(*PLANE, "--out", "x", "--seed", "1"))
    assert json.loads((tmp_path / "x" / "manifest.json").read_text())["sweep"]["seeds"]["first"] == 0


def test_an_axis_has_as_many_values_as_are_asked_for_from_one_on():
    def values(word):
        return list(parse_design(IslandParameters, [word], None, None, 0).axes["need"])

    assert values("need=0.2:0.4:3") == pytest.approx([0.2, 0.3, 0.4])
    assert values("need=0.2:0.4:1") == [0.2]
