"""Reading records of organisations: what is understood, what is told of, and what is refused and how."""

import os

import numpy as np
import pandas as pd
import pytest

from specialisation_sim.base.errors import UserError
from specialisation_sim.base.shipped_files import shipped_folder
from specialisation_sim.records import read_record, tidy
from specialisation_sim.records.amounts import amounts
from specialisation_sim.records.dates import days


def where(place):
    return f"row {place}"


@pytest.fixture
def record(tmp_path):
    """Write bytes or text to a file and read it as a record."""

    def read(content, when="when", what="what", **options):
        file = tmp_path / "my.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_record(file, when=when, what=what, **options)

    return read


@pytest.fixture(scope="module")
def grants():
    file = shipped_folder("data") / "open_philanthropy_grants.csv"
    return read_record(file, when="Date", what="Focus Area", weight="Amount")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["$484,000", "$35,000"], [484000, 35000]),
        (["1.2m", "$3bn", "5k", "US$ 2 million"], [1.2e6, 3e9, 5e3, 2e6]),
        (["EUR 3.000,50", "2.000"], [3000.5, 2000]),
        (["€ 1.234.567"], [1234567]),
        (["3.000", "2.5"], [3, 2.5]),
        (["3,000"], [3000]),
        (["0.125"], [0.125]),
        (["1'000", "1\u2019500.5"], [1000, 1500.5]),
        (["1\u202f000,5", "1\xa0000"], [1000.5, 1000]),
        (["1.2E+06", ".5", "$0"], [1.2e6, 0.5, 0]),
        ([3, 4.5, np.int64(7)], [3, 4.5, 7]),
        (["-5", "(6)", "$-7", -8.0], [-5, -6, -7, -8]),
        (["", "n/a", None, float("nan"), "—", "2"], [np.nan] * 5 + [2]),
    ],
)
def test_amounts_are_understood(cells, expected):
    np.testing.assert_allclose(amounts(cells, where), expected)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["3.000"], "row 0 is '3.000', which is 3.000 or 3000"),
        (["1.5", "2,5"], "row 1 is '2,5' and row 0 is '1.5': their decimal marks differ"),
        (["$1", "€2"], "row 1 is '€2', in EUR, but row 0 is in USD"),
        ([float("inf")], "row 0 is 'inf'"),
        (["abc"], "row 0 is 'abc'; allowed: an amount such as"),
        (["1,2,3"], "row 0 is '1,2,3'"),
        (["12%"], "row 0 is '12%'"),
        (["1 2"], "row 0 is '1 2'"),
    ],
)
def test_amounts_that_are_refused(cells, message):
    with pytest.raises(UserError) as fault:
        amounts(cells, where)
    assert message in str(fault.value)


def test_a_given_decimal_mark_settles_what_no_cell_tells():
    assert amounts(["3.000"], where, decimal=".") == [3]
    assert amounts(["3.000"], where, decimal=",") == [3000]
    with pytest.raises(UserError, match="3000"):
        amounts(["3,000"], where, comma_parts=False)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["October 2024", "Sept. 2020"], [(2024, 10, 0), (2020, 9, 0)]),
        (["2024-10-31", "2024-10-31T12:00:00Z", "20241031", "2024/10/31"], [(2024, 10, 31)] * 4),
        (["31.10.2024", "31 Oct 2024", "October 31st, 2024", "Thu, 31 Oct 2024", "31-Oct-2024"], [(2024, 10, 31)] * 5),
        (["1/2/2024", "13/2/2024"], [(2024, 2, 1), (2024, 2, 13)]),
        (["1/2/2024", "2/13/2024"], [(2024, 1, 2), (2024, 2, 13)]),
        (["2/2/2024"], [(2024, 2, 2)]),
        (["2024", 2024, "2024.0"], [(2024, 0, 0)] * 3),
        (["2024-Q3", "Q3 2024"], [(2024, 9, 0)] * 2),
        ([pd.Timestamp("2024-10-31"), pd.Period("2024-10"), pd.NaT], [(2024, 10, 31), (2024, 10, 0), None]),
        (["", "n/a", None], [None] * 3),
        (["23-Oct-14", "9-Mar-15", "1/13/69"], [(2014, 10, 23), (2015, 3, 9), (1969, 1, 13)]),
        (["Oct-24", "Sep 2023", "Nov '22"], [(2024, 10, 0), (2023, 9, 0), (2022, 11, 0)]),
        (["45000", "45001.5"], [(2023, 3, 15), (2023, 3, 16)]),
        (["FY14", "FY2015", "FY 16"], [(2014, 0, 0), (2015, 0, 0), (2016, 0, 0)]),
        (["2009/10", "2010/11", "2011-12", "1999/2000"], [(2009, 0, 0), (2010, 0, 0), (2011, 0, 0), (1999, 0, 0)]),
        (["2009/10", "2009/11", "2010/01"], [(2009, 10, 0), (2009, 11, 0), (2010, 1, 0)]),
        (["2014-7-1", "Jun 12 1998", "12 of June 1998"], [(2014, 7, 1), (1998, 6, 12), (1998, 6, 12)]),
    ],
)
def test_dates_are_understood(cells, expected):
    assert days(cells, where) == expected


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["1/2/2024"], "row 0 is '1/2/2024', and no cell of the column tells the day from the month"),
        (["1/13/2024", "13/1/2024"], "row 1 is '13/1/2024' and row 0 is '1/13/2024': one begins with the day"),
        (["24-Oct"], "row 0 is '24-Oct'; allowed: a date from 1500 to 2200, such as"),
        (["2014", "2015", "2016", "2017", "19755"], "row 4 is '19755'"),
        (["2014/15", "2014/03"], "row 1 is '2014/03'"),
        (["FY14", "October 2014"], "row 1 is 'October 2014', but row 0 is the fiscal year 'FY14'"),
        (["2024-13-01"], "row 0 is '2024-13-01'"),
        (["30 February 2024"], "30 February 2024"),
        (["soon"], "row 0 is 'soon'"),
    ],
)
def test_dates_that_are_refused(cells, message):
    with pytest.raises(UserError) as fault:
        days(cells, where)
    assert message in str(fault.value)


@pytest.mark.parametrize("text", ["1/2/2024", "1/ 2/2024", "1/ 2/ 2024", "01-02-2024 9:30"])
def test_the_reader_does_not_guess_whichever_way_a_date_is_spaced(text):
    with pytest.raises(UserError, match="no cell of the column tells the day from the month"):
        days([text], where)


def test_a_given_order_settles_what_no_cell_tells():
    assert days(["1/2/2024"], where, day_first=True) == [(2024, 2, 1)]
    assert days(["1/2/2024"], where, day_first=False) == [(2024, 1, 2)]


@pytest.mark.parametrize(
    "content",
    [
        "when,what\n2020,a\n2021,é\n",
        b"\xef\xbb\xbfwhen,what\r\n2020,a\r\n2021,\xc3\xa9\r\n",
        "when;what\n2020;a\n2021;é",
        'when\twhat\n2020\ta\n\n2021\t"é"\n\t\n',
        "when|what\n2020|a\n2021|e\u0301\n".encode("utf-16"),
        'When , WHAT,"a, b"\n2020, a ,\n2021,é,\n',
    ],
)
def test_files_of_many_kinds_say_the_same(record, content):
    frame = record(content).frame
    assert frame.to_dict("list") == {"when": ["2020", "2021"], "what": ["a", "é"], "count": [1, 1], "weight": [1, 1]}


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("", {}, "is empty; needed: a header"),
        ("when,what\n", {}, "has a header and no rows"),
        ("when,what\n2020,a,b\n", {}, "row 2 has 3 cells; the header has 2 cells"),
        ('when,what\n2020,"a\n', {}, "is not CSV"),
        ("when,what\n2020,a\0\n", {}, "zero bytes"),
        ("whn,what\n2020,a\n", {}, "unknown column 'when'; did you mean 'whn'?"),
        ("when,what,what\n2020,a,b\n", {}, "has 2 columns 'what'; allowed: one"),
        ("when,what\n2020,a\nsoon,b\n", {}, "my.csv: row 3, column 'when' is 'soon'"),
        ("when,what,x\n2020,a,1\n2020,b,lots\n", {"weight": "x"}, "my.csv: row 3, column 'x' is 'lots'"),
        ("when,what,x\n2020,a,0\n", {"weight": "x"}, "column 'x' has no amount above 0"),
        ("when,what\n,a\n", {}, "has no row with both 'when' and 'what'"),
        ("when,what\n2020,a\n", {"period": "quarter"}, "row 2, column 'when' is the year 2020 without a month"),
        ("when,what\n2020,a\n", {"period": "yaer"}, "did you mean 'year'"),
        ("when,what\n2020,a\n", {"decimal": ";"}, "decimal = ';' is not valid"),
        ("when,what\n0001,a\n3001,b\n", {}, "'0001'"),
        ("day,what\n2020,a\n", {"when": None}, "name the column of dates (--when); columns: day, what"),
        ("what,2019,2020,2021\na,1,2,3\n", {"when": "2019", "wide": True}, "--when '2019' and --wide do not go"),
        ("what,2019,2020,2021\na,1,2,3\n", {"when": None, "weight": "2019"}, "no --weight and no --count"),
        ("when,what\n2020,a\n", {"currency": "EUR"}, "--currency is for amounts; name their column (--weight)"),
        ("when,what,x\n2020,a,1\n2021,a,2\n", {"weight": "x", "currency": "EUR"}, "--currency EUR is not needed"),
        ("when,what,x\n2020,a,$1\n2021,a,$2\n", {"weight": "x", "currency": "EUR"}, "unknown currency 'EUR'"),
        ("when,what,x\n2020,a,$1\n2021,a,€2\n", {"weight": "x"}, "--currency"),
    ],
)
def test_every_fault_is_one_message_with_file_row_and_column(record, content, options, message):
    with pytest.raises(UserError) as fault:
        record(content, **options)
    assert message in str(fault.value)
    assert "my.csv" in str(fault.value) or not content or "period" in message or options
    assert "\n" not in str(fault.value)


def test_missing_files_and_folders_are_refused(tmp_path):
    with pytest.raises(UserError, match="there is no such file"):
        read_record(tmp_path / "none.csv", when="a", what="b")
    with pytest.raises(UserError, match="is a folder"):
        read_record(tmp_path, when="a", what="b")
    with pytest.raises(UserError, match="no such file"):
        read_record(tmp_path / ("a" * 300), when="a", what="b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_what_may_be_endless_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    for endless in (tmp_path / "pipe.csv", "/dev/zero"):
        with pytest.raises(UserError, match="is a pipe or a device"):
            read_record(endless, when="a", what="b")


def test_blank_cells_are_counted_and_reported(record):
    read = record("when,what,x\n2020,a,1\n,b,1\n2020,,1\n2020,c,\n", weight="x")
    assert read.frame["what"].tolist() == ["a", "c"]
    assert read.frame["weight"].isna().tolist() == [False, True]
    assert read.notes[:3] == (
        "1 row has a blank 'when' (row 3): left out.",
        "1 row has a blank 'what' (row 4): left out.",
        "1 row has a blank 'x' (row 5): counted by number, not by amount.",
    )


def test_categories_that_differ_in_capitals_are_told_of(record):
    assert any("'Health' and 'health'" in note for note in record("when,what\n2020,Health\n2020,health\n").notes)


def test_a_mapping_file_renames_and_merges(record, tmp_path):
    (tmp_path / "map.csv").write_text("from;to\nHens;Animals\nFish;Animals\n")
    read = record("when,what\n2020,Hens\n2020,Fish\n2020,Air\n", mapping=tmp_path / "map.csv")
    assert read.frame["what"].tolist() == ["Animals", "Animals", "Air"]
    assert any(note.startswith("2 rows were given another category") for note in read.notes)


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ("from,to\nHen,Animals\n", "renames 'Hen', which column 'what' of .* does not have; did you mean 'Hens'"),
        ("from,to\nZebu,Animals\n", "renames 'Zebu', .*; categories: Fish, Hens"),
        ("from,to\nHens,\n", "row 2 has a blank name in column 'to'"),
        ("from,to\nHens,A\nHens,B\n", "row 3 maps 'Hens' to 'B', but it was mapped to 'A' before"),
        ("from,to\nHens,Fish\nFish,B\n", "allowed: one step; map 'Hens' to 'B'"),
        ("old,to\nHens,Fish\n", "unknown column 'from'"),
    ],
)
def test_a_faulty_mapping_is_refused(record, tmp_path, pairs, message):
    (tmp_path / "map.csv").write_text(pairs)
    with pytest.raises(UserError, match=message):
        record("when,what\n2020,Hens\n2020,Fish\n", mapping=tmp_path / "map.csv")


def monthly(first, last, each=4):
    """A row for each month, several times."""
    return pd.DataFrame({"when": pd.period_range(first, last, freq="M").astype(str).repeat(each), "what": "a"})


def test_half_a_year_at_the_end_and_the_start_is_flagged():
    partial = tidy(monthly("2019-10", "2022-06"), when="when", what="what").partial
    assert list(partial) == ["2019", "2022"]
    assert partial["2022"] == "the record ends in June 2022, with 6 of 12 months missing"


def test_whole_years_are_not_flagged():
    assert not tidy(monthly("2019-01", "2021-12"), when="when", what="what").partial


def test_a_quiet_end_of_a_sparse_record_is_not_called_partial():
    table = pd.DataFrame({"when": ["2019-02", "2019-08", "2020-03", "2020-10"], "what": "a"})
    assert not tidy(table, when="when", what="what").partial


def test_years_alone_do_not_tell_whether_they_are_whole():
    read = tidy(pd.DataFrame({"when": [2019, 2020], "what": "a"}), when="when", what="what")
    assert not read.partial
    assert any("we cannot say" in note for note in read.notes)


def test_a_part_of_a_month_is_flagged_where_dates_have_days():
    table = pd.DataFrame({"when": pd.date_range("2024-01-01", "2024-03-10").astype(str), "what": "a"})
    assert list(tidy(table, when="when", what="what", period="month").partial) == ["2024-03"]


@pytest.mark.parametrize(
    ("period", "labels"),
    [("year", ["2023", "2024"]), ("quarter", ["2023-Q4", "2024-Q1"]), ("month", ["2023-11", "2023-12", "2024-01"])],
)
def test_periods_without_rows_are_there_and_told_of(period, labels):
    read = tidy(pd.DataFrame({"when": ["2023-11", "2024-01"], "what": "a"}), when="when", what="what", period=period)
    assert list(read.periods) == labels
    assert (period == "month") == ("No rows in 2023-12." in read.notes)


def test_what_the_sample_holds(grants):
    assert len(grants.frame) == 2364
    assert grants.frame["what"].nunique() == 32
    assert grants.frame["weight"].sum() == 3_453_412_971
    assert grants.frame["weight"].isna().sum() == 3
    assert list(grants.partial) == ["2012", "2024"]
    assert grants.periods == tuple(str(year) for year in range(2012, 2025))
    assert "3 rows have a blank 'Amount' (row 22, 30, 2201)" in grants.notes[0]
