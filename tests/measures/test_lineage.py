"""Lineage: a tree of people, their desks, their years and what they were trained on."""

import networkx as nx
import numpy as np
import pytest

from specialisation_sim import Foundation, FoundationParameters, measures


@pytest.fixture
def graph():
    """Two founders; two hired in year 2, trained by the first; the first's desk changes hands in year 5."""

    def came(year, newcomer, number, by, large):
        record = np.array([large, 1 - np.array(large)])
        return measures.Enrolment(year, np.array(newcomer, dtype=bool), np.array(number), np.array(by), record)

    return measures.lineage_of(
        [
            came(0, [1, 1, 0, 0], [0, 1, -1, -1], [-1, -1, -1, -1], [0.7, 0.7, 0.7, 0.7]),
            came(2, [0, 0, 1, 1], [0, 1, 2, 3], [-1, -1, 0, 0], [0.7, 0.7, 0.75, 0.75]),
            came(5, [1, 0, 0, 0], [4, 1, 2, 3], [0, -1, -1, -1], [0.8, 0.7, 0.75, 0.75]),
        ],
        ("large", "small"),
        until=6,
    )


def test_edges_lead_from_trainers_to_those_they_trained(graph):
    assert sorted(graph.edges) == [(0, 2), (0, 3), (0, 4)]


def test_years_and_desks_are_known(graph):
    years = {person: (one["desk"], one["joined"], one["left"]) for person, one in graph.nodes(data=True)}
    assert years == {0: (0, 0, 5), 1: (1, 0, None), 2: (2, 2, None), 3: (3, 2, None), 4: (0, 5, None)}


def test_each_knows_what_she_was_trained_on(graph):
    assert [one["record"]["large"] for _, one in graph.nodes(data=True)] == [0.7, 0.7, 0.75, 0.75, 0.8]


def test_a_later_record_does_not_change_what_one_was_trained_on():
    world = Foundation(seeds=[0])
    world.step()
    awarded = world.award_shares[0, 0, 0]
    for _ in range(6):
        world.step()
    people = world.lineage().nodes
    assert people[0]["record"]["large"] == pytest.approx(0.7)
    assert [people[person]["record"]["large"] for person in (2, 3)] == [awarded, awarded]


def test_everyone_descends_from_a_founder_by_one_way():
    world = Foundation(FoundationParameters(staff=8, founders=3, turnover=0.3), seeds=[5])
    for _ in range(25):
        world.step()
    graph = world.lineage()
    assert nx.is_branching(graph)
    assert nx.number_weakly_connected_components(graph) == 3
    assert sum(one["joined"] == 2 for _, one in graph.nodes(data=True)) >= 5
    assert all(one["left"] is None or one["joined"] < one["left"] for _, one in graph.nodes(data=True))
