"""Dates that a spreadsheet or a frame knows as dates, and holes between them."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from specialisation_sim.records.dates import keys_of


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        (date(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1, 15, 30), "2024-03-01"),
        (pd.Timestamp("2024-03-01"), "2024-03-01"),
        (np.datetime64("2024-03-01"), "2024-03-01"),
        (pd.NaT, ""),
        (None, ""),
        (" 2024 ", "2024"),
        (2024, "2024"),
    ],
)
def test_a_cell_is_read_as_the_date_that_it_is(cell, key):
    [found, _] = keys_of([cell, 1.5])
    assert found.startswith(key)
    assert bool(found) == bool(key)
