"""Golden files: a change of results is seen and meant. ``python tests/update_golden.py`` writes them anew."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from specialisation_sim import ensemble, shipped_weather, story
from specialisation_sim.registry import WORLDS

GOLDEN = Path(__file__).parent / "golden"

CASES = tomllib.loads((GOLDEN / "cases.toml").read_text(encoding="utf-8"))


def series(name):
    """What a case gives now."""
    kind = story(name.split("_")[0])
    steps, every = (200, 20) if kind.clock in {"day", "week"} else (6, 2)
    options = {"weather": shipped_weather().cloud} if name == "island_seattle" else {}
    found = ensemble(
        kind, kind.Parameters(**CASES[name]), seeds=2, steps=steps, every=every, workers=1, progress=False, **options
    )
    return found.series


def compare(name):
    """Raise where a case no longer gives what its file says; processors differ in the last bits."""
    golden = pd.read_csv(GOLDEN / f"{name}.csv")
    pd.testing.assert_frame_equal(series(name), golden, check_dtype=False, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", CASES)
def test_results_are_as_they_were(name):
    compare(name)


def test_no_golden_file_is_left_over():
    assert {path.stem for path in GOLDEN.glob("*.csv")} == set(CASES)


def test_every_story_chain_and_published_model_has_a_golden_file():
    assert {name.split("_")[0] for name in CASES} == set(WORLDS)
