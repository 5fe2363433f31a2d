"""What becomes of specialisation when ten foragers share the game?"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

COMMONS = {"exponent": 1.0, "retention": 0.98, "half": 5.0, "regrowth": 0.05, "game_depletion": 0.0005}
LAST_YEAR = (1461, 1825)

scenario = Scenario(
    title="Ten on one commons",
    question="Do foragers who share one commons divide the labour between them?",
    passage="The essay, on slack (S3): quarry gets rarer and one fishes more. Here ten foragers hunt the same "
    "game, so that hunting pays less to all of them.",
    story="island",
    variants={
        "one forager": COMMONS,
        "three foragers": COMMONS | {"foragers": 3},
        "ten foragers": COMMONS | {"foragers": 10},
        "ten, inexhaustible game": COMMONS | {"foragers": 10, "game_depletion": 0.0},
    },
    steps=1825,
    replicates=100,
    every=5,
    claims=[
        Claim(
            "Each of ten foragers who share the game hunts less than one alone",
            final("hunting_record"),
            of="ten foragers",
            versus="one forager",
            below=-0.1,
            kind="consequence",
        ),
        Claim(
            "Each of ten foragers who share the game keeps doing both tasks more evenly than where it never runs out",
            average("effective_tasks", *LAST_YEAR),
            of="ten foragers",
            versus="ten, inexhaustible game",
            above=0.3,
            kind="consequence",
        ),
        Claim(
            "Each of ten foragers who share the game eats less than one alone",
            average("meals", *LAST_YEAR),
            of="ten foragers",
            versus="one forager",
            below=-1.0,
            kind="consequence",
        ),
        Claim(
            "Ten foragers who share the game divide the labour: some hunt and others fish (index above 0.1)",
            final("division_of_labour"),
            of="ten foragers",
            above=0.1,
            where=Plane(
                "exponent",
                (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0),
                "game_depletion",
                (0.00005, 0.0001, 0.0002, 0.0003, 0.0004, 0.0005),
                replicates=10,
            ),
            kind="foil",
            expected="FAILS",
        ),
    ],
    figures={
        "shares": figure(
            "small_multiples",
            "hunting_share",
            smooth=60,
            title="Hunting, alone and on a commons",
        ),
        "game_and_tasks": figure(
            "bands",
            ["game", "effective_tasks", "division_of_labour"],
            title="A shared commons widens everyone, and divides no labour",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
