"""Cats and dogs share fur, frogs share nothing: do cats and dogs drive out frogs?

A third of the images each. Half of what is learned for cats (their fur) helps with dogs, and the other way round.
Nothing of it helps with frogs. Write down before you run it: do frogs get more capacity than a third, or less?
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, final
from specialisation_sim.claims.scenario_figures import figure

CLASSES = ("cats", "dogs", "frogs")
THIRDS = {"classes": 3, "large_share": 1 / 3}
GENERATIONS = (1, 4, 8)
OVER = Plane(
    "capacity", (2.0, 3.0, 4.0, 6.0, 9.0, 12.0, 20.0), "evidence", (0.5, 1.0, 1.5, 2.0, 3.0, 4.0), replicates=1
)


def cats_above_frogs(runs, series):
    """Quality of cats minus that of frogs, in the first generation."""
    first = series[series["time"] == 1]
    return first["quality_first"] - first["quality_last"]


def classes_as_bars(result):
    """What each class gets and becomes, in some generations."""
    import pandas as pd

    from specialisation_sim import Generator, figures

    world = Generator(result.sets["cats and dogs share fur"], collect=False)
    rows = []
    for generation in range(1, GENERATIONS[-1] + 1):
        world.step()
        if generation in GENERATIONS:
            rows += [
                {
                    "time": generation,
                    "task": number,
                    **{name: getattr(world, name)[number, 0, 0] for name in QUANTITIES},
                }
                for number in range(len(CLASSES))
            ]
    return figures.class_bars(
        pd.DataFrame(rows),
        CLASSES,
        quantities=QUANTITIES,
        even=("capacity", "output"),
        title="Frogs get more capacity, are drawn worse, and are gone",
    )


QUANTITIES = {"capacity": "capacity (share)", "quality": "quality (0 to 1)", "output": "drawings (share)"}

scenario = Scenario(
    title="Furry",
    question="Cats and dogs share fur, frogs share nothing: do cats and dogs drive out frogs?",
    passage="The essay's footnotes (N1, N2): of three classes two share some capacity; be slightly better at "
    "those two than at the third, and err slightly on the side of the two.",
    story="generator",
    variants={
        "cats and dogs share fur": THIRDS | {"shared": 0.5},
        "nothing shared": THIRDS,
        "fur, and 1,000 images": THIRDS | {"shared": 0.5, "sample": 1000},
    },
    steps=30,
    replicates=40,
    claims=[
        Claim(
            "If no capacity is shared, the three classes stay equally common",
            final("output_share"),
            of="nothing shared",
            above=0.3333,
            below=0.3334,
            where=OVER,
            kind="control",
        ),
        Claim(
            "Cats, which share capacity with dogs, are drawn better than frogs",
            cats_above_frogs,
            of="cats and dogs share fur",
            above=0.01,
            where=OVER,
            kind="essay",
            answers="N1",
        ),
        Claim(
            "Frogs, which share nothing, get more than a third of the capacity all the same",
            at("capacity_last", 1),
            of="cats and dogs share fur",
            above=0.34,
            where=OVER,
            kind="consequence",
        ),
        Claim(
            "In the first generation frogs are drawn in less than a third of cases",
            at("output_last", 1),
            of="cats and dogs share fur",
            below=0.33,
            where=OVER,
            kind="essay",
            answers="N2",
        ),
        Claim(
            "In the end no frogs are drawn",
            final("output_last"),
            of="cats and dogs share fur",
            below=0.001,
            where=OVER,
            kind="consequence",
        ),
        Claim(
            "Cats and dogs stay equally common",
            final("output_share"),
            of="cats and dogs share fur",
            above=0.499,
            below=0.501,
            kind="consequence",
        ),
        Claim(
            "Where each training sees only 1,000 images, cats or dogs are gone as well in most runs",
            final("effective_classes"),
            of="fur, and 1,000 images",
            below=1.01,
            share=0.5,
            kind="consequence",
        ),
        Claim(
            "Capacity that cats and dogs share makes drawings worth more in the first generation",
            at("worth", 1),
            of="cats and dogs share fur",
            versus="nothing shared",
            above=0.01,
            kind="consequence",
        ),
    ],
    figures={
        "generations": figure(
            "bands",
            ["output_last", "capacity_last", "effective_classes"],
            clock="generation",
            title="Who shares nothing is drawn less and less",
        ),
        "classes": classes_as_bars,
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
