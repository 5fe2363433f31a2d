"""Several sweeps in one file: ``specialise sweep --file``."""

import re

import pandas as pd
import pytest
from test_cli import refused

STUDY = """
replicates = 2
steps = 5

[[sweep]]
name = "plane"
story = "island"
set = {foragers = 2}
vary = {exponent = [0.0, 0.5], hunt_ease = [1.0, [1.0, 2.0]]}

[[sweep]]
name = "indices"
story = "island"
sample = "saltelli"
points = 4
groups = {practice = ["exponent", "half"]}
[sweep.vary]
exponent = {uniform = [0, 1]}
half = {log_uniform = [1, 100]}
learning = {choice = ["power", "saturating"]}
"""


def test_a_study_does_its_sweeps_and_goes_on_from_what_is_done(specialise, tmp_path, monkeypatch):
    (tmp_path / "study.toml").write_text(STUDY)
    done = specialise("sweep", "--file", "study.toml")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "results" / "sweeps" / "study"
    runs = {name: pd.read_parquet(folder / name / "runs.parquet") for name in ("plane", "indices")}
    assert [len(each) for each in runs.values()] == [8, 32]
    monkeypatch.setattr("specialisation_sim.sweeps.engines.run_block", lambda *words: pytest.fail("it ran"))
    assert specialise("sweep", "--file", "study.toml").stdout == done.stdout


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[sweep]]", "[[sweeping]]", "holds no sweeps"),
        ("steps = 5", "stpes = 5", "sweep plane: unknown word 'stpes'; did you mean 'steps'"),
        ('name = "indices"', 'name = "plane"', "two sweeps are called 'plane'"),
        ('name = "plane"', 'name = "../x"', "allowed: letters, digits"),
        ("points = 4", "points = 5", "sweep indices: base_points = 5 is not a power of two"),
        ("points = 4", "points = 4\nlevels = 4", "levels is of a sample of morris"),
        (
            "half = {log_uniform = [1, 100]}",
            "half = {log_unifrom = [1, 100]}",
            "or one of uniform",
        ),
        ("{uniform = [0, 1]}", "{uniform = [0, 9]}", "sweep indices: exponent = .* is out of bounds"),
        ("replicates = 2", "replicates =", "study.toml is not TOML"),
        ("replicates = 2", f"replicates = {'[' * 900}", "study.toml is not TOML that can be read"),
        ("replicates = 2", "replicates = 0", "replicates = 0 is not valid"),
    ],
)
def test_a_faulty_study_is_refused_before_anything_runs(specialise, tmp_path, old, new, message):
    (tmp_path / "study.toml").write_text(STUDY.replace(old, new))
    said = refused(specialise("sweep", "--file", "study.toml"))
    assert re.search(message, said), said
    assert not (tmp_path / "results").exists()


def test_a_study_says_all_by_itself(specialise, tmp_path):
    assert "--file says all of its sweeps" in refused(specialise("sweep", "island", "--file", "study.toml"))
