"""Every interval and chance against SciPy's own, at several levels, with what is missing and at the ends."""

import numpy as np
import pytest
from scipy import stats

from specialisation_sim import UserError
from specialisation_sim.measures import intervals

LEVELS = (0.95, 0.8)
SKEWED = np.array([0.1, 0.2, 0.2, 0.3, 0.5, 0.6, 0.7, 1.0, 1.4, 2.9] * 3)


@pytest.mark.parametrize("level", LEVELS)
def test_a_mean_leaves_out_what_is_missing(level):
    values = np.array([[1.0, 2.0, 4.0, 9.0], [np.nan, 2.0, 5.0, np.nan], [3.0, np.nan, np.nan, np.nan], [np.nan] * 4])
    mean, low, high = intervals.mean_interval(values, level)
    np.testing.assert_allclose(mean, [4, 3.5, 3, np.nan])
    for row, given in enumerate((values[0], values[1, 1:3])):
        exact = stats.t.interval(level, len(given) - 1, given.mean(), stats.sem(given))
        assert (low[row], high[row]) == pytest.approx(exact, rel=1e-12)
    assert np.isnan([low[2:], high[2:]]).all()


def test_a_mean_of_some_is_of_those_alone():
    values = np.array([[1.0, 2.0, 6.0], [np.nan, 5.0, 7.0]])
    which = np.array([[True, False, True], [False, True, True]])
    np.testing.assert_allclose(intervals.mean_of(values, which), [3.5, 6])
    np.testing.assert_allclose(intervals.mean_of(values[:1], np.ones((1, 3), dtype=bool)), [3])
    np.testing.assert_allclose(intervals.mean_of(values[0], which), [3.5, 4])
    np.testing.assert_allclose(intervals.mean_of(2.0, which), [2, 2])
    np.testing.assert_allclose(intervals.mean_of(values[0], np.ones((2, 3), dtype=bool)), [3, 3])
    assert np.isnan(intervals.mean_of(values, np.zeros((2, 3), dtype=bool))).all()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("hits", [0, 1, 4, 9, 10])
def test_intervals_of_a_share_are_scipys(hits, level):
    test = stats.binomtest(hits, 10)
    low, high = intervals.share_interval([hits, 3], [10, 0], level)
    wilson = test.proportion_ci(level, method="wilson")
    assert (low[0], high[0]) == pytest.approx((wilson.low, wilson.high), abs=1e-15)
    assert np.isnan([low[1], high[1]]).all()
    exact = test.proportion_ci(level, method="exact")
    assert intervals.exact_share_interval(hits, 10, level) == pytest.approx((exact.low, exact.high), abs=1e-12)
    tails = stats.binom.cdf(hits, 10, 0.3), stats.binom.sf(hits - 1, 10, 0.3)
    assert intervals.share_chance(hits, 10, 0.3) == pytest.approx(min(1, 2 * min(tails)), rel=1e-12)


def test_a_share_of_nothing_has_no_interval_and_the_usual_level_is_95():
    assert np.isnan(intervals.exact_share_interval(0, 0)).all()
    assert intervals.exact_share_interval(3, 9) == intervals.exact_share_interval(3, 9, 0.95)
    assert intervals.share_interval(3, 9) == intervals.share_interval(3, 9, 0.95)
    assert intervals.normal_quantile(0.95) == pytest.approx(stats.norm.ppf(0.975))
    np.testing.assert_allclose(intervals.students_t(0.9, [1, 4]), stats.t.ppf(0.95, [1, 4]))


def hall(t, lean):
    """The corrected ratio, as in Hall (1992)."""
    return ((1 + lean * t) ** 3 - 1) / (3 * lean) + lean / 2


@pytest.mark.parametrize("level", LEVELS)
def test_the_interval_of_a_mean_ends_where_the_corrected_ratio_is_the_widened_quantile(level):
    error, number = stats.sem(SKEWED), len(SKEWED)
    assert intervals.skewness(SKEWED) == pytest.approx(stats.skew(SKEWED))
    s = stats.skew(SKEWED) / np.sqrt(number)
    quantile = stats.t.ppf(0.5 + level / 2, number - 1) * (1 + 2 * s)
    for values, side in ((SKEWED, 1), (-SKEWED, -1)):
        low, high = intervals.skewed_mean_interval(values, level)
        assert hall((values.mean() - low) / error, side * s / 3) == pytest.approx(quantile)
        assert hall((values.mean() - high) / error, side * s / 3) == pytest.approx(-quantile)
    even = np.array([1.0, 2.0, 3.0] * 8)
    student = stats.t.interval(level, 23, even.mean(), stats.sem(even))
    assert intervals.skewed_mean_interval(even, level) == pytest.approx(student)
    assert intervals.skewness(np.full(4, 2.0)) == 0
    both = intervals.skewed_mean_interval(np.array([SKEWED, -SKEWED]), level)
    assert np.array(both)[:, 0] == pytest.approx(intervals.skewed_mean_interval(SKEWED, level))


@pytest.mark.parametrize("bound", [0.4, 0.79, 1.5])
def test_the_chance_of_a_mean_is_of_the_corrected_ratio(bound):
    s = stats.skew(SKEWED) / np.sqrt(30)
    corrected = hall((SKEWED.mean() - bound) / stats.sem(SKEWED), s / 3) / (1 + 2 * s)
    assert intervals.mean_chance(SKEWED, bound) == pytest.approx(2 * stats.t.sf(abs(corrected), 29))
    even = np.array([1.0, 2.0, 3.0] * 8)
    assert intervals.mean_chance(even, bound) == pytest.approx(stats.ttest_1samp(even, bound).pvalue)


def test_chances_of_many_are_holms():
    chances = [0.04, 0.01, 0.9, 0.015]
    assert intervals.holm(chances) == pytest.approx([0.08, 0.04, 0.9, 0.045])
    assert intervals.holm([0.6, 0.5]) == [1.0, 1.0]
    assert intervals.holm([]) == []


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, 2, np.nan])
def test_a_level_lies_between_nothing_and_all(level):
    with pytest.raises(UserError, match="confidence = "):
        intervals.checked_confidence(level)
    assert intervals.checked_confidence(0.5) == 0.5
