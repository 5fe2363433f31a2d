"""How much outside data keeps the smaller field of a foundation from vanishing?

Each year's record is made of the foundation's own awards, of what is handed down, and of outside data: the mix of the
first call, unfunded proposals included. The foundation funds one proposal in ten, which narrows fast.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

SELECTIVE = {"selectivity": 0.1, "turnover": 0.5}
LAST_YEARS = (26, 30)

scenario = Scenario(
    title="Outside data",
    question="A foundation trains its evaluators on its own awards: how much outside data keeps the smaller field "
    "from vanishing?",
    passage="The Curse of Recursion, carried over to a foundation: training data are alpha parts own output, beta "
    "parts the predecessor's data and gamma parts original data; the original part prevents collapse.",
    story="foundation",
    variants={
        "own awards only": SELECTIVE,
        "handed down: 60 %": SELECTIVE | {"handed_down": 0.6},
        "outside data: 10 %": SELECTIVE | {"outside": 0.1},
        "outside data: 30 %": SELECTIVE | {"outside": 0.3},
    },
    steps=30,
    replicates=60,
    claims=[
        Claim(
            "Trained on its own awards only, the small domain is gone",
            final("award_share"),
            of="own awards only",
            above=0.99,
            share=0.9,
            kind="consequence",
        ),
        Claim(
            "Three tenths of outside data keep the small domain alive",
            final("award_share"),
            of="outside data: 30 %",
            below=0.99,
            share=0.9,
            kind="consequence",
        ),
        Claim(
            "One tenth of outside data keeps the small domain alive",
            final("award_share"),
            of="outside data: 10 %",
            below=0.99,
            share=0.9,
            where=Plane(
                "outside",
                (0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8),
                "selectivity",
                (0.02, 0.05, 0.1, 0.15, 0.2, 0.3),
                replicates=5,
            ),
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "Even three tenths of outside data do not bring awards back to 70:30",
            average("award_share", *LAST_YEARS),
            of="outside data: 30 %",
            # 70:30 to the nearest five points.
            above=0.725,
            kind="consequence",
        ),
        Claim(
            "Records handed down by predecessors do not save the small domain, since those records narrow too",
            final("award_share"),
            of="handed down: 60 %",
            above=0.99,
            share=0.9,
            kind="consequence",
        ),
        Claim(
            "With three tenths of outside data fewer good proposals of the small domain are missed",
            average("missed_small", *LAST_YEARS),
            of="outside data: 30 %",
            versus="own awards only",
            below=0.0,
            kind="consequence",
        ),
        Claim(
            "Three tenths of outside data cost no quality of what is funded",
            average("quality_funded", *LAST_YEARS),
            of="outside data: 30 %",
            versus="own awards only",
            above=-0.005,
            where=Plane(
                "selectivity", (0.05, 0.1, 0.2, 0.3, 0.5, 0.7), "large_share", (0.5, 0.6, 0.7, 0.8, 0.9), replicates=6
            ),
            kind="consequence",
            expected="FAILS",
        ),
    ],
    figures={
        "awards": figure(
            "small_multiples",
            "award_share",
            clock="year",
            title="The large domain's share of awards, four trainings",
        ),
        "welfare": figure(
            "bands",
            ["effective_domains", "missed_small"],
            smooth={"missed_small": 3},
            clock="year",
            title="A tenth of outside data delays the collapse, three tenths prevent it",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
