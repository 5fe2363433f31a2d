"""Would a forager who plans ahead narrow, even at the risk of starving; and do two who plan alike end alike?

Settled foragers remember 200 days and need 1.2 meals a day. Those who plan follow the best plan, found by dynamic
programming. Some want as many meals as possible before they die (a meal tomorrow counts as 0.997 today), some want to
survive the next crash. Some expect a crash in three years, some one a year. In all runs the game crashes on day 730
and then grows back, so that neither expectation is right or wrong.
"""

from functools import partial

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import at, average, final
from specialisation_sim.claims.scenario_figures import figure
from specialisation_sim.optimum import SETTLED
from specialisation_sim.runs.options import WhenRun

CRASH = 730
NEEDS = {**SETTLED, "need": 1.2}
SMALLER = {"slack_cap": 10, "slack_start": 10}
BOTH_SKILLS = {"hunt_practice": 100, "fish_practice": 100}
MYOPIC, PATIENT, AFRAID = "myopic", "patient, a crash in three years", "wants to live"
FROM_HUNTING, FROM_BOTH = "a crash a year, from hunting", "a crash a year, from both skills"
MINDS = {
    PATIENT: ({}, 0.001, "meals"),
    AFRAID: ({}, 0.003, "survival"),
    FROM_HUNTING: (SMALLER, 0.003, "meals"),
    FROM_BOTH: ({**SMALLER, **BOTH_SKILLS}, 0.003, "meals"),
}


def best(changes, hazard, objective):
    """The policy that is best under a hazard, as a rule of choice."""
    from specialisation_sim.optimum import best_rule

    return best_rule({**NEEDS, **changes, "crash_rate": hazard}, objective=objective)


scenario = Scenario(
    title="Rational narrowing",
    question="Would a forager who plans ahead narrow, even at the risk of starving; and do two who plan alike end "
    "alike?",
    passage="Our addition to the essay: narrowing is not only a mistake. One who looks ahead may narrow more, and "
    "die of it; and where she began decides where she ends.",
    story="island",
    variants={
        MYOPIC: {**NEEDS, "crash_day": CRASH},
        **{name: {**NEEDS, **changes, "crash_day": CRASH} for name, (changes, _, _) in MINDS.items()},
    },
    variant_options={name: {"choose": WhenRun(partial(best, *mind))} for name, mind in MINDS.items()},
    steps=1200,
    replicates=200,
    every=5,
    claims=[
        Claim(
            "A patient forager narrows more: in the second year she hunts at least one day in twenty more than a "
            "myopic one",
            average("hunting_share", 366, CRASH),
            of=PATIENT,
            versus=MYOPIC,
            above=0.05,
            kind="consequence",
        ),
        Claim(
            "Narrowing that kills can be optimal: of patient foragers fewer than one in twenty live through the crash",
            final("living"),
            of=PATIENT,
            below=0.05,
            kind="consequence",
        ),
        Claim(
            "The crash could be survived: of foragers who plan for survival, at least four in five live",
            final("living"),
            of=AFRAID,
            above=0.8,
            kind="control",
        ),
        Claim(
            "Until the crash patient foragers bring home at least a tenth of a meal a day more than myopic ones",
            average("meals", 366, CRASH),
            of=PATIENT,
            versus=MYOPIC,
            above=0.1,
            kind="consequence",
        ),
        Claim(
            "Starting as a hunter, a forager who plans gives up fishing: her skill falls below 1.2 times a beginner's",
            at("fishing_skill", CRASH),
            of=FROM_HUNTING,
            below=1.2,
            kind="consequence",
        ),
        Claim(
            "Starting with both skills, a forager who plans keeps up fishing, at twice a beginner's skill or more",
            at("fishing_skill", CRASH),
            of=FROM_BOTH,
            above=2.0,
            kind="consequence",
        ),
    ],
    figures={
        "survival": figure(
            "survival_curves",
            "living",
            title="Who lives through the crash of the game",
            marks={"crash_day": "crash"},
        ),
        "skill": figure(
            "bands",
            ["threshold", "fishing_skill", "store"],
            title="Each does what is best as she sees it",
            marks={"crash_day": "crash"},
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
