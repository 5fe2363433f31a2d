"""What the essay says of image generators, sentence by sentence, in three settings.

Samples are infinite, so that chance plays no part: every claim is exact.
"""

import numpy as np

from specialisation_sim import Plane, Scenario
from specialisation_sim.claims.essay import in_each, in_settings
from specialisation_sim.claims.readings import Reading, at, change, final
from specialisation_sim.claims.scenario_figures import figure

BUDGETS, EVIDENCES = (1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0), (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
EVEN = {"above": 0.4999999, "below": 0.5000001}
THIRD = 1 / 3


def steps(pick):
    """Statistic: the least or the greatest step of the first class's share over the first four generations."""

    def read(shares, times):
        return pick(np.diff(shares[:, times <= 4], axis=1), axis=1)

    return Reading("output_share", read)


def better(runs, series):
    """Quality of the first class less that of the last, in the first generation."""
    first = series[series["time"] == 1]
    return (first["quality_first"] - first["quality_last"]).to_numpy()


scenario = Scenario(
    title="The essay's image generator",
    question="Which of the essay's sentences on image generators hold, and in which setting?",
    passage="Lines G1 to G5, O4 and N1 to N5: more capacity for the common class, errors on the side of the mode, "
    "and each step shifts the distribution slightly and compounds.",
    story="generator",
    variants=in_settings(
        "generator",
        {
            "even": {"large_share": 0.5},
            "kin": {"classes": 3, "large_share": THIRD, "shared": 0.3},
            "easy": {"large_share": 0.5, "ease": 1.5},
            "with care": {"outside": 0.3},
        },
    ),
    steps=10,
    replicates=2,
    claims=[
        *in_each(
            "Two classes equally easy and common get equal capacity",
            at("capacity_share", 1),
            "G1",
            ("HOLDS", "HOLDS", "HOLDS"),
            where="even",
            **EVEN,
        ),
        *in_each(
            "Of two classes equally easy and common, each is drawn half of the time",
            at("output_share", 1),
            "G1",
            ("HOLDS", "HOLDS", "HOLDS"),
            where="even",
            **EVEN,
        ),
        *in_each(
            "At 70:30 the common class gets more of the capacity",
            at("capacity_share", 1),
            "G2",
            ("HOLDS", "HOLDS", "HOLDS"),
            plane=Plane("capacity", BUDGETS, "evidence", EVIDENCES, replicates=1),
            above=0.5,
        ),
        *in_each(
            "If both classes are equally likely, the generator draws the common one (it does so even at a chance "
            "slightly below one half)",
            at("threshold", 1),
            "G3",
            ("HOLDS", "HOLDS", "HOLDS"),
            below=0.5,
        ),
        *in_each(
            "A generator trained on its output draws the common class more often still",
            change("output_share", 1, 2),
            "G4",
            ("HOLDS", "HOLDS", "FAILS"),
            above=0.0,
        ),
        *in_each(
            "Each of the first four steps goes towards the mode",
            steps(np.min),
            "G5",
            ("HOLDS", "HOLDS", "FAILS"),
            quantity="smallest step of the first class's share in the first four generations (share of drawings)",
            above=0.0,
        ),
        *in_each(
            "Each of the first four steps is slight: five percentage points at most",
            steps(np.max),
            "G5",
            ("FAILS", "HOLDS", "HOLDS"),
            plane=Plane("capacity", BUDGETS, "evidence", EVIDENCES, replicates=1),
            quantity="largest step of the first class's share in the first four generations (share of drawings)",
            below=0.05,
        ),
        *in_each(
            "Training on generated inputs works just fine, done with care: with three tenths of original data "
            "each time, the tenth generation is at most five points from 70:30",
            final("output_share"),
            "O4",
            ("FAILS", "FAILS", "HOLDS"),
            where="with care",
            plane=Plane("outside", (0.0, 0.1, 0.3, 0.5, 0.7, 0.9), "evidence", EVIDENCES, replicates=1),
            below=0.75,
        ),
        *in_each(
            "Two of three classes that share capacity are drawn slightly better than the third (by less than a tenth)",
            better,
            "N1",
            ("HOLDS", "HOLDS", "HOLDS"),
            where="kin",
            above=0.0,
            below=0.1,
        ),
        *in_each(
            "Errors slightly favour the two classes that share capacity: the third is drawn in less than a third of "
            "cases, by five points at most",
            at("output_last", 1),
            "N2",
            ("HOLDS", "HOLDS", "FAILS"),
            where="kin",
            above=THIRD - 0.05,
            below=THIRD - 1e-6,
        ),
        *in_each(
            "If one class is easier to draw, the harder one gets slightly more capacity (the easier one gets 40 to "
            "50 %)",
            at("capacity_share", 1),
            "N3",
            ("HOLDS", "HOLDS", "HOLDS"),
            where="easy",
            above=0.4,
            below=0.5,
        ),
        *in_each(
            "If one class is easier to draw, it is still drawn better than the harder one",
            better,
            "N3",
            ("HOLDS", "HOLDS", "HOLDS"),
            where="easy",
            above=0.0,
        ),
        *in_each(
            "If one class is easier to draw, errors favour it: it is drawn in more than half of cases",
            at("output_share", 1),
            "N4",
            ("HOLDS", "HOLDS", "FAILS"),
            where="easy",
            plane=Plane("capacity", BUDGETS, "evidence", EVIDENCES, replicates=1),
            above=0.500001,
        ),
        *in_each(
            "What is simple is favoured: the easier class's share grows over ten generations",
            change("output_share", 1, 10),
            "N5",
            ("HOLDS", "HOLDS", "FAILS"),
            where="easy",
            above=0.000001,
        ),
    ],
    figures={
        "output": figure(
            "small_multiples",
            "output_share",
            clock="generation",
            title="The first class's share of drawings, in three settings",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
