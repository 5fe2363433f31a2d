"""A generator and a critic go round and round: collapse on one mode, then on the next, like rock, paper, scissors."""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

scenario = Scenario(
    title="Rock, paper, scissors",
    question="A generator plays against a critic that spots what it draws too often: does it run from mode to mode?",
    passage="The usual account of mode collapse in generative adversarial networks: the generator draws one mode, "
    "the critic learns to reject it, and the generator moves on to the next.",
    story="tabular",
    variants={"five modes": {}, "twenty modes": {"modes": 20}, "small steps": {"step": 0.1}},
    steps=1000,
    every=5,
    replicates=60,
    claims=[
        Claim(
            "At the end, all but one of five modes are lost",
            average("effective_modes", 700, 1000),
            of="five modes",
            below=1.5,
            kind="source",
        ),
        Claim(
            "The generator moves from mode to mode, more than twenty times",
            final("mode_moves"),
            of="five modes",
            above=20.0,
            share=0.9,
            kind="source",
        ),
        Claim(
            "Of twenty modes, too, all but one are lost",
            average("effective_modes", 700, 1000),
            of="twenty modes",
            below=2.0,
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "With small steps nearly all five modes are kept",
            average("effective_modes", 700, 1000),
            of="small steps",
            above=4.5,
            where=Plane("step", (0.05, 0.1, 0.2, 0.5, 1.0), "modes", (2, 5, 10, 20), replicates=5),
            kind="source",
        ),
    ],
    figures={
        "modes": figure(
            "small_multiples", "modal_share", clock="update", sample=3, title="Share of the commonest mode"
        ),
        "moves": figure("bands", ["effective_modes", "mode_moves"], clock="update", title="Round and round"),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
