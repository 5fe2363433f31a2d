"""A settled hunter has food in store: does it only carry her through a crash, or also let her practise fishing?

In `island-slack` she begins with 150 days of hunting and 50 of fishing. On her worst day either task then brings 1.85
meals, so that with a need of 1.2 she can afford to fish without any store. Here she begins with 185 and 15, where a
forager who does what is best today comes to rest. Her worst day brings 1.24 meals. If slack lets her practise, it must
show here.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, final
from specialisation_sim.claims.scenario_figures import figure
from specialisation_sim.optimum import SETTLED

CRASH = 730
AT_REST = {**SETTLED, "need": 1.2, "crash_day": CRASH}
VARIETY, NO_STORE = {"variety": 6.0}, {"slack_cap": 0.3}

scenario = Scenario(
    title="Slack, from where she rests",
    question="A settled hunter has food in store: does it only carry her through a crash, or also let her "
    "practise fishing before it?",
    passage="The essay, on slack (S5): one can fight narrowing only with slack; who cannot take a day off to "
    "learn to fish starves.",
    story="island",
    variants={
        "greedy": AT_REST,
        "variety with slack": AT_REST | VARIETY,
        "variety without slack": AT_REST | VARIETY | NO_STORE,
        "greedy without slack": AT_REST | NO_STORE,
    },
    steps=1140,
    replicates=200,
    every=5,
    claims=[
        Claim(
            "Slack is a buffer: with a taste for variety and slack most live through the crash",
            final("living"),
            of="variety with slack",
            above=0.6,
            kind="consequence",
        ),
        Claim(
            "With the same taste but no slack fewer than one in twenty live through the crash",
            final("living"),
            of="variety without slack",
            below=0.05,
            kind="consequence",
        ),
        Claim(
            "Slack lets her practise: with the same taste for variety she hunts on at least one day in twenty "
            "less than without slack",
            at("hunting_record", CRASH),
            of="variety with slack",
            versus="variety without slack",
            below=-0.05,
            kind="essay",
            answers="S5",
            expected="FAILS",
            where=Plane(
                "need",
                (0.8, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6),
                "fish_practice",
                (0.0, 5.0, 15.0, 30.0, 50.0),
                replicates=10,
            ),
        ),
        Claim(
            "Even without slack, a taste for variety makes her fish on at least one day in ten more",
            at("hunting_record", CRASH),
            of="variety without slack",
            versus="greedy without slack",
            below=-0.1,
            kind="control",
        ),
    ],
    figures={
        "survival": figure(
            "survival_curves",
            "living",
            title="Who lives through the crash of the game, from rest",
            marks={"crash_day": "crash"},
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
