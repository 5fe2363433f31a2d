"""Who trained whom: desks over the years, coloured by what each was trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator, PercentFormatter

from .style import FAINT, INK, canvas, house_style

if TYPE_CHECKING:
    import networkx as nx

TALL = 0.62
NARROWEST = 0.045
"""Part of the width that a bar must take to have room for its number."""


def lineage(graph: nx.DiGraph, *, task: str = "", title: str = "", clock: str = "year") -> Figure:
    """A bar for each person from the year of joining to that of leaving, and an arrow from who trained them.

    Parameters
    ----------
    graph : networkx.DiGraph
        Nodes with `desk`, `joined`, `left` (None: still there) and `record` (share of each task by name).
    task : str
        Task whose share in the training record is shown as colour and number; the first one if left out.
    title : str
        Headline.
    clock : str
        What a step is.

    Returns
    -------
    Figure
    """
    people = graph.nodes
    shown = task or graph.graph["tasks"][0]
    share = {person: people[person]["record"][shown] for person in people}
    desks = sorted({people[person]["desk"] for person in people})
    end = max([graph.graph["until"], *(people[person]["joined"] for person in people)]) + 1
    scale = Normalize(min(share.values()), max(*share.values(), min(share.values()) + 1e-9))
    colours = mpl.colormaps["cividis"]
    with house_style():
        figure, (axis,) = canvas(width=11, height=max(3.4, 1.9 + 0.75 * len(desks)))
        for person, facts in people.items():
            left = end if facts["left"] is None else facts["left"]
            colour = colours(scale(share[person]))
            axis.barh(
                facts["desk"],
                left - facts["joined"],
                TALL,
                facts["joined"],
                color=colour,
                edgecolor="white",
                linewidth=2,
            )
            if left - facts["joined"] >= NARROWEST * end:
                text = "white" if scale(share[person]) < 0.55 else INK
                middle = (facts["joined"] + left) / 2
                axis.text(
                    middle, facts["desk"], f"{share[person]:.0%}", color=text, ha="center", va="center", fontsize=12
                )
        for trainer, person in graph.edges:
            start, stop, year = people[trainer]["desk"], people[person]["desk"], people[person]["joined"]
            if start != stop:
                start += TALL / 2 if stop > start else -TALL / 2
                axis.plot(year, start, "o", color=INK, markeredgecolor="white", markersize=7, zorder=4)
                arrow = axis.annotate(
                    "",
                    xy=(year, stop),
                    xytext=(year, start),
                    arrowprops={
                        "arrowstyle": "-|>",
                        "connectionstyle": f"arc3,rad={-0.3 if stop < start else 0.3}",
                        "color": INK,
                        "linewidth": 1.8,
                        "mutation_scale": 18,
                    },
                )
                if arrow.arrow_patch is not None:
                    arrow.arrow_patch.set_path_effects([withStroke(linewidth=4, foreground="white")])
        axis.set(xlim=(0, end), ylim=(desks[-1] + 0.6, desks[0] - 0.6), xlabel=clock)
        axis.xaxis.set_major_locator(MaxNLocator(integer=True))
        axis.set_yticks(desks, [f"desk {desk + 1}" for desk in desks])
        axis.grid(visible=False)
        axis.spines["left"].set_visible(False)
        axis.tick_params(axis="y", length=0)
        axis.axvline(0, color=FAINT, linewidth=0.8)
        axis.set_title(title)
        colour_bar = figure.colorbar(mpl.cm.ScalarMappable(scale, colours), ax=axis, pad=0.02)
        colour_bar.set_label(f"{shown.replace('_', ' ')} domain's share\nin the training record")
        colour_bar.ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        return figure
