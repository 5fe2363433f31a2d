"""Is a taste for variety enough to survive a crash of the game, or must one also be able to afford it?

A settled forager remembers 200 days, three in four of them spent hunting. After two good years the game crashes and
takes a few more to recover. Four foragers differ in two ways only: a taste for variety, and room to store.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, final
from specialisation_sim.claims.scenario_figures import figure

CRASH = 730
SETTLED = {
    "exponent": 1.0,
    "retention": 0.995,
    "hunt_practice": 150,
    "fish_practice": 50,
    "need": 1.2,
    "slack_cap": 20,
    "slack_start": 20,
    "crash_day": CRASH,
    "crash_loss": 0.95,
    "regrowth": 0.02,
}
VARIETY, NO_STORE = {"variety": 6.0}, {"slack_cap": 0.3}

scenario = Scenario(
    title="Slack",
    question="Is a taste for variety enough to survive a crash of the game, or must one also be able to afford it?",
    passage="The essay, on slack (S4, S5): one can fight narrowing simply by not liking it and doing different "
    "things, but only with slack: who cannot take a day off to learn to fish starves.",
    story="island",
    variants={
        "greedy": SETTLED,
        "variety with slack": SETTLED | VARIETY,
        "variety without slack": SETTLED | VARIETY | NO_STORE,
        "greedy without slack": SETTLED | NO_STORE,
    },
    steps=1460,
    replicates=400,
    every=5,
    claims=[
        Claim(
            "A greedy forager starves after the crash",
            final("living"),
            of="greedy",
            below=0.5,
            share=0.8,
            kind="essay",
            answers="S5",
        ),
        Claim(
            "A forager with a taste for variety and slack fishes on at least a tenth more of her days than a "
            "greedy one",
            at("hunting_record", CRASH),
            of="variety with slack",
            versus="greedy",
            below=-0.1,
            kind="essay",
            answers="S4",
        ),
        Claim(
            "A forager with a taste for variety and slack lives through the crash",
            final("living"),
            of="variety with slack",
            above=0.5,
            share=0.8,
            where=Plane(
                "need",
                (0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6),
                "variety",
                (0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0),
                replicates=60,
            ),
            kind="essay",
            answers="S4",
        ),
        Claim(
            "A forager with a taste for variety but no slack starves like the greedy one",
            final("living"),
            of="variety without slack",
            below=0.5,
            share=0.8,
            kind="essay",
            answers="S5",
        ),
        Claim(
            "A forager with a taste for variety but no slack hunts nearly as much as a greedy one until the crash",
            at("hunting_record", CRASH),
            of="variety without slack",
            versus="greedy without slack",
            above=-0.05,
            where=Plane(
                "need", (0.8, 1.0, 1.2, 1.4, 1.6, 1.7, 1.8, 1.9), "slack_cap", (0.0, 0.2, 0.4, 0.8, 1.2), replicates=60
            ),
            kind="essay",
            answers="S5",
            expected="FAILS",
        ),
    ],
    figures={
        "survival": figure(
            "survival_curves",
            "living",
            title="Who lives through the crash of the game",
            marks={"crash_day": "crash"},
        ),
        "threshold_and_store": figure(
            "bands",
            ["threshold", "fishing_skill", "store"],
            title="Variety keeps up fishing, slack buys the time to use it",
            marks={"crash_day": "crash"},
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
