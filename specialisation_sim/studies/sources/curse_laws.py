"""Figures 3 to 6 of The Curse of Recursion: laws refitted to their own draws."""

from __future__ import annotations

from typing import Any

from ...chains.theory import gaussian
from ..reproduction import Fact, Reproduction, SourceFigure

CURSE = "The Curse of Recursion, arXiv 2305.17493"


def sizes(**common: Any) -> dict[str, dict[str, Any]]:
    """Samples from 100 to ten million."""
    return {f"{size:,} data": {"samples": size, **common} for size in (100, 500, 1000, 10_000, 1_000_000, 10_000_000)}


FEW, MOST = "100 data", "10,000,000 data"


def _drift(title: str) -> dict[str, SourceFigure]:
    """Distance of mean and standard deviation from the truth, a line a size, as the source draws them."""
    return {"drift": SourceFigure("single_runs", (["mean_error", "spread_error"],), {"title": title})}


REPRODUCTIONS: dict[str, Reproduction] = {
    "figure-3": Reproduction(
        CURSE,
        "3",
        "chain-discrete-tails",
        "discrete",
        {
            "two bumps": {"law": "bumps", "states": 201, "samples": 1000},
            "a trace of tail": {"law": "bumps", "states": 201, "samples": 1000, "tail": 0.01},
            "fat tails": {"law": "bumps", "states": 201, "samples": 1000, "tail": 0.3},
        },
        100,
        100,
        facts=(
            Fact(
                "Different distributions become the same once events rarer than 1/M are lost",
                "the same",
                "fat tails",
                "states_left",
                above=-2,
                below=2,
                at=20,
                versus="two bumps",
                why="E9: true only if the distributions agree on commoner events, and fat tails do not",
            ),
            Fact(
                "Distributions that differ only in events rarer than 1/M become the same",
                "the same",
                "a trace of tail",
                "states_left",
                above=-2,
                below=2,
                at=20,
                versus="two bumps",
            ),
            Fact(
                "A generation loses a state of probability q with chance 1 - q, so that one state of 201 is left",
                "1",
                "two bumps",
                "states_left",
                above=0.9,
                below=1.1,
                at=1,
                why="E1: 1 - q is the chance that one draw misses the state; for M draws it is (1 - q)^M",
            ),
            Fact(
                "Most runs forget the tails (events expected less than once in a sample)",
                "gone",
                "two bumps",
                "tail_mass",
                below=0.0005,
                share=0.5,
            ),
        ),
        pictures={
            "chances": SourceFigure("tables", (20,), {"title": "Chances of a thousand draws"}),
            "tails": SourceFigure(
                "bands",
                (["states_left", "tail_mass", "distance"],),
                {"title": "What is rarer than once a sample goes first"},
            ),
        },
        seconds=32,
    ),
    "figure-4": Reproduction(
        CURSE,
        "4",
        "chain-gaussian-replace",
        "gaussian",
        sizes(),
        100,
        10_000,
        every=10,
        facts=(
            Fact(
                "Equation 3: expected risk (squared error) after ten fits to 100 data, with the factor 3/2 in "
                "the last term only",
                "0.1050",
                FEW,
                "risk",
                near=9 / 100 + 3 / 200,
                within=0.05,
                at=10,
                why="E2: the factor 3/2 belongs to every term; exactly, the risk is A + 2 (1 - prod c4)",
            ),
            Fact(
                "Expected risk after ten fits to 100 data, with the factor 3/2 in every term",
                "0.14987",
                FEW,
                "risk",
                near=gaussian.risk([100] * 10),
                within=0.05,
                at=10,
            ),
            Fact(
                "Variance of a datum after ten fits to M = 100 data, 1 + 10/M",
                "1.1",
                FEW,
                "second_moment",
                near=1.1,
                within=0.03,
                at=10,
            ),
            Fact(
                "The variance diverges: in most runs it has grown after 100 fits to 100 data",
                "diverges",
                FEW,
                "variance",
                above=1.0,
                share=0.5,
                why="E5: true only over all runs taken together; the typical run narrows, to a median variance "
                "of about exp(-n/M)",
            ),
            Fact(
                "Mean of the log of the variance after 100 fits to 100 data",
                f"{gaussian.log_variance(100, 100):.3f}",
                FEW,
                "log_variance",
                near=gaussian.log_variance(100, 100),
                within=0.05,
            ),
            Fact("If samples are small, the fitted mean drifts far", "far", FEW, "mean_error", above=0.5),
            Fact(
                "If samples are very large, the fitted mean hardly drifts",
                "hardly",
                "1,000,000 data",
                "mean_error",
                below=0.01,
            ),
        ),
        pictures=_drift("Refitted to itself: few data drift far, many hardly"),
        seconds=120,
    ),
    "figure-5": Reproduction(
        CURSE,
        "5",
        "chain-gaussian-pool",
        "gaussian",
        sizes(regime="pool"),
        100,
        1000,
        every=5,
        facts=(
            Fact(
                "The fitted mean jumps about: its error is larger than that of a single fit to 100 data",
                "jumps",
                FEW,
                "mean_error",
                above=1.05 * float(gaussian.mean_absolute_error(100)),
            ),
            Fact(
                "Pooled data do not collapse as replaced data do: their risk is below a tenth of that of replaced data",
                "slower",
                FEW,
                "risk",
                below=0.1 * gaussian.risk([100] * 100),
            ),
        ),
        pictures=_drift("Drawn from all models so far: the parameters jump, and hardly drift"),
        seconds=120,
    ),
    "figure-6": Reproduction(
        CURSE,
        "6",
        "chain-gaussian-accumulate",
        "gaussian",
        sizes(regime="accumulate"),
        100,
        10_000,
        every=10,
        facts=(
            Fact(
                "If all data are kept, the risk stays below (3/2)(pi^2/6)/M, give or take 5 %",
                f"below {gaussian.accumulated_bound(100):.4f}",
                FEW,
                "risk",
                below=1.05 * gaussian.accumulated_bound(100),
            ),
            Fact(
                "If all data are kept, the expected variance after 100 fits",
                f"{gaussian.accumulated(100, 100)[1]:.4f}",
                FEW,
                "variance",
                near=gaussian.accumulated(100, 100)[1],
                within=0.01,
            ),
        ),
        pictures=_drift("Nothing thrown away: slow drift, that comes to rest"),
        seconds=77,
    ),
}
