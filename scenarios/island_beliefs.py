"""A forager judges each task by her own catches: do days that differ keep her from giving up a task by mistake?

Hunting and fishing are worth the same, days are sunny or clouded alike, and nobody gets better at anything; but a catch
of fish is a matter of luck. A forager who knows her skill fishes on half of all days. One who goes by what her own
catches were leaves fishing after bad luck, and never learns that it was bad luck (the hot stove, Denrell & March 2001).
What brings her back is a day so good for fishing that even she tries. Write down first: what if all days were nearly
alike?
"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import average
from specialisation_sim.claims.scenario_figures import figure
from specialisation_sim.laws.rules.believe import believing

LAST_YEAR = (731, 1095)
STOVE = {"foragers": 10, "sunny": 0.5, "exponent": 0.0, "need": 0.0, "fish_noise": 1.0}
SPREADS = {"all days": 1.0, "middling days": 0.6, "like days": 0.3, "nearly one day": 0.1}
BELIEF, KNOWS, QUICK = "goes by catches", "knows her skill", "forgets quickly"
HUNTS = average("hunting_share", *LAST_YEAR)
EATS = average("meals", *LAST_YEAR)


def under(kind):
    """Names of the variants of one kind of forager, by how unlike days are."""
    return {f"{kind}, {days}": STOVE | {"spread": spread} for days, spread in SPREADS.items()}


scenario = Scenario(
    title="The hot stove, and the sky that cures it",
    question="A forager judges each task by her own catches: do days that differ keep her from giving up a task "
    "by mistake?",
    passage="Denrell & March (2001), carried over to the island: what one no longer does, one no longer learns "
    "about. Our addition: days that differ make one try again.",
    story="island",
    variants={**under(KNOWS), **under(BELIEF), **under(QUICK)},
    variant_options={
        **{name: {"choose": "best"} for name in under(KNOWS)},
        **{name: {"choose": "beliefs"} for name in under(BELIEF)},
        **{name: {"choose": believing(0.5)} for name in under(QUICK)},
    },
    steps=1095,
    replicates=50,
    every=5,
    claims=[
        Claim(
            "A forager who knows her skill fishes on half of the days even where days are nearly alike",
            HUNTS,
            of=f"{KNOWS}, nearly one day",
            above=0.45,
            below=0.55,
            kind="control",
        ),
        Claim(
            "Where days differ most, a forager who judges by her catches hunts at most one day in twenty more "
            "than one who knows her skill",
            HUNTS,
            of=f"{BELIEF}, all days",
            versus=f"{KNOWS}, all days",
            below=0.05,
            kind="consequence",
        ),
        Claim(
            "Where days are nearly alike, a forager who judges by her catches gives up fishing: she hunts on 95 "
            "days in 100",
            HUNTS,
            of=f"{BELIEF}, nearly one day",
            above=0.95,
            kind="consequence",
        ),
        Claim(
            "The more alike days are, the more a forager who judges by her catches hunts",
            HUNTS,
            of=f"{BELIEF}, like days",
            versus=f"{BELIEF}, middling days",
            above=0.1,
            kind="consequence",
        ),
        Claim(
            "A forager who gives the last catch more weight gives up fishing even where days differ more: she "
            "hunts on 90 days in 100",
            HUNTS,
            of=f"{QUICK}, middling days",
            above=0.9,
            kind="consequence",
        ),
        Claim(
            "Giving the last catch too much weight costs at least a tenth of a meal a day",
            EATS,
            of=f"{QUICK}, middling days",
            versus=f"{KNOWS}, middling days",
            below=-0.1,
            kind="consequence",
        ),
    ],
    figures={
        "hunting": figure(
            "bands",
            ["hunting_share"],
            smooth={"hunting_share": 90},
            title="Who goes by her catches, under skies more and less varied",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
