"""Does specialisation need trade, or is learning by doing enough?

Write down first: if cash and vegetables serve nearly the same need, what becomes of someone who can make either? And if
they are bread and salt?
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims import Result
from specialisation_sim.claims.readings import average
from specialisation_sim.claims.scenario_figures import figure

CAREER = 2080
LAST_YEARS = (CAREER - 104, CAREER)
ALONE = {"market": "autarky", "workers": 1}
NARROW = 0.531
"""Specialisation of a week of which nine tenths go to one occupation."""
SLOW = "sigma = 2, steep (b = 1.5)"
STEEP, STEEP_NEEDED = "sigma = 4, steep (b = 1)", "sigma = 0.5, steep (b = 1.5)"
CLOSE, MILD, NEEDED = "close substitutes (sigma = 20)", "mild substitutes (sigma = 2)", "complements (sigma = 0.5)"
TIPS = "Without trade a worker comes to make only one of two close substitutes"


def frontier(result: Result):
    """Specialisation over elasticity and exponent, with the line at which theory says that the week tips."""
    from specialisation_sim.figures import frontier_map

    return frontier_map(
        result.planes.get(TIPS),
        "substitution",
        "exponent",
        frontier=lambda sigma: 1 / (sigma - 1),
        law="in the long run even weeks tip above b (sigma - 1) = 1; colours show one career",
        across=(1.01, 20.5),
        label="specialisation in the last two years (0 to 1)",
        labels=result.parameter_labels("substitution", "exponent"),
        title="Without trade: close substitutes and steep learning",
    )


scenario = Scenario(
    title="Without trade",
    question="Does specialisation need trade, or is learning by doing enough?",
    passage="The essay's opening (O3): one should specialise even if there are no gains from trade. In our model "
    "that needs goods that can replace each other: where a worker needs both, she must make both.",
    story="labour",
    variants={
        CLOSE: ALONE | {"substitution": 20.0},
        MILD: ALONE | {"substitution": 2.0},
        SLOW: ALONE | {"substitution": 2.0, "exponent": 1.5},
        STEEP: ALONE | {"substitution": 4.0, "exponent": 1.0},
        NEEDED: ALONE | {"substitution": 0.5},
        STEEP_NEEDED: ALONE | {"substitution": 0.5, "exponent": 1.5},
    },
    steps=CAREER,
    replicates=200,
    every=26,
    claims=[
        Claim(
            TIPS,
            average("specialisation", *LAST_YEARS),
            of=CLOSE,
            above=NARROW,
            where=Plane(
                "substitution",
                (0.5, 1.0, 2.0, 3.0, 4.5, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0),
                "exponent",
                (0.0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.2, 1.5),
                replicates=20,
            ),
            kind="essay",
            answers="O3",
            expected="FAILS",
        ),
        Claim(
            "Without trade a worker comes to make only one of two mild substitutes",
            average("specialisation", *LAST_YEARS),
            of=MILD,
            above=NARROW,
            share=0.95,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "Without trade she comes to make only one of two less close substitutes (sigma = 4) if learning is "
            "steep (b = 1)",
            average("specialisation", *LAST_YEARS),
            of=STEEP,
            above=NARROW,
            share=0.95,
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "Without trade she comes to make only one of two mild substitutes (sigma = 2) if learning is very "
            "steep (b = 1.5)",
            average("specialisation", *LAST_YEARS),
            of=SLOW,
            above=NARROW,
            share=0.95,
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "Without trade nobody comes to make only one of two complements",
            average("specialisation", *LAST_YEARS),
            of=NEEDED,
            below=0.1,
            share=0.95,
            kind="consequence",
        ),
        Claim(
            "Without trade nobody comes to make only one of two complements, even if learning is very steep",
            average("specialisation", *LAST_YEARS),
            of=STEEP_NEEDED,
            below=0.1,
            where=Plane(
                "substitution",
                (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0),
                "exponent",
                (0.0, 0.32, 0.6, 1.0, 1.5, 2.0),
                replicates=20,
            ),
            kind="consequence",
        ),
        Claim(
            "Without trade, a maker of close substitutes makes more goods than a maker of complements, who must "
            "make both",
            average("total_output", *LAST_YEARS),
            of=CLOSE,
            versus=NEEDED,
            above=0.1,
            kind="consequence",
        ),
    ],
    figures={
        "specialisation": figure(
            "small_multiples",
            "specialisation",
            clock="week",
            title="Narrow without a market: goods must be close and learning steep",
        ),
        "map": frontier,
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
