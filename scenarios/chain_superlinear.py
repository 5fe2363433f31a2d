"""Samples that grow from generation to generation: the risk stays finite if and only if they grow faster than linearly.

The sum of 1/M_i converges for M_i = 100 i^p if p > 1; at p = 1 it grows as the logarithm.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.chains.theory import gaussian as theory
from specialisation_sim.claims.readings import change, final
from specialisation_sim.claims.scenario_figures import figure, logarithmic

LIMIT = theory.risk([100 * i**2 for i in range(1, 20_000)])

scenario = Scenario(
    title="Samples that grow",
    question="How fast must samples grow so that the risk stays finite?",
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
            f"With the square the risk stays below its limit of {LIMIT:.4f}, but for a tenth",
            final("risk"),
            of="square: p = 2",
            below=1.1 * LIMIT,
            kind="source",
        ),
        Claim(
            "It no longer grows after a hundred generations",
            change("risk", 100, 200),
            of="square: p = 2",
            below=0.0005,
            above=-0.0005,
            kind="source",
        ),
        Claim(
            "With linear samples it still does",
            change("risk", 100, 200),
            of="linear: p = 1",
            above=0.005,
            where=Plane("growth", (0.5, 0.8, 1.0, 1.2, 1.5, 2.0), "samples", (30, 100, 300), replicates=100),
            kind="source",
        ),
        Claim(
            "With the root it grows without end",
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
