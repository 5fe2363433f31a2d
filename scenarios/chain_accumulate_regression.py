"""Each regression learns from labels of the one before: errors add up if data are replaced, not if all are kept."""

import numpy as np

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.chains.theory import linear as theory
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure, logarithmic

REPLACED, KEPT = theory.regression_ratio(30, accumulate=False), theory.regression_ratio(30, accumulate=True)

scenario = Scenario(
    title="Regression, replaced or kept",
    question="If each regression learns from data that the one before generated, must its error grow without bound?",
    passage="Gerstgrasser et al. (2024), theorem on linear regression: if data are replaced, the error grows "
    "linearly; if they accumulate, it is at most pi^2/6 times that of one fit.",
    story="regression",
    variants={"replace": {}, "accumulate": {"regime": "accumulate"}},
    steps=30,
    replicates=1500,
    claims=[
        Claim(
            f"If each generation replaces the data, the error after thirty fits is {REPLACED:g} times that of one fit",
            final("error_ratio"),
            of="replace",
            above=0.93 * REPLACED,
            below=1.07 * REPLACED,
            kind="source",
        ),
        Claim(
            f"If all data are kept, the error after thirty fits is {KEPT:.3f} times that of one fit",
            final("error_ratio"),
            of="accumulate",
            above=0.93 * KEPT,
            below=1.07 * KEPT,
            kind="source",
        ),
        Claim(
            "If all data are kept, the error stays below pi^2/6 times that of one fit, give or take 5 %",
            final("error_ratio"),
            of="accumulate",
            below=1.05 * np.pi**2 / 6,
            where=Plane("dimensions", (1, 2, 5, 10, 20), "samples", (30, 50, 100), replicates=200),
            kind="source",
        ),
        Claim(
            "If all data are kept, the error hardly grows: to less than 1.2 times that of one fit",
            final("error_ratio"),
            of="accumulate",
            below=1.2,
            kind="foil",
            expected="FAILS",
        ),
    ],
    figures={
        "error": logarithmic(figure("bands", ["error_ratio"], clock="fit", title="Errors add up, or stay bounded"))
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
