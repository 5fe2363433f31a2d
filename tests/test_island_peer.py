"""The island and the same story in plain Mesa, which share neither code nor draws, give the same statistics."""

from __future__ import annotations

from inspect import signature

import pandas as pd
import pytest

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


@pytest.mark.slow
@pytest.mark.parametrize("setting", SETTINGS)
def test_same_statistics_as_plain_mesa(setting):
    given = SETTINGS[setting]
    peers = pd.DataFrame([at_the_end(given, seed) for seed in range(150)])
    runs, _ = ensemble(Island, IslandParameters(**given), seeds=2000, steps=DAYS, every=DAYS, progress=False)
    for name in OBSERVED:
        # Where nobody lives there is no threshold; how often that is shows in the living.
        ours, theirs = (frame[name].dropna() - runs[name].mean() for frame in (runs, peers))
        assert same_mean(ours, theirs), name
        assert same_mean(ours**2, theirs**2), f"spread of {name}"
