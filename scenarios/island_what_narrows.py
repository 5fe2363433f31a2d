"""Is it practice that narrows the forager, or that she always takes the task that promises most?

Both stand in the argument together: who gets better at a task chooses it more often. Here each is taken away. In one
variant she never gets better (the phase `practise` is left out). In another she gets better, but divides her days in
proportion to what each task promises, as pigeons do (Herrnstein 1961), in place of always taking the best.
Write down first: which of the two hunts more in the third year?
"""

import numpy as np

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.claim import Verdict
from specialisation_sim.claims.readings import average, change
from specialisation_sim.claims.scenario_figures import figure

THIRD_YEAR = (731, 1095)
BOTH, NO_PRACTICE, MATCHING = "practice, and the best", "the best, without practice", "practice, in proportion"


def in_proportion(decision):
    """Each task with a chance in proportion to what it promises; even chances where none promises anything."""
    promised = np.maximum(decision.expected, 0.0)
    whole = promised.sum(axis=0)
    chances = np.where(whole > 0, promised / np.where(whole > 0, whole, 1.0), 1.0 / len(promised))
    return (decision.draw > np.cumsum(chances, axis=0)[:-1]).sum(axis=0)


scenario = Scenario(
    title="What narrows her",
    question="What makes a forager narrow: that practice improves her, or that she always takes the task that "
    "promises most?",
    passage="The essay's argument as a whole: who gets better at what they do, and does what they are better at, "
    "narrows.",
    story="island",
    variants={BOTH: {"exponent": 1.0}, NO_PRACTICE: {"exponent": 1.0}, MATCHING: {"exponent": 1.0}},
    variant_options={NO_PRACTICE: {"without": "practise"}, MATCHING: {"choose": in_proportion}},
    steps=1095,
    replicates=200,
    claims=[
        Claim(
            "Without practice she hunts three days in four in the third year, as on the first day",
            average("hunting_share", *THIRD_YEAR),
            of=NO_PRACTICE,
            above=0.74,
            below=0.76,
            kind="control",
        ),
        Claim(
            "Practice makes her hunt on at least one day in ten more",
            average("hunting_share", *THIRD_YEAR),
            of=BOTH,
            versus=NO_PRACTICE,
            above=0.1,
            kind="consequence",
        ),
        Claim(
            "If she divides her days in proportion to what each task promises, she hunts on at least one day in "
            "ten less",
            average("hunting_share", *THIRD_YEAR),
            of=MATCHING,
            versus=BOTH,
            below=-0.1,
            kind="consequence",
            expected=Verdict.UNDECIDED,
        ),
        Claim(
            "If she divides her days in proportion, she hunts at most nine days in ten in the third year",
            average("hunting_share", *THIRD_YEAR),
            of=MATCHING,
            below=0.9,
            share=0.95,
            kind="consequence",
            expected=Verdict.FAILS,
        ),
        Claim(
            "If she divides her days in proportion, she still narrows: she hunts more in year three than without "
            "practice",
            average("hunting_share", *THIRD_YEAR),
            of=MATCHING,
            versus=NO_PRACTICE,
            above=0.0,
            kind="consequence",
        ),
        Claim(
            "If she divides her days in proportion, hunting still becomes the better choice on cloudier days: the "
            "cloud threshold rises by more than a twentieth",
            change("threshold", 0, 1095),
            of=MATCHING,
            above=0.05,
            share=0.95,
            kind="consequence",
            expected=Verdict.FAILS,
        ),
    ],
    figures={
        "hunting": figure(
            "bands",
            ["hunting_share", "threshold"],
            smooth={"hunting_share": 90},
            title="Practice taken away, and the best choice taken away",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
