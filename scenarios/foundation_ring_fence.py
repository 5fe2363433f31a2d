"""Three ways to protect the smaller field: money set apart, a lottery, and money set apart when applicants drift.

The ring fence sets awards apart for each field in the proportions of the first call. The lottery draws some awards
from all proposals. Both keep the smaller field in the record, so that evaluators go on learning about it; what they
cost in quality differs.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

SELECTIVE = {"selectivity": 0.1}
LAST_YEARS = (26, 30)

scenario = Scenario(
    title="The ring fence",
    question="Money set apart for the smaller field, or given by lot: how much diversity does it save, and at "
    "what price in quality?",
    passage="The essay, on slack, carried over to a foundation: one can fight narrowing by doing different "
    "things, but only with slack. Here slack is money that need not go to the best proposals in sight.",
    story="foundation",
    variants={
        "nothing fenced": SELECTIVE,
        "half fenced": SELECTIVE | {"ring_fence": 0.5},
        "all fenced": SELECTIVE | {"ring_fence": 1.0},
        "lottery: 40 %": SELECTIVE | {"lottery": 0.4},
        "half fenced, followed": SELECTIVE | {"ring_fence": 0.5, "follow": 0.1},
    },
    steps=30,
    replicates=50,
    claims=[
        Claim(
            "Without any protection, the small domain is gone",
            final("award_share"),
            of="nothing fenced",
            above=0.99,
            share=0.9,
            kind="control",
        ),
        Claim(
            "A ring fence around all the money keeps awards at 70:30",
            average("award_share", 1, 30),
            of="all fenced",
            above=0.695,
            below=0.705,
            kind="consequence",
        ),
        Claim(
            "With half of the money ring-fenced, the small domain wins more than the 15 % that is set apart for it",
            average("award_share", *LAST_YEARS),
            of="half fenced",
            # Half an award a year more than the fifteen of a hundred.
            below=0.845,
            where=Plane(
                "ring_fence",
                (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9),
                "selectivity",
                (0.05, 0.1, 0.15, 0.2, 0.3, 0.4),
                replicates=4,
            ),
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "A lottery for 40 % of the money keeps the small domain alive",
            final("award_share"),
            of="lottery: 40 %",
            below=0.99,
            share=0.9,
            kind="consequence",
        ),
        Claim(
            "Ring-fencing half of the money costs less than a twentieth of a standard deviation of quality",
            average("quality_funded", *LAST_YEARS),
            of="half fenced",
            versus="nothing fenced",
            # A quarter of what Cohen (1988) calls a small effect.
            above=-0.05,
            where=Plane(
                "selectivity",
                (0.02, 0.05, 0.1, 0.2, 0.3, 0.5),
                "large_share",
                (0.5, 0.6, 0.7, 0.8, 0.9),
                replicates=6,
            ),
            kind="consequence",
        ),
        Claim(
            "A lottery that saves about as much diversity as the ring fence costs at least a fifth of a standard "
            "deviation of quality more",
            average("quality_funded", *LAST_YEARS),
            of="lottery: 40 %",
            versus="half fenced",
            below=-0.2,
            kind="consequence",
        ),
        Claim(
            "With half of the money ring-fenced, fewer good proposals of the small domain are missed",
            average("missed_small", *LAST_YEARS),
            of="half fenced",
            versus="nothing fenced",
            below=0.0,
            kind="consequence",
        ),
        Claim(
            "Where applicants follow the money, ring-fencing half of it leads applications to about 85:15",
            final("applicant_share"),
            of="half fenced, followed",
            # To the nearest five points, like 75:25.
            above=0.825,
            below=0.875,
            kind="consequence",
        ),
    ],
    figures={
        "awards": figure(
            "bands",
            ["award_share", "missed_small"],
            smooth={"missed_small": 3},
            clock="year",
            title="What is saved",
        ),
        "price": figure(
            "phase_plane",
            "award_share",
            "quality_funded",
            smooth=5,
            sample=0,
            title="What it costs (open: the first years, filled: the last)",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
