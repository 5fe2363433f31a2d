"""Bikhchandani, Hirshleifer and Welch (1992), asked again: how often rational herds are wrong, and what helps."""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

COIN, NEWS = "signals of 0.6", "signals of 0.6, news one time in a hundred"
NONE, FEW, MANY = "signals of 0.7", "one in ten independent", "three in ten independent"
SEVEN = {"accuracy": 0.7, "tie": "own"}

scenario = Scenario(
    title="Cascades",
    question="Rational people decide in turn and see each other's choices: how often does the herd go wrong, and "
    "what corrects it?",
    passage="It is optimal for people to follow those before them whatever they know themselves, and cascades "
    "are often wrong "
    "and fragile (Bikhchandani, Hirshleifer & Welch 1992).",
    story="cascades-1992",
    variants={
        COIN: {"accuracy": 0.6},
        NEWS: {"accuracy": 0.6, "public": 0.01},
        NONE: SEVEN,
        FEW: SEVEN | {"independents": 0.1},
        MANY: SEVEN | {"independents": 0.3},
    },
    steps=1000,
    replicates=4000,
    every=10,
    claims=[
        Claim(
            "More than a third of herds are wrong, though all are rational",
            final("in_wrong_cascade"),
            of=COIN,
            above=0.5,
            share=1 / 3,
            kind="source",
        ),
        Claim(
            "The share of wrong herds is that of the formula, 0.368",
            final("in_wrong_cascade"),
            of=COIN,
            above=0.348,
            below=0.388,
            kind="source",
        ),
        Claim("A herd begins before the third person", final("people_before"), of=COIN, below=3.0, kind="source"),
        Claim(
            "If news arrives once in a hundred people, fewer of them are wrong after a thousand have chosen",
            average("right_now", 900, 1000),
            of=NEWS,
            versus=COIN,
            above=0.02,
            kind="source",
        ),
        Claim(
            "If one person in ten follows her own signal only, fewer people are wrong",
            average("share_right", 200, 200),
            of=FEW,
            versus=NONE,
            above=0.02,
            kind="consequence",
        ),
        Claim(
            "If three in ten follow their own signal only, more people are wrong than if one in ten does",
            average("right_now", 150, 200),
            of=FEW,
            versus=MANY,
            above=0.02,
            kind="consequence",
        ),
    ],
    figures={
        "right": figure(
            "bands", ["share_right", "in_wrong_cascade"], clock="person", title="Rational herds, right and wrong"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
