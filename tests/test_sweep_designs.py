"""Designs: which points, and that they cover what they say."""

import numpy as np
import pytest

from specialisation_sim import (
    IslandParameters,
    UserError,
    grid,
    latin_hypercube,
    morris,
    one_at_a_time,
    saltelli,
)
from specialisation_sim.sweeps.design import read_design

AXES = {"need": (0.2, 0.6), "foragers": (1, 4), "learning": ["power", "saturating"]}


def points(design):
    return [(one.need, one.foragers, one.learning) for one in design.sets(IslandParameters())]


def test_a_grid_has_all_combinations():
    found = grid(need=[0.2, 0.4], foragers=[1, 2, 3], learning=["power"])
    assert points(found) == [(need, foragers, "power") for need in (0.2, 0.4) for foragers in (1, 2, 3)]


def test_one_at_a_time_changes_one_at_a_time():
    base = (0.4, 1, "power")
    found = points(one_at_a_time(need=[0.1, 0.2], foragers=[5]))
    assert found == [base, (0.1, 1, "power"), (0.2, 1, "power"), (0.4, 5, "power")]


def test_a_latin_hypercube_has_one_point_in_each_slice():
    needs = sorted(need for need, _, _ in points(latin_hypercube(40, **AXES)))
    assert np.floor((np.array(needs) - 0.2) / 0.4 * 40).tolist() == [*range(40)]


@pytest.mark.parametrize("design", [latin_hypercube(400, **AXES), saltelli(64, **AXES), morris(50, **AXES)])
def test_whole_numbers_and_names_are_sampled_evenly(design):
    _, foragers, learning = zip(*points(design), strict=True)
    for values, number in ((foragers, 4), (learning, 2)):
        share = np.unique(values, return_counts=True)[1] / len(values)
        assert len(share) == number
        assert (abs(share - 1 / number) < 0.5 / number).all()


def test_sizes_are_what_the_designs_are_known_for():
    assert len(points(saltelli(8, **AXES))) == 8 * 5
    assert len(points(saltelli(8, second_order=True, **AXES))) == 8 * 8
    assert len(points(morris(7, **AXES))) == 7 * 4


@pytest.mark.parametrize(
    "design",
    [
        grid(need=[0.2], learning=["power"]),
        one_at_a_time(need=[0.1]),
        latin_hypercube(9, seed=3, **AXES),
        saltelli(4, second_order=True, **AXES),
        morris(3, levels=6, **AXES),
    ],
)
def test_a_design_is_read_back_from_what_a_manifest_holds(design):
    assert points(read_design(design.describe())) == points(design)


def test_another_seed_is_another_sample():
    assert points(latin_hypercube(5, **AXES)) != points(latin_hypercube(5, seed=1, **AXES))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (grid, "nothing varies"),
        (lambda: grid(need=[]), "give a list of values"),
        (lambda: grid(need="0.1"), "give a list of values"),
        (lambda: saltelli(6, need=(0, 1)), "base_points = 6 is not a power of two"),
        (lambda: morris(3, levels=3, need=(0, 1)), "levels = 3 is not valid; allowed: an even number"),
        (lambda: latin_hypercube(0, need=(0, 1)), "points = 0 is not valid"),
        (lambda: latin_hypercube(3, need=(1, 0)), "need goes from 1 to 0"),
        (lambda: latin_hypercube(3, need=(0, float("nan"))), "must be below"),
        (lambda: latin_hypercube(3, need=(0, 1, 2)), r"give a pair \(low, high\)"),
    ],
)
def test_bad_input_is_one_clear_error(make, message):
    with pytest.raises(UserError, match=message):
        make()
