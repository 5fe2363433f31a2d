"""What keeps generators that are trained on generators from collapsing?

Each generation is trained on 1,000 images: some drawn by the one before it, some that this one was trained on, some
original. In another variant a generator draws, now and then, not the best class but one that is good enough (a whim).
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, average, collapse, final
from specialisation_sim.claims.scenario_figures import figure

SAMPLE = {"sample": 1000}
LAST = (36, 40)


def gone_before(runs, series):
    """Generation from which on the effective number of classes stays below 1.01; the horizon where it does not."""
    return collapse("effective_classes", 1.01)(runs, series)


scenario = Scenario(
    title="Retrained",
    question="Generators are trained on each other's drawings: how much original data, or how much chance in "
    "drawing, keeps both classes alive?",
    passage="The Curse of Recursion, carried over to the essay's generator: training data are alpha parts own "
    "output, beta parts the predecessor's data and gamma parts original data; the original part prevents "
    "collapse.",
    story="generator",
    variants={
        "own drawings only": SAMPLE,
        "handed down: 60 %": SAMPLE | {"handed_down": 0.6},
        "original data: 20 %": SAMPLE | {"outside": 0.2},
        "original data: 30 %": SAMPLE | {"outside": 0.3},
        "a whim": SAMPLE | {"temperature": 2.0},
    },
    steps=40,
    replicates=100,
    claims=[
        Claim(
            "If a generator is trained on its own drawings only, the rarer class is gone in the end",
            final("output_share"),
            of="own drawings only",
            above=0.99,
            share=0.9,
            kind="consequence",
        ),
        Claim(
            "Handing down the predecessor's data does not save the rarer class",
            final("output_share"),
            of="handed down: 60 %",
            above=0.99,
            share=0.9,
            kind="consequence",
        ),
        Claim(
            "Where the predecessor's data are handed down, the rarer class is gone at least two generations later",
            gone_before,
            of="handed down: 60 %",
            versus="own drawings only",
            above=2.0,
            kind="consequence",
        ),
        Claim(
            "A fifth of original data keeps the rarer class alive",
            final("output_share"),
            of="original data: 20 %",
            below=0.99,
            share=0.9,
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "Three tenths of original data keep the rarer class alive",
            final("output_share"),
            of="original data: 30 %",
            below=0.99,
            share=0.9,
            where=Plane(
                "outside",
                (0.0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.6),
                "evidence",
                (0.5, 1.0, 1.25, 1.5, 1.75, 2.0, 3.0),
                replicates=8,
            ),
            kind="consequence",
        ),
        Claim(
            "Three tenths of original data bring the mix of drawings back to 70:30",
            average("output_share", *LAST),
            of="original data: 30 %",
            below=0.75,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "Drawing by chance now and then (a whim) keeps the rarer class alive",
            final("output_share"),
            of="a whim",
            below=0.99,
            share=0.9,
            where=Plane(
                "temperature",
                (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0),
                "evidence",
                (0.5, 1.0, 1.25, 1.5, 1.75, 2.0, 3.0),
                replicates=8,
            ),
            kind="consequence",
        ),
        Claim(
            "Drawing by chance now and then makes drawings worth less in the first generation",
            at("worth_original", 1),
            of="a whim",
            versus="own drawings only",
            below=-0.02,
            kind="consequence",
        ),
        Claim(
            "In the end users who want the first mix are served better by original data than by drawing by chance "
            "now and then",
            average("worth_original", *LAST),
            of="original data: 30 %",
            versus="a whim",
            above=0.02,
            kind="consequence",
        ),
        Claim(
            "In the end users who want the first mix are served better by drawing by chance now and then than by "
            "no remedy",
            average("worth_original", *LAST),
            of="a whim",
            versus="own drawings only",
            above=0.0,
            kind="consequence",
            expected="FAILS",
        ),
    ],
    figures={
        "output": figure(
            "small_multiples",
            "output_share",
            clock="generation",
            title="The first class's share of drawings, five trainings",
        ),
        "worth": figure(
            "bands",
            ["effective_classes", "worth_original"],
            clock="generation",
            title="Three tenths of original data hold what a fifth loses",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
