"""Does it save outside data to use them only in years in which too few awards went to the smaller field?

Diversity is the chance that two awards of a year are of different fields. Where a fifth of proposals is funded, the
foundation comes to rest by itself, further from 70:30 the fewer awards there are. Outside data then work against
chance as much as against evaluators who judge one field better.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import average
from specialisation_sim.claims.scenario_figures import figure

LATE = (26, 30)
START = 1 - 0.7**2 - 0.3**2

scenario = Scenario(
    title="The watched foundation",
    question="Does a foundation keep as much diversity with less outside data, if it looks outside only when its "
    "awards have narrowed?",
    passage="The literature on model collapse: fresh outside data prevent it. Here a monitor adds them whenever "
    "the diversity of awards falls below a bound.",
    story="foundation",
    variants={
        "own awards only": {},
        "a constant twentieth": {"outside": 0.05},
        "watched": {"watch": 0.75, "raised": 0.1},
        "outside data alone": {"outside": 1.0},
    },
    steps=30,
    replicates=200,
    claims=[
        Claim(
            "Trained on its own awards only, a foundation loses a quarter of its diversity",
            average("award_diversity", *LATE),
            of="own awards only",
            below=0.75 * START,
            kind="control",
        ),
        Claim(
            "A foundation that looks outside only when awards narrow keeps as much diversity as with a constant "
            "twentieth of outside data, to a hundredth",
            average("award_diversity", *LATE),
            of="watched",
            versus="a constant twentieth",
            above=-0.01 * START,
            where=Plane(
                "watch", (0.6, 0.7, 0.75, 0.8, 0.85), "raised", (0.05, 0.1, 0.2, 0.4, 0.8), both=False, replicates=10
            ),
            kind="consequence",
        ),
        Claim(
            "A foundation that looks outside only when awards narrow uses less outside data than a constant twentieth",
            average("real_share", 1, 30),
            of="watched",
            versus="a constant twentieth",
            below=0.0,
            where=Plane(
                "watch", (0.6, 0.7, 0.75, 0.8, 0.85), "raised", (0.05, 0.1, 0.2, 0.4, 0.8), both=False, replicates=10
            ),
            kind="consequence",
        ),
        Claim(
            "A foundation that looks outside only when awards narrow uses less outside data by a third",
            average("real_share", 1, 30),
            of="watched",
            versus="a constant twentieth",
            below=-0.05 / 3,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "Not even training on outside data alone keeps nine tenths of the diversity",
            average("award_diversity", *LATE),
            of="outside data alone",
            below=0.9 * START,
            kind="consequence",
        ),
        Claim(
            "Looking outside costs no quality of what is funded",
            average("quality_funded", *LATE),
            of="watched",
            versus="own awards only",
            above=-0.005,
            kind="consequence",
        ),
    ],
    figures={
        "diversity": figure(
            "small_multiples",
            "award_diversity",
            clock="year",
            title="Watched, or with a constant twentieth: the diversity of a year's awards",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
