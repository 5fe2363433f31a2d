"""When the game dwindles, what saves a forager: slack, foresight, or only both together?

She is a settled hunter who remembers 200 days, 185 of them spent hunting, and needs 1.2 meals a day. A fortieth of the
game is lost each day and nothing grows back. Four foragers differ in two ways: room to store 2 or 20 meals, and
whether they look ahead. One who looks ahead knows how the game dwindles, and follows the plan that makes her chance to
be alive on day 300 as large as possible (found by dynamic programming).
"""

from functools import partial

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import at, final
from specialisation_sim.claims.scenario_figures import figure
from specialisation_sim.optimum import SETTLED
from specialisation_sim.runs.options import WhenRun

DAYS, LOSS = 300, 0.025
DWINDLING = {**SETTLED, "need": 1.2, "regrowth": 0, "crash_rate": 1, "crash_loss": LOSS}
SMALL, LARGE = {"slack_cap": 2, "slack_start": 2}, {"slack_cap": 20, "slack_start": 20}
NEITHER, SLACK, FORESIGHT, BOTH = "neither", "slack alone", "foresight alone", "slack and foresight"
ROOM = {NEITHER: SMALL, SLACK: LARGE, FORESIGHT: SMALL, BOTH: LARGE}


def looking_ahead(room):
    """The policy that is best for being alive at the end, as a rule of choice."""
    from specialisation_sim.optimum import rule_for_a_path

    game = [(1 - LOSS) ** day for day in range(DAYS)]
    return rule_for_a_path({**SETTLED, "need": 1.2, **room}, game)


scenario = Scenario(
    title="Foresight",
    question="When the game dwindles, what saves a forager: slack, foresight, or only both together?",
    passage="The essay, on slack (S5): one can fight narrowing only with slack. Our addition: slack helps those "
    "who look ahead; without foresight it only puts off the end.",
    story="island",
    variants={name: {**DWINDLING, **room} for name, room in ROOM.items()},
    variant_options={name: {"choose": WhenRun(partial(looking_ahead, ROOM[name]))} for name in (FORESIGHT, BOTH)},
    steps=DAYS,
    replicates=400,
    every=5,
    claims=[
        Claim(
            "With slack (food in store) and foresight, more than half of foragers live to the end",
            final("living"),
            of=BOTH,
            above=0.5,
            kind="consequence",
        ),
        Claim(
            "With slack alone, fewer than one forager in twenty lives to the end",
            final("living"),
            of=SLACK,
            below=0.05,
            kind="consequence",
        ),
        Claim(
            "With foresight alone, fewer than one forager in twenty lives to the end",
            final("living"),
            of=FORESIGHT,
            below=0.05,
            kind="consequence",
        ),
        Claim(
            "With neither slack nor foresight, fewer than one forager in twenty lives to the end",
            final("living"),
            of=NEITHER,
            below=0.05,
            kind="control",
        ),
        Claim(
            "Among foragers with slack, one who looks ahead fishes on at least a tenth more of the first sixty days",
            at("hunting_record", 60),
            of=BOTH,
            versus=SLACK,
            below=-0.1,
            kind="consequence",
        ),
    ],
    figures={
        "survival": figure("survival_curves", "living", title="Who lives while the game dwindles"),
        "skill": figure(
            "bands",
            ["hunting_record", "fishing_skill", "store"],
            title="Foresight trades store for skill while there is still game",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
