"""Files as people have them: what is read, what is said of it, and what is refused and how."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from specialisation_sim.base.errors import UserError
from specialisation_sim.records import audit, read_record, tidy
from specialisation_sim.records.headers import Lines, below_header
from specialisation_sim.records.shapes import is_aggregated
from specialisation_sim.records.text_tables import looks_like_json
from specialisation_sim.records.weather_days import stamped

CASES = Path(__file__).parent / "cases"


def said(record, words):
    return any(words in note for note in record.notes)


def made(tmp_path, content, name="my.csv"):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


class TestCases:
    def test_a_workbook_is_read(self):
        read = read_record(CASES / "excel.xlsx", when="Award Date", what="Programme", weight="Amount")
        assert (len(read.frame), read.periods) == (120, ("2015", "2016", "2017", "2018"))

    def test_a_table_of_totals_is_told_and_no_effective_number_exceeds_its_categories(self):
        read = read_record(CASES / "aggregated_once_a_year.csv", when="Year", what="Name", weight="Value")
        assert read.totals
        assert said(read, "this is a table of totals (aggregated)")
        found = audit(read)
        assert found.by == ("amount",)
        assert found.table["hill_1"].max() < 28
        assert found.trends["amount"].low == found.trends["amount"].slope

    def test_several_values_in_a_cell_are_told_and_split(self):
        names = {"when": "Date of Award", "what": "Topics", "weight": "Amount"}
        read = read_record(CASES / "multi_value.csv", **names)
        assert said(read, "parted by ';' (24 of 56 rows)")
        assert "Global Health R&D" in set(read.frame["what"])
        whole, shared = (
            read_record(CASES / "multi_value.csv", **names, split=";", shared=one) for one in (False, True)
        )
        assert "Biosecurity" in set(whole.frame["what"])
        assert (whole.frame["count"].sum(), shared.frame["count"].sum()) == (80, 56)
        assert shared.frame["weight"].sum() == pytest.approx(read.frame["weight"].sum())

    @pytest.mark.parametrize(
        ("file", "when", "periods"),
        [
            ("fiscal_FY16.csv", "Fiscal Year", [f"FY{year}" for year in range(2014, 2019)]),
            ("fiscal_slash.csv", "fy", ["2014/15", "2015/16", "2016/17", "2017/18", "2018/19"]),
        ],
    )
    def test_fiscal_years_are_fiscal_years(self, file, when, periods):
        read = read_record(CASES / file, when=when, what="area")
        assert list(read.periods) == periods
        assert said(read, "as fiscal years.")

    def test_years_of_two_digits_are_read_and_told(self):
        read = read_record(CASES / "two_digit_year.csv", when="Ordered Date", what="Agency", weight="PO Amount")
        assert read.periods == ("2014", "2015")
        assert said(read, "Read `23-Oct-14` as 23 October 2014")

    def test_a_slip_names_its_row_and_can_be_skipped(self):
        with pytest.raises(UserError, match=r"row 121, column 'YEAR' is '19755'.*--skip-bad"):
            read_record(CASES / "one_typo_year.csv", when="YEAR", what="ARTIST")
        read = read_record(CASES / "one_typo_year.csv", when="YEAR", what="ARTIST", skip_bad=True)
        assert len(read.frame) == 119
        assert said(read, "1 bad row left out (row 121")

    def test_the_header_is_found_below_a_preamble(self):
        read = read_record(CASES / "preamble.csv", when="Start Date", what="Research Organization - original")
        assert said(read, "The header was found in row 3")
        assert said(read, "Read dates as years: all are 1 January.")
        assert len(read.frame) == 40

    def test_windows_text_and_a_wide_table_are_hinted_at_and_read(self):
        file = CASES / "latin1_semicolon_decimalcomma.csv"
        with pytest.raises(UserError) as fault:
            read_record(file, when="2021", what="x")
        assert "cp1252" in str(fault.value)
        assert "--wide" in str(fault.value)
        read = read_record(file, what="Paragraf, Hovedområde, Aktivitetsområde, Hovedkonto, Underkonto")
        assert read.periods == tuple(map(str, range(2019, 2025)))
        assert read.frame["weight"].iloc[0] == 83.8
        assert said(read, "Read as a wide table")

    @pytest.mark.parametrize(("how", "rows"), [("leave out", "left out"), ("net", "set off against")])
    def test_negative_amounts_are_counted(self, how, rows):
        read = read_record(CASES / "negative.csv", when="Year", what="Name", weight="Value", negative=how)
        assert said(read, "1 row has a negative amount")
        assert said(read, rows)
        assert not (read.frame["weight"] < 0).any()

    def test_json_is_told_and_read(self):
        read = read_record(CASES / "json_records.json", when="Release Date", what="Major Genre")
        assert read.frame["what"].tolist() == ["Drama", "Comedy"]
        assert said(read, "Read as JSON")


class TestTables:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1252"])
    def test_encodings(self, tmp_path, encoding):
        file = made(tmp_path, "when,what\n2020,Énergie\n2021,b\n".encode(encoding))
        assert read_record(file, when="when", what="what").frame["what"].tolist() == ["Énergie", "b"]

    @pytest.mark.parametrize("above", ["Report of 2024\n", "Report;of\n\n2024;x\n\n", "\n\nTitle, with a comma\n"])
    def test_lines_above_the_header(self, tmp_path, above):
        file = made(tmp_path, above + "when;what;x\n2020;a;1,5\n2021;b;2,5\n")
        read = read_record(file, when="when", what="what", weight="x")
        assert read.frame["weight"].tolist() == [1.5, 2.5]

    def test_notes_below_the_table_and_blank_columns_are_left_out(self, tmp_path):
        file = made(tmp_path, "when,what,,\n2020,a,,\n2021,b,,\nSource: us\n")
        read = read_record(file, when="when", what="what")
        assert len(read.frame) == 2
        assert said(read, "below the table")

    def test_rows_of_totals_are_left_out(self, tmp_path):
        file = made(tmp_path, "when,what,x\n2020,a,1\n2020,b,2\n2020,Total,3\nGrand Total,,3\n")
        read = read_record(file, when="when", what="what", weight="x")
        assert read.frame["what"].tolist() == ["a", "b"]
        assert said(read, "2 rows look like totals ('Total')")

    def test_all_faults_are_listed_at_once(self, tmp_path):
        rows = "".join(f"{2010 + n % 5},a,{n}\n" for n in range(30))
        file = made(tmp_path, f"when,what,x\nsoon,a,1\n{rows}2012,b,lots\n2012,b\n2013,c,3\n")
        with pytest.raises(UserError) as fault:
            read_record(file, when="when", what="what", weight="x")
        text = str(fault.value)
        assert "3 faults in 34 rows" in text
        for words in ("row 2, column 'when' is 'soon'", "row 33, column 'x' is 'lots'", "row 34 has 2 cells"):
            assert words in text
        assert len(read_record(file, when="when", what="what", weight="x", skip_bad=True).frame) == 31

    def test_a_year_far_from_all_others_is_a_slip(self):
        table = pd.DataFrame({"when": [*[str(2010 + n % 8) for n in range(40)], "2109"], "what": "a"})
        with pytest.raises(UserError, match=r"'2109', 92 years from every other date"):
            tidy(table, when="when", what="what")

    def test_currencies_are_not_added(self, tmp_path):
        file = made(tmp_path, "when,what,x,Currency\n2020,a,1,EUR\n2020,b,2,USD\n2021,a,3,EUR\n")
        with pytest.raises(UserError, match=r"EUR \(2 rows\), USD \(1 rows\).*--currency EUR"):
            read_record(file, when="when", what="what", weight="x")
        read = read_record(file, when="when", what="what", weight="x", currency="eur")
        np.testing.assert_array_equal(read.frame["weight"], [1, np.nan, 3])
        with pytest.raises(UserError, match="unknown currency 'GBP'"):
            read_record(file, when="when", what="what", weight="x", currency="GBP")
        cells = made(tmp_path, "when,what,x\n2020,a,$1\n2020,b,€2\n")
        assert read_record(cells, when="when", what="what", weight="x", currency="USD").frame["weight"].count() == 1

    def test_a_row_stands_for_as_many_decisions_as_it_says(self, tmp_path):
        file = made(tmp_path, "when,what,n\n2020,a,30\n2020,b,10\n2021,a,0\n2021,b,40\n")
        found = audit(read_record(file, when="when", what="what", count="n"), draws=100).rows()
        assert found["records"].tolist() == [40, 40]
        assert found["hill_1"].iloc[0] == pytest.approx(np.exp(-(0.75 * np.log(0.75) + 0.25 * np.log(0.25))))
        wrong = made(tmp_path, "when,what,n\n2020,a,1.5\n")
        with pytest.raises(UserError, match=r"is '1.5'; allowed: a whole number from 0"):
            read_record(wrong, when="when", what="what", count="n")

    def test_a_wide_table_of_counts(self, tmp_path):
        file = made(tmp_path, "what,2019,2020,2021\na,30,20,10\nb,10,20,30\n")
        read = read_record(file, what="what", wide=True, cells="counts")
        assert not read.totals
        assert read.frame["count"].sum() == 120

    def test_fiscal_years_begin_when_they_are_said_to(self):
        table = pd.DataFrame({"when": ["2014-06-30", "2014-07-01", "2015-06-30", "2015-07-01"], "what": "a"})
        read = tidy(table, when="when", what="what", year_starts="July")
        assert read.frame["when"].tolist() == ["2013/14", "2014/15", "2014/15", "2015/16"]
        with pytest.raises(UserError, match="did you mean 'July'"):
            tidy(table, when="when", what="what", year_starts="Jully")

    def test_a_quiet_season_is_no_missing_part(self):
        dates = [f"{year}-{month:02d}" for year in range(2010, 2016) for month in (3, 4, 5) for _ in range(5)]
        assert not tidy(pd.DataFrame({"when": dates, "what": "a"}), when="when", what="what").partial

    def test_the_sheet_with_the_columns_is_taken(self, tmp_path):
        file = tmp_path / "book.xlsx"
        with pd.ExcelWriter(file) as book:
            pd.DataFrame({"note": ["read me"]}).to_excel(book, sheet_name="About", index=False)
            frame = pd.DataFrame({"when": pd.to_datetime(["2020-02-01", "2021-03-01"]), "what": ["a", "b"]})
            frame.to_excel(book, sheet_name="Grants", index=False, startrow=2)
        read = read_record(file, when="when", what="what")
        assert read.periods == ("2020", "2021")
        assert said(read, "Read the sheet 'Grants'")
        with pytest.raises(UserError, match="unknown sheet 'Grant'; did you mean 'Grants'"):
            read_record(file, when="when", what="what", sheet="Grant")

    def test_a_workbook_by_another_name_is_known_by_its_content(self, tmp_path):
        file = tmp_path / "my.csv"
        shutil.copy(CASES / "excel.xlsx", file)
        assert len(read_record(file, when="Award Date", what="Programme").frame) == 120

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"\xd0\xcf\x11\xe0rest", "old Excel workbook"),
            (b"\x1f\x8brest", "compressed"),
            (b"%PDF-1.4", "a PDF"),
            (b"PK\x03\x04rest", "no Excel workbook that can be read"),
            (b"<!doctype html><html>", "a web page"),
            (b'{"a": 1', "begins like JSON and is not"),
            (b"[[1, 2], [3, 4]]", "no list of objects"),
        ],
    )
    def test_what_is_no_table_is_told_by_its_kind(self, tmp_path, content, message):
        with pytest.raises(UserError, match=message):
            read_record(made(tmp_path, content), when="when", what="what")


@pytest.mark.parametrize(
    ("text", "is_json"),
    [
        ('{"a": 1}', True),
        (' [ {"a": 1}]', True),
        ("[]", True),
        ("[draft] title,field", False),
        ("a{b},c", False),
        ("{a},b", True),
        ("", False),
    ],
)
def test_json_begins_with_a_brace_or_a_list_of_something(text, is_json):
    assert looks_like_json(text) == is_json


@pytest.mark.parametrize(
    ("column", "cell", "is_stamped"),
    [
        ("date", "2024-01-01", False),
        ("date", "2024-01-01 13:00", True),
        ("date", "2024010113", True),
        ("Hour (UTC)", "3", True),
        ("cover", "12:00", False),
    ],
)
def test_rows_are_of_hours_where_their_dates_or_a_column_say_so(column, cell, is_stamped):
    assert stamped(pd.DataFrame({column: [cell]}), [column]) == is_stamped


@pytest.mark.parametrize(
    ("names", "periods", "twice", "aggregated"),
    [(3, 3, 0, True), (2, 4, 0, False), (4, 2, 0, True), (8, 1, 0, False), (4, 4, 16, False)],
)
def test_a_table_with_a_row_for_each_category_and_period_is_of_totals(names, periods, twice, aggregated):
    rows = [(period, name) for period in range(periods) for name in range(names)]
    dates, categories = zip(*rows, *rows[:twice], strict=True)
    assert is_aggregated(dates, categories) == aggregated


def test_a_row_is_cut_to_the_header_only_by_cells_that_say_nothing():
    rows = [["when", "what"], ["2020", "a", "", ""], ["2020", ""], ["2020"], ["2021", "b", "x"], ["2022", "c"]]
    lines = Lines([(number, number, row) for number, row in enumerate(rows, 1)], [], True)
    header, below, _, faults = below_header(Path("mine.csv"), lines, ["when", "what"])
    assert header == ["when", "what"]
    assert below == [(2, ["2020", "a"]), (3, ["2020", ""]), (6, ["2022", "c"])]
    assert [row for row, _ in faults] == [4, 5]
