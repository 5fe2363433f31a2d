import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from specialisation_sim import laws

fast = settings(deadline=None, max_examples=100)
amounts = st.floats(0, 20)


def test_expected_reward_is_the_product_of_its_four_parts():
    opportunity = np.array([[[0.5]], [[0.25]]])
    reward = laws.expected_reward(opportunity, np.full((2, 1, 1), 4.0), np.array([[[1.0]], [[0.5]]]), 3.0)
    assert reward.ravel().tolist() == [6.0, 1.5]


def test_abundance_and_price_are_one_unless_said():
    assert laws.expected_reward(np.full((1, 1, 1), 0.5), np.full((1, 1, 1), 4.0)).item() == 2.0


@pytest.mark.parametrize(("slack", "can"), [(0.25, [True, False]), (0.5, [True, True]), (0.0, [False, False])])
def test_a_task_is_affordable_when_slack_and_reward_cover_the_need(slack, can):
    expected = np.array([[[0.75]], [[0.5]]])
    assert laws.affordable(expected, np.array([[slack]]), 1.0).ravel().tolist() == can


def test_slack_adds_what_is_left_over_up_to_the_cap():
    slack = laws.update_slack(np.array([[1.0, 9.5, 0.25]]), np.array([[0.5, 2.0, 0.0]]), 1.0, 10.0)
    assert slack.tolist() == [[0.5, 10.0, -0.75]]


def test_need_and_cap_may_differ_between_agents():
    slack = laws.update_slack(np.ones((1, 2)), np.ones((1, 2)), np.array([0.5, 1.5]), np.array([1.25, 9.0]))
    assert slack.tolist() == [[1.25, 0.5]]


@fast
@given(amounts, amounts, amounts)
@example(0.04, 0.7 - 0.04, 0.7)
@example(0.1, 0.4 - 0.1, 0.4)
def test_nobody_fails_by_an_affordable_task_that_brings_what_was_expected(slack, reward, need):
    held = np.array([[slack]])
    can = laws.affordable(np.array([[[reward]]]), held, need).item()
    assert can == (laws.update_slack(held, np.array([[reward]]), need, 10.0).item() >= 0)


def test_without_a_taste_for_variety_appeal_is_expectation():
    expected = np.random.default_rng(1).random((2, 3, 4))
    np.testing.assert_array_equal(laws.appeal(expected, expected, 0.0), expected)


def test_variety_adds_to_what_one_does_not_do_and_nothing_to_what_one_always_does():
    appeal = laws.appeal(np.full((3, 1, 1), 2.0), np.array([1.0, 0.5, 0.0]).reshape(3, 1, 1), 3.0)
    assert appeal.ravel().tolist() == [2.0, 5.0, 8.0]


def test_runs_without_variety_keep_their_bits_beside_runs_with_it():
    expected, habit = np.random.default_rng(1).random((2, 2, 2, 5))
    appeal = laws.appeal(expected, habit, np.array([[0.0], [2.0]]))
    np.testing.assert_array_equal(appeal[:, 0], expected[:, 0])


@pytest.mark.parametrize("memory", [0.01, 0.3, 1.0])
def test_habit_approaches_the_one_task_that_is_done(memory):
    habit = np.array([0.5, 0.5]).reshape(2, 1, 1)
    done = np.array([True, False]).reshape(2, 1, 1)
    for _ in range(20):
        habit = laws.update_habit(habit, done, memory)
    left = 0.5 * (1 - memory) ** 20
    np.testing.assert_allclose(habit.ravel(), [1 - left, left], atol=1e-14)


def test_habit_of_an_endless_cycle_settles_on_its_geometric_share():
    habit = np.array([0.5, 0.5])
    for step in range(2000):
        habit = laws.update_habit(habit, np.array([step % 2 == 1, step % 2 == 0]), 0.1)
    # Seen just after the first task: memory * (1 + (1 - memory)^2 + ...) = 1 / (2 - memory).
    np.testing.assert_allclose(habit, [1 / 1.9, 0.9 / 1.9])


@fast
@given(st.lists(st.integers(0, 2), min_size=1, max_size=40), st.floats(0.001, 1))
def test_habit_stays_a_share(tasks, memory):
    habit = np.full(3, 1 / 3)
    for task in tasks:
        habit = laws.update_habit(habit, np.arange(3) == task, memory)
    assert habit.sum() == pytest.approx(1, abs=1e-13)
    assert (habit >= 0).all()
