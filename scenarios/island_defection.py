"""Ten foragers share the game: does each gain by narrowing, although all would gain if everyone stayed broad?

Ten settled hunters live on one stock of game. A broad forager keeps up fishing while that costs her at most half of a
day's best (the rule `insurance`); a narrow one does what promises most today (`best`). Practice makes the narrow better
hunters, and hunters take the game of all. Write down first: who eats more, one narrow forager among nine broad ones, or
one of ten broad ones?
"""

import numpy as np

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.claim import Verdict
from specialisation_sim.claims.readings import Outcome
from specialisation_sim.claims.scenario_figures import figure
from specialisation_sim.model.asking import Cast

FORAGERS = 10
SETTLED = {
    "foragers": FORAGERS,
    "exponent": 1.0,
    "retention": 0.995,
    "hunt_practice": 185.0,
    "fish_practice": 15.0,
    "slack_start": 20.0,
    "slack_cap": 20.0,
    "need": 1.2,
}
LIGHT, HEAVY = {"game_depletion": 0.0002}, {"game_depletion": 0.0004}
BROAD, NARROW, FLOOR = "insurance", "best", "floor"
NEIGHBOURS = ("best", "index", "imitate", "beliefs")
EACH = "one of each"


def among(one, others, number=1):
    """So many foragers of one rule, the rest of another."""
    return {"choose": Cast([one, others], (np.arange(FORAGERS) >= number).astype(int))}


def all_of(rule):
    """Ten foragers of one rule."""
    return {"choose": Cast([rule], np.zeros(FORAGERS, dtype=int))}


MIXED = {f"{number} narrow": among(NARROW, BROAD, number) for number in (3, 5, 7)}
CASTS = {
    "all broad": all_of(BROAD),
    "all narrow": all_of(NARROW),
    "all look ahead": all_of("index"),
    "one narrow": among(NARROW, BROAD),
    "one broad": among(BROAD, NARROW),
    **MIXED,
    EACH: {"choose": Cast([BROAD, *NEIGHBOURS], np.arange(FORAGERS) % 5)},
    "all keep a floor": all_of(FLOOR),
    "all keep a floor, more hunted": all_of(FLOOR),
    "all narrow, more hunted": all_of(NARROW),
    "one narrow, more hunted": among(NARROW, FLOOR),
    "one keeps a floor, more hunted": among(FLOOR, NARROW),
}
OWN = Outcome("reward_of_rule_1")
AHEAD = Outcome("reward_of_rule_1", less="reward_of_rule_2")


def dilemma(what, best, good, poor, worst, words):
    """The three claims of a prisoner's dilemma: what tempts, what all would gain, and what trusting costs."""
    tempts, gains, costs = words
    return [
        Claim(f"{what}, {tempts}", OWN, of=best, versus=good, above=0.0, kind="consequence"),
        Claim(f"{what}, {gains}", OWN, of=good, versus=poor, above=0.0, kind="consequence"),
        Claim(f"{what}, {costs}", OWN, of=poor, versus=worst, above=0.0, kind="consequence"),
    ]


scenario = Scenario(
    title="Narrowing is defection",
    question="Ten foragers share the game: does each gain by narrowing, although all would gain if everyone "
    "stayed broad?",
    passage="Our addition to the essay: who narrows gets better and takes more of the shared game, so that what "
    "is best for each is not best for all.",
    story="island",
    variants={name: SETTLED | (HEAVY if name.endswith("more hunted") else LIGHT) for name in CASTS},
    variant_options=CASTS,
    steps=1000,
    replicates=100,
    every=20,
    claims=[
        *dilemma(
            "Where game is lightly hunted",
            "one narrow",
            "all broad",
            "all narrow",
            "one broad",
            (
                "a narrow forager among nine broad ones eats more than each of ten broad foragers",
                "each of ten broad foragers eats more than each of ten narrow foragers",
                "each of ten narrow foragers eats more than a broad forager among nine narrow ones",
            ),
        ),
        Claim(
            "Where game is lightly hunted, each of ten broad foragers eats more than each of ten foragers who look "
            "ahead for themselves",
            OWN,
            of="all broad",
            versus="all look ahead",
            above=0.0,
            kind="consequence",
        ),
        *(
            Claim(
                f"With {name} foragers of ten, the narrow eat more than the broad",
                AHEAD,
                of=name,
                above=0.0,
                kind="consequence",
            )
            for name in MIXED
        ),
        *(
            Claim(
                "Where foragers with five rules of choice share the game, those who insure themselves eat less than "
                f"those of the rule {rule}",
                Outcome("reward_of_rule_1", less=f"reward_of_rule_{number}"),
                of=EACH,
                below=0.0,
                kind="consequence",
            )
            for number, rule in enumerate(NEIGHBOURS, start=2)
        ),
        Claim(
            "Where game is lightly hunted, ten foragers who keep a minimum of skill in both tasks eat more than ten "
            "narrow foragers",
            OWN,
            of="all keep a floor",
            versus="all narrow",
            above=0.0,
            kind="consequence",
            expected=Verdict.FAILS,
        ),
        *dilemma(
            "Where game is heavily hunted",
            "one narrow, more hunted",
            "all keep a floor, more hunted",
            "all narrow, more hunted",
            "one keeps a floor, more hunted",
            (
                "a narrow forager among nine who keep a minimum of skill eats more than each of ten who keep it",
                "each of ten foragers who keep a minimum of skill eats more than each of ten narrow foragers",
                "each of ten narrow foragers eats more than a forager among nine narrow ones who keeps a minimum of "
                "skill",
            ),
        ),
    ],
    figures={
        "game": figure(
            "bands",
            ["game", "hunting_share"],
            smooth={"hunting_share": 60},
            title="The game that is left, and who hunts it",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
