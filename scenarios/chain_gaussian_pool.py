"""Each sample has the same size and is drawn from all models so far: collapse slows down nearly to a standstill.

Figure 5 of "The Curse of Recursion" keeps the number of training data constant and draws them from all generations.
"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import change, final
from specialisation_sim.claims.scenario_figures import figure, logarithmic, single_runs

scenario = Scenario(
    title="A constant sample from all so far",
    question="Each generation's data are drawn from all models so far, not from the last alone: does that prevent "
    "collapse?",
    passage="Data drawn from all generations, the number of them kept constant, slow the collapse.",
    story="gaussian",
    variants={
        "replace": {},
        "pool": {"regime": "pool"},
        "accumulate": {"regime": "accumulate"},
        "pool, ten thousand data": {"regime": "pool", "samples": 10_000},
    },
    steps=60,
    replicates=300,
    claims=[
        Claim(
            "If data are drawn from all models so far, the risk (squared error) is smaller than if they are drawn "
            "from the newest model only",
            final("risk"),
            of="pool",
            versus="replace",
            below=-0.2,
            kind="source",
        ),
        Claim(
            "If data are drawn from all models so far, the risk is clearly larger than if all data are kept",
            final("risk"),
            of="pool",
            versus="accumulate",
            above=0.01,
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "If data are drawn from all models so far, the risk stops growing after twenty generations",
            change("risk", 20, 60),
            of="pool",
            below=0.005,
            kind="foil",
        ),
    ],
    figures={
        "drift": single_runs(
            ["mean_error", "spread_error"], clock="fit", title="How far mean and spread drift from the truth"
        ),
        "pool": logarithmic(
            figure("bands", ["risk", "spread"], clock="fit", title="Drawn from all so far, the risk stands still"),
            "risk",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
