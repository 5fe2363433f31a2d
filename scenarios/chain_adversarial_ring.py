"""Two small networks, a generator and a critic: points around eight modes on a ring, and around 25 on a grid.

This repeats `chain_adversarial_cures` with trained networks, as a demonstration. How well each remedy does depends on
the size of the networks and their learning rates, so that little is claimed. Every variant gets the same number of the
generator's steps. With a penalty on the critic's slope the generator fills the whole grid, but about evenly: it has
not found the modes, and so loses none.
"""

import pandas as pd

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import average
from specialisation_sim.claims.scenario_figures import figure

LOOKS = 25
EARLY, LATE = (6, 12), (LOOKS - 4, LOOKS)
RING, SLOW = "ring", "ring, slow critic"
PLAIN, FIVE, SLOPE = "grid", "grid, five critic steps", "grid, slope held near one"
GRID = {"shape": "grid"}


def points_made(result):
    """Points at the end, in the first run, by variant."""
    from specialisation_sim import figures
    from specialisation_sim.registry import story

    parts = []
    for name in (RING, SLOW, FIVE, SLOPE):
        world = story("gan")(result.sets[name], seeds=result.seeds[:1], collect=False)
        for time in range(1, LOOKS + 1):
            world.step()
            if time in (1, 5, 15, LOOKS):
                parts.append(
                    pd.DataFrame(world.made[0][:1000], columns=["x", "y"]).assign(variant=name, time=100 * time)
                )
    return figures.clouds(pd.concat(parts), clock="step", title="What the generator makes while it learns")


scenario = Scenario(
    title="The game, trained",
    question="Do small trained networks lose modes as the simple game over a few modes does, and what helps?",
    passage="The literature on generative adversarial networks: two time scales, gradient penalties and several "
    "steps of the critic are remedies against mode collapse.",
    story="gan",
    variants={
        RING: {},
        SLOW: {"critic_speed": 0.1},
        PLAIN: GRID,
        FIVE: GRID | {"critic_steps": 5},
        SLOPE: GRID | {"critic_steps": 5, "loss": "wasserstein"},
    },
    steps=LOOKS,
    replicates=4,
    seed=0,
    claims=[
        Claim(
            "Where data form eight modes on a ring, fewer of the generator's points lie near a mode if the critic is "
            "slow",
            average("quality", *LATE),
            of=SLOW,
            versus=RING,
            below=-0.1,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "Where data form eight modes on a ring, at least one mode more is lost if the critic is slow",
            average("modes_held", *LATE),
            of=SLOW,
            versus=RING,
            below=-1.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "Without a remedy the generator finds all eight modes of a ring",
            average("modes_held", *LATE),
            of=RING,
            above=7.5,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "Without a remedy the generator loses half of a grid's 25 modes",
            average("effective_modes", *LATE),
            of=PLAIN,
            below=12.5,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "With five steps of the critic to one of the generator, more than 18 of a grid's 25 modes are kept at "
            "first",
            average("effective_modes", *EARLY),
            of=FIVE,
            above=18.0,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "With five steps of the critic to one of the generator, fewer than half of a grid's 25 modes are left in "
            "the end",
            average("effective_modes", *LATE),
            of=FIVE,
            below=12.5,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "With a penalty that holds the critic's slope near one, three quarters of a grid's 25 modes are kept",
            average("effective_modes", *LATE),
            of=SLOPE,
            above=18.75,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "A penalty on the critic's slope keeps at least five modes more than five steps of the critic to one of "
            "the generator",
            average("effective_modes", *LATE),
            of=SLOPE,
            versus=FIVE,
            above=5.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "With a penalty on the critic's slope, more of the generator's points lie near a mode than with five "
            "steps of the critic",
            average("quality", *LATE),
            of=SLOPE,
            versus=FIVE,
            above=0.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
    ],
    figures={
        "points_made": points_made,
        "modes": figure(
            "small_multiples",
            "effective_modes",
            clock="hundred steps of the generator",
            title="Effective modes, of 8 and of 25",
        ),
        "quality": figure("small_multiples", "quality", clock="hundred steps of the generator", title="Good points"),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
