"""Does a forager who follows the weather end up hunting every day?

Read first: the story of the island (``specialise describe island``). Then write down: if three days in four are sunny,
on how many days does she hunt in the third year?
"""

from specialisation_sim import Claim, MapOf, Plane, Scenario
from specialisation_sim.claims.readings import at, average, change, final
from specialisation_sim.claims.scenario_figures import cobwebs, figure

THIRD_YEAR = (731, 1095)

scenario = Scenario(
    title="Every day a hunting day",
    question="Does a forager who only follows the weather end up hunting every day?",
    passage="The essay, on the division of labour (L4, L6): sunny, hunt; cloudy, fish. One hunts when it is just "
    "a bit clouded, then when it is quite cloudy, and eventually every day.",
    story="island",
    variants={
        "steep learning (b = 1)": {"exponent": 1.0},
        "80 % progress ratio (b = 0.32)": {"exponent": 0.32},
        "no learning": {"exponent": 0.0},
    },
    steps=1095,
    replicates=200,
    claims=[
        Claim(
            "A fresh forager fishes when more than half the sky is cloudy",
            at("threshold", 0),
            of="steep learning (b = 1)",
            above=0.4999,
            below=0.5001,
            kind="control",
        ),
        Claim(
            "Without learning she hunts three days in four",
            final("hunting_record"),
            of="no learning",
            above=0.74,
            below=0.76,
            kind="control",
        ),
        Claim(
            "She hunts on cloudier days: the cloud threshold creeps up by more than a twentieth of the sky",
            change("threshold", 0, 1095),
            of="80 % progress ratio (b = 0.32)",
            above=0.05,
            share=0.95,
            kind="essay",
            answers="L6",
        ),
        Claim(
            "With steep learning she hunts more than nine days in ten by the third year",
            average("hunting_share", *THIRD_YEAR),
            of="steep learning (b = 1)",
            above=0.9,
            share=0.95,
            where=Plane(
                "exponent",
                (0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6),
                "sunny",
                (0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9),
            ),
            kind="essay",
            answers="L6",
        ),
        Claim(
            "At the 80 % progress ratio, too, she hunts more than nine days in ten by the third year",
            average("hunting_share", *THIRD_YEAR),
            of="80 % progress ratio (b = 0.32)",
            above=0.9,
            share=0.95,
            kind="essay",
            answers="L6",
            expected="FAILS",
        ),
    ],
    figures={
        "skill_and_threshold": figure(
            "bands",
            ["threshold", "hunting_skill", "hunting_share"],
            smooth={"hunting_share": 90},
            title="Better at hunting, she hunts under darker skies",
        ),
        "return_map": cobwebs(
            "share of hunting",
            title="What a year makes of a settled habit",
        ),
    },
    maps={
        "b = 1": MapOf("steep learning (b = 1)", {"steps": 365, "seasoned": 5000, "runs": 100}),
        "b = 0.32": MapOf("80 % progress ratio (b = 0.32)", {"steps": 365, "seasoned": 5000, "runs": 100}),
        "no learning": MapOf("no learning", {"steps": 365, "seasoned": 5000, "runs": 100}),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
