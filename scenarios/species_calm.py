"""Do species come to live on fewer kinds of hosts while the world is calm?

At the start each lineage lives on several hosts, on some more than on others. Lineages die of hunger only, and no host
fails. Each year mutants arise that shift a part of their effort to another host; a mutant takes over where it is fed
better. Variants differ in the trade-off alone: a species that divides itself between two hosts may get more, less or
exactly half from each of what it would get from living on that host alone.

Write down first: what happens to niches if it gets exactly half? One might say nothing. But small differences between
hosts still shift niches about, and a host that was given up by chance is not missed.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import change, final, smallest
from specialisation_sim.claims.scenario_figures import figure

YEARS = 300
NARROWS, NEUTRAL, WIDENS = "specialists do better", "no trade-off", "generalists do better"


def niches(result):
    """Niches of one world, at the start and as calm years go by."""
    from specialisation_sim import Species, figures

    world = Species(result.sets[NARROWS], seeds=result.seeds[:1])
    world.run_for(YEARS)
    times = {0: "at the start", 30: "after 30 calm years", 100: "after 100", YEARS: f"after {YEARS}"}
    agents = world.datacollector.get_agent_vars_dataframe()
    return figures.niches(agents, world.tasks, times, title="Each lineage narrows, and all hosts stay in use")


scenario = Scenario(
    title="Calm",
    question="Do species come to live on fewer kinds of hosts while the world is calm?",
    passage="The essay, on evolution (E1): highly specialised species are common everywhere.",
    story="species",
    variants={NARROWS: {"trade_off": 1.3}, NEUTRAL: {"trade_off": 1.0}, WIDENS: {"trade_off": 0.8}},
    steps=YEARS,
    replicates=160,
    every=5,
    claims=[
        Claim(
            "Niches narrow while the world is calm",
            change("breadth", 0, YEARS),
            of=NARROWS,
            below=-0.5,
            where=Plane(
                "trade_off",
                (0.6, 0.8, 0.9, 1.0, 1.1, 1.3, 1.6, 2.0),
                "mutation",
                (0.2, 1.0, 5.0, 20.0, 100.0),
                replicates=5,
            ),
            kind="essay",
            answers="E1",
        ),
        Claim(
            "In the end a lineage lives on one host, nearly always",
            final("breadth"),
            of=NARROWS,
            below=1.2,
            share=0.9,
            kind="essay",
            answers="E1",
        ),
        Claim(
            "Taken together, lineages use all hosts evenly in every year",
            smallest("effective_hosts", 0, YEARS),
            of=NARROWS,
            above=5.8,
            kind="consequence",
        ),
        Claim(
            "Narrowing pays: the hosts feed more individuals in all",
            change("total_abundance", 0, YEARS),
            of=NARROWS,
            above=0.5,
            kind="consequence",
        ),
        Claim(
            "Where generalists do better, niches widen",
            change("breadth", 0, YEARS),
            of=WIDENS,
            above=0.1,
            kind="control",
        ),
        Claim(
            "Without a trade-off niches keep their breadth",
            change("breadth", 0, YEARS),
            of=NEUTRAL,
            above=-0.2,
            below=0.2,
            where=Plane(
                "connectance", (0.1, 0.2, 0.35, 0.5, 0.75, 1.0), "mutation", (0.2, 1.0, 5.0, 20.0, 100.0), replicates=5
            ),
            kind="consequence",
            expected="FAILS",
        ),
    ],
    figures={
        "breadth": figure(
            "bands",
            ["breadth", "effective_hosts", "total_abundance"],
            clock="year",
            title="Each lineage narrows, and all together use all hosts",
        ),
        "niches": niches,
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
