"""Is it each officer that narrows, or who is hired: cases of which the answer is known."""

import numpy as np
import pandas as pd
import pytest

from specialisation_sim.base.errors import UserError
from specialisation_sim.records import audit, tidy
from specialisation_sim.records.groups import OTHERS, by_group, group_sentences


def audited(*years):
    """A record of a list of (officer, area, how many) a year."""
    rows = [
        (2010 + number, who, what)
        for number, year in enumerate(years)
        for who, what, often in year
        for _ in range(often)
    ]
    frame = pd.DataFrame(rows, columns=["when", "who", "what"])
    return audit(tidy(frame, when="when", what="what", group="who"), draws=100)


def change(found):
    return found.parts.set_index("part")["change"]


EVEN = [("x", area, 20) for area in "abcd"]
NARROW = [("x", "a", 77), ("x", "b", 1), ("x", "c", 1), ("x", "d", 1)]


def test_one_officer_who_narrows_is_within():
    parts = change(by_group(audited(EVEN, EVEN, NARROW, NARROW)))
    assert parts["within"] == pytest.approx(parts["all"])
    assert (parts["who"], parts["between"]) == pytest.approx((0, 0))
    assert parts["all"] < -1


def test_a_narrow_officer_in_place_of_a_broad_one_is_who_is_hired():
    broad, hired = [("x", area, 20) for area in "abcd"], [("y", "a", 80)]
    parts = change(by_group(audited(broad, broad, hired, hired)))
    assert parts["within"] == 0
    assert parts["who"] == pytest.approx(-np.log(4), abs=0.01)
    assert parts["all"] == pytest.approx(parts["within"] + parts["who"] + parts["between"])


def test_officers_of_one_area_each_who_part_are_between():
    alike = [("x", "a", 40), ("y", "a", 40)]
    apart = [("x", "a", 40), ("y", "b", 40)]
    parts = change(by_group(audited(alike, alike, apart, apart)))
    assert parts["between"] == pytest.approx(np.log(2), abs=0.02)
    assert (parts["within"], parts["who"]) == pytest.approx((0, 0), abs=1e-9)


def test_small_groups_are_put_together_and_blank_ones_have_a_name():
    found = by_group(audited(*[[*EVEN, ("", "a", 12), ("s", "a", 1), ("t", "b", 1)]] * 4))
    assert found.groups["group"].tolist() == ["(blank)", "x", OTHERS]
    assert len(group_sentences(found)) == 4


def test_without_a_column_there_are_no_groups():
    rows = pd.DataFrame({"when": [2010 + n // 40 for n in range(160)], "what": list("ab") * 80})
    with pytest.raises(UserError, match="--group"):
        by_group(audit(rows, draws=100))
