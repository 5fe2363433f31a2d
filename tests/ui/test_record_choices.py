"""What the page of records guesses, offers and asks for, without a browser."""

import base64
import io

import numpy as np
import openpyxl
import pandas as pd
import pytest

from specialisation_sim.base.errors import UserError
from specialisation_sim.base.shipped_files import shipped_folder
from specialisation_sim.ui import work
from specialisation_sim.ui.pages.record_columns import asked_of, choices_of, chosen_at_first
from specialisation_sim.ui.pages.record_report import further_bands

MOST = 1_000_000


def coded(content):
    return base64.b64encode(content if isinstance(content, bytes) else content.encode()).decode()


def grants(areas="abcd", currency="", years=8, each=40):
    rows = [
        f"{2010 + year}-0{1 + n % 9}-03,{areas[(n * (1 + year % 3)) % len(areas)]},{currency}{100 + n},{'xy'[n % 2]},2"
        for year in range(years)
        for n in range(each)
    ]
    return coded("\n".join(["Date,Area,Amount,Officer,Number", *rows]))


@pytest.fixture
def book():
    pages = openpyxl.Workbook()
    pages.active.append(["Read me", "first"])
    pages.active.append(["Years", "2020 on"])
    page = pages.create_sheet("Data")
    for row in (("When", "Topic", "EUR"), ("2020-01-01", "a", 5), ("2020-02-01", "b", 6), ("2020-03-01", "a", 7)):
        page.append(row)
    stream = io.BytesIO()
    pages.save(stream)
    return coded(stream.getvalue())


def test_another_sheet_is_offered_and_its_columns_are_guessed(book):
    first = work.headed("my.xlsx", book, MOST)
    assert first["sheets"] == ["Sheet", "Data"]
    assert ("sheet", "Sheet", ("", "Sheet", "Data")) in choices_of(first)
    second = work.headed("my.xlsx", book, MOST, "Data")
    chosen = chosen_at_first(second)
    assert (chosen["when"], chosen["what"], chosen["sheet"]) == ("When", "Topic", "Data")
    assert asked_of(chosen)["sheet"] == "Data"


def test_a_currency_is_offered_only_where_there_are_several():
    one, two = (
        work.headed("my.csv", text, MOST)
        for text in (grants(currency="$"), grants(areas=["a", "b,€5,x,1\n2011-01-01,c"]))
    )
    assert "currency" not in [key for key, _, _ in choices_of(one)]
    assert two["currencies"] == ["EUR"]
    both = work.headed("my.csv", coded("Date,Area,Amount\n2020,a,$5\n2021,b,€6\n2022,a,$7"), MOST)
    assert ("currency", "Currency", ("", "EUR", "USD")) in choices_of(both)
    assert asked_of(chosen_at_first(both) | {"currency": "EUR"})["currency"] == "EUR"


def test_what_is_chosen_is_what_an_audit_is_asked_for():
    chosen = chosen_at_first(work.headed("my.csv", grants(), MOST))
    assert (chosen["when"], chosen["what"], chosen["weight"]) == ("Date", "Area", "Amount")
    asked = asked_of(chosen | {"count": "Number", "group": "Officer", "year_starts": "July", "ahead": "3 periods"})
    assert (asked["count"], asked["group"], asked["year_starts"], asked["ahead"]) == ("Number", "Officer", "July", 3)
    wide = asked_of(chosen | {"shape": "wide", "count": "Number"})
    assert (wide["when"], wide["weight"], wide["count"]) == (None, None, None)


def test_a_peer_is_measured_and_drawn(monkeypatch):
    monkeypatch.setattr("specialisation_sim.output.record_audit.draw_audit", lambda *given: {})
    asked = {"when": "Date", "what": "Area", "weight": None, "period": "year", "group": "Officer"}
    found = work.audited("my.csv", grants(years=3), MOST, asked, ("other.csv", grants("abcdefgh", years=3)))
    ((periods, lines),) = further_bands(found).values()
    assert periods == ["2010", "2011", "2012"]
    assert lines["the other"]["middle"][0] > lines["this organisation"]["middle"][0]
    assert "## Beside other" in found["summary"]


def test_a_forecast_is_drawn_after_the_record():
    ahead = pd.DataFrame(
        {"period": ["2020", "+1"], "seen": [3, np.nan], "low": [np.nan, 2], "middle": [np.nan, 3], "high": [np.nan, 4]}
    )
    ((periods, lines),) = further_bands({"peer": None, "forecast": ahead}).values()
    assert periods == ["2020", "+1"]
    assert (lines["the record"]["middle"], lines["forecast, 90 of 100"]["low"]) == ([3, None], [None, 2])
    assert further_bands({"peer": None, "forecast": None}) == {}


def test_a_fault_of_the_peer_names_the_peer():
    asked = {"when": "Date", "what": "Area", "weight": None, "period": "year"}
    with pytest.raises(UserError, match=r"^other\.csv: unknown column 'Date'"):
        work.audited("my.csv", grants(), MOST, asked, ("other.csv", coded("Day,Area\n2020,a\n2021,b\n")))


def test_the_date_of_the_shipped_records_is_never_the_category():
    for file in shipped_folder("data").glob("*_record.csv"):
        chosen = chosen_at_first(work.headed(file.name, coded(file.read_bytes()), MOST))
        assert chosen["what"] not in {"", chosen["when"], chosen["weight"]}
