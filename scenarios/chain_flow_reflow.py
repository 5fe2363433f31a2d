"""A flow turns noise into data. Trained on its own data paired with fresh noise, it loses spread each round.

The exact solution for normal distributions, after "Analyzing and Mitigating Model Collapse in Rectified Flow Models"
(arXiv 2412.08175). If each point keeps the noise it came from, no spread is lost.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.chains.theory import linear as theory
from specialisation_sim.claims.readings import at, change, final
from specialisation_sim.claims.scenario_figures import figure

FIVE = float(theory.reflowed(5, 10)[-1])

scenario = Scenario(
    title="Reflow",
    question="A flow turns noise into data; retrained on its own output, when does it lose spread?",
    passage="Analyzing and Mitigating Model Collapse in Rectified Flow Models (arXiv 2412.08175): a rectified flow "
    "trained on its own data collapses; mixing in real data prevents it.",
    story="flow",
    variants={
        "fresh noise": {},
        "kept pairs": {"pairs": "kept"},
        "a tenth real": {"real": 0.1},
        "three tenths real": {"real": 0.3},
    },
    steps=20,
    replicates=60,
    claims=[
        Claim(
            f"If points are paired with fresh noise in each round, a spread of {FIVE:.3f} is left after five rounds",
            at("spread", 5),
            of="fresh noise",
            above=FIVE - 0.01,
            below=FIVE + 0.01,
            kind="consequence",
        ),
        Claim(
            "If points keep the noise they came from, no spread is lost after the first round",
            change("spread", 1, 20),
            of="kept pairs",
            above=-0.03,
            kind="consequence",
        ),
        Claim(
            "Without real data the spread is gone after twenty rounds",
            final("spread"),
            of="fresh noise",
            below=0.02,
            kind="source",
        ),
        Claim(
            "A tenth of real data keeps nine tenths of the spread",
            final("spread"),
            of="a tenth real",
            above=0.9,
            where=Plane("real", (0.0, 0.1, 0.3, 0.5, 0.8), "euler_steps", (5, 10, 30, 100), replicates=3),
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "Three tenths of real data keep seven tenths of the spread",
            final("spread"),
            of="three tenths real",
            above=0.69,
            kind="consequence",
        ),
    ],
    figures={
        "spread": figure(
            "bands", ["spread", "trained_spread"], clock="round", title="Fresh noise loses spread, kept pairs do not"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
