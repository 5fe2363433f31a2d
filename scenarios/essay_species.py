"""What the essay says of evolution, sentence by sentence, in three settings."""

from specialisation_sim import Plane, Scenario
from specialisation_sim.claims.essay import in_each, in_settings
from specialisation_sim.claims.readings import at
from specialisation_sim.claims.scenario_figures import figure

CALM, END = 145, 190

scenario = Scenario(
    title="The essay's species",
    question="Which of the essay's sentences on evolution hold, and how slight a sneeze is enough?",
    passage="Lines E1 and E2: highly specialised species are common everywhere, and tend to go extinct at the "
    "slightest ecological sneeze.",
    story="species",
    variants=in_settings("species", {"eight years": {"sneeze_length": 8}}),
    steps=END,
    replicates=40,
    every=5,
    claims=[
        *in_each(
            "After a long calm highly specialised species are the rule: 1.5 hosts or fewer on average",
            at("breadth", CALM),
            "E1",
            ("HOLDS", "HOLDS", "FAILS"),
            below=1.5,
            share=0.9,
        ),
        *in_each(
            "The slightest sneeze, a host that fails for one year, tends to kill those that live on it: most die out",
            at("dependent_survival", END),
            "E2",
            ("FAILS", "FAILS", "FAILS"),
            plane=Plane("sneeze_length", (1, 2, 4, 6, 7, 8, 10, 15), "hosts", (3, 6, 12), replicates=8),
            below=0.5,
            share=0.5,
        ),
        *in_each(
            "A long sneeze, a host that fails for eight years, tends to kill those that live on it: most die out",
            at("dependent_survival", END),
            "E2",
            ("HOLDS", "HOLDS", "FAILS"),
            where="eight years",
            below=0.5,
            share=0.5,
        ),
    ],
    figures={
        "breadth": figure("small_multiples", "breadth", clock="year", title="Hosts of a lineage, in three settings"),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
