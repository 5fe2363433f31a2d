"""Figures 7, 12 and 13 of The Curse of Recursion: the mixture, with the blog that reproduces it, and the estimator."""

from __future__ import annotations

from math import sqrt

from ...chains.theory import gaussian
from ..reproduction import Fact, Reproduction, SourceFigure
from .curse_laws import CURSE, FEW, MOST, sizes

BLOG = "the blog that reproduces its mixture chain"
TENTH = {"regime": "counts", "outside": 0.1}

REPRODUCTIONS: dict[str, Reproduction] = {
    "figure-7": Reproduction(
        f"{CURSE}; {BLOG}",
        "7 and 13",
        "chain-mixture",
        "mixture",
        {
            "N = 10,000": {"samples": 10_000},
            "N = 1,000": {"samples": 1000},
            "N = 500": {"samples": 500},
            "N = 1,000, warm start": {"samples": 1000, "start": "warm"},
            "N = 10,000, 10 % original": {"samples": 10_000, **TENTH},
            "N = 10,000, 50 % original": {"samples": 10_000, **TENTH, "outside": 0.5},
        },
        2000,
        20,
        every=50,
        facts=(
            Fact(
                "With N = 1,000 data, both components are narrow spikes by generation 2,000",
                "nearly every run",
                "N = 1,000",
                "widest",
                below=0.3,
                share=0.7,
            ),
            Fact(
                "With N = 10,000 data, components are no spikes: in four runs of five or more the wider one stays wide",
                "no run",
                "N = 10,000",
                "widest",
                above=0.3,
                share=0.8,
            ),
            Fact(
                "With 10 % original data the spread stays near 2.236 (the square root of five)",
                "2.236",
                "N = 10,000, 10 % original",
                "total_sd",
                near=sqrt(5),
                within=0.02,
            ),
            Fact(
                "With half original data the spread also stays near 2.236",
                "2.236",
                "N = 10,000, 50 % original",
                "total_sd",
                near=sqrt(5),
                within=0.02,
            ),
            Fact(
                "If each fit starts from the last model, the two components do not merge: in most runs their "
                "means stay apart",
                "separate",
                "N = 1,000, warm start",
                "separation",
                above=0.5,
                share=0.5,
            ),
            Fact(
                "If each fit starts from the last model, each component keeps more than a hundredth of the data, "
                "in most runs",
                "two spikes",
                "N = 1,000, warm start",
                "left_weight",
                above=0.01,
                below=0.99,
                share=0.5,
                why="the shares of data drift as in resampling, and after N to 2 N generations one component has "
                "all data",
            ),
            Fact(
                "With N = 1,000 data, the density has changed completely by generation 50: by half of its own "
                "size (L2 norm .376)",
                "completely",
                "N = 1,000",
                "density_distance",
                at=50,
                above=0.188,
                why="the average run has changed less by then; a complete change takes a few hundred generations",
            ),
        ),
        pictures={
            "densities": SourceFigure(
                "densities",
                ([0, 50, 100, 150, 200, 350, 2000],),
                {"title": "One run of each: what the mixture has become (Figure 7)"},
            ),
            "distance": SourceFigure(
                "bands",
                (["density_distance"],),
                {"title": "Distance of the density from the truth, L2 (Figure 13)"},
                logarithmic=True,
            ),
            "spread": SourceFigure(
                "small_multiples", ("total_sd",), {"title": "Spread of all that is made: the truth has 2.24"}
            ),
        },
        seconds=1020,
    ),
    "figure-12": Reproduction(
        CURSE,
        "12",
        "chain-estimator",
        "gaussian",
        sizes(),
        1,
        10_000,
        facts=(
            Fact(
                "Mean that is estimated from ten million data",
                "0.00024899",
                MOST,
                "mean",
                near=0.00024899,
                within=0.1,
                why="E8: the source's number is the mean absolute error; the estimate itself is unbiased",
            ),
            Fact(
                "The same number, read as the mean absolute error sqrt(2/pi)/sqrt(M)",
                "0.00024899",
                MOST,
                "mean_error",
                near=0.00024899,
                within=0.03,
            ),
            Fact(
                "Mean absolute error of an estimate from a hundred data",
                f"{float(gaussian.mean_absolute_error(100)):.4f}",
                FEW,
                "mean_error",
                near=float(gaussian.mean_absolute_error(100)),
                within=0.03,
            ),
        ),
        pictures={
            "error": SourceFigure(
                "against",
                ("samples", "mean_error"),
                {
                    "exact": gaussian.mean_absolute_error,
                    "formula": r"exact: $\sqrt{2 / \pi M}$",
                    "title": "One fit's error: mean and middle half of runs",
                },
            ),
        },
        seconds=8,
    ),
}
