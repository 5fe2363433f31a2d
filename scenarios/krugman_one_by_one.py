"""Krugman's regions where workers move one by one: is it luck which region becomes the core?"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure

CHEAP, DEAR = "cheap transport (T = 1.5)", "dear transport (T = 2.1)"
START = {"share_1": 0.5, "workers": 100, "speed": 0.2}

scenario = Scenario(
    title="Core and periphery, worker by worker",
    question="Two regions are exactly alike: does one become the core, and which?",
    passage="With cheap transport an even split of manufacturing is unstable and a core forms; with dear transport it "
    "is stable (Krugman 1991). Here workers move one by one, with tastes of their own.",
    story="krugman-1991",
    variants={CHEAP: START | {"transport": 1.5}, DEAR: START | {"transport": 2.1}},
    steps=300,
    replicates=400,
    every=10,
    claims=[
        Claim(
            "With cheap transport a core forms from an even split",
            final("core_share"),
            of=CHEAP,
            above=0.9,
            kind="consequence",
        ),
        Claim(
            "Luck decides which region becomes the core: each does about as often",
            final("share_in_1"),
            of=CHEAP,
            above=0.4,
            below=0.6,
            kind="consequence",
        ),
        Claim(
            "With dear transport the larger region keeps less than six tenths",
            final("core_share"),
            of=DEAR,
            below=0.6,
            kind="control",
        ),
    ],
    figures={
        "shares": figure(
            "bands", ["share_in_1", "core_share"], clock="move", title="With cheap transport one region empties"
        )
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
