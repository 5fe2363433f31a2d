"""What the essay says of the division of labour, sentence by sentence, in three settings.

Where there is a market, jobs differ as much as the story's defaults say. If all jobs are alike, all workers follow
last week's prices like a herd, and trade costs more than it brings.
"""

import numpy as np

from specialisation_sim import Plane, Scenario
from specialisation_sim.claims.essay import in_each, in_settings
from specialisation_sim.claims.readings import at, average, final
from specialisation_sim.claims.scenario_figures import figure
from specialisation_sim.model.settings import NAMES

CAREER = 520
EXPONENTS, LUCKS = (0.02, 0.06, 0.08, 0.1, 0.2, 0.32, 0.5, 1.0), (0.0, 0.02, 0.05, 0.1, 0.15, 0.25, 0.4)


def by_turns(decision):
    """Whatever was done less of late, so that nobody keeps to one occupation."""
    return np.argmin(decision.habit, axis=0)


scenario = Scenario(
    title="The essay's workers",
    question="Which of the essay's sentences on the division of labour hold, and in which setting?",
    passage="Lines L1, L3 and O3: after a few days one gets better and better at one kind of work and leaves the "
    "other in the dust; one should specialise even without gains from trade.",
    story="labour",
    variants=in_settings("labour", {"trade": {"market": "trade", "luck": 0.25}, "by turns": {}}),
    variant_options={f"{name}, by turns": {"choose": by_turns} for name in NAMES},
    steps=CAREER,
    replicates=100,
    every=4,
    claims=[
        *in_each(
            "Gains from trade are part of it: where there is a market, trading adds to welfare (baskets per worker)",
            final("gain_from_trade"),
            "L1",
            ("HOLDS", "HOLDS", "HOLDS"),
            where="trade",
            above=0.001,
        ),
        *in_each(
            "Gains from trade are not all of it: where there is a market, practice adds to welfare too (baskets "
            "per worker)",
            final("gain_from_practice"),
            "L1",
            ("HOLDS", "HOLDS", "FAILS"),
            where="trade",
            above=0.001,
        ),
        *in_each(
            "After a few days a worker keeps to one kind of work: specialisation above 0.95 over the first four weeks",
            at("division_of_labour", 4),
            "L3",
            ("HOLDS", "FAILS", "FAILS"),
            above=0.95,
            share=0.95,
        ),
        *in_each(
            "In the end a worker keeps to one kind of work: specialisation above 0.9 in the last two years",
            average("specialisation", CAREER - 104, CAREER),
            "L3",
            ("HOLDS", "HOLDS", "FAILS"),
            plane=Plane("exponent", EXPONENTS, "luck", LUCKS, replicates=5),
            above=0.9,
            share=0.95,
        ),
        *in_each(
            "Without any trade it pays to specialise: a worker who does what pays best earns more than one who "
            "alternates between both occupations",
            final("welfare"),
            "O3",
            ("HOLDS", "HOLDS", "FAILS"),
            versus="by turns",
            above=0.05,
        ),
    ],
    figures={
        "specialisation": figure(
            "small_multiples",
            "specialisation",
            clock="week",
            title="How narrow workers are, in three settings",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
