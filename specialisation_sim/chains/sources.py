"""The sources' own sizes, in one table: what a full reproduction of each figure runs.

The shipped scenarios are smaller where that changes time alone; ``specialise reproduce`` is to run these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CURSE = "The Curse of Recursion, arXiv 2305.17493"
BLOG = "the blog that reproduces its mixture chain"
FLOWS = "Analyzing and Mitigating Model Collapse in Rectified Flow Models, arXiv 2412.08175"
GANS = "Metz et al. 2017, Unrolled GANs; Gulrajani et al. 2017, Improved Training of Wasserstein GANs"


@dataclass(frozen=True)
class Reproduction:
    """One figure of a source.

    Attributes
    ----------
    source, figure : str
        Where it is.
    scenario : str
        The shipped scenario that asks the same on a smaller scale.
    story : str
        The chain.
    variants : mapping
        For each variant its parameters at the source's size.
    steps, replicates : int
        Generations and runs.
    """

    source: str
    figure: str
    scenario: str
    story: str
    variants: Mapping[str, Mapping[str, Any]]
    steps: int
    replicates: int


def _sizes(**common: Any) -> dict[str, dict[str, Any]]:
    """Samples from 100 to ten million."""
    return {f"{size:,} data": {"samples": size, **common} for size in (100, 500, 1000, 10_000, 1_000_000, 10_000_000)}


REPRODUCTIONS: dict[str, Reproduction] = {
    "figure-3": Reproduction(
        CURSE, "3", "chain-discrete-tails", "discrete",
        {"two bumps": {"law": "bumps", "states": 201, "samples": 1000},
         "fat tails": {"law": "bumps", "states": 201, "samples": 1000, "tail": 0.3}}, 100, 100,
    ),
    "figure-4": Reproduction(CURSE, "4", "chain-gaussian-replace", "gaussian", _sizes(), 100, 10_000),
    "figure-5": Reproduction(CURSE, "5", "chain-gaussian-pool", "gaussian", _sizes(regime="pool"), 100, 1000),
    "figure-6": Reproduction(
        CURSE, "6", "chain-gaussian-accumulate", "gaussian", _sizes(regime="accumulate"), 100, 10_000
    ),
    "figure-7": Reproduction(
        BLOG, "7 and 13", "chain-mixture", "mixture",
        {"N = 10,000": {"samples": 10_000}, "N = 1,000": {"samples": 1000},
         "N = 10,000, 10 % original": {"samples": 10_000, "regime": "counts", "outside": 0.1},
         "N = 10,000, 50 % original": {"samples": 10_000, "regime": "counts", "outside": 0.5},
         "N = 10,000, warm start": {"samples": 10_000, "start": "warm"}}, 2000, 20,
    ),
    "figure-12": Reproduction(CURSE, "12", "chain-estimator", "gaussian", _sizes(), 1, 10_000),
    "figure-8": Reproduction(
        CURSE, "8 and 9", "chain-autoencoder", "autoencoder",
        {"own images": {"hidden": 128, "updates": 2000}, "half real": {"hidden": 128, "updates": 2000, "outside": 0.5},
         "all kept": {"hidden": 128, "updates": 2000, "regime": "accumulate"},
         "means": {"hidden": 128, "updates": 2000, "pixels": "means", "beta": 1.0},
         "means, 10 % real": {"hidden": 128, "updates": 2000, "pixels": "means", "beta": 1.0, "outside": 0.1}}, 20, 10,
    ),
    "text": Reproduction(
        CURSE, "section 5.2", "chain-text", "text",
        {"beam": {"decoding": "beam"}, "beam, 10 % real": {"decoding": "beam", "outside": 0.1},
         "beam, penalty 2.0": {"decoding": "beam", "penalty": 2.0}}, 9, 5,
    ),
    "reflow": Reproduction(
        FLOWS, "Gaussian closed form", "chain-flow-reflow", "flow",
        {"re-paired": {}, "10 % real": {"real": 0.1}, "30 % real": {"real": 0.3}, "kept pairs": {"pairs": "kept"}},
        10, 100,
    ),
    "flow-ring": Reproduction(
        FLOWS, "two-dimensional modes", "chain-flow-ring", "ring-flow",
        {"re-paired": {"updates": 3000}, "30 % real": {"updates": 3000, "outside": 0.3},
         "kept pairs": {"updates": 3000, "pairs": "kept"},
         "RA Reflow": {"updates": 3000, "pairs": "reversed", "outside": 0.3}}, 20, 10,
    ),
    "gan-ring": Reproduction(
        GANS, "ring and grid", "chain-adversarial-ring", "gan",
        {"ring": {"batch": 256}, "ring, slow critic": {"batch": 256, "critic_speed": 0.1},
         "grid, five critic steps": {"batch": 256, "shape": "grid", "critic_steps": 5},
         "grid, WGAN-GP": {"batch": 256, "shape": "grid", "critic_steps": 5, "loss": "wasserstein"}}, 250, 10,
    ),
}  # fmt: skip
"""What each full reproduction runs, by name. Sizes that a source does not state are ours."""
