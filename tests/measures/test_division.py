import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from specialisation_sim import measures

fast = settings(deadline=None, max_examples=100)
records = arrays(float, (3, 5), elements=st.integers(0, 20).map(float))


def plain_index(counts):
    """Mutual information of agent and task over the entropy of tasks, cell by cell."""
    joint = counts / counts.sum()
    of_task, of_agent = joint.sum(axis=1), joint.sum(axis=0)
    information = sum(
        joint[k, a] * math.log(joint[k, a] / (of_task[k] * of_agent[a]))
        for k in range(len(joint))
        for a in range(joint.shape[1])
        if joint[k, a]
    )
    return information / -sum(share * math.log(share) for share in of_task if share)


def divisible(counts):
    return (counts.sum(axis=1) > 0).sum() > 1


def test_agents_who_each_keep_to_one_task_divide_all_labour():
    assert measures.division_of_labour([[9, 0, 4], [0, 3, 0]]) == pytest.approx(1)
    assert measures.specialisation([[9, 0, 4], [0, 3, 0]]) == pytest.approx(1)


def test_agents_of_one_mix_divide_nothing():
    assert measures.division_of_labour([[6, 3, 12], [2, 1, 4]]) == pytest.approx(0, abs=1e-12)


def test_where_all_do_the_same_one_task_each_is_narrow_and_there_is_nothing_to_divide():
    assert np.isnan(measures.division_of_labour([[9, 4], [0, 0]]))
    assert measures.specialisation([[9, 4], [0, 0]]) == 1


def test_even_agents_are_not_specialised():
    assert measures.specialisation([[3, 5], [3, 5]]) == pytest.approx(0, abs=1e-12)


def test_specialisation_by_hand_is_one_less_the_mean_relative_entropy():
    mixed = -(0.75 * math.log(0.75) + 0.25 * math.log(0.25)) / math.log(2)
    assert measures.specialisation([[3, 5], [1, 0]]) == pytest.approx(1 - mixed / 2)


@fast
@given(records.filter(divisible))
def test_the_index_is_mutual_information_over_the_entropy_of_tasks(counts):
    assert measures.division_of_labour(counts) == pytest.approx(plain_index(counts), abs=1e-12)


@fast
@given(records.filter(divisible), st.permutations(range(5)), st.permutations(range(3)))
def test_names_of_agents_and_tasks_do_not_matter(counts, agents, tasks):
    renamed = counts[np.ix_(tasks, agents)]
    for measure in (measures.division_of_labour, measures.specialisation):
        assert measure(renamed) == pytest.approx(measure(counts), abs=1e-12)


@fast
@given(records.filter(divisible), st.floats(0.01, 1000))
def test_the_unit_of_counting_does_not_matter(counts, unit):
    for measure in (measures.division_of_labour, measures.specialisation):
        assert measure(unit * counts) == pytest.approx(measure(counts), abs=1e-12)


@fast
@given(records.filter(divisible))
def test_the_indices_lie_between_none_and_all(counts):
    for measure in (measures.division_of_labour, measures.specialisation):
        assert -1e-12 <= measure(counts) <= 1 + 1e-12


@fast
@given(records.filter(divisible))
def test_idle_agents_do_not_count(counts):
    with_idle = np.concatenate([counts, np.zeros((3, 2))], axis=1)
    for measure in (measures.division_of_labour, measures.specialisation):
        assert measure(with_idle) == pytest.approx(measure(counts), abs=1e-12)


def test_where_nobody_did_anything_both_are_undefined_and_their_neighbours_are_not():
    counts = np.zeros((2, 2, 3))
    counts[:, 1] = [[1, 0, 2], [0, 4, 0]]
    for measure in (measures.division_of_labour, measures.specialisation):
        nobody, somebody = measure(counts)
        assert np.isnan(nobody)
        assert somebody == pytest.approx(1)


def test_runs_between_tasks_and_agents_are_measured_each_by_itself():
    counts = np.random.default_rng(1).integers(0, 9, (3, 4, 2, 5))
    for measure in (measures.division_of_labour, measures.specialisation):
        values = measure(counts)
        assert values.shape == (4, 2)
        assert values[2, 1] == pytest.approx(measure(counts[:, 2, 1]))
