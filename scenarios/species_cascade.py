"""How far does a sneeze go where hosts in turn live by those who live on them?

Plants need pollinators. A host that fails starves its lineages; the hosts that those lineages also served are then
served less, and shrink, and feed others less. Coupling says how much of itself a host loses in a year in which nobody
serves it. There is no trade-off here, so that niches are wide and lineages join hosts to each other.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure

SNEEZE, YEARS = 40, 160
BASE = {"trade_off": 1.0, "sneeze_year": SNEEZE}
NONE, WEAK, MIDDLE, STRONG = (f"coupling {number}" for number in ("0", "0.1", "0.2", "0.4"))
CALM, SPARSE, DENSE = "0.4, no sneeze", "0.4, few links", "0.4, many links"

scenario = Scenario(
    title="Cascade",
    question="How far does a sneeze go where hosts live by those who live on them?",
    passage="The more everyone has come to rely on everyone else, the further a sneeze is heard.",
    story="species",
    variants={
        NONE: BASE,
        WEAK: BASE | {"coupling": 0.1},
        MIDDLE: BASE | {"coupling": 0.2},
        STRONG: BASE | {"coupling": 0.4},
        CALM: BASE | {"coupling": 0.4, "sneeze_year": 0},
        SPARSE: BASE | {"coupling": 0.4, "connectance": 0.2},
        DENSE: BASE | {"coupling": 0.4, "connectance": 0.9},
    },
    steps=YEARS,
    replicates=160,
    every=5,
    claims=[
        Claim(
            "Without a sneeze strongly coupled hosts stay",
            final("hosts_left"),
            of=CALM,
            above=5.5,
            share=0.9,
            kind="control",
        ),
        Claim(
            "The more coupled the network, the longer the cascade: 0.2 against 0.1",
            final("cascade_length"),
            of=MIDDLE,
            versus=WEAK,
            above=2,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim("And 0.4 against 0.2", final("cascade_length"), of=STRONG, versus=MIDDLE, above=2, kind="consequence"),
        Claim(
            "A strongly coupled network is still losing lineages or hosts twenty years after the sneeze",
            final("cascade_length"),
            of=STRONG,
            above=20,
            where=Plane(
                "coupling", (0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8), "connectance", (0.1, 0.3, 0.5, 0.7, 0.9), replicates=10
            ),
            kind="consequence",
        ),
        Claim(
            "It loses the host that sneezed for good",
            final("hosts_lost"),
            of=STRONG,
            above=0.5,
            share=0.9,
            kind="consequence",
        ),
        Claim(
            "And further hosts with it",
            final("hosts_lost"),
            of=STRONG,
            above=1.5,
            share=0.5,
            where=Plane("coupling", (0.2, 0.4, 0.6, 0.8, 1.0), "regrowth", (0.02, 0.05, 0.1, 0.2), replicates=10),
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "More lineages die out with it than without coupling",
            final("survival"),
            of=STRONG,
            versus=NONE,
            below=-0.03,
            kind="consequence",
        ),
        Claim(
            "The more links, the longer the cascade",
            final("cascade_length"),
            of=DENSE,
            versus=SPARSE,
            above=2,
            kind="consequence",
        ),
        Claim(
            "Yet the more links, the more lineages live through it",
            final("survival"),
            of=DENSE,
            versus=SPARSE,
            above=0.03,
            kind="consequence",
        ),
    ],
    figures={
        "sizes": figure(
            "cascades",
            ["cascade_length", "hosts_lost", "survival"],
            title="How far a sneeze goes (dots: runs; diamonds: means)",
        ),
        "course": figure("small_multiples", "host_stock", clock="year", title="Coupled hosts follow their lineages"),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
