"""Least squares on its predecessor's labels: errors add up when data are replaced, and stay bounded when kept."""

import numpy as np

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.chains.theory import linear as theory
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure, logarithmic

REPLACED, KEPT = theory.regression_ratio(30, accumulate=False), theory.regression_ratio(30, accumulate=True)

scenario = Scenario(
    title="Regression, replaced or kept",
    question="Is collapse inevitable in linear regression?",
    passage="Gerstgrasser et al. (2024): replacing data, the error grows linearly; accumulating, it is at most pi^2/6.",
    story="regression",
    variants={"replace": {}, "accumulate": {"regime": "accumulate"}},
    steps=30,
    replicates=1500,
    claims=[
        Claim(
            f"Replaced, the error after thirty fits is {REPLACED:g} times that of one",
            final("error_ratio"),
            of="replace",
            above=0.93 * REPLACED,
            below=1.07 * REPLACED,
            kind="source",
        ),
        Claim(
            f"Kept, it is {KEPT:.3f} times that of one",
            final("error_ratio"),
            of="accumulate",
            above=0.93 * KEPT,
            below=1.07 * KEPT,
            kind="source",
        ),
        Claim(
            "Kept, it stays below pi^2/6 but for a twentieth",
            final("error_ratio"),
            of="accumulate",
            below=1.05 * np.pi**2 / 6,
            where=Plane("dimensions", (1, 2, 5, 10, 20), "samples", (30, 50, 100), replicates=200),
            kind="source",
        ),
        Claim("Kept, no harm is done", final("error_ratio"), of="accumulate", below=1.2, kind="foil", expected="FAILS"),
    ],
    figures={
        "error": logarithmic(figure("bands", ["error_ratio"], clock="fit", title="Errors add up, or stay bounded"))
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
