"""How much real data, how often and at what cost: a question that this chain answers exactly.

To keep a part 1 - d of the diversity (the chance that two data differ), a chain that resamples a table of frequencies
needs (1 - d) / 2d real data a generation: four and a half to keep nine tenths, however large the sample is. This is
Wright's island model of 1931, in which the number of migrants decides, not their share. A monitor that adds real data
only when its own run has lost too much needs fewer, since it spends them when and where they are needed.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, average, final
from specialisation_sim.claims.scenario_figures import figure
from specialisation_sim.studies.closed_drift import resampling_weight

KEPT, SAMPLES, STATES = 0.9, 100, 10
CONSTANT, TENTH = (resampling_weight(1 - KEPT, SAMPLES, every) for every in (1, 10))
START = 1 - sum(1 / k**2 for k in range(1, STATES + 1)) / sum(1 / k for k in range(1, STATES + 1)) ** 2
"""Chance that two data of the truth differ: ten ranks after Zipf."""
LATE = (81, 100)

scenario = Scenario(
    title="The operator",
    question="How large a share of real data keeps a chain of models diverse, and does it save data to add them "
    "only when diversity falls?",
    passage="Real data in the training mix hold the collapse back; how much, how often, at what cost is the question.",
    story="discrete",
    variants={
        "none": {"regime": "mix"},
        "half the share": {"regime": "mix", "outside": CONSTANT / 2},
        "the exact share": {"regime": "mix", "outside": CONSTANT},
        "every tenth": {"regime": "mix", "outside": TENTH, "outside_every": 10},
        "monitor": {"regime": "mix", "watch": 0.85, "raised": 0.2},
    },
    steps=100,
    replicates=400,
    claims=[
        Claim(
            f"A constant share of {CONSTANT:.4f} of real data keeps nine tenths of the diversity "
            "(the chance that two data differ), as the formula says",
            average("heterozygosity", *LATE),
            of="the exact share",
            above=(KEPT - 0.015) * START,
            below=(KEPT + 0.015) * START,
            kind="consequence",
        ),
        Claim(
            "Half of the real data that the formula asks for keep less than 0.85 of the diversity",
            average("heterozygosity", *LATE),
            of="half the share",
            below=(KEPT - 0.05) * START,
            kind="consequence",
        ),
        Claim(
            f"Real data in every tenth generation only: a share of {TENTH:.2f} keeps nine tenths of the diversity, "
            "even just before new real data come",
            at("heterozygosity", 99),
            of="every tenth",
            above=(KEPT - 0.015) * START,
            below=(KEPT + 0.015) * START,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "A monitor that adds real data when diversity falls keeps as much diversity as a constant share of real "
            "data does, to a hundredth",
            average("heterozygosity", *LATE),
            of="monitor",
            versus="the exact share",
            above=-0.01 * START,
            where=Plane(
                "watch", (0.7, 0.8, 0.85, 0.9, 0.95), "raised", (0.05, 0.1, 0.2, 0.4, 0.8), both=False, replicates=20
            ),
            kind="consequence",
        ),
        Claim(
            "A monitor that adds real data when diversity falls needs at most three quarters of the real data that a "
            "constant share needs",
            average("real_share", 1, 100),
            of="monitor",
            below=0.75 * CONSTANT,
            neutral=CONSTANT,
            where=Plane("watch", (0.7, 0.8, 0.85, 0.9, 0.95), "raised", (0.05, 0.1, 0.2, 0.4, 0.8), replicates=20),
            kind="consequence",
        ),
        Claim(
            "With a monitor, diversity never falls below four fifths of its start in 19 runs of 20",
            final("intact"),
            of="monitor",
            above=0.8,
            share=0.95,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "With a constant share of real data, diversity never falls below four fifths of its start in 19 runs of 20",
            final("intact"),
            of="the exact share",
            above=0.8,
            share=0.95,
            kind="consequence",
            expected="FAILS",
        ),
    ],
    figures={
        "kept": figure(
            "small_multiples",
            "heterozygosity",
            clock="generation",
            title="A monitor keeps as much with less, and leaves fewer runs behind",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
