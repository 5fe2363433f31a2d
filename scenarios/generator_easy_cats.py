"""If one class is easier to draw than the other, which gets more capacity, and which is drawn too often?

Half of the images show cats, half dogs. Cats need two thirds of the capacity that dogs need for the same quality. The
shaded areas of the map are computed from the equations; the circles are simulated.
"""

import numpy as np

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, final
from specialisation_sim.claims.scenario_figures import figure

EASE = 1.5
BUDGETS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)
EVIDENCES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0)
OVER = Plane("capacity", BUDGETS, "evidence", EVIDENCES, replicates=1)
LEAN = 0.001
REGIMES = {
    "dogs are not drawn": "#D55E00",
    "cats get more capacity": "#E69F00",
    "dogs get more, the output leans to cats": "#56B4E9",
    "dogs get more, no lean to speak of": "#F0F0F0",
}
SENTENCE = "All three together: dogs get a little more capacity, cats are drawn better, and cats are drawn more often"


def cats_above_dogs(runs, series):
    """Quality of cats minus that of dogs, in the first generation."""
    first = series[series["time"] == 1]
    return first["quality_first"] - first["quality_last"]


def all_of_it(runs, series):
    """1 if all three parts hold in the first generation, and otherwise 0 ("a little": by less than a tenth)."""
    first = series[series["time"] == 1]
    little = first["capacity_share"].between(0.4, 0.5, inclusive="left")
    return 1.0 * (little & (first["quality_first"] > first["quality_last"]) & (first["output_share"] > 0.5 + LEAN))


def regime(capacity, output):
    """Number of the regime, from the cats' shares of capacity and of drawings."""
    return np.select([output > 1 - 1e-9, capacity >= 0.5, output > 0.5 + LEAN], [0, 1, 2], 3)


def by_the_laws(budget, evidence):
    """The cats' share of capacity and of drawings in the first generation."""
    from specialisation_sim import laws

    mix, weights = np.full((2, *budget.shape), 0.5), np.eye(2)[:, :, None, None]
    ease = budget * np.reshape([EASE, 1.0], (2, 1, 1))
    capacity = laws.best_capacity(mix, ease, weights, evidence)
    chances = laws.draw_chances(mix * laws.drawing_quality(capacity, weights, ease), evidence)
    return capacity[0], laws.output_mix(mix, chances)[0]


def regimes(result):
    """Where the sentence is true: tints by the laws, circles where the simulation was mapped."""
    from matplotlib.colors import ListedColormap
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    from specialisation_sim.figures.style import INK, canvas, house_style

    budget, evidence = np.meshgrid(np.linspace(0.3, 12.5, 110), np.linspace(0.1, 3.2, 70))
    tints = ListedColormap(list(REGIMES.values()))
    with house_style():
        drawn, (axis,) = canvas(width=10, height=6.6)
        axis.grid(visible=False)
        shown = regime(*by_the_laws(budget, evidence))
        axis.pcolormesh(budget, evidence, shown, cmap=tints, vmin=-0.5, vmax=3.5, shading="nearest")
        handles = [Patch(facecolor=tint, edgecolor="#8a8a8a", label=name) for name, tint in REGIMES.items()]
        if SENTENCE in result.planes:
            plane = result.planes[SENTENCE]
            colours = np.where(plane["holds"], INK, "white")
            axis.scatter(plane["capacity"], plane["evidence"], c=colours, s=70, edgecolors=INK, linewidths=1.3)
            marks = {"simulation: the sentence holds": INK, "simulation: it does not": "white"}
            handles += [
                Line2D(
                    [],
                    [],
                    marker="o",
                    color="none",
                    markeredgecolor=INK,
                    markerfacecolor=fill,
                    markersize=9,
                    label=name,
                )
                for name, fill in marks.items()
            ]
        axis.set(xlabel="capacity C (budget, 1 / ease of dogs)", ylabel="evidence d (s.d. of the noise)")
        axis.set_title("Dogs get a little more and are drawn worse, where capacity is neither scarce nor ample")
        drawn.legend(handles=handles, loc="outside lower center", ncols=2)
        return drawn


scenario = Scenario(
    title="Easy cats",
    question="If one class is easier to draw than the other, which gets more capacity, and which is drawn too often?",
    passage="The essay's footnotes (N3, N4): give slightly more capacity to the harder class, but not so much "
    "that both are drawn equally well; then err towards the easier one.",
    story="generator",
    variants={
        "cats are easier": {"large_share": 0.5, "ease": EASE},
        "as easy as dogs": {"large_share": 0.5},
        "a tight budget": {"large_share": 0.5, "ease": EASE, "capacity": 1.0},
        "little evidence": {"large_share": 0.5, "ease": EASE, "capacity": 1.0, "evidence": 1.0},
    },
    steps=30,
    replicates=20,
    claims=[
        Claim(
            "Dogs, which are harder to draw, get a little more capacity than cats",
            at("capacity_share", 1),
            of="cats are easier",
            above=0.4,
            below=0.5,
            where=OVER,
            kind="essay",
            answers="N3",
        ),
        Claim(
            "With little capacity to share out, dogs (harder to draw) still get more than half of it",
            at("capacity_share", 1),
            of="a tight budget",
            below=0.5,
            kind="essay",
            answers="N3",
            expected="FAILS",
        ),
        Claim(
            "Cats, which are easier to draw, are drawn better although they get less capacity",
            cats_above_dogs,
            of="cats are easier",
            above=0.0,
            where=OVER,
            kind="essay",
            answers="N3",
        ),
        Claim(
            "Cats are drawn in more than half of cases",
            at("output_share", 1),
            of="cats are easier",
            above=0.5 + LEAN,
            where=OVER,
            kind="essay",
            answers="N4",
        ),
        Claim(
            "More than half of the errors are cats drawn in place of dogs",
            at("errors_to_first", 1),
            of="cats are easier",
            above=0.51,
            kind="essay",
            answers="N4",
        ),
        Claim(SENTENCE, all_of_it, of="cats are easier", above=0.5, where=OVER, kind="consequence"),
        Claim(
            "With little evidence and little capacity, dogs are still drawn",
            at("output_share", 1),
            of="little evidence",
            below=0.99,
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "A small lean towards cats compounds until dogs are gone",
            final("output_share"),
            of="cats are easier",
            above=0.99,
            where=OVER,
            kind="foil",
        ),
        Claim(
            "If cats are no easier to draw than dogs, the mix stays at 50:50",
            final("output_share"),
            of="as easy as dogs",
            above=0.499999,
            below=0.500001,
            kind="control",
        ),
    ],
    figures={
        "generations": figure(
            "bands",
            ["output_share", "capacity_share", "quality_last"],
            clock="generation",
            title="Dogs get more capacity at first, and lose all the same",
        ),
        "regimes": regimes,
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
