import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from specialisation_sim import laws

fast = settings(deadline=None, max_examples=60)
few = st.sampled_from([0.0, 1.0, 2.0])
"""Values that tie often."""


def column(*values):
    """One value a task, as (tasks, runs, agents) of one run and one agent."""
    return np.array(values, dtype=float).reshape(-1, 1, 1)


def grid(number):
    """Draws spread evenly over (0, 1], of shape (1, number)."""
    return ((np.arange(number) + 0.5) / number)[None, :]


def decision(expected, *, slack=0.0, habit=None, need=0.0, variety=0.0, temperature=0.0, draw=None):
    expected = column(*expected)
    habit = np.full(expected.shape, 1 / len(expected)) if habit is None else column(*habit)
    return laws.Decision(expected, np.array([[slack]]), habit, need, variety, temperature, draw)


def chosen(*args, **options):
    return laws.afford_then_prefer(decision(*args, **options)).item()


@fast
@given(arrays(float, (3, 2, 4), elements=few), st.integers(0, 2))
def test_the_best_task_is_a_maximum_and_ties_go_to_the_preferred_one_then_to_the_first(value, prefer):
    first = value.argmax(axis=0)
    expected = np.where(value[prefer] == value.max(axis=0), prefer, first)
    np.testing.assert_array_equal(laws.best(value, prefer), expected)


@pytest.mark.parametrize("temperature", [0.2, 1.0, 7.0])
def test_logit_frequencies_are_the_softmax(temperature):
    value = column(0.3, 1.1, -0.4, 0.9)
    number = 20_000
    tasks = laws.logit(np.broadcast_to(value, (4, 1, number)), temperature, grid(number))
    weight = np.exp(value.ravel() / temperature)
    # Each task owns one stretch of the unit interval, so its share on a grid is exact to one grid step.
    shares = np.bincount(tasks.ravel(), minlength=4) / number
    np.testing.assert_allclose(shares, weight / weight.sum(), atol=1.5 / number)


def test_logit_draws_with_random_numbers_have_softmax_frequencies():
    draws = 1 - np.random.default_rng(3).random((1, 100_000))
    tasks = laws.logit(np.broadcast_to(column(0.0, 1.0), (2, 1, 100_000)), 1.0, draws)
    share = 1 / (1 + np.exp(-1))
    assert tasks.mean() == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / 100_000))


def test_a_cold_logit_takes_the_best():
    value = np.random.default_rng(4).random((5, 10, 100))
    draws = 1 - np.random.default_rng(5).random((10, 100))
    np.testing.assert_array_equal(laws.logit(value, 1e-9, draws), laws.best(value))


def test_a_hot_logit_takes_any_task_equally():
    tasks = laws.logit(np.broadcast_to(column(0.0, 3.0, -5.0), (3, 1, 9000)), 1e9, grid(9000))
    np.testing.assert_allclose(np.bincount(tasks.ravel()), 3000, atol=1)


@fast
@given(arrays(float, (3, 1, 1), elements=st.floats(-5, 5)), st.floats(0.1, 10), st.floats(0.001, 0.999))
def test_logit_sees_differences_only(value, temperature, draw):
    at = np.full((1, 200), draw)
    tasks = [laws.logit(np.broadcast_to(value + shift, (3, 1, 200)), temperature, at) for shift in (0.0, 8.0)]
    weight = np.exp((value.ravel() - value.max()) / temperature)
    edges = np.cumsum(weight)[:-1] / weight.sum()
    # Rounding may decide where a draw falls on an edge itself.
    assert np.abs(edges - draw).min() < 1e-9 or (tasks[0] == tasks[1]).all()


@pytest.mark.parametrize("draw", [2.0**-53, 0.5, 1.0])
@pytest.mark.parametrize("barred", [0, 1, 2])
def test_logit_never_draws_what_is_minus_infinity(draw, barred):
    value = column(1.0, 1.0, 1.0)
    value[barred] = -np.inf
    assert laws.logit(value, 1.0, np.array([[draw]])).item() != barred


def test_the_smallest_draw_takes_the_first_task_and_the_largest_the_last():
    assert laws.logit(np.zeros((3, 1, 2)), 1.0, np.array([[2.0**-53, 1.0]])).tolist() == [[0, 2]]


def test_runs_of_temperature_zero_take_the_best_beside_runs_that_draw():
    value = np.broadcast_to(column(1.0, 0.0), (2, 2, 1000))
    draws = np.broadcast_to(grid(1000), (2, 1000))
    still, warm = laws.choose(value, np.array([[0.0], [1.0]]), draws)
    assert (still == 0).all()
    assert warm.mean() == pytest.approx(1 / (1 + np.e), abs=0.002)


def test_without_draws_the_best_is_chosen_and_ties_go_where_told():
    assert laws.choose(column(1.0, 1.0), 0.0, None, prefer=1).item() == 1


def test_wanted_is_appeal_where_affordable_and_expectation_where_nothing_is():
    expected = np.array([[[1.0, 1.0]], [[2.0, 2.0]]])
    can_afford = np.array([[[True, False]], [[False, False]]])
    value = laws.wanted(10 * expected, expected, can_afford)
    assert value[:, 0, 0].tolist() == [10.0, -np.inf]
    assert value[:, 0, 1].tolist() == [1.0, 2.0]


def test_variety_takes_the_unfamiliar_task_when_a_worse_day_can_be_afforded():
    assert chosen([1.0, 0.8], slack=5.0, habit=[0.9, 0.1], need=0.9, variety=1.0) == 1


def test_wanting_variety_without_slack_is_like_not_wanting_it():
    assert chosen([1.0, 0.8], slack=0.0, habit=[0.9, 0.1], need=0.9, variety=1.0) == 0


def test_with_nothing_affordable_the_best_expectation_is_taken_whatever_variety_wants():
    assert chosen([1.0, 0.8], slack=0.0, habit=[1.0, 0.0], need=3.0, variety=20.0) == 0


def test_with_nothing_affordable_a_logit_draws_by_expectation():
    number = 10_000
    many = laws.Decision(
        np.broadcast_to(column(1.0, 0.0), (2, 1, number)),
        np.zeros((1, number)),
        np.broadcast_to(column(1.0, 0.0), (2, 1, number)),
        need=9.0,
        variety=20.0,
        temperature=1.0,
        draw=grid(number),
    )
    assert laws.afford_then_prefer(many).mean() == pytest.approx(1 / (1 + np.e), abs=2 / number)


def test_a_logit_never_draws_what_cannot_be_afforded():
    draws = grid(100)
    many = laws.Decision(
        np.broadcast_to(column(1.0, 0.2), (2, 1, 100)),
        np.zeros((1, 100)),
        np.full((2, 1, 100), 0.5),
        need=0.5,
        variety=0.0,
        temperature=5.0,
        draw=draws,
    )
    assert (laws.afford_then_prefer(many) == 0).all()


def test_equal_expectations_go_to_the_first_task():
    assert chosen([1.0, 1.0]) == 0
    assert chosen([1.0, 1.0], need=2.0) == 0


@fast
@given(
    arrays(float, (3, 2, 4), elements=few),
    arrays(float, (2, 4), elements=few),
    st.sampled_from([0.0, 0.5, 1.0, 9.0]),
)
def test_the_short_cut_without_variety_agrees_with_the_long_way(expected, slack, need):
    short = laws.Decision(expected, slack, np.full(expected.shape, 1 / 3), need, 0.0, 0.0, None)
    long = short._replace(draw=np.full((2, 4), 0.5))
    np.testing.assert_array_equal(laws.afford_then_prefer(short), laws.afford_then_prefer(long))


@fast
@given(
    arrays(float, (3, 2, 4), elements=few), arrays(float, (2, 4), elements=few), arrays(float, (3, 2, 4), elements=few)
)
def test_needs_that_differ_by_task_are_weighed_without_variety_too(expected, slack, need):
    decision = laws.Decision(expected, slack, np.full(expected.shape, 1 / 3), need, 0.0, 0.0, None)
    tasks = laws.afford_then_prefer(decision)
    affordable = slack + (expected - need) >= 0
    taken = np.take_along_axis(affordable, tasks[None], axis=0)[0]
    np.testing.assert_array_equal(taken, affordable.any(axis=0))
