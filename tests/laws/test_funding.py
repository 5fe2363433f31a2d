import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from specialisation_sim import UserError, laws

fast = settings(deadline=None, max_examples=100)
NOTHING = np.zeros((2, 1), dtype=int)


@fast
@given(
    arrays(float, (3, 12), elements=st.integers(-3, 3).map(float)), st.lists(st.integers(0, 12), min_size=3, max_size=3)
)
def test_the_best_are_selected_and_of_equals_the_first(score, numbers):
    chosen = laws.select_best(score, np.array(numbers))
    for run, number in enumerate(numbers):
        order = sorted(range(12), key=lambda i: (-score[run, i], i))
        assert np.flatnonzero(chosen[run]).tolist() == sorted(order[:number])


def test_what_cannot_be_selected_is_not():
    score = np.array([[1.0, -np.inf, 0.0, -np.inf]])
    assert laws.select_best(score, np.array([3])).tolist() == [[True, False, True, False]]


def test_runs_of_unlike_budgets_do_not_touch_each_other():
    score = np.random.default_rng(0).standard_normal((5, 50))
    numbers = np.array([0, 1, 7, 49, 50])
    together = laws.select_best(score, numbers)
    for run in range(5):
        np.testing.assert_array_equal(together[run], laws.select_best(score[run : run + 1], numbers[run : run + 1])[0])


@fast
@given(st.integers(1, 40), st.floats(0, 1), st.floats(0, 1), st.integers(0, 1000))
def test_lottery_reserves_and_the_rest_spend_the_budget_to_the_last_award(budget, lottery, fence, seed):
    rng = np.random.default_rng(seed)
    score, lots = rng.standard_normal((1, 40)), rng.random((1, 40))
    domain = rng.integers(0, 3, (1, 40))
    by_lot = int(lottery * budget)
    reserved = np.array([[int(fence * (budget - by_lot) / 3)]] * 3)
    funded = laws.fund(score, domain, np.array([budget]), reserved, np.array([by_lot]), lots)
    assert funded.sum() == budget
    if by_lot:
        winners = np.argsort(lots[0])[-by_lot:]
        assert funded[0, winners].all()
    for number in range(3):
        assert funded[domain == number].sum() >= min(reserved[number, 0], (domain == number).sum())


def test_a_reserve_goes_to_the_best_of_its_domain():
    score, domain = np.array([[5.0, 4.0, 3.0, -1.0, -2.0]]), np.array([[0, 0, 0, 1, 1]])
    none, reserved = np.array([0]), np.array([[0], [1]])
    assert laws.fund(score, domain, np.array([3]), NOTHING, none, None).tolist() == [[True, True, True, False, False]]
    assert laws.fund(score, domain, np.array([3]), reserved, none, None).tolist() == [[True, True, False, True, False]]


def test_who_sees_quality_misses_nothing_and_the_loss_is_what_missed_and_mistaken_awards_cost():
    rng = np.random.default_rng(3)
    quality, seen = rng.standard_normal((2, 4, 200))
    number = np.array([1, 20, 100, 199])
    best, funded = laws.select_best(quality, number), laws.select_best(quality + seen, number)
    bar = laws.quality_bar(quality, number)
    np.testing.assert_array_equal(bar[:, 0], np.where(best, quality, np.inf).min(axis=1))
    np.testing.assert_array_equal(laws.quality_missed(quality, best, bar), 0)
    missed = laws.quality_missed(quality, funded, bar) * 200
    mistaken = np.where(funded & ~best, bar - quality, 0).sum(axis=1)
    gap = (laws.quality_funded(quality, best) - laws.quality_funded(quality, funded)) * number
    np.testing.assert_allclose(missed + mistaken, gap, rtol=1e-9)
    assert missed[0] == 0  # the bar is the one best proposal
    assert (missed[1:] > 0).all()


def test_what_domains_miss_adds_up():
    rng = np.random.default_rng(4)
    quality, domain = rng.standard_normal((1, 300)), rng.integers(0, 2, (1, 300))
    funded, bar = rng.random((1, 300)) < 0.2, laws.quality_bar(quality, np.array([60]))
    parts = [laws.quality_missed(quality, funded, bar, domain == k) * (domain == k).sum() for k in (0, 1)]
    assert sum(parts) == pytest.approx(laws.quality_missed(quality, funded, bar) * 300)
    assert np.isnan(laws.quality_missed(quality, funded, bar, domain == 2)).all()
    assert np.isnan(laws.quality_funded(quality, np.zeros((1, 300), dtype=bool))).all()


@pytest.mark.parametrize(
    "score",
    [None, 0.5, "x", np.zeros((2, 4)), np.full((2, 3), np.nan), np.full((2, 3), np.inf), np.ones((2, 3), dtype=bool)],
)
def test_scores_that_are_not_a_finite_number_for_each_proposal_are_refused(score):
    with pytest.raises(UserError, match="finite score for each proposal"):
        laws.checked_score(score, (2, 3))
