"""Golden files: a change of results is seen and meant. ``python tests/update_golden.py`` writes them anew."""

from pathlib import Path

import pandas as pd
import pytest

from specialisation_sim import ensemble, shipped_weather, story
from specialisation_sim.chains import CHAINS

GOLDEN = Path(__file__).parent / "golden"

COMMONS = {
    "foragers": 5,
    "exponent": 1.0,
    "game_depletion": 0.002,
    "fish_depletion": 0.0005,
    "allee": 0.05,
    "variety": 2.0,
    "temperature": 0.05,
    "retention": 0.995,
    "relatedness": 0.1,
    "crash_rate": 0.01,
    "crash_loss": 0.5,
}
BLENDED = {
    "samples": 20,
    "regime": "mix",
    "handed_down": 0.2,
    "outside": 0.1,
    "outside_every": 2,
    "watch": 0.95,
    "back": 0.98,
    "raised": 0.3,
}
COUNTED = {"samples": 20, "regime": "counts", "handed_down": 0.2, "outside": 0.1}

STORIES = {
    "island_defaults": {},
    "island_commons": COMMONS,
    "island_seattle": {"foragers": 3, "common_sky": 0.7},
}

OF_CHAINS = {
    "discrete_replace": {"states": 30, "samples": 40},
    "discrete_mix": {"states": 30, **BLENDED},
    "discrete_pool": {"states": 30, "samples": 20, "regime": "pool"},
    "discrete_accumulate": {"states": 30, "samples": 20, "regime": "accumulate", "law": "bumps"},
    "discrete_counts": {"states": 30, "original": "fixed", **COUNTED},
    "gaussian_replace": {"samples": 20, "growth": 0.5, "variance_of": "likelihood"},
    "gaussian_mix": BLENDED,
    "gaussian_pool": {"samples": 20, "regime": "pool"},
    "gaussian_accumulate": {"samples": 20, "regime": "accumulate"},
    "noisy": {"dimensions": 12, "leaning": -0.5, "growth": 0.5},
    "mixture_replace": {"samples": 60},
    "mixture_mix": BLENDED | {"samples": 60},
    "mixture_counts": COUNTED | {"samples": 60},
    "mixture_fixed": COUNTED | {"samples": 60, "original": "fixed"},
    "text_sample": {"blocks": 12, "vocabulary": 60, "outside": 0.2},
    "text_beam": {"blocks": 10, "vocabulary": 50, "decoding": "beam", "penalty": 2.0, "regime": "accumulate"},
    "autoencoder": {"samples": 30, "hidden": 8, "updates": 6, "batch": 16, "outside": 0.2, "original": "fixed"},
    "autoencoder_means": {"samples": 30, "hidden": 8, "updates": 6, "pixels": "means", "regime": "accumulate"},
    "tilt_regularised": {"options": 20},
    "tilt_curated": {"options": 20, "method": "curated", "candidates": 3, "outside": 0.1},
    "linear-autoencoder": {"dimensions": 12, "real": 0.1, "samples": 30},
    "regression": {},
    "regression_accumulate": {"regime": "accumulate"},
    "flow": {"samples": 40},
    "flow_kept": {"samples": 40, "pairs": "kept", "euler_steps": 4, "real": 0.2},
    "ring-flow": {
        "samples": 40,
        "hidden": 8,
        "updates": 5,
        "batch": 16,
        "euler_steps": 4,
        "outside": 0.3,
        "pairs": "reversed",
        "original": "fixed",
    },
    "dirac": {"step": 0.3, "decay": 0.1, "unrolled": 1, "clip": 0.8},
    "dirac_extragradient": {"step": 0.3, "turns": "extragradient", "critic_speed": 2.0},
    "tabular": {"modes": 6, "exponent": 0.3, "entropy": 0.05, "clip": 1.5, "unrolled": 2},
    "gan": {"hidden": 8, "updates": 3, "batch": 8, "penalty": 0.5},
    "gan_wasserstein": {
        "shape": "grid",
        "spread": 0.2,
        "loss": "wasserstein",
        "critic_steps": 2,
        "hidden": 8,
        "updates": 3,
        "batch": 8,
    },
    "verification": {"samples": 200, "dimensions": 10, "keep_wrong": 0.4},
}
"""Each chain in its ways; a case is named after its chain."""

CASES = STORIES | OF_CHAINS


def series(name):
    """What a case gives now."""
    kind = story(name.split("_")[0])
    steps, every = (200, 20) if name in STORIES else (6, 2)
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


def test_every_chain_has_a_golden_file():
    assert {name.split("_")[0] for name in OF_CHAINS} == set(CHAINS)
