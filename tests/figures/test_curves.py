"""Curves of means against what was set."""

import numpy as np
import pandas as pd
import pytest

from specialisation_sim.figures import curves
from specialisation_sim.figures.survival import survivors


def test_a_line_goes_through_the_means_of_runs():
    rates, lines = (0.1, 0.5, 0.9), ("fast", "slow")
    rows = [(rate, line, "paper", rate + at) for rate in rates for line in lines for at in (0.0, 0.2)]
    rows += [(0.1, "fast", "program", 1.0), (0.1, "fast", "program", 1.0)]
    frame = pd.DataFrame(rows, columns=["rate", "line", "reading", "known"])
    figure = curves(frame, "rate", "known", by="line", panel="reading", labels=("rate", "known"), title="Means")
    paper, program = figure.axes
    assert [line.get_label() for line in paper.lines] == ["fast", "slow"]
    for line in paper.lines:
        np.testing.assert_allclose(line.get_xdata(), rates)
        np.testing.assert_allclose(line.get_ydata(), np.add(rates, 0.1))
    assert [line.get_label() for line in program.lines] == ["fast"]
    assert program.lines[0].get_ydata() == pytest.approx([1.0])
    assert [axis.get_title("left") for axis in figure.axes] == ["paper", "program"]


@pytest.mark.parametrize(
    ("living", "words"),
    [
        ([1.0] * 21 + [0.0] * 179, "21 of 200 still alive"),
        ([0.5, 1.0], "75% still alive"),
        ([1.0, np.nan], "1 of 1 still alive"),
        ([np.nan], "no value"),
    ],
)
def test_survivors_are_counted_where_a_run_is_one_of_them(living, words):
    assert survivors(pd.Series(living)) == words
