"""An audit's figures, however many categories there are."""

import pandas as pd
import pytest

from specialisation_sim import figures
from specialisation_sim.figures.record import APART


def test_thousands_of_categories_are_few_bars_that_still_make_a_whole():
    rows = [(year, f"kind {rank}", 1 + 1000 // (rank + 1)) for year in ("2001", "2002") for rank in range(3_000)]
    shares = pd.DataFrame(rows, columns=["period", "what", "count"])
    shares["count_share"] = shares["count"] / shares.groupby("period")["count"].transform("sum")
    (axis,) = figures.category_shares(shares, by="count").axes
    assert len(axis.patches) == 2 * (APART + 1)
    assert sum(bar.get_height() for bar in axis.patches) == pytest.approx(2)
    assert "2,993 others" in [text.get_text() for text in axis.texts]
