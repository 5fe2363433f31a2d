"""The figure of a lineage: a bar for each person, coloured by what she was trained on, and arrows from trainers."""

import matplotlib as mpl
import networkx as nx
import pytest
from matplotlib.colors import Normalize

from specialisation_sim import figures


@pytest.fixture
def graph():
    """A founder, someone she trained at another desk, and her own successor."""
    people = nx.DiGraph(tasks=("large", "small"), until=9)
    for person, (desk, joined, left, large) in enumerate([(0, 0, 6, 0.7), (1, 2, None, 0.75), (0, 6, None, 0.8)]):
        people.add_node(person, desk=desk, joined=joined, left=left, record={"large": large, "small": 1 - large})
    people.add_edges_from([(0, 1), (0, 2)])
    return people


def test_bars_last_from_joining_to_leaving_at_their_desks(graph):
    axis = figures.lineage(graph).axes[0]
    bars = [(bar.get_x(), bar.get_x() + bar.get_width(), bar.get_y() + bar.get_height() / 2) for bar in axis.patches]
    assert bars == [(0, 6, 0), (2, 10, 1), (6, 10, 0)]
    assert [label.get_text() for label in axis.get_yticklabels()] == ["desk 1", "desk 2"]


@pytest.mark.parametrize(("task", "shares"), [("", [0.7, 0.75, 0.8]), ("small", [0.3, 0.25, 0.2])])
def test_colours_and_numbers_are_shares_in_the_training_record(graph, task, shares):
    axis, legend = figures.lineage(graph, task=task).axes
    scale = Normalize(min(shares), max(shares))
    assert [bar.get_facecolor() for bar in axis.patches] == [mpl.colormaps["cividis"](scale(one)) for one in shares]
    assert {text.get_text() for text in axis.texts} >= {f"{one:.0%}" for one in shares}
    assert legend.get_ylabel() == f"{task or 'large'} domain's share\nin the training record"
    assert legend.get_ylim() == pytest.approx((min(shares), max(shares)))


def test_an_arrow_leads_to_another_desk_and_none_to_ones_own(graph):
    arrows = [text for text in figures.lineage(graph).axes[0].texts if getattr(text, "arrow_patch", None) is not None]
    assert [arrow.xy for arrow in arrows] == [(2, 1)]


def test_people_of_one_record_are_drawn_too(graph):
    for _, one in graph.nodes(data=True):
        one["record"] = {"large": 1.0, "small": 0.0}
    assert len(figures.lineage(graph).axes[0].patches) == 3
