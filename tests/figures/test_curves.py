"""Curves of means against what was set."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from specialisation_sim import load_scenario
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
    ("living", "members", "words"),
    [
        ([1.0] * 21 + [0.0] * 179, 1, "21 of 200 foragers still alive"),
        ([1.0] * 40, 10, "400 of 400 foragers still alive"),
        ([0.5, 1.0], 10, "15 of 20 foragers still alive"),
        ([0.5, 1.0], None, "75% of foragers still alive, mean of 2 runs"),
        ([1.0, np.nan], 1, "1 of 1 foragers still alive"),
        ([np.nan], 1, "no value"),
    ],
)
def test_the_legend_counts_who_lives_and_not_runs(living, members, words):
    assert survivors(pd.Series(living), "foragers", members) == words


@pytest.mark.long("audits and figures of a whole scenario")
def test_a_scenario_s_figure_counts_all_who_live_in_its_runs():
    slack = load_scenario("island-slack")
    many = {name: given | {"foragers": 3} for name, given in slack.variants.items()}
    result = replace(slack, variants=many, claims=()).run(replicates=2, progress=False)
    drawn = result.figure("survival").legends[0].get_texts()
    assert all(re.search(r": \d of 6 foragers still alive$", text.get_text()) for text in drawn)
