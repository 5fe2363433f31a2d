"""Golden files: a change of results is seen and meant. ``python tests/update_golden.py`` writes them anew."""

from pathlib import Path

import pandas as pd
import pytest

from specialisation_sim import Island, IslandParameters, ensemble, shipped_weather

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "island_defaults": (Island, IslandParameters(), {}),
    "island_commons": (
        Island,
        IslandParameters(
            foragers=5,
            exponent=1.0,
            game_depletion=0.002,
            fish_depletion=0.0005,
            allee=0.05,
            variety=2.0,
            temperature=0.05,
            retention=0.995,
            relatedness=0.1,
            crash_rate=0.01,
            crash_loss=0.5,
        ),
        {},
    ),
    "island_seattle": (Island, IslandParameters(foragers=3, common_sky=0.7), {"weather": shipped_weather().cloud}),
}


def series(name):
    """What a case gives now."""
    story, parameters, options = CASES[name]
    return ensemble(story, parameters, seeds=2, steps=200, every=20, workers=1, progress=False, **options).series


@pytest.mark.parametrize("name", CASES)
def test_results_are_as_they_were(name):
    golden = pd.read_csv(GOLDEN / f"{name}.csv")
    pd.testing.assert_frame_equal(series(name), golden, check_dtype=False, rtol=1e-9)


def test_no_golden_file_is_left_over():
    assert {path.stem for path in GOLDEN.glob("*.csv")} == set(CASES)
