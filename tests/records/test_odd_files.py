"""Small odd files, as people have them: each is read rightly, or refused in one line."""

import io

import openpyxl
import pytest

from specialisation_sim.base.errors import UserError
from specialisation_sim.records import read_record
from specialisation_sim.records.weather import read_weather

NAMES = {"when": "Date", "what": "Area", "weight": "Amount"}


def file_of(date, amount="{n}", mark=",", number=24, areas="abc"):
    """A table of so many rows: the n-th of month `m` and year `y`, in an area, with an amount."""
    rows = [
        mark.join((date, areas[n % len(areas)], amount)).format(n=n, m=n % 12 + 1, y=2020 + n // 12, d=n % 28 + 1)
        for n in range(number)
    ]
    return "\n".join([mark.join(NAMES.values()), *rows]) + "\n"


EURO = file_of("{y}-{m:02d}-05", "1.2{n:02d},50 €", ";")
PLAIN = file_of("{y}-{m:02d}-05")
YEARS = ("2020", "2021")
READ = {
    "decimal commas, cp1252": (EURO.replace(";a;", ";é;").encode("cp1252"), YEARS, 24 * 1200.5 + 276),
    "UTF-16 of the other byte order": (b"\xfe\xff" + EURO.encode("utf-16-be"), YEARS, 24 * 1200.5 + 276),
    "apostrophes between thousands": (file_of("{d:02d}.{m:02d}.{y}", "CHF 1'2{n:02d}.50"), YEARS, 24 * 1200.5 + 276),
    "no-break spaces between thousands": (file_of("{m}/{y}", "1\u202f2{n:02d},5", ";"), YEARS, 24 * 1200.5 + 276),
    "bars, month first": (file_of("{m:02d}/15/{y}", "$1,2{n:02d}.5", "|"), YEARS, 24 * 1200.5 + 276),
    "times in several zones": (file_of("{y}-{m:02d}-05T10:{n:02d}:00+0{m}:00".replace("0{m}", "02")), YEARS, 276),
    "times with and without a zone": (PLAIN.replace("-05,a", "-05T23:30:00Z,a"), YEARS, 276),
    "the month's name first": (file_of('"Mar {d}, {y}"'), YEARS, 276),
    "the year first": (file_of("{y} March {d}"), YEARS, 276),
    "a weekday before the date": (file_of("Thu Mar {d} {y}"), YEARS, 276),
    "years alone": (file_of("{y}"), YEARS, 276),
    "years as a spreadsheet writes numbers": (file_of("{y}.0"), YEARS, 276),
    "years stored as 31 December": (file_of("{y}-12-31T00:00:00"), YEARS, 276),
    "fiscal years of two long numbers": (file_of("FY {y}-2021").replace("2021-2021", "2021-2022"), None, 276),
    "a preamble with the other separator": (
        "Grants, all of them\nof 2024, exported\n\n" + EURO,
        YEARS,
        24 * 1200.5 + 276,
    ),
    "a total and a source below": (PLAIN + "Total,,276\n\nSource: annual reports\n", YEARS, 276),
    "negative amounts in brackets and with a minus sign": (
        PLAIN + "2020-06-01,a,(5)\n2021-06-01,a,\u22127\n",
        YEARS,
        276,
    ),
    "cells in quotation marks": ('"' + PLAIN.replace(",", '","').replace("\n", '"\n"').removesuffix('"'), YEARS, 276),
    "blank columns and rows of commas": (PLAIN.replace("\n", ",,\n") + ",,,,\n", YEARS, 276),
    "objects one a line": (
        "\n".join(
            f'{{"Date": "{row[0]}", "Area": "{row[1]}", "Amount": {row[2]}}}'
            for row in (line.split(",") for line in PLAIN.splitlines()[1:])
        ),
        YEARS,
        276,
    ),
}
"""Content, periods and the sum of amounts."""


@pytest.mark.parametrize("case", READ)
def test_it_is_read(case, tmp_path):
    content, periods, total = READ[case]
    file = tmp_path / "my.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    record = read_record(file, **NAMES)
    assert len(record.frame) == 24
    assert record.periods == (periods or ("2020/21", "2021/22"))
    assert record.frame["weight"].sum() == pytest.approx(total)


REFUSED = {
    "a slip of the hand": (PLAIN + "1021-01-01,a,5\n", {}, "row 26, column 'Date' is '1021-01-01'"),
    "a year far from all others": (PLAIN + "2120-01-01,a,5\n", {}, "99 years from every other date"),
    "day or month": (file_of("{m}/{m}/{y}").replace("1/1/2020", "1/2/2020"), {}, "say which comes first"),
    "both orders": (PLAIN + "13/2/2020,a,5\n2/13/2020,a,5\n", {}, "one order in a column"),
    "thousands or decimals": (file_of("{y}", "1.2{n:02d}", ";"), {}, "say which mark"),
    "two currencies": (EURO.replace("€", "$", 1), {}, "allowed: one currency"),
    "a year without a month": (file_of("{y}"), {"period": "quarter"}, "without a month"),
    "a category that is not there": (PLAIN, {"what": "Aera"}, "did you mean 'Area'"),
    "a web page": ("<!DOCTYPE html><table><tr><td>Date", {}, "a web page"),
    "nothing but a header": ("Date,Area,Amount\n", {}, "no rows below it"),
    "all amounts below zero": (file_of("{y}", "-1{n}"), {}, "no amount above 0"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_one_line(case, tmp_path):
    content, options, message = REFUSED[case]
    file = tmp_path / "my.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=message) as refusal:
        read_record(file, **NAMES | options)
    assert str(refusal.value).count("\n") == 0


def test_a_workbook_with_blank_sheets_a_preamble_and_a_total_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.create_sheet("Notes")["C7"] = "Prepared by the secretariat"
    page = book.create_sheet("Data")
    page.append([None, "Grants by programme"])
    page.append([])
    page.append([None, "Programme", 2019, 2020, 2021, "Total"])
    for name in "abcde":
        page.append([None, name, 1, 2, 3, 6])
    page.append([None, "Total", 5, 10, 15, 30])
    stream = io.BytesIO()
    book.save(stream)
    (tmp_path / "my.xlsx").write_bytes(stream.getvalue())
    record = read_record(tmp_path / "my.xlsx", what="Programme")
    assert record.periods == ("2019", "2020", "2021")
    assert record.frame["weight"].sum() == 30
    assert set(record.frame["what"]) == set("abcde")


def hours(cell, head="time,cloud_cover", mark=","):
    lines = [f"2020-01-{1 + n // 24:02d}T{n % 24:02d}:00{mark}{cell(n)}" for n in range(240)]
    return "\n".join([head.replace(",", mark), *lines]) + "\n"


@pytest.mark.parametrize(
    ("content", "mean"),
    [
        (hours(lambda n: 100 * (n % 2)), 0.5),
        (hours(lambda n: 8 * (n % 2), "date,cloud_oktas", ";"), 0.5),
        (hours(lambda n: 9 if n % 24 else 0, "DATE,Cloud cover (oktas)"), 23 / 24),
        (hours(lambda n: f"{n % 2},0", "time;cloud_cover (share)", ";"), 0.5),
    ],
    ids=["percent", "oktas", "obscured sky", "shares with decimal commas"],
)
def test_hourly_weather_becomes_days(content, mean, tmp_path):
    (tmp_path / "sky.csv").write_text(content)
    record = read_weather(tmp_path / "sky.csv")
    assert len(record.cloud) == 10
    assert record.cloud.mean() == pytest.approx(mean, abs=0.01)
