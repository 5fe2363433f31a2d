"""Does a generator that does its best narrow all the same?

Read first: the story of the generator (``specialise describe generator``). Then write down: seven in ten training
images show cats, three show dogs. Does the best use of capacity give cats more or less than seven tenths of it? And
what is drawn where the evidence leaves both equally likely?
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, change, final
from specialisation_sim.claims.scenario_figures import figure

BUDGETS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 20.0)
EVIDENCES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


def over_budget_and_evidence(replicates=1):
    """The plane of budgets C and evidence d; samples without end have no luck, so one run at each point will do."""
    return Plane("capacity", BUDGETS, "evidence", EVIDENCES, replicates=replicates)


def off_balance(runs, series):
    """Distance of the last output from 50:50."""
    return (runs["output_share"] - 0.5).abs()


scenario = Scenario(
    title="Seventy thirty, painted",
    question="Does a generator that makes the best of its capacity and its evidence narrow all the same?",
    passage="At 50:50 it draws both. At 70:30 capacity goes to the mode, at a posterior of 50 % it draws the mode, the "
    "output passes 70:30, and trained on its own output it goes on.",
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
            "Fifty fifty stays",
            final("output_share"),
            of="fifty fifty",
            above=0.499999,
            below=0.500001,
            where=over_budget_and_evidence(),
            kind="essay",
            answers="G1",
        ),
        Claim(
            "Fifty fifty stays where training sees 1,000 images",
            off_balance,
            of="fifty fifty, 1,000 images",
            below=0.1,
            share=0.5,
            kind="essay",
            answers="G1",
            expected="FAILS",
        ),
        Claim(
            "At 70:30 the mode gets more than half of the capacity",
            at("capacity_share", 1),
            of="as told",
            above=0.51,
            where=over_budget_and_evidence(),
            kind="essay",
            answers="G2",
        ),
        Claim(
            "It gets less capacity than its share of images",
            at("capacity_share", 1),
            of="as told",
            below=0.69,
            where=over_budget_and_evidence(),
            kind="consequence",
        ),
        Claim(
            "At a posterior of 50 % it draws the mode",
            at("threshold", 1),
            of="as told",
            below=0.49,
            kind="essay",
            answers="G3",
        ),
        Claim(
            "The output passes 70:30",
            at("output_share", 1),
            of="as told",
            above=0.71,
            where=over_budget_and_evidence(),
            kind="essay",
            answers="G4",
        ),
        Claim(
            "It compounds over generations",
            change("output_share", 1, 4),
            of="as told",
            above=0.05,
            kind="essay",
            answers="G5",
        ),
        Claim(
            "It goes on until the other class is gone",
            final("output_share"),
            of="as told",
            above=0.99,
            where=over_budget_and_evidence(),
            kind="foil",
        ),
        Claim(
            "Capacity without end stops it",
            final("output_share"),
            of="capacity without end",
            below=0.71,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "Clear evidence stops it",
            final("output_share"),
            of="clear evidence",
            below=0.71,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "By its own lights the generator gets better",
            change("worth", 1, 5),
            of="as told",
            above=0.05,
            kind="consequence",
        ),
        Claim(
            "To those who ask as at the start it gets worse",
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
