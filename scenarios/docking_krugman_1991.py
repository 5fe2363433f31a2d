"""Krugman (1991), asked again: when do two even regions stay even, and when does one take all?"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure

CHEAP, BETWEEN_LOW, BETWEEN_HIGH, DEAR = (
    "cheap (T = 1.5)",
    "between (T = 1.7), from 0.8",
    "between (T = 1.7), from 0.9",
    "dear (T = 2.1)",
)

scenario = Scenario(
    title="Core and periphery",
    question="When does a region that is a little ahead draw all workers, and does it keep them?",
    passage="With cheap transport an even split of manufacturing is unstable and a core forms; with dear "
    "transport it is stable; in "
    "between history decides (Krugman 1991).",
    story="krugman-1991",
    variants={
        CHEAP: {"transport": 1.5, "share_1": 0.51},
        BETWEEN_LOW: {"transport": 1.7, "share_1": 0.8},
        BETWEEN_HIGH: {"transport": 1.7, "share_1": 0.9},
        DEAR: {"transport": 2.1, "share_1": 0.9},
    },
    steps=2000,
    replicates=20,
    every=20,
    claims=[
        Claim(
            "Where transport is cheap, a lead of one per cent ends in a core",
            final("share_in_1"),
            of=CHEAP,
            above=0.99,
            kind="source",
        ),
        Claim(
            "Where transport is dear, a region with nine tenths of the workers falls back to half of them",
            final("share_in_1"),
            of=DEAR,
            above=0.49,
            below=0.51,
            kind="source",
        ),
        Claim(
            "At a transport cost in between, a region with eight tenths of the workers falls back to half of them",
            final("share_in_1"),
            of=BETWEEN_LOW,
            above=0.49,
            below=0.51,
            kind="source",
        ),
        Claim(
            "At a transport cost in between, a region with nine tenths of the workers ends with all of them",
            final("share_in_1"),
            of=BETWEEN_HIGH,
            above=0.99,
            kind="source",
        ),
    ],
    figures={
        "shares": figure(
            "bands", ["share_in_1", "wage_gap"], clock="move", title="History decides between cheap and dear transport"
        )
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
