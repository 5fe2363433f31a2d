"""Rectified flows and adversarial games."""

from __future__ import annotations

from ...chains.theory import linear
from ..reproduction import Fact, Reproduction, SourceFigure

FLOWS = "Analyzing and Mitigating Model Collapse in Rectified Flow Models, arXiv 2412.08175"
GANS = "Metz et al. 2017, Unrolled GANs; Gulrajani et al. 2017, Improved Training of Wasserstein GANs"

REPRODUCTIONS: dict[str, Reproduction] = {
    "reflow": Reproduction(
        FLOWS,
        "Gaussian closed form",
        "chain-flow-reflow",
        "flow",
        {"re-paired": {}, "10 % real": {"real": 0.1}, "30 % real": {"real": 0.3}, "kept pairs": {"pairs": "kept"}},
        60,
        100,
        facts=(
            Fact(
                "Spread of generated data after five rounds",
                "0.514",
                "re-paired",
                "spread",
                above=0.509,
                below=0.519,
                at=5,
            ),
            Fact(
                "Spread after five rounds of ten Euler steps each, computed exactly",
                f"{linear.reflowed(5, 10)[-1]:.4f}",
                "re-paired",
                "spread",
                near=float(linear.reflowed(5, 10)[-1]),
                within=0.01,
                at=5,
            ),
            Fact(
                "With 10 % real data, spread of the training data after ten rounds (our notes)",
                "0.555",
                "10 % real",
                "trained_spread",
                above=0.55,
                below=0.56,
                at=11,
                why=".555 is the limit after many rounds; after ten rounds the spread is .575",
            ),
            Fact(
                "With 10 % real data, spread of the training data in the limit of many rounds",
                "0.555",
                "10 % real",
                "trained_spread",
                above=0.55,
                below=0.56,
            ),
            Fact(
                "With 30 % real data, spread of the training data after ten rounds (our notes)",
                "0.807",
                "30 % real",
                "trained_spread",
                above=0.802,
                below=0.812,
                at=11,
            ),
            Fact(
                "If points keep the noise they came from, no spread is lost after the first round",
                "0",
                "kept pairs",
                "spread",
                since=1,
                at=10,
                above=-0.01,
                below=0.01,
            ),
        ),
        pictures={
            "spread": SourceFigure(
                "bands",
                (["spread", "trained_spread"],),
                {"title": "Fresh noise loses spread, real data and kept pairs hold it"},
            ),
        },
        seconds=3,
    ),
    "flow-ring": Reproduction(
        FLOWS,
        "two-dimensional modes",
        "chain-flow-ring",
        "ring-flow",
        {
            "re-paired": {"updates": 3000},
            "30 % real": {"updates": 3000, "outside": 0.3},
            "kept pairs": {"updates": 3000, "pairs": "kept"},
            "RA Reflow": {"updates": 3000, "pairs": "reversed", "outside": 0.3},
        },
        20,
        10,
        facts=(
            Fact(
                "Trained on what it generates, the flow collapses: good points fall by .4 and more after the "
                "first round",
                "collapse",
                "re-paired",
                "quality",
                since=1,
                below=-0.4,
            ),
            Fact("It loses modes, in most runs", "lost", "re-paired", "modes_held", below=8.0, share=0.5),
            Fact(
                "Real data in the mix prevent the loss: more points lie near a mode",
                "prevented",
                "30 % real",
                "quality",
                above=0.2,
                versus="re-paired",
            ),
            Fact("And every mode is held, in most runs", "all 8", "30 % real", "modes_held", above=7.5, share=0.5),
            Fact(
                "RA Reflow, in which real points are run back through the flow, is better than keeping pairs alone",
                "better",
                "RA Reflow",
                "quality",
                above=0.05,
                versus="kept pairs",
                why="the same is seen in the smaller scenario: paired in this way, real points add nothing to "
                "kept pairs",
            ),
        ),
        pictures={
            "modes": SourceFigure(
                "bands", (["quality", "effective_modes", "radius"],), {"title": "Fresh noise loses the modes"}
            )
        },
        seconds=2800,
    ),
    "gan-ring": Reproduction(
        GANS,
        "ring and grid",
        "chain-adversarial-ring",
        "gan",
        {
            "ring": {"batch": 256},
            "ring, slow critic": {"batch": 256, "critic_speed": 0.1},
            "grid, five critic steps": {"batch": 256, "shape": "grid", "critic_steps": 5},
            "grid, WGAN-GP": {"batch": 256, "shape": "grid", "critic_steps": 5, "loss": "wasserstein"},
        },
        250,
        10,
        facts=(
            Fact("A slow critic loses modes", "fewer", "ring, slow critic", "modes_held", below=-1, versus="ring"),
            Fact(
                "The Wasserstein critic with its slope held keeps the grid: three quarters of its 25 modes or more",
                "the grid",
                "grid, WGAN-GP",
                "effective_modes",
                above=18.75,
            ),
            Fact(
                "With the critic's slope held, more points lie near a mode than in the game without a remedy",
                "better",
                "grid, WGAN-GP",
                "quality",
                above=0.0,
                versus="grid, five critic steps",
            ),
        ),
        pictures={
            "modes": SourceFigure(
                "bands", (["effective_modes", "quality"],), {"title": "Modes held, and points near one"}
            )
        },
        seconds=3600,
    ),
}
