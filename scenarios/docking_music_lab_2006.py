"""Salganik, Dodds and Watts (2006), asked again: what showing download counts does to hits and to luck."""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure

SONGS = {"songs": 48, "quality_spread": 0.5, "worlds": 8}
HIDDEN, WEAK, STRONG, RUNAWAY = (
    "counts hidden (r = 0)",
    "counts shown (r = 0.5)",
    "counts weigh (r = 1)",
    "counts rule (r = 1.5)",
)

scenario = Scenario(
    title="The music market",
    question="Does seeing what others download make hits bigger, and less to do with quality?",
    passage="Social influence increased both inequality and unpredictability of success; the best songs "
    "rarely did poorly and the worst rarely "
    "did well (Salganik, Dodds & Watts 2006).",
    story="music-lab-2006",
    variants={
        name: SONGS | {"influence": r} for name, r in ((HIDDEN, 0.0), (WEAK, 0.5), (STRONG, 1.0), (RUNAWAY, 1.5))
    },
    steps=2800,
    replicates=60,
    every=200,
    claims=[
        Claim(
            "Showing counts makes shares more unequal (Gini)",
            final("gini"),
            of=WEAK,
            versus=HIDDEN,
            above=0.1,
            kind="source",
        ),
        Claim(
            "The more download counts weigh, the more unequal shares become",
            final("gini"),
            of=RUNAWAY,
            versus=WEAK,
            above=0.2,
            kind="source",
        ),
        Claim(
            "Where counts rule, quality decides less: its rank correlation with downloads falls",
            final("rank_correlation"),
            of=RUNAWAY,
            versus=HIDDEN,
            below=-0.3,
            kind="source",
        ),
        Claim(
            "Where counts are shown but weigh little, quality still decides most",
            final("rank_correlation"),
            of=WEAK,
            above=0.85,
            kind="consequence",
        ),
        Claim(
            "Showing counts makes success less predictable: a song's shares in two worlds differ by half as much again",
            final("unpredictability"),
            of=WEAK,
            versus=HIDDEN,
            above=0.0015,
            kind="source",
        ),
        Claim(
            "The more download counts weigh, the less predictable success is, in nine experiments of ten",
            final("unpredictability"),
            of=RUNAWAY,
            versus=WEAK,
            above=0.01,
            share=0.9,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "Where counts are shown but weigh little, the best song does not end in the lower half",
            final("ahead_of_the_best"),
            of=WEAK,
            below=0.5,
            share=0.9,
            kind="source",
        ),
        Claim(
            "Where counts rule, the best song is first in fewer than six in ten worlds",
            final("best_is_first"),
            of=RUNAWAY,
            below=0.6,
            kind="source",
        ),
        Claim(
            "Where counts rule, the leading song has nearly the whole market",
            final("modal_share"),
            of=RUNAWAY,
            above=0.6,
            kind="consequence",
        ),
    ],
    figures={
        "market": figure(
            "bands",
            ["gini", "unpredictability", "rank_correlation"],
            clock="download",
            title="Counts make hits bigger, and less to do with quality",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
