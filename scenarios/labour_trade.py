"""Workers who can trade: do they divide the labour between them, and do they make more goods in all?

Write down first: twenty workers, two goods of which everyone needs both. How many accountants are there without prices,
and how many with them? Which part of what they gain is owed to practice, and which to trade?
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

CAREER = 2080
LAST_YEARS = (CAREER - 104, CAREER)
TRADE, ALONE, PAID = "trade, complements", "alone, complements", "equal pay"
CLOSE, CLOSE_ALONE = "trade, substitutes", "alone, substitutes"
NEEDED, LIKE = {"substitution": 0.5}, {"substitution": 20.0}


def away_from_half(runs, series):
    """Distance of the number of accountants from half of the workers."""
    return abs(runs["accountants"] - 0.5)


scenario = Scenario(
    title="Trade",
    question="Workers who can trade: do they divide the labour between them, and do they make more goods in all?",
    passage="The essay, on the division of labour (L1): gains from trade are part of it, not all. Our addition: "
    "trade lets each do what she does best, and prices see to it that somebody does the rest.",
    story="labour",
    variants={
        TRADE: {"market": "trade"} | NEEDED,
        ALONE: {"market": "autarky"} | NEEDED,
        CLOSE: {"market": "trade"} | LIKE,
        CLOSE_ALONE: {"market": "autarky"} | LIKE,
        PAID: {"market": "equal pay"},
    },
    steps=CAREER,
    replicates=80,
    every=26,
    claims=[
        Claim(
            "For complements, trade brings about a division of labour where there was none",
            final("division_of_labour"),
            of=TRADE,
            versus=ALONE,
            above=0.3,
            where=Plane(
                "substitution",
                (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0),
                "exponent",
                (0.0, 0.1, 0.2, 0.32, 0.5, 0.8),
                replicates=3,
            ),
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "Trade raises the output of complements",
            average("total_output", *LAST_YEARS),
            of=TRADE,
            versus=ALONE,
            above=0.1,
            kind="consequence",
        ),
        Claim(
            "Trade raises the welfare of workers who need complements",
            average("welfare", *LAST_YEARS),
            of=TRADE,
            versus=ALONE,
            above=0.1,
            kind="consequence",
        ),
        Claim(
            "Only trade divides labour: without it nobody specialises in one of two close substitutes",
            final("division_of_labour"),
            of=CLOSE_ALONE,
            below=0.1,
            where=Plane(
                "substitution", (2.0, 4.0, 8.0, 14.0, 20.0), "luck", (0.05, 0.1, 0.15, 0.2, 0.25, 0.35), replicates=3
            ),
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "Trade raises the output of close substitutes as well",
            average("total_output", *LAST_YEARS),
            of=CLOSE,
            versus=CLOSE_ALONE,
            above=0.02,
            kind="consequence",
        ),
        Claim(
            "With trade the share of accountants is nearer to one half than at equal pay",
            away_from_half,
            of=TRADE,
            versus=PAID,
            below=-0.03,
            kind="foil",
            expected="UNDECIDED",
        ),
        Claim(
            "With trade the gain from practice is larger than the gain from trade",
            lambda runs, series: runs["gain_from_practice"] - runs["gain_from_trade"],
            of=TRADE,
            above=0.0,
            share=0.95,
            kind="essay",
            quantity="gain from practice minus gain from trade, in welfare (baskets per worker)",
            answers="L1",
        ),
    ],
    figures={
        "workers_by_occupation": figure(
            "workers_by_occupation",
            "accountants",
            title="Who becomes an accountant is luck; how many do is set by prices",
        ),
        "gains": figure(
            "gains", "gain_from_practice", "gain_from_trade", title="What workers gain over being unskilled and alone"
        ),
        "division": figure(
            "bands",
            ["division_of_labour", "total_output", "welfare"],
            clock="week",
            smooth={"total_output": 4, "welfare": 4},
            title="Trade divides the labour and raises output",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
