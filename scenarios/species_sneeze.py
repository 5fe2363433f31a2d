"""If a host fails for some years, which species die out, and do more of them after a longer calm?

One of six hosts feeds nobody for eight years. Write down first: who is hit harder, specialists or generalists? And does
it matter whether the sneeze comes after thirty calm years or after a hundred and fifty?
"""

import numpy as np

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at
from specialisation_sim.claims.scenario_figures import figure

EARLY, LATE, YEARS, AFTER, EVERY = 30, 150, 200, 40, 5
SOON, LONG = "30 calm years", "150 calm years"
NEUTRAL, WIDE = "150, no trade-off", "150, generalists do better"


def years_after(observable):
    """Statistic: an observable so many years after the sneeze."""

    def read(runs, series):
        values = series.pivot(index="run", columns="time", values=["survival", observable])
        sneeze = np.isfinite(values["survival"].to_numpy()).argmax(axis=1)
        return values[observable].to_numpy()[np.arange(len(sneeze)), sneeze + AFTER // EVERY]

    return read


def gap(runs, series):
    """Survival of specialists minus that of generalists; NaN where there were none of either."""
    return years_after("specialist_survival")(runs, series) - years_after("generalist_survival")(runs, series)


def network(result):
    """Who lives on whom before, during and after the sneeze, in the first run."""
    from specialisation_sim import Species, figures

    world = Species(result.sets[LONG], seeds=result.seeds[:1])
    when = result.sets[LONG].sneeze_year
    times = {
        0: "at the start",
        when - 1: "just before the sneeze",
        when + 4: "four years into it",
        when + 40: "forty years after",
    }
    graphs = {}
    for year in range(max(times) + 1):
        if year:
            world.step()
        if year in times:
            graphs[times[year]] = world.network()
    return figures.host_networks(graphs, title="After a long calm the first host's lineages have nowhere to go")


scenario = Scenario(
    title="Sneeze",
    question="If a host fails for some years, which species die out, and do more of them after a longer calm?",
    passage="The essay, on evolution (E2): highly specialised species tend to go extinct at the slightest "
    "ecological sneeze. Here the sneeze is a host that fails for eight years.",
    story="species",
    variants={
        SOON: {"sneeze_year": EARLY},
        LONG: {"sneeze_year": LATE},
        NEUTRAL: {"sneeze_year": LATE, "trade_off": 1.0},
        WIDE: {"sneeze_year": LATE, "trade_off": 0.8},
    },
    steps=YEARS,
    replicates=120,
    every=EVERY,
    claims=[
        Claim(
            "Before a host fails (sneezes), species are doing fine: at most one in ten is lost in 145 years",
            at("living", 145),
            of=LONG,
            above=21.6,
            share=0.9,
            kind="control",
        ),
        Claim(
            "Of the lineages that live on the host that sneezes, most die out",
            years_after("dependent_survival"),
            of=LONG,
            below=0.5,
            kind="consequence",
            quantity="lineages that lived on the host that sneezed and live 40 years later (share of lineages)",
        ),
        Claim(
            "After a host fails for some years (a sneeze), specialists die out more than generalists",
            gap,
            of=SOON,
            below=-0.02,
            where=Plane(
                "trade_off",
                (0.6, 0.8, 1.0, 1.1, 1.2, 1.3, 1.5, 1.8),
                "sneeze_year",
                (5, 20, 50, 100, 150),
                replicates=12,
            ),
            kind="essay",
            answers="E2",
        ),
        Claim(
            "After a long calm, too, specialists die out more than generalists",
            gap,
            of=LONG,
            below=-0.02,
            kind="essay",
            answers="E2",
            expected="UNDECIDED",
        ),
        Claim(
            "Without a trade-off, too, specialists die out more than generalists",
            gap,
            of=NEUTRAL,
            below=-0.02,
            expected="UNDECIDED",
        ),
        Claim(
            "The longer the calm, the more lineages the sneeze takes",
            years_after("survival"),
            of=LONG,
            versus=SOON,
            below=-0.03,
            kind="consequence",
            quantity="lineages alive at the sneeze that live 40 years later (share of lineages)",
        ),
        Claim(
            "Where niches are wide, the same sneeze kills hardly any lineage",
            years_after("survival"),
            of=WIDE,
            above=0.97,
            kind="consequence",
            quantity="lineages alive at the sneeze that live 40 years later (share of lineages)",
        ),
    ],
    figures={
        "living": figure(
            "bands",
            ["living", "breadth", "first_host_share"],
            clock="year",
            title="The longer the calm, the more lineages a failing host takes with it",
        ),
        "network": network,
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
