"""The bounds of a fitted foundation, one formula at a time; coverage by simulation cannot tell 95 % from 91."""

import numpy as np
import pandas as pd
import pytest
from long_tests import but_first
from scipy import stats

from specialisation_sim.records import audit, fit_foundation, fit_map
from specialisation_sim.records.award_map import award_map
from specialisation_sim.records.fit import PAIRS
from specialisation_sim.records.verdicts import THIN


def pairs(number, records=400):
    share = np.linspace(0.2, 0.8, number)
    strayed = award_map(share, 1.0, 0.2, 0.6, 1.0)[0].ravel() + 0.06 * np.cos(np.arange(number) * 2.3)
    return pd.DataFrame({"share": share, "next": strayed, "records": records})


@pytest.mark.parametrize(
    ("given", "freedom"),
    but_first(
        "fits of whole records",
        [({"mix": 0.6, "selectivity": 0.2}, 7), ({}, 5), ({"mix": 0.6}, 6), ({"selectivity": 0.2}, 6)],
    ),
)
@pytest.mark.parametrize("confidence", [0.95, 0.8])
def test_the_bound_is_fishers_with_a_degree_less_for_each_parameter_fitted(given, freedom, confidence):
    table = pairs(8)
    found = fit_map(table, **given, confidence=confidence, grid=(9, 9))
    assert set(found.surface["bound"]) == {stats.f.ppf(confidence, 1, freedom)}
    at = found.exponent.value, found.selectivity.value, found.mix.value
    expected = award_map(table["share"].to_numpy(), *at, 1.0)[0].ravel()
    strays = table["records"] * (table["next"] - expected) ** 2 / (expected * (1 - expected))
    assert found.dispersion == pytest.approx(strays.sum() / freedom, rel=1e-9)
    assert found.given == tuple(name for name in ("selectivity", "mix") if name in given)


def test_the_interval_of_b_ends_where_the_deviance_passes_the_bound():
    table = pairs(8)
    found = fit_map(table, mix=0.6, selectivity=0.2, grid=(25, 25))

    def deviance(b):
        mean = award_map(table["share"].to_numpy(), b, 0.2, 0.6, 1.0)[0].ravel()
        seen = table["next"]
        each = seen * np.log(seen / mean) + (1 - seen) * np.log((1 - seen) / (1 - mean))
        return float((2 * table["records"] * each).sum())

    b, bound = found.exponent, stats.f.ppf(0.95, 1, 7)
    assert b.low < b.value < b.high
    for end in (b.low, b.high):
        if 0 < end < 3:
            assert (deviance(end) - deviance(b.value)) / found.dispersion == pytest.approx(bound, rel=0.02)
    assert deviance(b.value) <= min(deviance(b.value - 0.02), deviance(b.value + 0.02))


def test_the_slope_is_that_of_the_map_at_the_mean_share():
    table = pairs(8)
    found = fit_map(table, mix=0.6, selectivity=0.2, grid=(25, 25))
    middle = table["share"].mean()
    ends = award_map(np.array([middle - 0.01, middle + 0.01]), found.exponent.value, 0.2, 0.6, 1.0)[0].ravel()
    assert found.slope.value == pytest.approx((ends[1] - ends[0]) / 0.02)
    assert found.slope.low <= found.slope.value <= found.slope.high


def test_eight_pairs_are_enough_and_seven_are_not():
    assert PAIRS == 8
    assert fit_map(pairs(7)).verdict == "TOO SHORT"
    assert fit_map(pairs(8), grid=(9, 9)).verdict != "TOO SHORT"


def test_a_pair_needs_thirty_records_in_both_years():
    assert THIN == 30
    sizes = [30, 30, 29, 30, 30, 30]
    rows = [(2000 + year, "ab"[k % 3 == 0]) for year, size in enumerate(sizes) for k in range(size)]
    found = fit_foundation(audit(pd.DataFrame(rows, columns=["when", "what"]), draws=100))
    assert found.pairs["period"].tolist() == ["2000", "2003", "2004"]
    assert found.pairs["share"].tolist() == pytest.approx([20 / 30] * 3)
    assert found.pairs["records"].tolist() == [30] * 3
