"""The audit: diversity equals a published library's, intervals cover the truth, trends are told when they are there."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from skbio.diversity import alpha

from specialisation_sim.base.errors import UserError
from specialisation_sim.base.shipped_files import shipped_folder
from specialisation_sim.model.streams import generator
from specialisation_sim.records import audit, fit_foundation, read_record, tidy
from specialisation_sim.records.bootstrap import estimate, log_hill, resample, resampled_counts
from specialisation_sim.records.concentration import quoted
from specialisation_sim.records.statements import beyond_drift, mode_gain, path
from specialisation_sim.records.summary import summarise
from specialisation_sim.records.unbiased import unbiased_log_hill, unseen


@pytest.fixture(scope="module")
def grants():
    file = shipped_folder("data") / "open_philanthropy_grants.csv"
    return audit(read_record(file, when="Date", what="Focus Area", weight="Amount"), draws=400)


def table(*mixes, start=2000, weight=None):
    """A row a record: each mix is the counts of a year."""
    rows = [
        (start + year, f"c{code}") for year, mix in enumerate(mixes) for code, n in enumerate(mix) for _ in range(n)
    ]
    return pd.DataFrame(rows, columns=["when", "what"]).assign(
        **({} if weight is None else {"weight": weight(len(rows))})
    )


def test_diversity_equals_scikit_bio(grants):
    rows = grants.rows("count", used=False).set_index("period")
    for period, part in grants.categories.groupby("period"):
        counts = part["count"].to_numpy()
        assert rows.loc[period, "hill_0"] == alpha.sobs(counts)
        assert rows.loc[period, "hill_1"] == pytest.approx(np.exp(alpha.shannon(counts, base=np.e)))
        assert rows.loc[period, "hill_2"] == pytest.approx(alpha.inv_simpson(counts))
        assert rows.loc[period, "modal_share"] == pytest.approx(alpha.berger_parker_d(counts))
        for order in (1, 2):
            assert rows.loc[period, f"hill_{order}"] == pytest.approx(alpha.hill(counts, order=order))


def test_diversity_by_amount_equals_scikit_bio(grants):
    rows = grants.rows("amount", used=False).set_index("period")
    for period, part in grants.categories.groupby("period"):
        for order in (1, 2):
            assert rows.loc[period, f"hill_{order}"] == pytest.approx(
                alpha.hill(part["amount"].to_numpy(), order=order)
            )


def test_unseen_categories_are_estimated_as_in_scikit_bio():
    counts = np.array([10, 8, 5, 2, 2, 1, 1, 1, 1])
    low, high = unseen(counts)
    more = alpha.chao1(counts, bias_corrected=False) - 9
    # Chao's estimator has the factor (n - 1) / n, which scikit-bio leaves out; the interval is about it, log-normal.
    assert np.sqrt((low - 9) * (high - 9)) == pytest.approx(more * (counts.sum() - 1) / counts.sum())


SPIDERS = {
    "girdled": [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2] + [1] * 12,
    "logged": [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2] + [1] * 14,
}


@pytest.mark.parametrize(
    ("site", "observed", "estimated", "coverage"),
    [
        ("girdled", (26, 12.060, 7.840), (13.826, 8.175), 0.9289),
        ("logged", (37, 14.421, 6.761), (16.337, 6.920), 0.9446),
    ],
)
def test_effective_numbers_are_those_of_the_spider_example_of_inext(site, observed, estimated, coverage):
    """Hsieh, Ma & Chao, iNEXT 2.0, introduction: spiders under a girdled and a logged canopy (Ellison et al. 2010)."""
    counts = np.array(SPIDERS[site])
    row = audit(table(counts), draws=100).rows().iloc[0]
    assert [row[f"hill_{order}"] for order in (0, 1, 2)] == pytest.approx(observed, abs=6e-4)
    assert [row[f"hill_{order}_corrected"] for order in (1, 2)] == pytest.approx(estimated, abs=6e-4)
    assert row["coverage"] == pytest.approx(coverage, abs=6e-5)
    assert np.exp(unbiased_log_hill(counts, 1)) == pytest.approx(estimated[0], abs=6e-4)


def test_figures_of_concentration_are_the_textbooks():
    found = quoted(np.array([50.0, 30, 20, 0, 0]))
    assert found["hhi"] == pytest.approx(0.38)
    assert [found[f"top_{most}"] for most in (1, 3, 5)] == pytest.approx([0.5, 1, 1])
    assert found["entropy"] == pytest.approx(stats.entropy([0.5, 0.3, 0.2]))
    gaps = np.abs(np.subtract.outer([50, 30, 20, 0, 0], [50, 30, 20, 0, 0])).mean()
    assert found["gini"] == pytest.approx(gaps / (2 * 20))


def test_no_effective_number_exceeds_the_categories_of_the_record():
    """Nearly all of a period's categories were met once: the jackknife would say far more than there are."""
    found = audit(table(np.ones(33, dtype=int), np.full(33, 5)), draws=200).rows()
    columns = [f"hill_{order}{end}" for order in (0, 1, 2) for end in ("_low", "_high")]
    assert found[[*columns, "hill_1_corrected", "hill_2_corrected"]].max().max() <= 33


def test_a_resample_of_counts_is_as_one_of_records():
    counts = np.array([40.0, 25, 10, 5])
    codes = np.repeat(np.arange(4), counts.astype(int))
    one = estimate(resampled_counts(counts, 4000, np.random.default_rng(1)), log_hill(1))
    other = estimate(resample(codes, np.ones(80), 4, 4000, np.random.default_rng(2)), log_hill(1))
    assert one.corrected == pytest.approx(other.corrected)
    assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=0.02)


def test_turnover_and_amplification_by_hand():
    found = audit(table([20, 20, 0], [30, 5, 5]), draws=100).rows().iloc[1]
    assert (found["entered"], found["left"]) == (1, 0)
    assert found["replaced"] == pytest.approx(0.375)
    assert found["amplification"] == pytest.approx(np.log(3))
    assert found["amplification_low"] < np.log(3) < found["amplification_high"]


def test_parts_of_years_are_shown_but_not_used(grants):
    rows = grants.rows("count", used=False)
    assert rows.loc[~rows["used"], "period"].tolist() == ["2012", "2024"]
    assert rows.loc[~rows["used"], "amplification"].isna().all()
    assert np.isnan(rows.set_index("period").loc["2013", "replaced"])
    assert rows["hill_1"].notna().all()
    assert "2024" not in grants.trends["count"].periods


def test_parts_are_used_where_asked_for():
    part = pd.DataFrame({"when": ["2019-01"] * 40 + ["2019-12"] * 40 + ["2020-02"] * 40, "what": ["a", "b"] * 60})
    assert audit(part, draws=100).rows()["period"].tolist() == ["2019"]
    assert audit(part, draws=100, keep_partial=True).rows()["period"].tolist() == ["2019", "2020"]


def test_same_seed_same_audit_and_another_seed_another():
    mixes = table([30, 20, 10], [20, 20, 20])
    one, two, other = (audit(mixes, draws=200, seed=seed).table for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, two)
    assert not one["hill_1_low"].equals(other["hill_1_low"])


def test_a_period_keeps_its_draws_when_others_are_added():
    one, two = audit(table([30, 20, 10]), draws=200), audit(table([30, 20, 10], [5, 20, 20]), draws=200)
    assert one.table["hill_1_low"].iloc[0] == two.table["hill_1_low"].iloc[0]


def test_amounts_of_one_are_counts():
    by = audit(table([30, 20, 10], [20, 20, 20], weight=np.ones), weight="weight", draws=200).table.groupby("by")
    count, amount = (by.get_group(name).drop(columns="by").reset_index(drop=True) for name in ("count", "amount"))
    pd.testing.assert_frame_equal(count, amount)


def test_like_periods_are_resampled_apart():
    rows = audit(table([30, 20, 10], [30, 20, 10]), draws=200).rows()
    assert len(set(rows["hill_1"])) == 1
    assert len(set(rows["hill_1_low"])) == 2


def covered(truth, estimates):
    """Share of intervals that cover, and the least share that nominal ones cover in all but one of a thousand tests."""
    inside = [one.low <= truth <= one.high for one in estimates]
    return np.mean(inside), stats.binom.ppf(0.001, len(inside), 0.95) / len(inside)


MIX = np.exp(-np.arange(12) / 4)
MIX /= MIX.sum()
SHANNON = float(-(MIX * np.log(MIX)).sum())
SIMPSON = float(-np.log((MIX**2).sum()))
ODDS = float(np.log(MIX[0] / (1 - MIX[0])))


def drawn(mixes, size=300, seed=1):
    """A record drawn from a mix a year."""
    random = np.random.default_rng(seed)
    return table(*[np.bincount(random.choice(len(mix), size, p=mix), minlength=len(mix)) for mix in mixes])


def steep(slope):
    mix = np.exp(-np.arange(12) * slope)
    return mix / mix.sum()


def test_thin_and_uneven_periods_do_not_count_for_the_trend(grants):
    assert grants.trends["count"].periods == tuple(map(str, range(2015, 2024)))
    assert grants.trends["amount"].periods == tuple(map(str, range(2016, 2024)))
    text = summarise(grants)
    assert "Fewer than 30 records in 2013 and 2014" in text
    assert "By amount, 2015 weighs like fewer than 10 equal records" in text
    assert "in 2015 one record is 72% of the amount" in text


@pytest.mark.long("the shipped record")
def test_what_the_sample_says(grants):
    count, amount = (grants.trends[by] for by in ("count", "amount"))
    assert (count.path, count.verdict, amount.verdict) == ("WIDER", "TOO SHORT TO TELL", "TOO THIN")
    assert count.held
    assert count.size == 31
    rows = grants.rows("count").set_index("period")
    assert rows.loc["2019", "mode"] == "Criminal Justice Reform"
    assert rows.loc["2023", "hill_1"] == pytest.approx(13.53, abs=0.01)
    text = summarise(grants, fit_foundation(grants))
    assert "HELD AGAINST DRIFT" in text
    assert "Drift is a cause of narrowing" in text
    assert "Criminal Justice Reform (29% to 5% of the mix" in text


@pytest.mark.parametrize("mixes", [([3],), ([40],), ([40], [40]), ([1, 1], [0, 2])])
def test_what_few_records_or_one_category_do_not_tell_is_nan(mixes):
    found = audit(table(*mixes), draws=100)
    assert found.table["hill_1_low"].isna().all()
    assert found.trends["count"].verdict == "TOO SHORT TO TELL"
    assert "a tendency needs 4" in summarise(found, fit_foundation(found))


def test_an_empty_year_breaks_the_chain():
    rows = audit(
        pd.concat([table([20, 20]), table([10, 30], start=2002), table([30, 10], start=2003)]), draws=100
    ).rows()
    assert rows["records"].tolist() == [40, 0, 40, 40]
    assert rows["replaced"].isna().tolist() == [True, True, True, False]
    assert rows["hill_1"].isna().tolist() == [False, True, False, False]


def test_the_gain_of_a_mode_is_free_of_its_picking():
    """A mode picked in the years that are compared seems to lose, though nothing changes."""
    found = audit(drawn([MIX * 0 + 1 / 12] * 40, size=60), draws=100)
    rows = found.rows()
    naive = rows["amplification"].mean()
    _, low, high, number = mode_gain("count")(found, None)
    assert naive < -0.3
    assert low <= 0 <= high
    assert number == 38


def test_statements_read_the_path_and_the_drift(grants):
    slope, low, high, periods = path("count")(grants, None)
    assert 0 < low < slope < high
    assert periods == 9
    beyond, low, high, _ = beyond_drift("count")(grants, None)
    assert low < beyond < high
    assert beyond > slope


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"draws": 10}, "draws = 10 is out of bounds; allowed: from 100"),
        ({"seed": -1}, "seed = -1 is not valid"),
        ({"seed": 10**30}, "allowed: a whole number from 0 to below"),
        ({"seed": 1.5}, "seed = 1.5 is not valid"),
        ({"draws": 150.5}, "draws = 150.5 is not valid; allowed: a whole number"),
        ({"confidence": 1.0}, "confidence = 1 is out of bounds"),
        ({"what": "waht"}, "unknown column 'waht'; did you mean 'what'"),
        ({"period": "week"}, "unknown period 'week'"),
    ],
)
def test_bad_options_are_refused(options, message):
    with pytest.raises(UserError, match=message):
        audit(table([20, 20]), **options)


def test_a_record_that_was_read_is_audited_as_the_frame_it_came_from():
    frame = table([20, 20], [30, 10])
    one, two = audit(frame, draws=100), audit(tidy(frame, when="when", what="what"), draws=100)
    pd.testing.assert_frame_equal(one.table, two.table)


def test_resamples_stem_from_named_streams():
    codes = np.array([0, 0, 1, 2])
    one, two = (resample(codes, np.ones(4), 3, 50, generator(0, "audit 2000")) for _ in range(2))
    np.testing.assert_array_equal(one.drawn, two.drawn)
    assert (one.drawn.sum(axis=1) == 4).all()
