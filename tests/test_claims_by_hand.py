"""Verdicts of claims at their own edges, and every number behind them by its formula."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from specialisation_sim import AuditClaim, Claim
from specialisation_sim.claims.audit import ClaimAudit, judge
from specialisation_sim.claims.claim import Finding, Verdict
from specialisation_sim.claims.firmness import LUCK, MOST, Firmness, chance_of, driver_of, firmness_of, loosened
from specialisation_sim.claims.readings import at, average, change, collapse, final, smallest
from specialisation_sim.claims.weighing import weigh_share
from specialisation_sim.runs.neighbourhood import Neighbourhood


def claim(**options):
    return Claim("it is so", lambda runs, series: runs["x"], of="a", **options)


def outcomes(**values):
    return {name: (pd.DataFrame({"x": list(one)}), None) for name, one in values.items()}


VALUES = np.array([1.0, 2.0, 4.0, 7.0])
EVEN = np.tile([1.0, 2.0, 5.0, 6.0], 6)  # as many as Hall's interval needs, and not skewed: it is Student's then


@pytest.mark.parametrize("confidence", [0.95, 0.8])
def test_the_level_of_a_mean_is_asked_for(confidence):
    low, high = stats.t.interval(confidence, 23, EVEN.mean(), stats.sem(EVEN))
    found = claim(above=0).judge(outcomes(a=EVEN), confidence)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9)
    assert found.replicates == 24


@pytest.mark.parametrize("confidence", [0.95, 0.8])
@pytest.mark.parametrize("hits", [0, 3, 10])
def test_the_level_of_a_share_is_asked_for(hits, confidence):
    found = claim(above=0, share=0.5).judge(outcomes(a=[1] * hits + [-1] * (10 - hits)), confidence)
    exact = stats.binomtest(hits, 10).proportion_ci(confidence, method="exact")
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-12)
    assert found.estimate == hits / 10


def test_a_bound_at_the_end_of_the_interval_decides_against_but_not_for():
    """The bound is no part of what is claimed: an interval from it does not hold, and one up to it fails."""
    found = claim(above=0).judge(outcomes(a=EVEN))
    for bounds, verdict in (
        ({"above": found.low}, "UNDECIDED"),
        ({"above": np.nextafter(found.low, -1)}, "HOLDS"),
        ({"above": found.high}, "FAILS"),
        ({"above": np.nextafter(found.high, -1)}, "UNDECIDED"),
        ({"below": found.high}, "UNDECIDED"),
        ({"below": np.nextafter(found.high, 99)}, "HOLDS"),
        ({"below": found.low}, "FAILS"),
        ({"below": np.nextafter(found.low, 99)}, "UNDECIDED"),
        ({"above": found.low - 1, "below": found.high + 1}, "HOLDS"),
        ({"above": found.low + 0.1, "below": found.high + 1}, "UNDECIDED"),
        ({"above": found.low - 1, "below": found.high - 0.1}, "UNDECIDED"),
    ):
        assert claim(**bounds).judge(outcomes(a=EVEN)).verdict == verdict, bounds


def test_a_share_at_the_end_of_its_interval_decides_nothing():
    values = outcomes(a=[1] * 8 + [-1] * 2)
    low, high = claim(above=0, share=0.5).judge(values)[2:4]
    for share, verdict in (
        (low, "UNDECIDED"),
        (np.nextafter(low, 0), "HOLDS"),
        (high, "UNDECIDED"),
        (np.nextafter(high, 1), "FAILS"),
    ):
        assert claim(above=0, share=float(share)).judge(values).verdict == verdict


def test_a_run_at_its_bound_is_not_within_it():
    assert claim(above=1.0, below=2.0).within([1.0, 1.5, 2.0]).tolist() == [False, True, False]
    assert claim(above=1.0).within([1.0, 9.0]).tolist() == [False, True]
    assert claim(below=1.0).within([1.0, -9.0]).tolist() == [False, True]


@pytest.mark.parametrize("confidence", [0.95, 0.8])
def test_replicates_needed_by_the_formula(confidence):
    z, spread = stats.norm.ppf(0.5 + confidence / 2), EVEN.std(ddof=1)
    for bounds, distance in (({"above": 3.4}, 0.1), ({"above": 3.0, "below": 3.55}, 0.05), ({"below": 3.7}, 0.2)):
        found = claim(**bounds).judge(outcomes(a=EVEN), confidence)
        assert found.verdict is Verdict.UNDECIDED
        assert found.needed == max(math.ceil((z * spread / distance) ** 2), 25)
    found = claim(above=0, share=0.75).judge(outcomes(a=[1] * 8 + [-1] * 2), confidence)
    assert found.needed == max(math.ceil((z * math.sqrt(0.75 * 0.25) / 0.05) ** 2), 11)
    assert claim(above=3.5).judge(outcomes(a=EVEN), confidence).needed is None
    assert claim(above=-9).judge(outcomes(a=EVEN), confidence).needed is None


def test_pairs_are_the_differences_of_runs_with_the_same_seed():
    found = Claim("a beats b", lambda runs, series: runs["x"], of="a", versus="b", above=0)
    values = outcomes(a=[5.0, 1.0, 7.0], b=[1.0, 2.0, np.nan])
    np.testing.assert_array_equal(found.values(values), [4, -1, np.nan])
    finding = found.judge(values)
    assert (finding.estimate, finding.replicates) == (1.5, 2)


def test_points_are_judged_by_their_estimate_alone():
    values = np.array([[1.0, 3.0, np.nan], [0.0, 1.0, 2.0], [np.nan] * 3, [5.0, 6.0, 7.0]])
    estimate, holds = claim(above=1.0).at_points(values)
    np.testing.assert_array_equal(estimate, [2, 1, np.nan, 6])
    assert holds.tolist() == [True, False, False, True]
    estimate, holds = claim(above=0.5, share=2 / 3).at_points(values)
    np.testing.assert_allclose(estimate, [2 / 3, 2 / 3, 0, 1])
    assert holds.tolist() == [False, False, False, True]


def test_readings_by_hand():
    rows = [[1.0, 2.0, np.nan, 0.5], [4.0, 1.0, 3.0, 9.0]]
    series = pd.DataFrame({"run": [0] * 4 + [1] * 4, "time": [0, 2, 4, 6] * 2, "x": np.ravel(rows)})
    runs = pd.DataFrame({"run": [0, 1]})
    for reading, values in (
        (final("x"), [0.5, 9]),
        (at("x", 2), [2, 1]),
        (change("x", 2, 6), [-1.5, 8]),
        (average("x", 2, 6), [1.25, 13 / 3]),
        (average("x", 4, 4), [np.nan, 3]),
        (smallest("x", 0, 2), [1, 1]),
        (smallest("x", 4, 6), [np.nan, 3]),
        (collapse("x", 1.0), [6, np.nan]),
    ):
        np.testing.assert_allclose(reading(runs, series), values)


# How firm a claim is.


def flags(true, points=10):
    return np.arange(points) < true


@pytest.mark.parametrize(
    ("same", "keeps", "directed", "verdict"),
    [(9, 0, True, "ROBUST"), (8, 9, True, "SHIFTED"), (8, 9, False, "FRAGILE"), (8, 8, True, "FRAGILE")],
)
def test_nine_in_ten_points_are_most(same, keeps, directed, verdict):
    assert MOST == 0.9
    assert firmness_of(flags(same), flags(keeps), directed) is Firmness[verdict]


def test_two_sets_of_seeds_are_compared_by_welch_and_by_fisher():
    one, other = np.array([1.0, 2.0, 4.0, np.nan]), np.array([3.0, 5.0, 9.0, 2.0])
    exact = stats.ttest_ind(one[:3], other, equal_var=False).pvalue
    assert chance_of(claim(above=0), one, other) == pytest.approx(exact, rel=1e-12)
    exact = stats.fisher_exact([[2, 1], [2, 2]]).pvalue
    assert chance_of(claim(above=1.5, below=4.5, share=0.5), one, other) == pytest.approx(exact, rel=1e-12)
    two = np.array([1.0, 2.5])
    exact = stats.ttest_ind(two, other, equal_var=False).pvalue
    assert chance_of(claim(above=0), two, other) == pytest.approx(exact, rel=1e-12)
    assert np.isnan(chance_of(claim(above=0), one[:1], other))
    assert chance_of(claim(above=0), np.ones(3), np.ones(5)) == 1
    assert chance_of(claim(above=0), np.ones(3), np.full(5, 1.1)) == 0


def test_a_claim_without_its_numbers_keeps_its_direction():
    versus = Claim("a beats b", lambda runs, series: runs["x"], of="a", versus="b", above=0.3, below=0.8)
    assert (loosened(versus).above, loosened(versus).below) == (0.0, 0.8)
    assert loosened(claim(above=0.3)).above == 0.3
    assert loosened(claim(above=0.3, neutral=0.1)).above == 0.1
    assert loosened(claim(above=0.3, neutral=0.5)).above == 0.3
    assert loosened(claim(below=-0.3, neutral=0.0)).below == 0.0
    assert loosened(claim(below=0.3, neutral=0.5)).below == 0.5
    assert loosened(claim(above=0, share=0.9)).share == 0.5
    assert loosened(claim(above=0, share=0.2)).share == 0.2


def near(moves):
    return Neighbourhood(("slow", "fast"), moves, {}) if moves is not None else None


def test_the_driver_is_the_parameter_of_the_least_chance_if_that_is_not_luck():
    rng = np.random.default_rng(0)
    moves = rng.uniform(-1, 1, (40, 2))
    assert driver_of(near(moves), moves[:, 1] + 0.3 * moves[:, 0]) == "fast"
    assert driver_of(near(moves), np.abs(moves[:, 0])) == "slow"
    assert driver_of(near(moves), rng.normal(size=40)) == ""
    assert driver_of(near(moves), np.full(40, 2.0)) == ""
    assert driver_of(near(moves[:2]), np.array([1.0, 2.0])) == ""
    gaps = moves[:, 1].copy()
    gaps[::4] = np.nan
    assert driver_of(near(moves), gaps) == "fast"
    level = np.where(np.arange(40) % 4, 2.0, np.nan)
    assert driver_of(near(moves), level) == ""
    assert driver_of(near(moves[:3]), np.array([1.0, 2.0, 3.0])) == ""
    assert LUCK == 1e-4


class Made:
    """A result with nothing but its outcomes."""

    def __init__(self, **values):
        self.outcomes = outcomes(**values)


def test_an_audit_counts_points_where_the_claim_and_where_its_direction_hold():
    one = Claim("a beats b", lambda runs, series: runs["x"], of="a", versus="b", above=1.0)
    usual, fresh = Made(a=[3.0, 4.0, 5.0], b=[1.0, 1.0, 2.0]), Made(a=[3.0, 4.0, 5.5], b=[1.0, 1.0, 2.0])
    points = np.array([2.0, 2.0, 0.5, 0.5, -1.0, 3.0, 3.0, 3.0, 1.0, 3.0])[:, None] + np.array([0.0, 0.1, -0.1])
    moves = np.random.default_rng(0).uniform(-1, 1, (10, 2))
    found = judge(one, usual, fresh, near(moves), points)
    assert isinstance(found, ClaimAudit)
    assert (found.points, found.holds, found.keeps) == (10, 6, 9)
    assert found.firmness is Firmness.SHIFTED
    assert found.finding.estimate == pytest.approx(8 / 3)
    assert found.again.estimate == pytest.approx(8.5 / 3)
    exact = stats.binomtest(6, 10).proportion_ci(method="wilson")
    assert found.interval == pytest.approx((exact.low, exact.high))
    row = found.row()
    assert (row["holds_nearby"], row["same_direction_nearby"]) == (0.6, 0.9)
    assert (row["holds_nearby_low"], row["holds_nearby_high"]) == found.interval
    assert judge(one, usual, fresh, near(moves), points, ("places",)).firmness is Firmness.BROKEN
    luckless = Made(a=[103.0, 104.0, 105.5], b=[1.0, 1.0, 2.0])
    assert judge(one, usual, luckless, near(moves), points).broken == ("other seeds",)


@pytest.mark.parametrize(
    ("bounds", "verdict"),
    [
        ({"above": 1.0}, "UNDECIDED"),
        ({"above": 0.9}, "HOLDS"),
        ({"above": 2.0}, "FAILS"),
        ({"above": 1.9}, "UNDECIDED"),
        ({"below": 2.0}, "UNDECIDED"),
        ({"below": 2.1}, "HOLDS"),
        ({"below": 1.0}, "FAILS"),
        ({"below": 1.1}, "UNDECIDED"),
        ({"above": 0.9, "below": 2.1}, "HOLDS"),
    ],
)
def test_a_claim_on_a_record_compares_its_interval_with_the_bounds(bounds, verdict):
    one = AuditClaim("it is so", lambda audited, fit: (1.4, 1.0, 2.0, 12), of="record", **bounds)
    found = one.weigh(None, None)
    assert (found.estimate, found.low, found.high, found.replicates, found.verdict) == (1.4, 1.0, 2.0, 12, verdict)
    assert not one.demand.startswith("mean")


def test_a_finding_is_a_row():
    one = Claim("a beats b", lambda runs, series: runs["x"], of="a", versus="b", above=0.5, below=2.0)
    row = Finding(one, 1.0, 0.6, 1.4, Verdict.HOLDS, 9, None, 0.25).row()
    assert row["demand"] == "mean above 0.5 and below 2"
    assert [row[name] for name in ("estimate", "low", "high", "verdict", "replicates", "needed", "holds_in")] == [
        1.0,
        0.6,
        1.4,
        "HOLDS",
        9,
        None,
        0.25,
    ]
    assert claim(above=0, share=0.9).demand == "above 0 in more than 90% of runs"


def test_more_runs_than_there_were_are_asked_for_where_the_exact_interval_is_wider_than_the_formula():
    # Four of four: by the formula (1.96 * 0.5 / 0.5)^2 = 3.84 runs would do, and four have not.
    assert weigh_share(4, 4, 0.5, 0.95).needed == 5
    assert weigh_share(55, 100, 0.5, 0.95).needed == math.ceil((stats.norm.ppf(0.975) * 0.5 / 0.05) ** 2) == 385
    assert weigh_share(2, 4, 0.5, 0.95).needed is None


def test_outcomes_without_luck_differ_or_do_not():
    claim = Claim("a is large", final("a"), of="one", above=0.0)
    same, other = np.full(4, 0.1), np.full(4, 0.2)
    assert chance_of(claim, same, same) == 1.0
    assert chance_of(claim, same, other) == 0.0
    assert 0.0 < chance_of(claim, same, np.array([0.05, 0.15, 0.25, 0.1])) < 1.0


@pytest.mark.parametrize(("least", "method"), [(0.5e-6, "exact"), (2e-6, "Hall")])
def test_large_numbers_that_differ_by_rounding_alone_are_exact(least, method):
    found = claim(above=0).judge(outcomes(a=1e6 + EVEN / 5 * least))
    assert found.method == method
