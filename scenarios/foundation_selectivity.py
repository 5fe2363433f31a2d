"""How selective must a foundation be so that better eyes for one field favour that field?

If fewer than half of the proposals are funded, the field that evaluators judge more precisely wins, because its best
proposals stand out. If more than half are funded it loses, because its worst stand out too. The shaded areas of the
figure come from a formula for very many proposals; the circles are simulated.
"""

import numpy as np

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.claims.scenario_figures import figure

LAST_YEARS = (21, 30)
SELECTIVITIES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.75, 0.9)
EXPONENTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.25, 3.0)
REGIMES = {
    "the large domain shrinks": 0.69,
    "inertia: 70:30 stays": 0.71,
    "drift to a new mix": 0.99,
    "full collapse": 2.0,
}
"""Regimes by the largest share of the large domain that still belongs to them."""
TINTS = ("#56B4E9", "#F0F0F0", "#E69F00", "#D55E00")
DRIFTS = (
    "If one proposal in five is funded, the large domain grows beyond 71 % of awards and the small one is still there"
)


def missed_more(runs, series):
    """Quality missed in the small domain minus that in the large one, over the last years."""
    late = series[series["time"].between(*LAST_YEARS)]
    return (late["missed_small"] - late["missed_large"]).groupby(late["run"]).mean()


def regime(share):
    """Number of the regime of each share."""
    return np.digitize(share, list(REGIMES.values())[:-1])


def large_pile(selectivity, exponent, years=30):
    """The large domain's share in the long run by the closed form, everything else as in the story."""
    from specialisation_sim import laws

    mix = np.broadcast_to(np.reshape([0.7, 0.3], (2, 1, 1)), (2, *selectivity.shape))
    record = mix
    for _ in range(years):
        spread = laws.posterior_spread(laws.precision_from_record(record, 1.0, exponent))
        record = laws.expected_award_shares(mix, spread, selectivity)
    return record[0]


def regimes(result):
    """Phase diagram: tints for the closed form, circles for the simulation where claims were mapped."""
    from matplotlib.colors import ListedColormap
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    from specialisation_sim.figures.style import INK, canvas, house_style

    f, b = np.meshgrid(np.linspace(0.02, 0.95, 94), np.linspace(0, 3.2, 49))
    tints = ListedColormap(list(TINTS))
    with house_style():
        drawn, (axis,) = canvas(width=10, height=6.6)
        axis.grid(visible=False)
        axis.contourf(f, b, large_pile(f, b), levels=[0.0, *REGIMES.values()], colors=TINTS)
        handles = [Patch(facecolor=tint, edgecolor="#8a8a8a", label=name) for name, tint in zip(REGIMES, TINTS)]
        if DRIFTS in result.planes:
            plane = result.planes[DRIFTS]
            axis.scatter(
                plane["selectivity"],
                plane["exponent"],
                c=regime(plane["estimate"]),
                cmap=tints,
                vmin=-0.5,
                vmax=3.5,
                s=95,
                edgecolors=INK,
                linewidths=1.3,
                clip_on=False,
                zorder=3,
            )
            handles.append(
                Line2D(
                    [],
                    [],
                    marker="o",
                    color="none",
                    markeredgecolor=INK,
                    markersize=9,
                    label="simulation, years 21 to 30",
                )
            )
        axis.set(
            xlabel="selectivity f (share of proposals funded)",
            ylabel="exponent b (how steeply seeing follows the record)",
        )
        axis.set_title("Who is selective and learns steeply collapses; who funds half stays")
        drawn.legend(handles=handles, loc="outside lower center", ncols=3)
        return drawn


scenario = Scenario(
    title="Selectivity",
    question="How small a share of proposals must a foundation fund so that better eyes for one field favour that "
    "field?",
    passage="The essay, on grant-makers (F1): the best of the larger field are picked more easily. In our model "
    "that is so if less than half of proposals are funded; if more, the other field gains; at one half "
    "nothing moves.",
    story="foundation",
    variants={
        "f = 0.05": {"selectivity": 0.05},
        "f = 0.2": {"selectivity": 0.2},
        "f = 0.5": {"selectivity": 0.5},
        "f = 0.8": {"selectivity": 0.8},
    },
    steps=30,
    replicates=60,
    claims=[
        Claim(
            "If one proposal in twenty is funded, the small domain is gone in the end",
            final("award_share"),
            of="f = 0.05",
            above=0.99,
            share=0.9,
            kind="consequence",
        ),
        Claim(
            DRIFTS,
            average("award_share", *LAST_YEARS),
            of="f = 0.2",
            above=0.71,
            below=0.99,
            where=Plane("selectivity", SELECTIVITIES, "exponent", EXPONENTS, replicates=8),
            kind="consequence",
        ),
        Claim(
            "If half of the proposals are funded, awards stay at 70:30, to one percentage point",
            average("award_share", 1, 30),
            of="f = 0.5",
            above=0.69,
            below=0.71,
            kind="control",
        ),
        Claim(
            "If eight proposals in ten are funded, the large domain's share falls",
            average("award_share", *LAST_YEARS),
            of="f = 0.8",
            below=0.7,
            kind="consequence",
        ),
        Claim(
            "Even when half are funded, more of the small domain's good proposals are missed than of the large one's",
            missed_more,
            of="f = 0.5",
            above=0.0,
            kind="consequence",
        ),
    ],
    figures={
        "awards": figure(
            "small_multiples",
            "award_share",
            clock="year",
            title="The large domain's share of awards, four selectivities",
        ),
        "regimes": regimes,
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
