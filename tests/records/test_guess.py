"""Which columns are dates, categories and amounts, guessed by what is in them."""

import pandas as pd
import pytest

from specialisation_sim.base.shipped_files import shipped_folder
from specialisation_sim.records.guess import currencies_of, guess_columns, is_amount, is_date


def frame(**columns):
    return pd.DataFrame({name.replace("_", " "): cells for name, cells in columns.items()})


YEARS = [str(2010 + k % 5) for k in range(40)]
NAMES = [f"Name {k}" for k in range(40)]
AREAS = [("Arts", "Health", "Youth")[k % 3] for k in range(40)]
SUMS = [f"${k},000" for k in range(1, 41)]


@pytest.mark.parametrize(
    ("table", "guess"),
    [
        (frame(Date=YEARS, Focus_Area=AREAS, Amount=SUMS), ("Date", "Focus Area", "Amount")),
        (frame(id=list(range(40)), Title=NAMES, Awarded=YEARS, Kind=AREAS, USD=SUMS), ("Awarded", "Kind", "USD")),
        (frame(Year=YEARS, Area=AREAS), ("Year", "Area", "")),
        (frame(Programme=AREAS, Programme_date=YEARS), ("Programme date", "Programme", "")),
        (frame(Name=NAMES, fy=["2014/15", "2015/16"] * 20, area=AREAS), ("fy", "area", "")),
        (frame(when=["1/2/2024"] * 40, what=AREAS), ("when", "what", "")),
        # Codes that read as amounts are categories where nothing else could be.
        (frame(Date=YEARS, Code=["11", "12"] * 20, Amount=SUMS), ("Date", "Code", "Amount")),
        (frame(Date=YEARS, Same=["x"] * 40, Amount=SUMS), ("Date", "Same", "Amount")),
    ],
)
def test_columns_are_guessed_by_their_cells(table, guess):
    assert tuple(guess_columns(table).values()) == guess


def test_the_columns_of_the_shipped_record_are_guessed():
    table = pd.read_csv(shipped_folder("data") / "open_philanthropy_grants.csv", dtype=str, keep_default_na=False)
    assert guess_columns(table) == {"when": "Date", "what": "Focus Area", "weight": "Amount"}


@pytest.mark.parametrize(
    ("cells", "dates", "amounts"),
    [
        ([], False, False),
        (["2010-05-01"] * 4 + ["soon"], True, False),
        (["2010-05-01"] * 3 + ["soon"] * 2, False, False),
        (["1/2/2024"] * 3, True, False),
        (["1/2/2024", "3/4/2024"], True, False),
        (["1,234", "5,678"], False, True),
        (["12", "-3", "4.5"], False, True),
        (["2010", "2011", "2012"], True, True),
        (["$5", "7", "9", "8", "many"], False, True),
        (["$5", "7", "9", "many", "few"], False, False),
    ],
)
def test_a_column_is_of_dates_or_of_amounts_where_four_in_five_cells_are(cells, dates, amounts):
    assert (is_date(cells), is_amount(cells)) == (dates, amounts)


def test_currencies_are_those_of_their_column_or_of_the_cells():
    table = frame(Paid=["€ 5", "$ 7", "9", "€ 1"], Currency=["usd", "EUR", "", "eur"])
    assert currencies_of(table, "Paid") == ["EUR", "USD"]
    assert currencies_of(table[["Paid"]], "Paid") == ["EUR", "USD"]
    assert currencies_of(frame(Paid=["5", "7"]), "Paid") == []
    assert currencies_of(table[["Paid"]], "") == []
