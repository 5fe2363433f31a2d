"""A trained flow on a ring of eight modes: fresh noise blurs the modes until they are lost; real points keep them.

This repeats `chain_flow_reflow` with a trained network, after "Analyzing and Mitigating Model Collapse in Rectified
Flow Models" (arXiv 2412.08175). The remedy of that paper is tested too: real points are paired with the noise that the
flow, run backwards, gives them.
"""

import pandas as pd

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import at, change, final
from specialisation_sim.claims.scenario_figures import figure

FRESH, REAL, KEPT, MIXED, BACK = (
    "fresh noise",
    "fresh, 3/10 real",
    "kept pairs",
    "kept, 3/10 real",
    "kept, 3/10 run back",
)
ROUNDS = 15
SHOWN = (0, 1, 5, 10, ROUNDS)


def points_made(result):
    """Points of some rounds, in the first run."""
    from specialisation_sim import figures
    from specialisation_sim.registry import story

    parts = []
    for name in (FRESH, REAL):
        world = story("ring-flow")(result.sets[name], seeds=result.seeds[:1], collect=False)
        for time in range(ROUNDS + 1):
            if time:
                world.step()
            if time in SHOWN:
                places = pd.DataFrame(world.output[0][:1000, 2:], columns=["x", "y"])
                parts.append(places.assign(variant=name, time=time))
    return figures.clouds(pd.concat(parts), clock="round", title="Eight modes, learned again and again")


scenario = Scenario(
    title="Reflow on a ring",
    question="A trained flow learns from points that it made itself: does it lose modes, and what keeps them?",
    passage="Analyzing and Mitigating Model Collapse in Rectified Flow Models (arXiv 2412.08175): a rectified flow "
    "trained on its own data collapses; mixing in real data prevents it.",
    story="ring-flow",
    variants={
        FRESH: {},
        REAL: {"outside": 0.3},
        KEPT: {"pairs": "kept"},
        MIXED: {"pairs": "kept", "outside": 0.3},
        BACK: {"pairs": "reversed", "outside": 0.3},
    },
    steps=ROUNDS,
    replicates=4,
    seed=0,
    claims=[
        Claim(
            "If points are paired with fresh noise in each round, the share of points near a mode falls by four tenths",
            change("quality", 1, ROUNDS),
            of=FRESH,
            below=-0.4,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "If points are paired with fresh noise in each round, most runs lose a mode",
            final("modes_held"),
            of=FRESH,
            below=8.0,
            share=0.5,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "With three tenths of real points in each round, more points stay near a mode",
            final("quality"),
            of=REAL,
            versus=FRESH,
            above=0.2,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "With three tenths of real points in each round, most runs keep every mode",
            final("modes_held"),
            of=REAL,
            above=7.5,
            share=0.5,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "With three tenths of real points in each round, the share of points near a mode stops falling",
            change("quality", 8, ROUNDS),
            of=REAL,
            above=-0.05,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "If points keep the noise they came from, more of them stay near a mode than with fresh noise",
            final("quality"),
            of=KEPT,
            versus=FRESH,
            above=0.1,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "A trained flow, unlike the exact one, blurs the modes even if points keep the noise they came from",
            change("quality", 1, ROUNDS),
            of=KEPT,
            below=-0.05,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "If points keep the noise they came from, three tenths of real points in each round keep more points "
            "near a mode",
            final("quality"),
            of=MIXED,
            versus=KEPT,
            above=0.05,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "If points keep their noise, more of them stay near a mode with real points that are paired by running "
            "the flow backwards",
            final("quality"),
            of=BACK,
            versus=KEPT,
            above=0.05,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "Real points paired with noise by running the flow backwards keep more points near a mode than real "
            "points paired with fresh noise",
            final("quality"),
            of=BACK,
            versus=MIXED,
            above=0.02,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "After the first round all eight modes are still there",
            at("modes_held", 1),
            of=FRESH,
            above=7.5,
            kind="control",
        ),
    ],
    figures={
        "points_made": points_made,
        "quality": figure(
            "bands",
            ["quality", "effective_modes", "radius"],
            clock="round",
            title="Fresh noise loses the modes; real points hold them",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
