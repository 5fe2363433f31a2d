"""Folders for results: what is not ours is never touched, and that is said before any work is done."""

import json

import pytest
from test_cli import refused

from specialisation_sim.output.folder import write_all

GRANTS = "Date,Area\n" + "".join(f"{2010 + year}-05-01,{name}\n" for year in range(3) for name in "aab")
COMMANDS = (
    ["run", "island-slack"],
    ["map", "island"],
    ["map", "--all"],
    ["map", "island", "--lever", "exponent"],
    ["measure"],
    ["audit", "grants.csv", "--when", "Date", "--what", "Area"],
    ["run", "audit-open-philanthropy"],
    ["sweep", "island", "--vary", "need=0.2:0.4:2"],
)


@pytest.fixture
def no_work(monkeypatch, tmp_path):
    (tmp_path / "grants.csv").write_text(GRANTS)
    for place in (
        "runs.ensembles.ensemble",
        "maps.return_maps.ensemble",
        "records.auditing",
        "sweeps.sweeps._do",
    ):
        monkeypatch.setattr(f"specialisation_sim.{place}", lambda *words, **how: pytest.fail("it ran"), raising=False)


@pytest.mark.parametrize("told", ['{"files": ["precious.txt"]}', "[1]", "{", "\xff"])
@pytest.mark.parametrize("words", COMMANDS)
def test_files_of_somebody_else_stay(specialise, no_work, tmp_path, words, told):
    theirs = {"manifest.json": told.encode("latin-1"), "precious.txt": b"mine"}
    (tmp_path / "x").mkdir()
    for name, content in theirs.items():
        (tmp_path / "x" / name).write_bytes(content)
    assert "another folder" in refused(specialise(*words, "--out", "x")) or told in "{\xff"
    assert {path.name: path.read_bytes() for path in (tmp_path / "x").iterdir()} == theirs


@pytest.mark.parametrize(("command", "folder"), [("tour", "tour"), ("run-all", "island-slack")])
def test_a_tour_of_all_looks_at_its_folders_first(specialise, no_work, tmp_path, command, folder):
    (tmp_path / "x" / folder).mkdir(parents=True)
    (tmp_path / "x" / folder / "manifest.json").write_text('{"files": []}')
    assert "not written by specialise" in refused(specialise(command, "--out", "x"))


def test_a_sweep_is_not_replaced_by_a_result(specialise, no_work, tmp_path):
    (tmp_path / "manifest.json").write_text(
        json.dumps({"made_by": "specialisation_sim", "sweep": {}, "files": ["blocks"]})
    )
    assert "holds a sweep" in refused(specialise("map", "island", "--out", tmp_path))


def test_a_result_of_ours_is_replaced(tmp_path):
    import pandas as pd

    frame = pd.DataFrame({"number": [1]})
    write_all(tmp_path, {"old": frame}, {}, {}, "csv")
    (tmp_path / "precious.txt").write_text("mine")
    write_all(tmp_path, {"new": frame}, {}, {}, "csv")
    assert {path.name for path in tmp_path.iterdir()} == {"new.csv", "precious.txt", "manifest.json"}
