"""Hosts and lineages: niches as stacked bars, who lives on whom, and how far cascades go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .bands import wide
from .labels import labelled
from .style import FAINT, INK, canvas, colours, house_style

if TYPE_CHECKING:
    import networkx as nx

SPREAD = 0.33
"""Half the width over which the runs of a variant are scattered."""


def niches(agents: pd.DataFrame, hosts: Sequence[str], times: Mapping[int, str], *, title: str = "") -> Figure:
    """Niches of all lineages of one world as stacked bars, a panel for each time.

    Parameters
    ----------
    agents : DataFrame
        What a data collector has of agents: index of time and agent, columns `alive` and `allocation_` of each host.
    hosts : sequence of str
        Names of the hosts, from the bottom of the bars to their top.
    times : mapping
        Times to show, with a headline for each.
    title : str
        Headline of all.

    Returns
    -------
    Figure
        Lineages keep their place from panel to panel: by their main host at the last time. Those that died out are
        marked by a cross.
    """
    with house_style():
        figure, axes = canvas(len(times), width=10.5, height=1.4 + 1.75 * len(times), sharex=True, sharey=True)
        columns = [f"allocation_{host}" for host in hosts]
        last = agents.loc[max(times), columns].to_numpy()
        order = np.lexsort((-last.max(axis=1), last.argmax(axis=1)))
        places = np.arange(len(order)) + 1
        for axis, (time, headline) in zip(axes, times.items(), strict=True):
            now = agents.loc[time]
            alive = now["alive"].to_numpy(dtype=bool)[order]
            niche = np.where(alive, now[columns].to_numpy()[order].T, 0.0)
            bottom = np.zeros(len(places))
            for (host, shade), part in zip(colours(hosts).items(), niche, strict=True):
                axis.bar(places, part, 0.86, bottom=bottom, color=shade, label=host.replace("_", " "))
                bottom = bottom + part
            axis.plot(places[~alive], np.full((~alive).sum(), 0.5), "x", color=FAINT, markersize=9, markeredgewidth=2)
            axis.set_title(headline, fontsize=12.5)
            axis.grid(visible=False)
            axis.set(xticks=[], yticks=[0, 0.5, 1], ylim=(0, 1), xlim=(0.3, len(places) + 0.7))
        axes[-1].set_xlabel("lineages (a cross: died out)")
        figure.supylabel("part of its niche that a lineage gives each host (share)", fontsize=13)
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=min(len(hosts), 6))
        return figure


def host_networks(graphs: Mapping[str, nx.Graph], *, title: str = "") -> Figure:
    """Who lives on whom at several times: hosts left, lineages right, lines as wide as the share of niche.

    Parameters
    ----------
    graphs : mapping
        Bipartite graphs of one world with a headline for each, as `measures.host_network` makes them: hosts know their
        `stock` and whether they are `failing`, lineages their `abundance`, and edges their `weight`.
    title : str
        Headline of all.

    Returns
    -------
    Figure
        Nodes are as large as what they stand for; an open one feeds nobody for now; a cross is gone. Lineages keep
        their place: by the hosts on which they live in the first graph.
    """
    with house_style():
        figure, axes = canvas(1, len(graphs), width=3.9 * len(graphs), height=6.6, sharey=True)
        first = next(iter(graphs.values()))
        hosts = [node for node, side in first.nodes(data="bipartite") if side == 0]
        height = {host: level for level, host in zip(np.linspace(1, 0, len(hosts)), hosts)}

        def middle(lineage: int) -> float:
            weights = {host: data["weight"] for host, data in first[lineage].items()}
            return sum(height[host] * weight for host, weight in weights.items()) / max(sum(weights.values()), 1e-12)

        lineages = sorted((node for node in first if node not in height), key=middle)
        height |= dict(zip(lineages, np.linspace(0, 1, len(lineages))))
        shade = colours(hosts)
        for axis, (headline, graph) in zip(axes, graphs.items(), strict=True):
            for one, second, weight in graph.edges(data="weight"):
                host, lineage = (one, second) if one in shade else (second, one)
                axis.plot(
                    [0, 1],
                    [height[host], height[lineage]],
                    color=shade[host],
                    linewidth=4.5 * weight,
                    alpha=0.15 if graph.nodes[host]["failing"] else 0.75,
                    solid_capstyle="round",
                    zorder=1,
                )
            for host in hosts:
                node = graph.nodes[host]
                _dot(axis, 0, height[host], 420 * node["stock"], shade[host], filled=not node["failing"])
                axis.annotate(
                    str(host).replace("_", " "),
                    (0, height[host]),
                    (-16, 0),
                    textcoords="offset points",
                    ha="right",
                    va="center",
                    fontsize=11.5,
                )
            for lineage in lineages:
                _dot(axis, 1, height[lineage], 160 * graph.nodes[lineage]["abundance"], INK)
            axis.set(xlim=(-0.42, 1.12), ylim=(-0.05, 1.05), xticks=[], yticks=[])
            axis.set_title(headline, fontsize=12.5)
            axis.grid(visible=False)
            for spine in axis.spines.values():
                spine.set_visible(False)
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left", fontsize=15)
        figure.supxlabel("left: hosts; right: lineages (a cross: gone; an open circle: feeds nobody)", fontsize=12)
        return figure


def _dot(axis: Axes, x: float, y: float, area: float, shade: str, *, filled: bool = True) -> None:
    """A node of some area, open if it is there but does nothing, a cross if there is none of it."""
    if area > 0:
        axis.scatter(x, y, s=area, color=shade if filled else "white", edgecolor=shade, linewidth=2, zorder=3)
    else:
        axis.scatter(x, y, s=60, color=FAINT, marker="x", linewidth=2.4, zorder=3)


def cascades(series: pd.DataFrame, observables: Sequence[str], *, units: Mapping[str, str], title: str = "") -> Figure:
    """How observables end in the runs of each variant, side by side: each run a dot, and their mean with its error.

    Parameters
    ----------
    series : DataFrame
        Columns `variant`, `run`, `time` and the observables.
    observables : sequence of str
        What to show, a panel each.
    units : mapping
        Unit of each observable.
    title : str
        Headline.

    Returns
    -------
    Figure
        Dots are moved aside a little, in the order of runs, so that equal ends do not hide each other. Variants
        without any value are left out.
    """
    with house_style():
        present = series.dropna(subset=list(observables), how="all")
        names = list(present["variant"].unique())
        height = 1.9 + 0.55 * len(names)
        figure, axes = canvas(1, len(observables), width=2 + 3.6 * len(observables), height=height, sharey=True)
        for axis, observable in zip(axes, observables, strict=True):
            for index, (name, colour) in enumerate(colours(names).items()):
                ends = wide(series[series["variant"] == name], observable)[0][:, -1]
                ends = ends[np.isfinite(ends)]
                if not ends.size:
                    continue
                aside = index + np.linspace(-SPREAD, SPREAD, len(ends))
                axis.plot(ends, aside, "o", color=colour, markersize=4, alpha=0.4, markeredgewidth=0)
                error = 1.96 * ends.std(ddof=1) / np.sqrt(len(ends)) if len(ends) > 1 else 0.0
                axis.errorbar(ends.mean(), index, xerr=error, fmt="D", color=INK, markersize=7, capsize=4, elinewidth=2)
            axis.set_xlabel(labelled(observable, units[observable], "\n"))
            axis.grid(visible=False, axis="y")
            axis.set_ylim(len(names) - 0.5, -0.5)
        axes[0].set_yticks(range(len(names)), names)
        axes[0].set_title(title)
        return figure
