import numpy as np
import pytest

from specialisation_sim import UserError, laws


def mutant(food, food_of_mutant, mutants=1.0):
    return laws.Mutant(*(np.array([[value]]) for value in (food, food_of_mutant, mutants)), None)


def test_links_come_in_order_and_first():
    links = np.array([[[False, True]], [[True, True]], [[False, False]], [[True, False]]])
    order = laws.links_in_order(links)
    assert order[:2, 0, 0].tolist() == [1, 3]
    assert order[:2, 0, 1].tolist() == [0, 1]


@pytest.mark.parametrize("degree", [2, 3, 5])
def test_all_ordered_pairs_of_unlike_hosts_are_as_likely(degree):
    number = degree * (degree - 1)
    draw = (np.arange(100 * number) + 0.5)[None] / (100 * number)
    pairs = np.stack(laws.host_pair(draw, np.full(draw.shape, degree)))[:, 0]
    assert (pairs[0] != pairs[1]).all()
    assert ((pairs >= 0) & (pairs < degree)).all()
    _, counts = np.unique(pairs, axis=1, return_counts=True)
    assert counts.tolist() == [100] * number


def test_who_has_one_host_has_nowhere_to_go():
    source, target = laws.host_pair(np.array([[1e-9, 1.0]]), np.ones((1, 2), dtype=int))
    assert source.tolist() == target.tolist() == [[0, 0]]


def test_steps_are_exponential_and_take_no_more_than_there_is():
    draw = (np.arange(100_000) + 0.5) / 100_000
    np.testing.assert_allclose(laws.part_moved(draw, 0.1, np.full(draw.shape, np.inf)).mean(), 0.1, rtol=1e-3)
    moved = laws.part_moved(draw, 0.1, np.full(draw.shape, 0.05))
    assert moved.max() == 0.05
    np.testing.assert_allclose((moved == 0.05).mean(), np.exp(-0.5), rtol=1e-3)


def test_the_chance_of_a_line_that_lasts_is_that_of_the_branching_process():
    """Births at rate ratio, deaths at rate one: the smaller root of q = (1 + ratio q^2) / (1 + ratio) is 1 / ratio."""
    for ratio in (1.05, 1.5, 3.0):
        lasts = 1 - min(np.roots([ratio, -(1 + ratio), 1]).real)
        found = laws.takeover_chance(mutant(1.0, ratio, 0.001)).item()
        assert found == pytest.approx(1 - np.exp(-0.001 * lasts))


def test_mutants_that_fare_no_better_never_take_over():
    for food, other in ((1.0, 1.0), (1.0, 0.5), (0.0, 0.0), (0.3, 0.0)):
        assert laws.takeover_chance(mutant(food, other, 1e6)).item() == 0


def test_of_starving_lineages_any_fed_mutant_may_take_over():
    assert laws.takeover_chance(mutant(0.0, 0.1, 1.0)).item() == pytest.approx(1 - np.exp(-1))
    assert laws.takeover_chance(mutant(0.0, 0.1, 0.0)).item() == 0


@pytest.mark.parametrize("wrong", [0.5, None, [[1.1]], [[-0.1]], [[np.nan]], [[True]], [["1"]]])
def test_chances_by_a_rule_are_checked(wrong):
    with pytest.raises(UserError, match="chance from 0 to 1"):
        laws.checked_chance(wrong, (1, 1))


def test_whole_chances_pass():
    assert laws.checked_chance([[1]], (1, 1)).dtype == float
