"""Denrell and March (2001), asked again: does learning from what one tries alone make people avoid risk?"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

BELIEF = {"rule": "belief", "spread": 1.0, "learning": 0.5, "sensitivity": 2.0}
FAST, SLOW, LEVELS = "fast learning", "slow learning (0.1)", "fast, payoffs as levels"
SUCCEED, OTHER_LETTER = "slow learning (0.1), ties succeed", "slow aspirations (0.1)"
BELIEFS, GENTLE, UNSURE, INFORMED = "beliefs", "beliefs, slow (0.2)", "beliefs, unsure choice", "beliefs, both seen"

scenario = Scenario(
    title="The hot stove",
    question="People learn only about the option they try: do they come to avoid the risky one?",
    passage="Adaptive processes are biased against alternatives that at first look worse than they are, and "
    "so against risk (Denrell & "
    "March 2001).",
    story="denrell-march-2001",
    variants={
        FAST: {},
        SLOW: {"learning": 0.1},
        LEVELS: {"arithmetic": "levels"},
        SUCCEED: {"learning": 0.1, "ties": "succeed"},
        OTHER_LETTER: {"aspiration_rate": 0.1},
        BELIEFS: BELIEF,
        GENTLE: BELIEF | {"learning": 0.2},
        UNSURE: BELIEF | {"sensitivity": 1.0},
        INFORMED: BELIEF | {"feedback": "both"},
    },
    steps=400,
    replicates=4000,
    every=10,
    claims=[
        Claim(
            "After fifty periods hardly anybody takes the risky option, though it is worth the same",
            average("risky_chance", 50, 50),
            of=FAST,
            below=0.01,
            share=0.95,
            kind="source",
        ),
        Claim(
            "With slow learning, three people in ten still take the risky option after fifty periods",
            average("risky_chance", 50, 50),
            of=SLOW,
            above=0.28,
            below=0.36,
            kind="source",
        ),
        Claim(
            "If a tie in the first period counts as a success, one to two people in a hundred fewer take the risky "
            "option",
            average("risky_chance", 50, 50),
            of=SUCCEED,
            versus=SLOW,
            above=-0.03,
            below=-0.003,
            kind="consequence",
        ),
        Claim(
            "If aspirations adapt at a speed of 0.1, fewer than five people in a hundred still take the risky option",
            average("risky_chance", 50, 50),
            of=OTHER_LETTER,
            below=0.05,
            kind="consequence",
        ),
        Claim(
            "If payoffs are written as levels, people return to the risky option, through rounding errors alone",
            average("risky_chance", 60, 60),
            of=LEVELS,
            versus=FAST,
            above=0.1,
            kind="consequence",
        ),
        Claim(
            "Where people go by beliefs, the risky one of two equally good options is chosen less than 40 % of "
            "the time",
            average("risky_chance", 300, 400),
            of=BELIEFS,
            below=0.4,
            kind="source",
        ),
        Claim(
            "With slower learning the risky option is chosen more than 42 % of the time",
            average("risky_chance", 300, 400),
            of=GENTLE,
            above=0.42,
            kind="consequence",
        ),
        Claim(
            "People wrongly believe that the risky option is worse: their mean belief is below -0.3",
            average("believed_premium", 300, 400),
            of=BELIEFS,
            below=-0.3,
            kind="source",
        ),
        Claim(
            "If choices are less consistent, the risky option is chosen more often",
            average("risky_chance", 300, 400),
            of=UNSURE,
            versus=BELIEFS,
            above=0.05,
            kind="consequence",
        ),
        Claim(
            "If people see both payoffs, they do not believe that the risky option is worse",
            final("believed_premium"),
            of=INFORMED,
            above=-0.05,
            below=0.05,
            kind="control",
        ),
    ],
    figures={
        "risky": figure(
            "bands",
            ["risky_chance", "believed_premium"],
            clock="period",
            title="Nobody dislikes risk, and the varying option is left",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
