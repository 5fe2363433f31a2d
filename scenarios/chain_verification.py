"""A verifier checks labels between generations: if it is accurate enough, a chain of models repairs itself.

If it is not, the chain learns the opposite of the truth. Feng et al. (2024): right labels must be more frequent than
1/(1 + phi/psi), where phi and psi are the chances that a right and a wrong label are kept.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure

HARD = {"accuracy": 0.4}

scenario = Scenario(
    title="The verifier",
    question="How well must a verifier tell right labels from wrong ones so that mostly wrong labels make a good "
    "model?",
    passage="Feng et al. (2024): synthesized data scale when they are verified, above a threshold of quality.",
    story="verification",
    variants={
        "six in ten right": {},
        "four in ten right": HARD,
        "four in ten, verified": HARD | {"keep_wrong": 0.4},
        "four in ten, badly verified": HARD | {"keep_wrong": 0.7},
    },
    steps=10,
    replicates=100,
    claims=[
        Claim(
            "Without a verifier, a majority of right labels is enough for a good model",
            final("right"),
            of="six in ten right",
            above=0.99,
            share=0.95,
            kind="consequence",
        ),
        Claim(
            "Without a verifier, a model learns the opposite of the truth if fewer than half of the labels are right",
            final("right"),
            of="four in ten right",
            below=0.01,
            share=0.95,
            kind="consequence",
        ),
        Claim(
            "With a verifier that keeps right labels twice as often as wrong ones, four right labels in ten are "
            "enough for a good model",
            final("right"),
            of="four in ten, verified",
            above=0.99,
            share=0.95,
            where=Plane(
                "accuracy", (0.1, 0.2, 0.3, 0.4, 0.5, 0.6), "keep_wrong", (0.1, 0.2, 0.4, 0.6, 0.8), replicates=5
            ),
            kind="source",
        ),
        Claim(
            "With a verifier that hardly tells right from wrong, too, four right labels in ten are enough for a good "
            "model",
            final("right"),
            of="four in ten, badly verified",
            above=0.99,
            share=0.95,
            kind="foil",
            expected="FAILS",
        ),
    ],
    figures={
        "right": figure(
            "bands", ["right", "right_kept"], clock="generation", title="Labels that are right, made and kept"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
