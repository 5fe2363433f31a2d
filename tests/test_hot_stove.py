"""The map of beliefs: figures that another program found, and the page."""

import pytest
from long_tests import but_first

from specialisation_sim import UserError
from specialisation_sim.studies.hot_stove import hot_stove


@pytest.mark.parametrize(
    ("weight", "shares"),
    but_first("peers at other settings", [(0.1, (0.482, 0.458, 0.218, 0.000)), (0.5, (0.415, 0.071, 0.000, 0.000))]),
)
def test_fishing_in_the_last_year_is_as_another_program_found(weight, shares):
    found = hot_stove((1.0, 0.6, 0.3, 0.1), (weight,), runs=4, foragers=50, seed=5)
    assert found["fishing"].tolist() == pytest.approx(shares, abs=0.03)
    assert (found["meals"] < 1.02).all()


def test_too_few_runs_are_refused():
    with pytest.raises(UserError, match="runs = 1 is not valid"):
        hot_stove(runs=1)


def test_the_page_s_map_is_what_the_island_does():
    import regions

    [kept] = [row for row in regions.stove_map() if (row["spread"], row["weight"]) == (0.6, 0.3)]
    again = hot_stove((0.6,), (0.3,), runs=4, foragers=50)
    assert again["fishing"].item() == pytest.approx(kept["fishing"], abs=0.04)
