"""Networks of hosts and lineages there and back, and what is no such network."""

import networkx as nx
import numpy as np
import pytest

from specialisation_sim import UserError
from specialisation_sim.measures.host_network import host_network, links_of

WEIGHT = np.array([[0.5, np.nan, 0.2], [np.nan, 1.0, 0.8]])


def test_a_network_has_hosts_lineages_and_a_link_for_each_weight():
    graph = host_network(["oak", "fir"], WEIGHT, {"stock": [0.1, 0.9]}, {"alive": [True, False, True]})
    assert list(graph.nodes(data=True)) == [
        ("oak", {"bipartite": 0, "stock": 0.1}),
        ("fir", {"bipartite": 0, "stock": 0.9}),
        (0, {"bipartite": 1, "alive": True}),
        (1, {"bipartite": 1, "alive": False}),
        (2, {"bipartite": 1, "alive": True}),
    ]
    links = {("oak", 0): 0.5, ("oak", 2): 0.2, ("fir", 1): 1.0, ("fir", 2): 0.8}
    assert {(host, lineage): weight for host, lineage, weight in graph.edges(data="weight")} == links
    back = links_of(graph)
    assert back.hosts == ("oak", "fir")
    np.testing.assert_array_equal(back.weight, WEIGHT)


def test_links_are_read_in_either_direction_and_weigh_one_unless_they_say():
    graph = nx.Graph()
    graph.add_nodes_from(["x", "y"], bipartite=1)
    graph.add_nodes_from([7, "fir"], bipartite=0)
    graph.add_edge("x", 7)
    graph.add_edge("fir", "y", weight=3)
    graph.add_edge("y", 7, weight=0)
    links = links_of(graph)
    assert links.hosts == ("7", "fir")
    np.testing.assert_array_equal(links.weight, [[1, 0], [np.nan, 3]])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda graph: graph.add_node("z"), "node 'z' of the network needs bipartite"),
        (lambda graph: graph.add_node("z", bipartite=2), "node 'z' of the network needs bipartite"),
        (lambda graph: graph.add_node("0", bipartite=0), "two hosts of the network have one name"),
        (lambda graph: graph.add_edge("x", "y"), "edge 'x' to 'y' of the network does not join"),
        (lambda graph: graph.add_edge(0, "x", weight=-0.1), "has the weight -0.1; allowed: from 0"),
        (lambda graph: graph.add_edge(0, "x", weight=np.inf), "has the weight inf"),
        (lambda graph: graph.add_edge(0, "x", weight="much"), "has the weight 'much'"),
        (lambda graph: graph.add_edge(0, "y", weight=0.0), "lineage 'y' of the network has no host to live on"),
        (lambda graph: graph.remove_edge(0, "x"), "lineage 'x' of the network has no host to live on"),
    ],
)
def test_what_is_no_network_of_hosts_and_lineages_is_refused(change, message):
    graph = nx.Graph()
    graph.add_node(0, bipartite=0)
    graph.add_nodes_from(["x", "y"], bipartite=1)
    graph.add_edges_from([(0, "x"), (0, "y")])
    links_of(graph)
    change(graph)
    with pytest.raises(UserError, match=message):
        links_of(graph)
