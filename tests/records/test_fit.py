"""The foundation fitted to a record: what it tells, what it cannot, and that it says so."""

import numpy as np
import pandas as pd
import pytest
from long_tests import but_first
from scipy import stats

from specialisation_sim.base.errors import UserError
from specialisation_sim.records import audit, fit_foundation, fit_map
from specialisation_sim.records.award_map import award_map
from specialisation_sim.records.fit import PAIRS
from specialisation_sim.records.summary import about_fit

TRUE = {"exponent": 1.0, "selectivity": 0.2, "mix": 0.6}


def simulated(periods, size, seed, start=0.3):
    """A record that the foundation would leave behind."""
    random = np.random.default_rng(seed)
    rows, share = [], start
    for _ in range(periods):
        due = award_map(np.array([share]), TRUE["exponent"], TRUE["selectivity"], TRUE["mix"], 1.0)[0].item()
        then = random.binomial(size, due) / size
        rows.append((share, then, size))
        share = then
    return pd.DataFrame(rows, columns=["share", "next", "records"])


def test_the_map_is_the_closed_form():
    share, told = 0.7, []
    for _ in range(5):
        share = award_map(np.array([share]), 1.0, 0.2, 0.7, 1.0)[0].item()
        told.append(share)
    assert told == pytest.approx([0.755, 0.775, 0.784, 0.788, 0.790], abs=1e-3)
    assert award_map(np.array([0.7]), 1.0, 0.5, 0.7, 1.0)[0].item() == pytest.approx(0.7)


def test_the_derivative_by_the_mix_is_right():
    share = np.array([0.2, 0.5, 0.8])
    up, down = (award_map(share, 1.3, 0.3, 0.4 + step, 1.0)[0] for step in (1e-5, -1e-5))
    np.testing.assert_allclose(award_map(share, 1.3, 0.3, 0.4, 1.0)[1], (up - down) / 2e-5, rtol=1e-5)


@pytest.mark.weekly("coverage rates")
@pytest.mark.parametrize(("periods", "size"), [(PAIRS, 100), (12, 300)])
def test_intervals_cover_at_their_rate_where_selection_is_known(periods, size):
    runs, exponent, slope = 120, 0, 0
    for seed in range(runs):
        pairs = simulated(periods, size, seed)
        found = fit_map(pairs, mix=TRUE["mix"], selectivity=TRUE["selectivity"], grid=(13, 2))
        exponent += found.exponent.low <= TRUE["exponent"] <= found.exponent.high
        middle = np.array([pairs["share"].mean()])
        ends = [award_map(middle + step, *TRUE.values(), 1.0)[0].item() for step in (-0.01, 0.01)]
        slope += found.slope.low - 0.01 <= (ends[1] - ends[0]) / 0.02 <= found.slope.high + 0.01
    least, most = stats.binom.ppf([0.001, 0.999], runs, 0.95)
    assert least <= exponent <= most
    assert slope >= least


@pytest.mark.weekly("coverage rates")
def test_without_knowing_selection_intervals_cover_at_least_at_their_rate_and_leave_b_open():
    runs, inside, identified = 30, 0, 0
    for seed in range(runs):
        found = fit_map(simulated(12, 300, seed), grid=(9, 9))
        inside += all(
            getattr(found, name).low <= TRUE[name] <= getattr(found, name).high for name in ("exponent", "selectivity")
        )
        identified += found.exponent.identified
    assert inside >= stats.binom.ppf(0.001, runs, 0.95)
    assert identified <= 2


def test_a_long_record_tells_the_exponent_where_selection_is_known():
    found = fit_map(simulated(40, 2000, 1), mix=TRUE["mix"], selectivity=TRUE["selectivity"])
    assert found.verdict == "IDENTIFIED"
    assert found.exponent.value == pytest.approx(1.0, abs=0.2)
    assert found.dispersion == pytest.approx(1.0, abs=0.6)


@pytest.mark.weekly("fits of whole records")
def test_b_and_f_are_identified_only_together():
    found = fit_map(simulated(40, 1000, 2), grid=(13, 13))
    assert found.verdict == "NOT IDENTIFIED"
    fits = found.surface[found.surface["excess"] <= found.surface["bound"]]
    # Along the ridge, the steeper the learning, the milder the selection.
    best = fits[fits["selectivity"] < 0.5].loc[lambda part: part.groupby("exponent")["excess"].idxmin()]
    assert best[["exponent", "selectivity"]].corr().iloc[0, 1] > 0.7


@pytest.mark.parametrize("periods", [0, 1, 3, PAIRS - 1])
def test_short_records_are_refused(periods):
    found = fit_map(simulated(periods, 300, 0))
    assert found.verdict == "TOO SHORT"
    assert f"{PAIRS} are needed" in found.reason
    assert np.isnan(found.exponent.value)


def test_a_share_that_never_moves_is_refused():
    found = fit_map(pd.DataFrame({"share": [0.5] * 9, "next": [0.5] * 9, "records": [100] * 9}))
    assert "does not vary" in found.reason


def record(years, size=60):
    """Two categories, drawn about a level mix."""
    random = np.random.default_rng(0)
    rows = [(2000 + year, "a" if draw < 0.6 else "b") for year in range(years) for draw in random.random(size)]
    return audit(pd.DataFrame(rows, columns=["when", "what"]), draws=100)


@pytest.mark.long("fits of whole records")
def test_a_record_gives_a_pair_for_each_two_years():
    found = fit_foundation(record(10))
    assert len(found.pairs) == 9
    assert found.domain == "a"
    assert found.curve["low"].le(found.curve["next"]).all()
    assert found.curve["next"].le(found.curve["high"]).all()


def test_thin_years_and_years_without_the_category_give_no_pair():
    assert fit_foundation(record(10, size=20)).pairs.empty
    rows = [(2000 + year, name) for year in range(12) for name in ["a"] * 30 + ["b"] * (30 if year % 3 else 0)]
    found = fit_foundation(audit(pd.DataFrame(rows, columns=["when", "what"]), draws=100), domain="b")
    assert found.pairs["share"].gt(0).all()
    assert len(found.pairs) == 7


def test_bad_options_are_refused():
    audited = record(3)
    with pytest.raises(UserError, match=r"unknown category 'aa'; did you mean 'a'\?"):
        fit_foundation(audited, domain="aa")
    with pytest.raises(UserError, match=r"mix = 1\.5 is out of bounds"):
        fit_foundation(audited, mix=1.5)
    with pytest.raises(UserError, match="selectivity = 0 is out of bounds"):
        fit_foundation(audited, selectivity=0)
    with pytest.raises(UserError, match="precision = -1 is out of bounds"):
        fit_foundation(audited, precision=-1)


SHARES = np.linspace(0.3, 0.8, 12)
DUE = award_map(SHARES, 1.03, 0.31, 0.6, 1.0)[0]


@pytest.mark.parametrize(("size", "seed"), but_first("fits of whole records", [(10**6, 0), (10**8, 1)]))
def test_a_likelihood_narrower_than_the_grid_has_an_interval_that_holds_the_truth(size, seed):
    then = np.random.default_rng(seed).binomial(size, DUE) / size
    found = fit_map(pd.DataFrame({"share": SHARES, "next": then, "records": size}), grid=(9, 9))
    assert found.exponent.low < 1.03 < found.exponent.high
    assert found.selectivity.low < 0.31 < found.selectivity.high
    assert found.verdict == "IDENTIFIED"
    assert "given" not in about_fit(found)


@pytest.mark.weekly("fits of whole records")
def test_shares_without_noise_give_the_truth_with_an_interval():
    found = fit_map(pd.DataFrame({"share": SHARES, "next": DUE, "records": 800}), grid=(9, 9))
    assert [found.exponent.value, found.selectivity.value] == pytest.approx([1.03, 0.31], abs=1e-4)
    assert found.exponent.low < 1.03 < found.exponent.high
    assert found.selectivity.low < 0.31 < found.selectivity.high


def test_only_what_was_given_is_said_to_be_given():
    said = about_fit(fit_map(simulated(12, 300, 0), selectivity=0.2, grid=(9, 2)))
    assert "selectivity f was given as 0.20" in said
    assert "b was given" not in said
