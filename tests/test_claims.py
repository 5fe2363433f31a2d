"""Claims: verdicts, intervals, pairs, and the replicates a decision would need."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from specialisation_sim import Claim, UserError
from specialisation_sim.claims.claim import Verdict
from specialisation_sim.claims.readings import at, average, change, final, smallest

SERIES = pd.DataFrame({"run": [0, 0, 0, 1, 1, 1], "time": [0, 5, 10] * 2, "share": [0.1, 0.4, 0.3, np.nan, 0.8, 0.6]})
RUNS = pd.DataFrame({"run": [0, 1]})


def outcomes(*values):
    """Variants a, b, ... whose runs have the given numbers."""
    return {name: (pd.DataFrame({"x": list(one)}), None) for name, one in zip("abc", values, strict=False)}


def claim(**options):
    return Claim("it is so", lambda runs, series: runs["x"], of="a", **options)


@pytest.mark.parametrize(
    ("bounds", "verdict"),
    [
        ({"above": 0.5}, "HOLDS"),
        ({"above": 1.5}, "FAILS"),
        ({"below": 0.5}, "FAILS"),
        ({"below": 1.5}, "HOLDS"),
        ({"above": 1.0}, "UNDECIDED"),
        ({"above": 0.5, "below": 1.5}, "HOLDS"),
        ({"above": 1.5, "below": 2.5}, "FAILS"),
    ],
)
def test_a_mean_is_judged_by_its_whole_interval(bounds, verdict):
    values = 1 + 0.1 * stats.norm.ppf((np.arange(100) + 0.5) / 100)
    assert claim(**bounds).judge(outcomes(values)).verdict == verdict


def test_the_interval_of_an_even_mean_is_students():
    values = np.arange(41.0)  # Hall's, where nothing is skewed
    found = claim(above=0).judge(outcomes(values))
    low, high = stats.t.interval(0.95, 40, values.mean(), stats.sem(values))
    assert (found.estimate, found.low, found.high) == pytest.approx((20, low, high))


def test_the_interval_of_a_share_is_exact():
    found = claim(above=0, share=0.5).judge(outcomes([1] * 8 + [-1] * 2))
    assert (found.low, found.high) == pytest.approx(stats.binomtest(8, 10).proportion_ci(method="exact"))


@pytest.mark.parametrize(
    ("values", "verdict", "method"),
    [
        ([1.0, 2.0] * 19 + [1.5], "UNDECIDED", "none"),
        ([1.0, 2.0] * 20, "HOLDS", "Hall"),
        ([-1.0, -2.0] * 20, "FAILS", "Hall"),
        ([1.0] * 99 + [1000.0], "UNDECIDED", "Hall"),
        ([-1.0] * 99 + [1000.0], "UNDECIDED", "Hall"),
        ([1.0] * 4, "HOLDS", "exact"),
    ],
)
def test_few_or_very_skewed_runs_decide_nothing(values, verdict, method):
    found = claim(above=0).judge(outcomes(values))
    assert (found.verdict, found.method) == (verdict, method)


@pytest.mark.parametrize(("hits", "verdict"), [(100, "HOLDS"), (92, "UNDECIDED"), (50, "FAILS")])
def test_a_share_is_judged_by_its_whole_interval(hits, verdict):
    assert claim(above=0, share=0.9).judge(outcomes([1] * hits + [-1] * (100 - hits))).verdict == verdict


def test_equal_numbers_decide_at_once():
    assert claim(above=1.0).judge(outcomes([1.0] * 9)).verdict is Verdict.FAILS
    assert claim(above=0.9).judge(outcomes([1.0] * 9)).verdict is Verdict.HOLDS


def test_pairs_cancel_what_both_variants_share():
    luck = np.random.default_rng(1).normal(0, 100, 50)
    paired = Claim("a beats b", lambda runs, series: runs["x"], of="a", versus="b", above=0.9)
    assert paired.judge(outcomes(luck + 1, luck)).verdict is Verdict.HOLDS


def test_needed_replicates_would_decide():
    def normal_scores(number):
        return 1 + stats.norm.ppf((np.arange(number) + 0.5) / number)

    undecided = claim(above=0.9).judge(outcomes(normal_scores(40)))
    assert undecided.verdict is Verdict.UNDECIDED
    for factor, verdict in ((0.8, "UNDECIDED"), (1.1, "HOLDS")):
        assert claim(above=0.9).judge(outcomes(normal_scores(int(factor * undecided.needed)))).verdict == verdict


def test_a_run_without_a_number_counts_against_a_share_and_not_in_a_mean():
    values = [1.0, 1.0, np.nan]
    assert claim(above=0, share=0.5).judge(outcomes(values)).estimate == pytest.approx(2 / 3)
    assert claim(above=0).judge(outcomes(values)).replicates == 2


def test_one_run_decides_nothing():
    assert claim(above=0).judge(outcomes([5.0])).verdict is Verdict.UNDECIDED


def test_interval_covers_at_its_level():
    rng = np.random.default_rng(3)
    found = [claim(above=0).judge(outcomes(rng.normal(1, 2, 60))) for _ in range(600)]
    covered = np.mean([one.low <= 1 <= one.high for one in found])
    assert 0 < covered - 0.95 + 4 * np.sqrt(0.95 * 0.05 / 600) < 0.08


def test_statistics_read_the_series():
    assert final("share")(RUNS, SERIES) == pytest.approx([0.3, 0.6])
    assert at("share", 5)(RUNS, SERIES) == pytest.approx([0.4, 0.8])
    assert change("share", 5, 10)(RUNS, SERIES) == pytest.approx([-0.1, -0.2])
    assert average("share", 0, 5)(RUNS, SERIES) == pytest.approx([0.25, 0.8])
    assert smallest("share", 5, 10)(RUNS, SERIES) == pytest.approx([0.3, 0.6])


def test_bad_claims_are_told_of():
    with pytest.raises(UserError, match="needs a bound"):
        claim()
    with pytest.raises(UserError, match="share = 1 is out of bounds"):
        claim(above=0, share=1)
    with pytest.raises(UserError, match="unknown variant 'a'"):
        claim(above=0).judge({"b": None})
    with pytest.raises(UserError, match="did you mean 'share'"):
        at("shar", 5)(RUNS, SERIES)
    with pytest.raises(UserError, match="no recorded time from 7 to 7"):
        at("share", 7)(RUNS, SERIES)
