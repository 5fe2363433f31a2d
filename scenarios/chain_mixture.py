"""Two bumps, fitted again and again to samples of themselves, end as spikes; more data make that take longer.

Figures 7 and 13 of "The Curse of Recursion" and the blog that reproduces them, at a fiftieth of their size: 200 data
for 400 generations in place of 10,000 for 2,000 and more. A fit starts afresh (by k-means) or from the model before.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, final
from specialisation_sim.claims.scenario_figures import figure, logarithmic

TENTH = {"regime": "counts", "outside": 0.1}

scenario = Scenario(
    title="Two bumps",
    question="A mixture of two normal distributions is fitted again and again to samples of itself: what becomes "
    "of its two bumps?",
    passage="The Curse of Recursion, on Gaussian mixtures: after 2,000 generations the fitted mixture is far from "
    "the original and has little variance left.",
    story="mixture",
    variants={
        "k-means start": {},
        "warm start": {"start": "warm"},
        "a tenth original": TENTH,
        "a tenth, the first sample": TENTH | {"original": "fixed"},
        "five times the data": {"samples": 1000},
    },
    steps=400,
    every=5,
    replicates=60,
    claims=[
        Claim(
            "Both components end as narrow spikes",
            final("widest"),
            of="k-means start",
            below=0.3,
            share=0.7,
            kind="source",
        ),
        Claim(
            "If each fit starts afresh, the mixture's two bumps merge in most runs",
            final("separation"),
            of="k-means start",
            below=0.5,
            share=0.5,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "If each fit starts afresh, the two bumps end closer together than if it starts from the last model",
            final("separation"),
            of="k-means start",
            versus="warm start",
            below=-0.5,
            kind="consequence",
        ),
        Claim(
            "If each fit starts from the last model, two separate spikes remain",
            final("separation"),
            of="warm start",
            above=0.5,
            share=0.8,
            kind="consequence",
        ),
        Claim(
            "If each fit starts from the last model, each of the two spikes has more than a hundredth of the data in "
            "most runs",
            final("left_weight"),
            of="warm start",
            above=0.01,
            below=0.99,
            share=0.5,
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "A tenth of original data keeps the total spread near that of the original, the root of five",
            final("total_sd"),
            of="a tenth original",
            above=2.0,
            below=2.5,
            where=Plane("outside", (0.0, 0.02, 0.05, 0.1, 0.2), "samples", (50, 100, 200), replicates=4),
            kind="source",
        ),
        Claim(
            "Reusing the first sample serves as well as fresh original data",
            final("total_sd"),
            of="a tenth, the first sample",
            versus="a tenth original",
            above=-0.15,
            below=0.15,
            kind="consequence",
        ),
        Claim(
            "With five times the data few runs have narrowed to spikes after as many generations",
            final("widest"),
            of="five times the data",
            above=0.3,
            share=0.7,
            kind="consequence",
        ),
        Claim(
            "After a fifth of the generations few runs have narrowed to spikes",
            at("widest", 80),
            of="k-means start",
            above=0.3,
            share=0.6,
            kind="control",
        ),
    ],
    figures={
        "densities": figure(
            "densities",
            [0, 25, 50, 100, 200, 400],
            clock="generation",
            title="One run of each: what the mixture has become",
        ),
        "distance": logarithmic(
            figure(
                "bands", ["density_distance"], clock="generation", title="Distance of the density from the truth, L2"
            )
        ),
        "spread": figure(
            "small_multiples",
            "total_sd",
            clock="generation",
            title="Two bumps, refitted: the spread of all that is made",
        ),
        "components": figure(
            "bands",
            ["separation", "widest"],
            clock="generation",
            title="Fitted from scratch the bumps merge; from the last fit they freeze",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
