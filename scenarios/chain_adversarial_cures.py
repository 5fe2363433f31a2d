"""Remedies against lost modes, in a simple game of a generator against a critic that scores each mode by a number."""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

LATE = (1500, 2000)

scenario = Scenario(
    title="Cures",
    question="A generator plays against a critic over five modes: which remedies keep it from losing modes?",
    passage="The literature on generative adversarial networks: two time scales, gradient penalties, unrolling, "
    "extragradient steps and clipped weights are remedies against mode collapse.",
    story="tabular",
    variants={
        "none": {},
        "slow critic": {"critic_speed": 0.1},
        "fast critic": {"critic_speed": 5.0},
        "in turn": {"turns": "alternating"},
        "weight decay": {"decay": 0.2},
        "entropy bonus": {"entropy": 0.2},
        "unrolled: 5": {"unrolled": 5},
        "extragradient": {"turns": "extragradient"},
        "clipped": {"clip": 0.2},
        "unbalanced data": {"exponent": 1.0, "unrolled": 5},
    },
    steps=2000,
    every=10,
    replicates=40,
    claims=[
        Claim(
            "Without a remedy all but one of five modes are lost",
            average("effective_modes", *LATE),
            of="none",
            below=1.5,
            kind="control",
        ),
        Claim(
            "A slow critic is no remedy: more than one mode of five is lost",
            average("effective_modes", *LATE),
            of="slow critic",
            below=4.0,
            kind="consequence",
        ),
        Claim(
            "A fast critic is no remedy either: all but one of five modes are lost",
            average("effective_modes", *LATE),
            of="fast critic",
            below=1.5,
            kind="consequence",
        ),
        Claim(
            "If generator and critic take turns, the game goes round in a circle: it neither collapses nor comes "
            "to rest",
            average("distance", *LATE),
            of="in turn",
            above=0.005,
            below=0.2,
            kind="consequence",
        ),
        Claim(
            "Weight decay, which acts as the R1 penalty does, brings every mode to its true share",
            final("distance"),
            of="weight decay",
            below=0.01,
            where=Plane("decay", (0.0, 0.02, 0.05, 0.1, 0.2, 0.5), "step", (0.1, 0.2, 0.5, 1.0), replicates=4),
            kind="source",
        ),
        Claim(
            "A bonus for entropy brings every mode to its true share",
            final("distance"),
            of="entropy bonus",
            below=0.01,
            kind="source",
        ),
        Claim(
            "A generator that foresees five steps of the critic (unrolling) brings every mode to its true share",
            final("distance"),
            of="unrolled: 5",
            below=0.01,
            kind="source",
        ),
        Claim(
            "Steps that correct themselves once (extragradient) bring every mode to its true share",
            final("distance"),
            of="extragradient",
            below=0.01,
            kind="source",
        ),
        Claim(
            "Clipping the critic's weights brings every mode to its true share",
            final("distance"),
            of="clipped",
            below=0.01,
            kind="source",
            expected="FAILS",
        ),
        Claim(
            "Clipping keeps more than four modes of five, though the game goes round in a small circle",
            average("effective_modes", *LATE),
            of="clipped",
            above=4.0,
            kind="consequence",
        ),
        Claim(
            "A remedy that works also works where modes are unequally common",
            final("distance"),
            of="unbalanced data",
            below=0.01,
            kind="consequence",
        ),
    ],
    figures={
        "modes": figure(
            "small_multiples", "effective_modes", clock="update", sample=3, title="Effective modes, of five"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
