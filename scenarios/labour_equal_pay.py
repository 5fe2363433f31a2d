"""If two occupations pay the same, does a worker still end up in one of them, and does luck decide which?

Read first: the story of labour (``specialise describe labour``). Then write down: of a hundred workers who are alike
and paid alike for either work, how many do both when they retire? And can you say in advance who does what?
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

CAREER = 2080
LAST_YEARS = (CAREER - 104, CAREER)
NARROW = 0.531
"""Specialisation of who does nine tenths of her work in one of two occupations."""
ONE = {"workers": 1}

scenario = Scenario(
    title="Equal pay",
    question="If two occupations pay the same, does a worker still end up in one of them, and does luck decide which?",
    passage="The essay, on the division of labour (L2, L3): one is equally likely, nearly certainly, to be "
    "rewarded for a day of either work; after a few days one gets better and better at one and the other "
    "is left in the dust.",
    story="labour",
    variants={
        "80 % progress ratio (b = 0.32)": ONE,
        "less to learn (b = 0.1)": ONE | {"exponent": 0.1},
        "no learning": ONE | {"exponent": 0.0},
    },
    steps=CAREER,
    # So many that the interval of even odds is half as wide as the bounds.
    replicates=1500,
    every=26,
    claims=[
        Claim(
            "With equal pay a worker drifts into one occupation: nine tenths of her last years' work or more",
            average("specialisation", *LAST_YEARS),
            of="80 % progress ratio (b = 0.32)",
            above=NARROW,
            share=0.9,
            where=Plane(
                "exponent",
                (0.02, 0.1, 0.18, 0.26, 0.34, 0.42, 0.5),
                "luck",
                (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4),
                replicates=40,
            ),
            kind="essay",
            answers="L3",
            expected="FAILS",
        ),
        Claim(
            "Luck decides which occupation a worker takes up: over careers, both are about equally common",
            final("accountants"),
            of="80 % progress ratio (b = 0.32)",
            above=0.45,
            below=0.55,
            kind="essay",
            answers="L2",
            expected="UNDECIDED",
        ),
        Claim(
            "Without learning a worker goes on doing both kinds of work",
            average("specialisation", *LAST_YEARS),
            of="no learning",
            # Work of 75:25 is at 0.19.
            below=0.2,
            share=0.95,
            kind="control",
        ),
        Claim(
            "Even where there is little to learn, a worker drifts into one occupation",
            average("specialisation", *LAST_YEARS),
            of="less to learn (b = 0.1)",
            above=NARROW,
            share=0.9,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "Practice raises her earnings by at least half a basket a week over those of an unskilled worker",
            final("gain_from_practice"),
            of="80 % progress ratio (b = 0.32)",
            above=0.5,
            share=0.95,
            kind="consequence",
        ),
    ],
    figures={
        "fates": figure(
            "fates",
            "accounting_record",
            ends=("accountant", "trainer"),
            title="Workers start alike and are paid alike; luck decides who does what",
        ),
        "specialisation": figure(
            "bands",
            ["specialisation", "welfare"],
            clock="week",
            smooth={"specialisation": 4, "welfare": 4},
            title="What is practised pays, and what pays is practised",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
