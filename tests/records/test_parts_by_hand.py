"""Steps between a file and an audit, each by hand: what is refused early, set off, counted, corrected and passed on."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from test_trend import asked, tilted

from specialisation_sim import UserError
from specialisation_sim.records import audit, summary, tidy, trend
from specialisation_sim.records.amounts import read_amounts
from specialisation_sim.records.answers import needed_sentence
from specialisation_sim.records.columns import ColumnNames, columns_of
from specialisation_sim.records.drift import Null
from specialisation_sim.records.faults import SHOWN, faulty, skipped
from specialisation_sim.records.groups import by_group
from specialisation_sim.records.head import check_reading
from specialisation_sim.records.money import without_negative
from specialisation_sim.records.peers import beside
from specialisation_sim.records.rows import level_rows
from specialisation_sim.records.shapes import about_aggregated, split_cells
from specialisation_sim.records.text_tables import is_table
from specialisation_sim.records.unbiased import unbiased_log_hill, unseen
from specialisation_sim.records.verdicts import tied
from specialisation_sim.records.weather_days import daily


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"decimal": ";"}, "decimal = ';' is not valid"),
        ({"split": ""}, "split"),
        ({"period": "yaer"}, "did you mean 'year'"),
        ({"sheet": "Grants"}, "is no Excel workbook; --sheet is for workbooks only"),
        ({"columns": ("dya", "what")}, "unknown column 'dya'; did you mean 'day'"),
    ],
)
def test_what_the_head_of_a_file_shows_to_be_wrong_is_refused_before_the_file_is_read(options, message, tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("day,what\n2020,a\n", encoding="utf-8")
    given = {"columns": ("day", "what"), **options}
    with pytest.raises(UserError) as refused:
        check_reading(file, given.pop("columns"), **given)
    assert message in str(refused.value)
    check_reading(file, ("day", "what"), decimal=",", split=";")


def test_negative_amounts_are_set_off_in_proportion_within_their_period_and_category():
    values, kept, notes = without_negative(np.array([10.0, -4, 6, 5, -2]), np.array([0, 0, 0, 1, 2]), "net")
    np.testing.assert_allclose(values, [7.5, np.nan, 4.5, 5, np.nan])
    assert kept.tolist() == [True, False, True, True, False]
    assert notes == [
        "2 rows have negative amounts: set off against the other amounts of the same category and period.",
        "In 1 cases nothing above zero is left of a category in a period.",
    ]


@pytest.mark.parametrize("number", [2, SHOWN, SHOWN + 1, SHOWN + 3])
def test_faults_beyond_the_first_are_counted(number):
    words = str(faulty("mine.csv", [(row, f"mine.csv: row {row} is bad") for row in range(number)], 100))
    assert words.startswith(f"mine.csv: {number} faults in 100 rows: row 0 is bad; row 1 is bad")
    assert (f"; and {number - SHOWN} more" in words) == (number > SHOWN)
    assert words.count("is bad") == min(number, SHOWN)
    assert (", ..." in skipped([(row, "bad") for row in range(number)], "mine.csv")) == (number > SHOWN)


def test_entropy_without_categories_met_twice_is_corrected_by_those_met_once():
    counts = np.array([1, 1, 1, 5])
    records, once = 8, 3
    common = 2 / ((records - 1) * (once - 1) + 2)
    seen = sum(x / records * sum(1 / k for k in range(x, records)) for x in counts)
    tail = -np.log(common) - sum((1 - common) ** r / r for r in range(1, records))
    expected = seen + once / records * (1 - common) ** (1 - records) * tail
    assert unbiased_log_hill(counts, 1) == pytest.approx(expected, rel=1e-6)


def test_a_wide_table_keeps_the_column_of_its_groups():
    wide = pd.DataFrame({"Area": ["a", "b"], "Officer": ["x", "y"], "2019": [1, 2], "2020": [3, 4]})
    names = ColumnNames(None, "Area", None, None, "Officer")
    found = columns_of(wide, names, "mine.csv", True, "amounts", [])
    assert found.columns["group"] == "Officer"
    assert sorted(found.table["Officer"]) == ["x", "x", "y", "y"]


def drift(as_narrow, as_wide):
    """A kind of drift of which so many of 999 records narrow, or widen, as much as the record."""
    return Null("wander", 0.5, 0.1, np.nan, np.zeros(999), np.zeros((2, 999)), as_narrow, as_wide)


@pytest.mark.parametrize(
    ("low", "high", "level", "is_tied"),
    [(-2, -1, 0.95, True), (1, 2, 0.95, False), (-2, 1, 0.95, False), (-2, -1, 0.8, False), (1, 2, 0.4, True)],
)
def test_the_kind_of_drift_that_narrows_or_widens_most_decides_whether_a_verdict_hangs_on_chance(
    low, high, level, is_tied
):
    kinds = (drift(as_narrow=25, as_wide=300), drift(as_narrow=3, as_wide=2))
    assert tied(kinds, low, high, level) == is_tied
    assert not tied((), low, high, level)


def test_a_tie_is_asked_of_the_interval_of_the_path_at_its_level(monkeypatch):
    seen = []
    monkeypatch.setattr(trend, "tied", lambda *given: bool(seen.append(given)))
    found = asked(tilted(0.08, periods=6), confidence=0.9)
    assert seen == [(list(found.nulls), found.low, found.high, 0.9)]


def test_an_audit_says_its_seed_and_its_draws():
    record = tidy(
        pd.DataFrame({"when": ["2020"] * 9 + ["2021"] * 9, "what": list("abcabcabd") * 2}), when="when", what="what"
    )
    found = audit(record, seed=7, draws=101)
    assert (found.seed, found.draws) == (7, 101)


def test_the_length_that_is_needed_is_asked_of_the_mix_of_all_categories_that_were_met(monkeypatch):
    counts = tilted(0.0, periods=6)
    judged = asked(counts)
    rows = [
        (period, f"area {at}", n)
        for period, row in zip(judged.periods, counts, strict=True)
        for at, n in enumerate(row)
    ]
    rows += [(period, "never", 0) for period in judged.periods]
    table = pd.DataFrame(rows, columns=["period", "what", "count"])
    seen = []
    monkeypatch.setattr(summary, "gentlest_by_length", lambda null, share, *_: seen.append(share) or {6: -0.5})
    audited = SimpleNamespace(trends={"count": judged}, categories=table, seed=0)
    assert len(summary.needed_words(audited, "count", 0.05)) == 1
    [share] = seen
    np.testing.assert_allclose(share, counts.sum(axis=0) / counts.sum(), atol=1e-7)


def two_years(first, second, name="mine"):
    """A record of two years with so many decisions in each category, audited."""
    rows = [
        (year, area)
        for year, counts in (("2020", first), ("2021", second))
        for area, n in counts.items()
        for _ in range(n)
    ]
    return audit(tidy(pd.DataFrame(rows, columns=["when", "what"]), when="when", what="what", name=name), draws=100)


def test_a_peer_stands_beside_a_record_at_the_smallest_period_of_both():
    own = two_years({"a": 20, "b": 20}, {"a": 36, "b": 4})
    peer = two_years({"a": 50, "b": 50, "c": 20}, {"a": 40, "b": 40, "c": 40, "d": 10})
    table = beside(own, peer)
    assert table.attrs["size"] == 40
    grown = np.log(table[["own", "peer"]]).diff().iloc[1]
    assert table.attrs["difference"] == pytest.approx(grown["own"] - grown["peer"])
    assert grown["own"] < 0 < grown["peer"]
    middle = (table.attrs["low"] + table.attrs["high"]) / 2
    assert middle == pytest.approx(table.attrs["difference"])
    assert table["own"].iloc[0] == pytest.approx(2, abs=1e-9)
    with pytest.raises(UserError, match="mine and mine have 1 periods in common"):
        beside(own, SimpleNamespace(trends={"count": SimpleNamespace(periods=("2021", "2022"))}, record=own.record))


def test_rows_that_are_printed_say_the_share_of_the_largest_category():
    columns, rows = level_rows(two_years({"a": 15, "b": 5}, {"a": 20, "b": 20}), "count")
    assert [row[columns.index("its share")] for row in rows] == ["75%", "50%"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (0.05, "a narrowing of 5 % a year would be detected in about half of such records, from 20 periods on"),
        (0.2, "from 6 periods on"),
        (0.02, "would not be detected even in 40 periods, in which drift alone may narrow by 3 % a year"),
    ],
)
def test_the_first_length_that_would_show_a_narrowing_is_named(wanted, said):
    gentlest = {6: -0.2, 10: -0.08, 20: -0.045, 40: -0.03}
    assert said in needed_sentence(asked(tilted(0.0, periods=6)), gentlest, wanted)


def test_cells_are_split_into_different_values_and_an_empty_one_stays_one():
    rows, values, sharing = split_cells(["a; b ;a", ";", "c"], ";")
    assert (rows.tolist(), values, sharing.tolist()) == ([0, 0, 1, 2], ["a", "b", "", "c"], [2, 2, 1, 1])


def test_a_column_that_counts_and_is_not_used_is_offered_for_a_table_of_totals():
    assert "--count 'Number' uses it" in about_aggregated(["Year", "Area", "Number"], ["Year", "Area"], False)
    assert "--count COLUMN uses it" in about_aggregated(["Year", "Area", "Number"], ["Year", "Area", "Number"], True)


def test_groups_are_asked_only_of_single_decisions():
    record = SimpleNamespace(frame=pd.DataFrame({"group": ["x"]}))
    with pytest.raises(UserError, match="a table of totals does not say who decided what"):
        by_group(SimpleNamespace(record=record, trends={"amount": None}))


@pytest.mark.parametrize(("counts", "more"), [([1, 1, 1, 1, 2, 2, 9], 4.0), ([1, 1, 1, 8], 3.0)])
def test_categories_that_were_not_met_are_bounded_by_chao(counts, more):
    """Chao (1987): f1^2 / 2 f2 of them, or f1 (f1 - 1) / 2 where none was met twice, times (n - 1) / n."""
    counts = np.array(counts)
    assert np.isnan(unseen(np.array([1, 2, 6]))).all(), "nine records are too few"
    assert np.isfinite(unseen(np.array([1, 2, 7]))).all(), "ten are enough"
    part = (counts.sum() - 1) / counts.sum()
    low, high = unseen(counts)
    # The interval is even about the bound on a scale of logarithms.
    assert np.sqrt((low - len(counts)) * (high - len(counts))) == pytest.approx(part * more)
    once, twice = (counts == 1).sum(), (counts == 2).sum()
    if twice:
        ratio = once / twice
        variance = twice * (part / 2 * ratio**2 + part**2 * ratio**3 + part**2 / 4 * ratio**4)
        reach = np.exp(1.959964 * np.sqrt(np.log(1 + variance / (part * more) ** 2)))
        assert (high - len(counts)) / (part * more) == pytest.approx(reach, rel=1e-5)


def test_negative_amounts_are_set_off_in_their_own_cell_of_the_table_alone():
    rows = [
        ("2020", "a", 10),
        ("2020", "a", -4),
        ("2020", "b", 8),
        ("2021", "a", 8),
        ("2021", "b", -3),
        ("2021", "b", 9),
    ]
    table = pd.DataFrame(rows, columns=["when", "what", "x"])
    found = tidy(table, when="when", what="what", weight="x", negative="net").frame
    assert found.groupby(["when", "what"])["weight"].sum().tolist() == [6, 8, 8, 6]


def test_a_day_of_hours_is_their_mean_and_a_gap_below_half_of_the_usual_hours():
    days = np.repeat(np.array(["2024-01-01", "2024-01-02", "2024-01-03"], dtype="datetime64[D]"), [4, 4, 2])
    values = np.array([0.0, 1, 1, np.nan, 0.5, np.nan, np.nan, np.nan, 0.2, 0.4])
    notes = []
    found, means = daily(days, values, False, notes)
    assert found.tolist() == sorted(set(days.tolist()))
    np.testing.assert_allclose(means, [2 / 3, np.nan, 0.3])  # four hours are usual: one is too few, two are enough
    np.testing.assert_allclose(daily(days, values, True, notes)[1], [4 * 2 / 3, np.nan, 4 * 0.3])
    assert notes == ["4 values a day: means of days are taken.", "4 values a day: sums of days are taken."]


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ([{"a": 1}], True),
        ([{"a": 1}, {}], True),
        ([{"a": 1}, 2], False),
        ([2, {"a": 1}], False),
        ([], False),
        ({}, False),
    ],
)
def test_json_is_a_table_where_all_are_objects(data, answer):
    assert is_table(data) == answer


@pytest.mark.parametrize(("length", "printed"), [(22, 22), (23, 23), (24, 23)])
def test_a_long_name_is_cut_where_a_table_is_printed(length, printed):
    columns, rows = level_rows(two_years({"a" * length: 15, "b": 5}, {"a" * length: 15, "b": 5}), "count")
    name = rows[0][columns.index("mode")]
    assert len(name) == printed
    assert name.endswith("…") == (length > printed)


def test_a_table_of_totals_says_what_it_is_measured_by():
    names = (["Year", "Area", "Paid"], ["Year", "Area"])
    assert "give its amounts (--weight COLUMN); if a column" in about_aggregated(*names, False)
    assert "it is measured by amount, as exact shares without sampling error; if" in about_aggregated(*names, True)


def test_currencies_are_counted_by_cells_and_those_not_asked_for_are_others():
    cells = ["$1", "€2", "3", "$4", ""]
    found = read_amounts(cells, str, currency="USD")
    assert (found.currencies, found.other) == ({"USD": 2, "EUR": 1}, 1)
    np.testing.assert_array_equal(found.values, [1, np.nan, 3, 4, np.nan])
    assert read_amounts(["1", "2"], str).currencies == {}


def test_an_audit_tells_its_progress_of_each_period_and_way_to_measure():
    table = pd.DataFrame({"when": ["2020"] * 9 + ["2021"] * 9, "what": list("abcabcabd") * 2, "x": range(1, 19)})
    told = []
    audit(tidy(table, when="when", what="what", weight="x"), draws=100, progress=lambda *now: told.append(now))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
