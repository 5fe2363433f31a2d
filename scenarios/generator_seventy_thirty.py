"""Does a generator that draws as well as its capacity allows narrow all the same?

Read first: the story of the generator (``specialise describe generator``). Then write down: seven in ten training
images show dogs, three show cats. Does the best use of capacity give dogs more or less than seven tenths of it? And
what is drawn where the evidence leaves both equally likely?
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, change, final
from specialisation_sim.claims.scenario_figures import figure

BUDGETS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 20.0)
EVIDENCES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


def over_budget_and_evidence(replicates=1):
    """The plane of budgets C and evidence d; infinite samples leave nothing to chance, so one run a point is enough."""
    return Plane("capacity", BUDGETS, "evidence", EVIDENCES, replicates=replicates)


def off_balance(runs, series):
    """Distance of the last output from 50:50."""
    return (runs["output_share"] - 0.5).abs()


scenario = Scenario(
    title="Seventy thirty, painted",
    question="A generator that draws as well as its capacity allows is trained on a 70:30 mix of two classes: does it "
    "draw the common one even more often?",
    passage="The essay, on the image generator (G1 to G5): at 50:50 both classes get equal capacity; at 70:30 the "
    "common one gets more and is drawn where either is equally likely; trained on its output, the next "
    "generator draws it even more often.",
    story="generator",
    variants={
        "as told": {},
        "fifty fifty": {"large_share": 0.5},
        "capacity without end": {"capacity": 100.0},
        "clear evidence": {"evidence": 3.0},
        "fifty fifty, 1,000 images": {"large_share": 0.5, "sample": 1000},
    },
    steps=20,
    replicates=100,
    claims=[
        Claim(
            "Trained on a 50:50 mix, the generator draws both classes equally often for good",
            final("output_share"),
            of="fifty fifty",
            above=0.499999,
            below=0.500001,
            where=over_budget_and_evidence(),
            kind="essay",
            answers="G1",
        ),
        Claim(
            "Trained on 1,000 images of a 50:50 mix, most generators stay within ten points of 50:50",
            off_balance,
            of="fifty fifty, 1,000 images",
            below=0.1,
            share=0.5,
            kind="essay",
            answers="G1",
            expected="FAILS",
        ),
        Claim(
            "Trained on a 70:30 mix, the generator gives the common class more than half of its capacity",
            at("capacity_share", 1),
            of="as told",
            above=0.51,
            where=over_budget_and_evidence(),
            kind="essay",
            answers="G2",
        ),
        Claim(
            "Trained on a 70:30 mix, the generator gives the common class less than 70 % of its capacity",
            at("capacity_share", 1),
            of="as told",
            below=0.69,
            where=over_budget_and_evidence(),
            kind="consequence",
        ),
        Claim(
            "Where the evidence leaves both classes equally likely, the generator draws the common one",
            at("threshold", 1),
            of="as told",
            below=0.49,
            kind="essay",
            answers="G3",
        ),
        Claim(
            "Trained on a 70:30 mix, the generator draws the common class in more than 71 % of cases",
            at("output_share", 1),
            of="as told",
            above=0.71,
            where=over_budget_and_evidence(),
            kind="essay",
            answers="G4",
        ),
        Claim(
            "From the first to the fourth generation the common class gains more than five points",
            change("output_share", 1, 4),
            of="as told",
            above=0.05,
            kind="essay",
            answers="G5",
        ),
        Claim(
            "Generators go on narrowing until the rarer class is gone",
            final("output_share"),
            of="as told",
            above=0.99,
            where=over_budget_and_evidence(),
            kind="foil",
        ),
        Claim(
            "With next to unlimited capacity the narrowing stops",
            final("output_share"),
            of="capacity without end",
            below=0.71,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "With clear evidence of which class is meant, the narrowing stops",
            final("output_share"),
            of="clear evidence",
            below=0.71,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "Measured on what it is trained on, the generator gets better",
            change("worth", 1, 5),
            of="as told",
            above=0.05,
            kind="consequence",
        ),
        Claim(
            "For users who want the first mix of images, the generator gets worse",
            change("worth_original", 1, 5),
            of="as told",
            below=-0.05,
            kind="consequence",
        ),
    ],
    figures={
        "generations": figure(
            "bands",
            ["output_share", "capacity_share"],
            clock="generation",
            title="The best drawing of each generation is the next one's training",
        ),
        "worth": figure(
            "bands",
            ["threshold", "worth", "worth_original"],
            clock="generation",
            title="Better on its own mix of images, worse for those who ask for the first mix",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
