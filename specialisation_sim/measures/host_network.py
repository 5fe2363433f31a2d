"""Who lives on whom: lineages and hosts as a bipartite graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..base.errors import UserError
from ..laws.arrays import Array

if TYPE_CHECKING:
    import networkx as nx

HOSTS, LINEAGES = 0, 1
"""The two sides, as networkx numbers them in the node attribute `bipartite`."""


class Links(NamedTuple):
    """What a graph says: names of the `hosts`, and the `weight` of each link, ``(hosts, lineages)``, NaN for none."""

    hosts: tuple[str, ...]
    weight: Array


def host_network(
    hosts: Sequence[str], allocation: Array, of_hosts: Mapping[str, Any], of_lineages: Mapping[str, Any]
) -> nx.Graph:
    """Bipartite graph of hosts and the lineages that can use them.

    Parameters
    ----------
    hosts : sequence of str
        Names of the hosts; lineages are numbered from 0.
    allocation : array, shape (hosts, lineages)
        Part of each lineage's niche on each host, the weight of the edge between them; NaN for no edge.
    of_hosts, of_lineages : mapping
        Attributes of nodes: for each name a value a host, or a value a lineage.

    Returns
    -------
    networkx.Graph
        Hosts have `bipartite` 0 and lineages 1, as networkx has it.
    """
    import networkx as nx

    graph = nx.Graph()
    for index, host in enumerate(hosts):
        graph.add_node(host, bipartite=HOSTS, **{name: values[index] for name, values in of_hosts.items()})
    for index in range(allocation.shape[1]):
        graph.add_node(index, bipartite=LINEAGES, **{name: values[index] for name, values in of_lineages.items()})
    for host, lineage in zip(*np.nonzero(~np.isnan(allocation)), strict=True):
        graph.add_edge(hosts[host], int(lineage), weight=float(allocation[host, lineage]))
    return graph


def links_of(graph: nx.Graph) -> Links:
    """What a bipartite graph says of hosts and lineages; an edge without a weight weighs one.

    Raises
    ------
    UserError
        If a node is on neither side, an edge does not join the sides, a weight is negative or not a number, two hosts
        have one name, or a lineage has no host to live on.
    """
    sides = dict(graph.nodes(data="bipartite"))
    for node, side in sides.items():
        if side not in {HOSTS, LINEAGES}:
            raise UserError(f"node {node!r} of the network needs bipartite = 0 (a host) or 1 (a lineage)")
    index_of: dict[Any, int] = {}
    for wanted in (HOSTS, LINEAGES):
        index_of |= {node: index for index, node in enumerate(n for n, side in sides.items() if side == wanted)}
    names = tuple(str(node) for node, side in sides.items() if side == HOSTS)
    if len(set(names)) < len(names):
        raise UserError("two hosts of the network have one name")
    weight = np.full((len(names), len(sides) - len(names)), np.nan)
    for first, second, given in graph.edges(data="weight", default=1.0):
        if sides[first] == sides[second]:
            raise UserError(f"edge {first!r} to {second!r} of the network does not join a host and a lineage")
        if not (isinstance(given, (int, float, np.number)) and np.isfinite(given) and given >= 0):
            raise UserError(f"edge {first!r} to {second!r} of the network has the weight {given!r}; allowed: from 0")
        host, lineage = (first, second) if sides[first] == HOSTS else (second, first)
        weight[index_of[host], index_of[lineage]] = given
    hostless = ~(np.nan_to_num(weight) > 0).any(axis=0)
    if hostless.any():
        lineages = [node for node, side in sides.items() if side == LINEAGES]
        raise UserError(f"lineage {lineages[int(hostless.argmax())]!r} of the network has no host to live on")
    return Links(names, weight)
