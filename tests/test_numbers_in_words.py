"""What has no value says so wherever findings are shown."""

import numpy as np
import pytest

from specialisation_sim.claims.claim import Claim
from specialisation_sim.output.numbers_in_words import in_words, interval_in_words
from specialisation_sim.output.terminal import show_findings


@pytest.mark.parametrize("value", [None, float("nan"), np.float64("nan")])
def test_no_value_is_never_nan(value):
    assert in_words(value) == "no value"
    assert interval_in_words(0.0, value) == interval_in_words(value, 1.0) == "no interval"


def test_a_number_is_itself():
    assert in_words(0.123456) == "0.123"
    assert interval_in_words(0.5, 1) == "0.5 to 1"


def test_findings_without_a_value_are_shown_in_words(capsys):
    pages = pytest.importorskip("specialisation_sim.ui.pages.findings")
    claim = Claim("Nothing is measured", lambda runs, series: np.full(3, np.nan), "only", above=0)
    finding = claim.judge({"only": (None, None)})
    show_findings([finding])
    for shown in (
        capsys.readouterr().out,
        pages.findings_table({"findings": [finding.row()], "waiting": []}, "day", 9),
    ):
        assert "no value" in shown
        assert "nan" not in shown
