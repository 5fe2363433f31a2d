"""Samples that grow from fit to fit: errors stay bounded only if samples grow faster than in proportion to time.

The sum of 1/M_i converges for M_i = 100 i^p if p > 1; at p = 1 it grows as the logarithm.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.chains.theory import gaussian as theory
from specialisation_sim.claims.readings import change, final
from specialisation_sim.claims.scenario_figures import figure, logarithmic

LIMIT = theory.risk([100 * i**2 for i in range(1, 20_000)])

scenario = Scenario(
    title="Samples that grow",
    question="How fast must samples grow from fit to fit so that the error of the fits stays bounded?",
    passage="Superlinear sampling is needed to keep the approximation error of all generations bounded.",
    story="gaussian",
    variants={
        "constant": {},
        "root: p = 1/2": {"growth": 0.5},
        "linear: p = 1": {"growth": 1.0},
        "square: p = 2": {"growth": 2.0},
    },
    steps=200,
    every=10,
    replicates=4000,
    claims=[
        Claim(
            "If samples grow with the square of the generation, the risk stays below "
            f"its limit of {LIMIT:.4f}, give or take 10 %",
            final("risk"),
            of="square: p = 2",
            below=1.1 * LIMIT,
            kind="source",
        ),
        Claim(
            "If samples grow with the square of the generation, the risk no longer grows after a hundred generations",
            change("risk", 100, 200),
            of="square: p = 2",
            below=0.0005,
            above=-0.0005,
            kind="source",
        ),
        Claim(
            "If samples grow in proportion to the generation, the risk still grows after a hundred generations",
            change("risk", 100, 200),
            of="linear: p = 1",
            above=0.005,
            where=Plane("growth", (0.5, 0.8, 1.0, 1.2, 1.5, 2.0), "samples", (30, 100, 300), replicates=100),
            kind="source",
        ),
        Claim(
            "If samples grow with the square root of the generation, the risk still grows by more than 0.05 after a "
            "hundred generations",
            change("risk", 100, 200),
            of="root: p = 1/2",
            above=0.05,
            kind="source",
        ),
    ],
    figures={
        "risk": logarithmic(figure("bands", ["risk"], clock="fit", title="Risk, with samples that grow as a power"))
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
