"""Events rarer than one in a sample are lost first: distributions that differ only in these become alike.

Figure 3 of "The Curse of Recursion" draws two bumps and a distribution with fatter tails, and says that cutting events
rarer than 1/M makes them the same. They do become the same if they agree above that limit, and only then.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure, tables

BUMPS = {"law": "bumps", "states": 61, "samples": 1000}

scenario = Scenario(
    title="Tails first",
    question="Samples of M events lose what is rarer than one in M: do different distributions become the same "
    "that way?",
    passage="Figure 3 of The Curse of Recursion: distributions become the same once events rarer than 1/M are cut.",
    story="discrete",
    variants={
        "two bumps": BUMPS,
        "a trace of tail": BUMPS | {"tail": 0.01},
        "fat tails": BUMPS | {"tail": 0.3},
    },
    steps=20,
    replicates=100,
    claims=[
        Claim(
            "In most runs nine tenths of the events are lost that are expected less than once in a sample",
            final("tail_mass"),
            of="two bumps",
            below=0.0005,
            share=0.5,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "Distributions that differ only in events rarer than one in a sample end with the same number of states",
            final("states_left"),
            of="a trace of tail",
            versus="two bumps",
            above=-2.0,
            below=2.0,
            kind="consequence",
        ),
        Claim(
            "Distributions that also differ in commoner events end with the same number of states, as the source says",
            final("states_left"),
            of="fat tails",
            versus="two bumps",
            above=-2.0,
            below=2.0,
            kind="source",
            expected="FAILS",
        ),
        Claim(
            "Rare events are lost for good, although nothing favours the common ones",
            final("missing_mass"),
            of="a trace of tail",
            above=0.002,
            where=Plane(
                "samples", (100, 300, 1000, 3000, 10_000), "tail", (0.003, 0.01, 0.03, 0.1, 0.3), replicates=10
            ),
            kind="consequence",
        ),
    ],
    figures={
        "chances": tables(20, title="Chances of a thousand draws"),
        "tails": figure(
            "bands", ["states_left", "tail_mass"], clock="generation", title="States are lost for good, rare ones first"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
