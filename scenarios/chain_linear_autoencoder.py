"""A linear autoencoder trained on what it drew itself: weak directions of the data go first; real data keep them.

The exact solution beside the trained autoencoder. With any share of real data above zero, some variance is left in
every direction for good.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure

scenario = Scenario(
    title="The linear autoencoder",
    question="Which directions of the data does an autoencoder lose when it learns from itself?",
    passage="Trained on its own output, an autoencoder's images become alike; mixing real images in holds it.",
    story="linear-autoencoder",
    variants={"own output": {}, "a tenth real": {"real": 0.1}, "half real": {"real": 0.5}},
    steps=30,
    replicates=60,
    claims=[
        Claim(
            "Of the ten directions in which the data vary, one is left (effective number)",
            final("effective_directions"),
            of="own output",
            below=1.2,
            kind="source",
        ),
        Claim(
            "Even the strongest direction shrinks: its variance falls below 0.2",
            final("strongest"),
            of="own output",
            below=0.2,
            kind="consequence",
        ),
        Claim(
            "With a tenth of real data the weakest direction still keeps some variance",
            final("weakest_left"),
            of="a tenth real",
            above=0.09,
            where=Plane("real", (0.0, 0.01, 0.03, 0.1, 0.3), "noise", (0.01, 0.03, 0.1, 0.3), replicates=4),
            kind="consequence",
        ),
        Claim(
            "With a tenth of real data the data keep more than 3.5 effective directions",
            final("effective_directions"),
            of="a tenth real",
            above=3.5,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "With half of real data more than half of the weakest direction is left",
            final("weakest_left"),
            of="half real",
            above=0.5,
            kind="consequence",
        ),
        Claim(
            "With half of real data the total variance stays above 2.4; real data have 2.48",
            final("total_variance"),
            of="half real",
            above=2.4,
            kind="foil",
            expected="FAILS",
        ),
    ],
    figures={
        "spectrum": figure(
            "bands",
            ["effective_directions", "strongest", "weakest_left"],
            clock="generation",
            title="Weak directions go first, and real data hold them",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
