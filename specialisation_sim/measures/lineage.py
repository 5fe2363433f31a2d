"""Lineage: who trained whom, as a graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..laws.arrays import Array, Flags, Indices

if TYPE_CHECKING:
    import networkx as nx


class Enrolment(NamedTuple):
    """Who came in a year.

    Attributes
    ----------
    year : int
        The year.
    newcomer : array of bool, shape (agents,)
        Which desks were filled.
    number, by : array of int, shape (agents,)
        Who sits at each desk, and who trained them; -1 for nobody.
    record : array, shape (tasks, agents)
        What they were trained on.
    """

    year: int
    newcomer: Flags
    number: Indices
    by: Indices
    record: Array


def lineage_of(enrolled: Iterable[Enrolment], tasks: Sequence[str], until: int) -> nx.DiGraph:
    """Who trained whom: an edge from each trainer to each newcomer.

    Parameters
    ----------
    enrolled : iterable of Enrolment
        Who came, in the order of years.
    tasks : sequence of str
        Names of the tasks.
    until : int
        The year in which the graph is drawn up.

    Returns
    -------
    networkx.DiGraph
        Nodes are numbers of people, in the order of hiring, with `desk`, `joined` and `left` (years; None: still there)
        and `record`: the share of each task by name. The graph itself knows `tasks` and `until`.
    """
    import networkx as nx

    graph = nx.DiGraph(tasks=tuple(tasks), until=until)
    seated: dict[int, int] = {}
    for year in enrolled:
        for desk in np.flatnonzero(year.newcomer).tolist():
            person, trainer = int(year.number[desk]), int(year.by[desk])
            if desk in seated:
                graph.nodes[seated[desk]]["left"] = year.year
            record = dict(zip(tasks, year.record[:, desk].tolist(), strict=True))
            graph.add_node(person, desk=desk, joined=year.year, left=None, record=record)
            if trainer >= 0:
                graph.add_edge(trainer, person)
            seated[desk] = person
    return graph
