"""If all data are kept and each fit uses them all, the error stays bounded for ever.

Figure 6 of "The Curse of Recursion"; Gerstgrasser et al. (2024) show the same for regression.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.chains.theory import gaussian as theory
from specialisation_sim.claims.readings import final, smallest
from specialisation_sim.claims.scenario_figures import figure, logarithmic, single_runs

BOUND = theory.accumulated_bound(100)

scenario = Scenario(
    title="Accumulating",
    question="Each generation fits a normal distribution to all data so far, not to the last data alone: does "
    "that prevent collapse?",
    passage="Where data accumulate and are not replaced, the error stays bounded.",
    story="gaussian",
    variants={"replace": {}, "accumulate": {"regime": "accumulate"}},
    steps=100,
    replicates=1000,
    claims=[
        Claim(
            f"If all data are kept, the risk (squared error of the fit) stays below its theoretical bound "
            f"of {BOUND:.4f}",
            final("risk"),
            of="accumulate",
            below=BOUND,
            where=Plane("samples", (10, 30, 100, 300), "growth", (0.0, 0.5, 1.0), replicates=200),
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "If all data are kept, more than half of the spread is left in every run",
            smallest("spread", 0, 100),
            of="accumulate",
            above=0.5,
            share=0.99,
            kind="source",
        ),
        Claim(
            "If each generation replaces the data, the risk is more than thirty times the bound that holds if all "
            "data are kept",
            final("risk"),
            of="replace",
            above=30 * BOUND,
            kind="consequence",
        ),
        Claim(
            "If all data are kept, hardly any harm is done: the risk is below 0.015",
            final("risk"),
            of="accumulate",
            below=1.5 / 100,
            kind="foil",
            expected="FAILS",
        ),
    ],
    figures={
        "drift": single_runs(
            ["mean_error", "spread_error"], clock="fit", title="How far mean and spread drift from the truth"
        ),
        "accumulate": logarithmic(
            figure("bands", ["risk", "spread"], clock="fit", title="Kept data keep the spread"), "risk"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
