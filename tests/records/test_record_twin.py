"""A record as it is read and counted equals its plain-Python twin: dates, categories, amounts, counts, Hill numbers."""

import sys
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest

from specialisation_sim.records import audit, read_record, tidy

sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))

import record_twin as twin

FILES = {
    "points, day first": {},
    "points, month first": {"day_first": False},
    "commas": {"comma": True},
    "months": {"months": True},
}


def read(folder, form, period, seed=0, number=120):
    """Decisions, and the record of the file that says them."""
    random = Random(f"{form} {seed}")
    made = twin.decisions(random, number)
    file = folder / "grants.csv"
    file.write_text(twin.written(made, random, **FILES[form]), encoding="utf-8")
    return made, read_record(file, when="date", what="AREA", weight="grant", period=period)


@pytest.mark.parametrize("period", ["year", "quarter", "month"])
@pytest.mark.parametrize("form", FILES)
def test_what_is_read_is_what_was_written(form, period, tmp_path):
    made, record = read(tmp_path, form, period)
    assert record.frame["when"].tolist() == [twin.period_of(day, period) for day, _, _ in made]
    assert record.frame["what"].tolist() == [category for _, category, _ in made]
    np.testing.assert_allclose(record.frame["weight"], [amount for _, _, amount in made], rtol=1e-9)
    assert list(record.periods) == sorted(record.periods)
    assert {record.periods[0], record.periods[-1]} == {min(record.frame["when"]), max(record.frame["when"])}
    assert sum("rows have a blank" in note for note in record.notes) == 2
    assert sum("Differ in capitals only" in note for note in record.notes) == 1


@pytest.mark.parametrize("by", ["count", "amount"])
@pytest.mark.parametrize("period", ["year", "quarter"])
def test_counts_shares_and_hill_numbers_are_those_of_the_twin(period, by, tmp_path):
    made, record = read(tmp_path, "points, day first", period, seed=1)
    found = audit(record, draws=100, keep_partial=True)
    rows, counts = found.rows(by, used=False).set_index("period"), twin.counted(made, period, by)
    assert set(rows.index) == set(counts)
    for label, of_period in counts.items():
        row, share = rows.loc[label], twin.shares(of_period)
        assert row["records"] == sum(twin.counted(made, period, "count")[label].values())
        assert row["total"] == pytest.approx(sum(of_period.values()), rel=1e-9)
        assert row["hill_0"] == len(of_period)
        for order in (1, 2):
            assert row[f"hill_{order}"] == pytest.approx(twin.hill(of_period, order), rel=1e-9)
        assert row["modal_share"] == pytest.approx(max(share.values()), rel=1e-9)
        assert share[row["mode"]] == max(share.values())
        table = found.categories[found.categories["period"] == label].set_index("what")
        for category in table.index:
            assert table.loc[category, by] == pytest.approx(of_period.get(category, 0), rel=1e-9)
            assert table.loc[category, f"{by}_share"] == pytest.approx(share.get(category, 0), rel=1e-9)
    for before, after in zip(record.periods, record.periods[1:]):
        came, went, moved = twin.turnover(counts[before], counts[after])
        assert (rows.loc[after, "entered"], rows.loc[after, "left"]) == (came, went)
        assert rows.loc[after, "replaced"] == pytest.approx(moved, rel=1e-9)


@pytest.mark.parametrize("kind", [str, pd.Timestamp, lambda day: day, np.datetime64])
def test_a_frame_says_the_same_as_its_file(kind):
    made = twin.decisions(Random(2), 50)
    table = pd.DataFrame(made, columns=["when", "what", "weight"]).assign(when=[kind(day) for day, _, _ in made])
    record = tidy(table, when="when", what="what", weight="weight", period="month")
    assert record.frame["when"].tolist() == [twin.period_of(day, "month") for day, _, _ in made]
    assert record.frame["weight"].tolist() == [amount for _, _, amount in made]


def test_a_mapping_moves_whole_categories_and_a_blank_amount_is_counted_by_number_only():
    table = pd.DataFrame({"when": [2000] * 4 + [2002], "what": list("abacb"), "weight": [1.0, 2.0, None, 4.0, 8.0]})
    record = tidy(table, when="when", what="what", weight="weight", mapping={"a": "c"})
    assert record.frame["what"].tolist() == ["c", "b", "c", "c", "b"]
    assert record.periods == ("2000", "2001", "2002")
    rows = audit(record, draws=100).table.set_index(["by", "period"])
    assert rows["records"].tolist() == [4, 0, 1, 3, 0, 1]
    assert rows["total"].tolist() == [4, 0, 1, 7, 0, 8]
    assert rows.loc[("amount", "2000"), "hill_2"] == pytest.approx(1 / ((5 / 7) ** 2 + (2 / 7) ** 2))
    assert np.isnan(rows.loc[("count", "2001"), "hill_1"])


@pytest.mark.parametrize("end", ["begins", "ends"])
@pytest.mark.parametrize(
    ("number", "covered", "partial"),
    # Decisions as frequent as in the days covered would leave the others empty with chance exp(-n missing / covered).
    [(11, 292, False), (12, 292, True), (200, 360, False), (200, 359, True), (200, 365, False)],
)
def test_a_part_of_a_year_is_told_at_the_edge_of_one_in_twenty(number, covered, partial, end):
    places = np.linspace(0, covered - 1, number).astype(int)
    start = pd.Timestamp("2018-01-01")
    days = places if end == "ends" else 364 - places
    whole = np.arange(365) + (-365 if end == "ends" else 365)
    stamps = start + pd.to_timedelta([*whole, *days], unit="D")
    record = tidy(pd.DataFrame({"when": stamps, "what": "a"}), when="when", what="what")
    assert set(record.partial) == ({"2018"} if partial else set())
