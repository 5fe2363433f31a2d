"""Scores of proposals: each by hand on a small pile."""

import numpy as np
import pytest

from specialisation_sim import Foundation, laws
from specialisation_sim.laws.scores import SCORES

PILE = laws.Pile(
    merit=np.array([[1.0, 0.6, -0.5]]),
    precision=np.array([[3.0, 0.25, 0.25]]),
    domain=np.array([[0, 1, 1]]),
    draw=np.array([[0.2, 0.9, 0.4]]),
    record=np.array([0.9, 0.5, 0.1, 0.5]).reshape(2, 1, 2),
    present=np.array([[True, False]]),
    mix=np.array([0.7, 0.3]).reshape(2, 1, 1),
)


@pytest.mark.parametrize(
    ("name", "scores"),
    [
        ("merit", [1.0, 0.6, -0.5]),
        ("even", [1.0 / np.sqrt(0.75), 0.6 / np.sqrt(0.2), -0.5 / np.sqrt(0.2)]),
        ("hopeful", [1.0 + 0.5, 0.6 + np.sqrt(0.8), -0.5 + np.sqrt(0.8)]),
        # Of the small domain the staff was trained on a third of what applies.
        ("rare", [1.0, 0.6 + 0.5 * 2 / 3, -0.5 + 0.5 * 2 / 3]),
        ("chance", [0.2, 0.9, 0.4]),
    ],
)
def test_a_score_by_hand(name, scores):
    np.testing.assert_allclose(SCORES[name](PILE), [scores])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", SCORES)
def test_a_domain_that_is_not_seen_at_all_is_scored_too(name):
    blind = PILE._replace(precision=np.array([[3.0, 0.0, 0.0]]), merit=np.array([[1.0, 0.0, 0.0]]))
    assert np.isfinite(SCORES[name](blind)).all()


def test_every_score_says_what_it_does_and_where_it_is_from():
    for score in SCORES.values():
        assert "References" in score.__doc__


def test_merit_is_what_a_foundation_does_as_it_is():
    worlds = [Foundation({"proposals": 60}, seeds=[3], choose=rule, collect=False) for rule in (None, "merit")]
    for world in worlds:
        world.run_for(4)
    np.testing.assert_array_equal(worlds[0].funded, worlds[1].funded)
