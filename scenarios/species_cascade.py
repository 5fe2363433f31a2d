"""Hosts and the species that live on them need each other: if one host fails, how far does the damage spread?

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
    question="Hosts and the species that live on them need each other: if one host fails, how far does the damage "
    "spread?",
    passage="Our addition to the essay: the more species and hosts rely on each other, the further the failure of "
    "one is felt.",
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
            "As long as no host fails, hosts that depend strongly on each other stay",
            final("hosts_left"),
            of=CALM,
            above=5.5,
            share=0.9,
            kind="control",
        ),
        Claim(
            "The cascade lasts longer if hosts depend more on each other (coupling 0.2 instead of 0.1)",
            final("cascade_length"),
            of=MIDDLE,
            versus=WEAK,
            above=2,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "The cascade lasts longer if hosts depend still more on each other (coupling 0.4 instead of 0.2)",
            final("cascade_length"),
            of=STRONG,
            versus=MIDDLE,
            above=2,
            kind="consequence",
        ),
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
            "A strongly coupled network loses for good the host that failed (sneezed)",
            final("hosts_lost"),
            of=STRONG,
            above=0.5,
            share=0.9,
            kind="consequence",
        ),
        Claim(
            "A strongly coupled network loses further hosts for good, besides the one that failed",
            final("hosts_lost"),
            of=STRONG,
            above=1.5,
            share=0.5,
            where=Plane("coupling", (0.2, 0.4, 0.6, 0.8, 1.0), "regrowth", (0.02, 0.05, 0.1, 0.2), replicates=10),
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "More lineages die out in a strongly coupled network than in one without coupling",
            final("survival"),
            of=STRONG,
            versus=NONE,
            below=-0.03,
            kind="consequence",
        ),
        Claim(
            "The cascade lasts longer if each lineage links more hosts",
            final("cascade_length"),
            of=DENSE,
            versus=SPARSE,
            above=2,
            kind="consequence",
        ),
        Claim(
            "More lineages live through the cascade if each links more hosts",
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
