"""Training for a reward narrows a policy at once; training on its best outputs narrows it generation by generation."""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure

CURATED = {"method": "curated"}

scenario = Scenario(
    title="Tilting",
    question="A policy is optimised for a reward, once or again and again on its own output: how much variety is left?",
    passage="The essay, on the image generator (G5): each step shifts the distribution slightly towards the mode; "
    "each next step locks the shift in and compounds it.",
    story="tilt",
    variants={
        "dear: b = 3": {"price": 3.0},
        "usual: b = 1": {},
        "cheap: b = 0.1": {"price": 0.1},
        "best of four": CURATED,
        "best of four, a tenth original": CURATED | {"outside": 0.1},
    },
    steps=60,
    replicates=200,
    claims=[
        Claim(
            "Where leaving the first policy is cheap, one round of optimising leaves fewer than two options of twenty",
            final("effective_options"),
            of="cheap: b = 0.1",
            below=2.0,
            where=Plane("price", (0.03, 0.1, 0.3, 1.0, 3.0), "exponent", (0.0, 0.5, 1.0, 1.5), replicates=20),
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "Where leaving the first policy is dear, more than nine options of twenty are kept",
            final("effective_options"),
            of="dear: b = 3",
            above=9.0,
            kind="consequence",
        ),
        Claim(
            "The policy that keeps less variety earns more reward",
            final("mean_reward"),
            of="usual: b = 1",
            versus="dear: b = 3",
            above=0.3,
            kind="consequence",
        ),
        Claim(
            "Training on the best of four each time drives the variance of the reward to zero",
            final("reward_variance"),
            of="best of four",
            below=1e-6,
            kind="source",
        ),
        Claim(
            "With a tenth of original data some variance of the reward is left",
            final("reward_variance"),
            of="best of four, a tenth original",
            above=0.05,
            kind="consequence",
        ),
        Claim(
            "With a tenth of original data more than five options of twenty are kept",
            final("effective_options"),
            of="best of four, a tenth original",
            above=5.0,
            kind="foil",
            expected="FAILS",
        ),
    ],
    figures={
        "frontier": figure(
            "phase_plane",
            "mean_reward",
            "effective_options",
            smooth=1,
            sample=0,
            title="Reward against variety (open: start, filled: end)",
        ),
        "paths": figure(
            "bands", ["effective_options", "reward_variance"], clock="generation", title="Tilt and lock-in"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
