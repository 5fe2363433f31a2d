"""How large a share of real data keeps a chain of fitted normal distributions from collapsing?

Each training set is alpha parts own output, beta parts the data before and gamma parts original data. Whether the mean
of squares stays finite follows from the largest eigenvalue of a two by two matrix. Without original data it never
does.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.chains.theory import gaussian as theory
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

MIX = {"samples": 50, "regime": "mix"}
LIMIT = float(theory.mixed_limit(50, 0.9, 0.0, 0.1)[0])

scenario = Scenario(
    title="The share of real data",
    question="How large a share of original data keeps a chain of models from collapsing?",
    passage="Data are alpha from the newest model, beta from the data before and gamma from the original.",
    story="gaussian",
    variants={
        "model alone": MIX,
        "data before: 60 %": MIX | {"handed_down": 0.6},
        "original: 2 %": MIX | {"outside": 0.02},
        "original: 10 %": MIX | {"outside": 0.1},
    },
    steps=80,
    every=2,
    replicates=400,
    claims=[
        Claim(
            "Trained on its own output only, most runs lose four tenths of their spread",
            final("spread"),
            of="model alone",
            below=0.6,
            share=0.6,
            kind="source",
        ),
        Claim(
            "Data handed down from the generation before delay the collapse",
            final("spread"),
            of="data before: 60 %",
            versus="model alone",
            above=0.1,
            kind="consequence",
        ),
        Claim(
            f"A tenth of original data holds the mean of squares at {LIMIT:.3f}",
            average("second_moment", 40, 80),
            of="original: 10 %",
            above=LIMIT - 0.08,
            below=LIMIT + 0.08,
            kind="consequence",
        ),
        Claim(
            "A tenth of original data keeps more than half of the spread in nearly every run",
            final("spread"),
            of="original: 10 %",
            above=0.5,
            share=0.9,
            where=Plane("outside", (0.0, 0.01, 0.02, 0.05, 0.1, 0.2), "samples", (10, 20, 50, 100), replicates=20),
            kind="consequence",
        ),
        Claim(
            "A fiftieth of original data keeps more than half of the spread in four runs of five",
            final("spread"),
            of="original: 2 %",
            above=0.5,
            share=0.8,
            kind="consequence",
        ),
    ],
    figures={
        "spread": figure("small_multiples", "spread", clock="fit", title="Spread of the newest model"),
        "moments": figure(
            "bands", ["second_moment", "source_mean"], clock="fit", title="A tenth of original data anchors"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
