"""A foundation prefers neither of two fields: do its awards narrow all the same?

Read first: the story of the foundation (``specialise describe foundation``). Then write down: if 70 of 100 proposals
come from the large domain and all are equally good, how many of the awards does it get after five years?
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, average, change, final
from specialisation_sim.claims.scenario_figures import figure

LAST_YEARS = (16, 20)


def missed_more(runs, series):
    """Quality missed in the small domain minus that in the large one, over the last years."""
    late = series[series["time"].between(*LAST_YEARS)]
    return (late["missed_small"] - late["missed_large"]).groupby(late["run"]).mean()


def later(runs, series):
    """Share of awards over years 16 to 20 minus that over years 11 to 15."""
    return average("award_share", *LAST_YEARS)(runs, series) - average("award_share", 11, 15)(runs, series)


def who_trained_whom(result):
    """The lineage of the first run."""
    from specialisation_sim import Foundation, figures

    world = Foundation(result.sets["as told"], seeds=result.seeds[:1])
    world.run_for(12)
    return figures.lineage(world.lineage(), title="Who trained whom, and on what")


scenario = Scenario(
    title="Seventy thirty",
    question="A foundation prefers neither of two fields: do its awards narrow all the same?",
    passage="The essay, on grant-makers (F1, F2): with evaluators slightly better at the larger field 70:30 "
    "becomes 75:25; two are hired, trained on last year's grants, and become significantly better at the "
    "larger field. The opening (O1): strong inertia.",
    story="foundation",
    variants={
        "as told": {},
        "no learning": {"exponent": 0.0},
        "applicants follow": {"follow": 0.1},
    },
    steps=20,
    replicates=100,
    claims=[
        Claim(
            "With the first call, proposals at 70:30 become awards at 75:25",
            at("award_share", 1),
            of="as told",
            # 75:25 to the nearest five points.
            above=0.725,
            below=0.775,
            where=Plane(
                "selectivity",
                (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4),
                "precision",
                (0.25, 0.5, 1.0, 2.0, 4.0),
                replicates=5,
            ),
            kind="essay",
            answers="F1",
        ),
        Claim(
            "For the second call two people are hired",
            change("staff_count", 1, 2),
            of="as told",
            above=1.99,
            below=2.01,
            kind="control",
        ),
        Claim(
            "Awards go on narrowing: the fifth year's are further from 70:30 than the first year's",
            change("award_share", 1, 5),
            of="as told",
            above=0.0,
            kind="essay",
            answers="O1",
        ),
        Claim(
            "Awards still narrow later: from years 11 to 15 to years 16 to 20 the large domain gains another "
            "point or more",
            later,
            of="as told",
            above=0.01,
            kind="essay",
            answers="O1",
            expected="UNDECIDED",
        ),
        Claim(
            "Awards go on narrowing until the small domain is gone",
            final("award_share"),
            of="as told",
            above=0.99,
            share=0.5,
            where=Plane(
                "proposals",
                (100, 200, 400, 700, 1000),
                "selectivity",
                (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4),
                replicates=5,
            ),
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "Where applicants follow the money, awards go on narrowing until the small domain is gone",
            final("award_share"),
            of="applicants follow",
            above=0.99,
            share=0.5,
            where=Plane(
                "follow",
                (0.0, 0.025, 0.05, 0.1, 0.15, 0.2),
                "selectivity",
                (0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
                replicates=5,
            ),
            kind="consequence",
        ),
        Claim(
            "If nobody learns from awards, they stay at 70:30",
            average("award_share", 1, 20),
            of="no learning",
            above=0.69,
            below=0.71,
            kind="control",
        ),
        Claim(
            "More is missed of the small domain's good proposals than of the large one's",
            missed_more,
            of="as told",
            above=0.0,
            kind="consequence",
        ),
        Claim(
            "Narrowing costs the foundation quality of what it funds",
            average("quality_funded", *LAST_YEARS),
            of="as told",
            versus="no learning",
            below=0.0,
            where=Plane(
                "large_share",
                (0.5, 0.6, 0.7, 0.8, 0.9),
                "selectivity",
                (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9),
                replicates=5,
            ),
            kind="consequence",
            expected="FAILS",
        ),
    ],
    figures={
        "awards": figure(
            "bands",
            ["award_share", "precision_small", "missed_small"],
            clock="year",
            title="Nobody prefers the large domain, yet its share grows",
        ),
        "lineage": who_trained_whom,
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
