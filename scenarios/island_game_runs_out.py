"""Game that gets rarer as she hunts: does it keep a forager from narrowing, or does she narrow and starve?

She is settled: she remembers 200 days, three in four of them spent hunting, and needs 1.2 meals a day.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

SETTLED = {
    "exponent": 1.0,
    "retention": 0.995,
    "hunt_practice": 150,
    "fish_practice": 50,
    "need": 1.2,
    "slack_start": 10,
}
LAST_YEAR = (1096, 1460)

scenario = Scenario(
    title="The game runs out",
    question="Game that gets rarer as she hunts: does it keep a forager from narrowing, or does she narrow and starve?",
    passage="The essay (S3, L7): returns fall over time, with a homeostatic effect: quarry gets rarer, one fishes "
    "more. Or the game is killed off, and one is in trouble.",
    story="island",
    variants={
        "never runs out": SETTLED,
        "grows back": SETTLED | {"game_depletion": 0.002, "regrowth": 0.02},
        "slow, with a threshold": SETTLED | {"game_depletion": 0.002, "regrowth": 0.01, "allee": 0.2},
    },
    steps=1460,
    replicates=200,
    every=5,
    claims=[
        Claim(
            "Game that never runs out lets her hunt more than nine days in ten",
            average("hunting_share", *LAST_YEAR),
            of="never runs out",
            above=0.9,
            kind="control",
        ),
        Claim(
            "Game that grows back keeps her from narrowing: she hunts on at least one day in twenty less than if "
            "it never runs out",
            average("hunting_share", *LAST_YEAR),
            of="grows back",
            versus="never runs out",
            below=-0.05,
            where=Plane(
                "regrowth",
                (0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1),
                "game_depletion",
                (0.0005, 0.001, 0.002, 0.003, 0.004),
                both=False,
            ),
            kind="essay",
            answers="S3",
        ),
        Claim(
            "Where game grows back, she hunts on at most three days in four, as the weather alone would have it",
            average("hunting_share", *LAST_YEAR),
            of="grows back",
            below=0.75,
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "Where game grows back, she lives",
            final("living"),
            of="grows back",
            above=0.5,
            share=0.95,
            kind="consequence",
        ),
        Claim(
            "Game that grows back slowly, and not at all below a threshold, dies out",
            final("game"),
            of="slow, with a threshold",
            below=0.01,
            share=0.9,
            kind="essay",
            answers="L7",
        ),
        Claim(
            "Once the game has died out she starves, since her needs are too high to live on fish",
            final("living"),
            of="slow, with a threshold",
            below=0.5,
            share=0.8,
            where=Plane(
                "need", (0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6), "slack_cap", (2.0, 5.0, 10.0, 20.0, 40.0), replicates=60
            ),
            kind="essay",
            answers="L7",
        ),
    ],
    figures={
        "stock_and_hunting": figure(
            "phase_plane",
            "game",
            "hunting_share",
            smooth=20,
            title="Where hunting and game come to rest (open: start, filled: end)",
        ),
        "variants": figure(
            "small_multiples",
            "game",
            title="The game over four years",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
