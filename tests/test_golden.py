"""Golden files: a change of results is seen and meant. ``python tests/update_golden.py`` writes them anew."""

from pathlib import Path

import pandas as pd
import pytest

from specialisation_sim import ensemble, shipped_weather, story
from specialisation_sim.registry import WORLDS

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

OF_STORIES = {
    "island_defaults": {},
    "island_commons": COMMONS,
    "island_seattle": {"foragers": 3, "common_sky": 0.7},
    "band_bored": {
        "bands": 4, "variety": 0.6, "temperature": 0.3, "relatedness": 0.05, "learning": "power", "deadline": 9.0,
    },
    "band_drafts": {
        "bands": 3, "drafts": 20, "tracks": 11, "memory": 0.25, "retention": 0.8, "focus": 0.6, "noise": 0.2,
    },
    "labour_trade": {
        "workers": 9, "occupations": 3, "market": "trade", "substitution": 1.7, "taste": 1.3, "talent": 0.8,
        "adjustment": 0.3, "luck": 0.3, "relatedness": 0.1, "retention": 0.99, "variety": 0.4, "temperature": 0.05,
    },
    "labour_alone": {"workers": 6, "substitution": 0.7, "exponent": 1.0, "schooling": 10.0},
    "foundation_staff": {
        "proposals": 60, "domains": 3, "staff": 5, "founders": 2, "large_share": 0.55, "tail": 0.7, "follow": 0.03,
        "selectivity": 0.25, "ring_fence": 0.3, "lottery": 0.1, "memory": 0.6, "turnover": 0.2, "handed_down": 0.2,
        "outside": 0.1, "outside_every": 2, "watch": 0.95, "back": 0.98, "raised": 0.3,
    },
    "foundation_defaults": {"proposals": 60},
    "generator_two": {"sample": 300, "temperature": 0.4, "outside": 0.1, "handed_down": 0.2},
    "generator_three": {
        "generators": 2, "classes": 3, "large_share": 0.4, "capacity": 8.0, "shared": 0.3, "kin": 2, "pool": 0.2,
    },
    "species_defaults": {"lineages": 10, "hosts": 5},
    "species_sneeze": {
        "lineages": 10, "hosts": 5, "connectance": 0.4, "trade_off": 1.2, "speciation": 0.1, "sneeze_year": 3,
        "sneeze_length": 2, "coupling": 0.3, "accustom": 0.1, "self_limit": 0.3,
    },
    "march-1991": {"people": 5, "dimensions": 7, "learning": 0.4, "turnover": 0.05, "turbulence": 0.02},
}  # fmt: skip
"""The stories and the published model; those of persons for 200 days or weeks, the others for as many years as fit."""

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

CASES = OF_STORIES | OF_CHAINS


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
