"""Bikhchandani, Hirshleifer and Welch (1992), by formula: how ties change the share of herds that go wrong.

The share of wrong herds is known exactly for each way to decide when undecided. Herds begin after a few people, so
that sixty people are enough and many runs are cheap: a share of one in seventeen takes tens of thousands of them.
"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure

CLOSE, COIN, OWN, ADOPT = (
    "signals of 0.51, a coin if torn",
    "signals of 0.8, a coin if torn",
    "signals of 0.8, own signal if torn",
    "signals of 0.6, adopting if torn",
)
NEAR = 0.01
"""Distance from a formula that counts as its value."""


def wrong(sentence, variant, value):
    """Claim: so large a share of herds is wrong, within a hundredth."""
    return Claim(sentence, final("in_wrong_cascade"), of=variant, above=value - NEAR, below=value + NEAR, kind="source")


scenario = Scenario(
    title="Cascades, by formula",
    question="How often is a rational herd wrong, depending on the quality of signals and on what people do when "
    "undecided?",
    passage="With a coin for ties, (1 - p)(2 - p) / (2 (1 - p + p^2)) of cascades are wrong "
    "(Bikhchandani, Hirshleifer & Welch 1992, appendix).",
    story="cascades-1992",
    variants={
        CLOSE: {"accuracy": 0.51},
        COIN: {"accuracy": 0.8},
        OWN: {"accuracy": 0.8, "tie": "own"},
        ADOPT: {"accuracy": 0.6, "tie": "adopt"},
    },
    steps=60,
    replicates=40_000,
    every=10,
    claims=[
        wrong("If signals are little better than a coin toss, 0.487 of herds are wrong", CLOSE, 0.48667),
        wrong("If signals are good, one herd in seven is wrong", COIN, 1 / 7),
        wrong(
            "If signals are good and people follow their own signal when undecided, one herd in seventeen is wrong",
            OWN,
            1 / 17,
        ),
        wrong(
            "People who adopt when undecided are wrong as often as people who toss a coin, over good and bad "
            "options together",
            ADOPT,
            0.36842,
        ),
        Claim(
            "A herd begins after 2.38 people on average",
            final("people_before"),
            of=COIN,
            above=2.36,
            below=2.40,
            kind="source",
        ),
        Claim(
            "If people follow their own signal when undecided, a herd begins about half a person later",
            final("people_before"),
            of=OWN,
            versus=COIN,
            above=0.5,
            below=0.62,
            kind="source",
        ),
    ],
    figures={
        "wrong": figure(
            "bands", ["in_wrong_cascade", "in_cascade"], clock="person", title="Herds begin soon, and many are wrong"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
