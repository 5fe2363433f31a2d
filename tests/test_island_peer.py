"""The island and the same story in plain Mesa, which share neither code nor draws, give the same statistics."""

from __future__ import annotations

import shutil
import subprocess
from inspect import signature
from pathlib import Path

import pandas as pd
import pytest
from long_tests import but_first

from benchmarks.peers import island_mesa
from specialisation_sim import Island, IslandParameters, ensemble

DAYS = 300
OBSERVED = ("hunting_record", "threshold", "game", "living")
SETTINGS = {
    "shared game": {"foragers": 5, "game_depletion": 0.002},
    "hard times for friends of variety": {
        "foragers": 4,
        "game_depletion": 0.005,
        "allee": 0.05,
        "variety": 1.0,
        "need": 0.6,
        "slack_start": 3.0,
        "common_sky": 0.8,
        "exponent": 0.2,
    },
}


def at_the_end(setting: dict, seed: int) -> dict[str, float]:
    """Observables of one run in plain Mesa."""
    model = island_mesa.Island(**setting, rng=seed)
    for _ in range(DAYS):
        model.step()
    return {name: getattr(model, name) for name in OBSERVED}


def same_mean(ours: pd.Series, theirs: pd.Series) -> bool:
    """Whether two samples' means differ by less than four standard errors."""
    error = (ours.var() / len(ours) + theirs.var() / len(theirs)) ** 0.5
    return abs(ours.mean() - theirs.mean()) <= 4 * error


def test_defaults_of_the_peer_are_ours():
    theirs = {name: value.default for name, value in signature(island_mesa.Island).parameters.items() if name != "rng"}
    ours = IslandParameters().model_dump()
    assert theirs == {name: ours[name] for name in theirs}


@pytest.mark.skipif(shutil.which("gcc") is None, reason="no C compiler")
@pytest.mark.parametrize("variety", but_first("peers at other settings", [1.0, 0.0]))
@pytest.mark.parametrize("source", ["island", "island_lanes"])
def test_same_statistics_as_plain_c(tmp_path, source, variety):
    if source == "island_lanes" and variety:
        pytest.skip("it knows no taste for variety")
    options = ["-O3", "-march=native", "-ffast-math"] if source == "island_lanes" else ["-O3"]
    command = ["gcc", *options, "-o", tmp_path / "peer", Path(island_mesa.__file__).with_name(f"{source}.c"), "-lm"]
    subprocess.run(command, check=True)
    words = [tmp_path / "peer", *map(str, (4096, DAYS, 5, 0.8, 0.002, 0.05, variety))]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    given = IslandParameters(foragers=5, exponent=0.8, game_depletion=0.002, regrowth=0.05, variety=variety)
    runs, _ = ensemble(Island, given, seeds=2000, steps=DAYS, every=DAYS, progress=False)
    for name, theirs in zip(OBSERVED, map(float, told.split()[1:]), strict=True):
        error = runs[name].std() * (1 / 2000 + 1 / 4096) ** 0.5
        assert abs(runs[name].mean() - theirs) <= 4 * error + 1e-6, name


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.weekly("peers at other settings")
def test_same_statistics_as_plain_mesa(setting):
    given = SETTINGS[setting]
    peers = pd.DataFrame([at_the_end(given, seed) for seed in range(150)])
    runs, _ = ensemble(Island, IslandParameters(**given), seeds=2000, steps=DAYS, every=DAYS, progress=False)
    for name in OBSERVED:
        # Where nobody lives there is no threshold; how often that is shows in the living.
        ours, theirs = (frame[name].dropna() - runs[name].mean() for frame in (runs, peers))
        assert same_mean(ours, theirs), name
        assert same_mean(ours**2, theirs**2), f"spread of {name}"
