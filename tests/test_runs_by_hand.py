"""How runs end, what a staff of two at four desks knows, and where the points of a neighbourhood lie: by hand."""

from concurrent.futures import Future

import numpy as np
import pytest

from specialisation_sim import Foundation, Island, Species, UserError, ensemble, laws
from specialisation_sim.model.streams import generator
from specialisation_sim.runs.neighbourhood import latin_hypercube, neighbourhood
from specialisation_sim.runs.workers import _wait


def test_the_first_of_two_deaths_on_two_days_is_told():
    world = Island(Island.Parameters(foragers=3), seeds=[1, 2, 3])
    world.alive = np.array([[False, True, False], [True, True, True], [False, False, False]])
    world.failed_at = np.array([[7.0, np.nan, 4.0], [np.nan] * 3, [9.0, 9.0, 12.0]])
    found = world.outcome()
    assert found["first_failure"].tolist()[0::2] == [4, 9]
    assert np.isnan(found["first_failure"][1])
    assert found["failed"].tolist() == pytest.approx([2 / 3, 0, 1])
    assert found["status"].tolist() == ["some failed", "all alive", "all failed"]
    assert found["reason"] == ["2 of 3 failed, the first on day 4", "", "3 of 3 failed, the first on day 9"]


def test_who_left_is_counted_in_the_run_that_she_left():
    world = Island(Island.Parameters(foragers=3), seeds=[1, 2])
    world.leave(np.array([[False, True, False], [False] * 3]))
    assert world.outcome()["reason"] == ["1 left", ""]


def test_who_fails_fails_on_that_day_and_keeps_what_she_had():
    world = Island(Island.Parameters(foragers=2), seeds=[1])
    world.slack = np.array([[0.5, 2.0]])
    world.time = 3
    with world.at_work():
        world.settle(np.array([[0.2, 1.0]]), 1.0, 9.0)
    assert world.slack.tolist() == [[pytest.approx(-0.3), 2.0]]
    assert world.alive.tolist() == [[False, True]]
    assert world.failed_at[0, 0] == 3
    world.time = 5
    with world.at_work():
        world.settle(np.array([[5.0, -2.0]]), 1.0, 9.0)
    assert world.slack.tolist() == [[pytest.approx(-0.3), -1.0]]
    assert world.failed_at.tolist() == [[3, 5]]
    assert not world.alive.any()


def test_slack_of_nothing_is_enough_and_less_is_not():
    world = Island(Island.Parameters(foragers=2), seeds=[1])
    world.slack = np.array([[1.0, 1.0]])
    with world.at_work():
        world.settle(np.array([[0.0, np.nextafter(0.0, -1)]]), 1.0, 9.0)
    assert world.alive.tolist() == [[True, world.slack[0, 1] >= 0]]
    world.slack = np.array([[0.0, 0.0]])
    with world.at_work():
        world.settle(np.array([[1.0, 0.999]]), 1.0, 9.0)
    assert world.alive.tolist() == [[True, False]]


def test_means_of_the_living_leave_out_the_dead():
    world = Island(Island.Parameters(foragers=3), seeds=[1, 2])
    world.alive = np.array([[True, False, True], [False] * 3])
    means = world.mean_of_living(np.array([[1.0, 50.0, 4.0], [1.0, 2.0, 3.0]]))
    assert means[0] == 2.5
    assert np.isnan(means[1])


def test_first_failures_of_an_ensemble_are_those_of_its_worlds():
    hungry = Island.Parameters(foragers=3, need=1.0)
    runs = ensemble(Island, hungry, 6, 80, workers=1, progress=False).runs
    assert runs["first_failure"].notna().any()
    for row in runs.to_dict("records"):
        world = Island(hungry, seeds=[row["seed"]])
        days = []
        for day in range(1, 81):
            before = world.alive.sum()
            world.step()
            days += [day] * int(before - world.alive.sum())
        assert row["failed"] == pytest.approx(len(days) / 3)
        np.testing.assert_equal(row["first_failure"], float(min(days)) if days else np.nan)


def test_in_the_first_years_only_those_at_their_desks_count():
    world = Foundation(Foundation.Parameters(staff=4, founders=2, hire_year=2.0), seeds=[1, 2])
    assert world.present.tolist() == [[True, True, False, False]] * 2
    world.record = np.array([[[0.7, 0.5, 0.1, 0.2]] * 2, [[0.3, 0.5, 0.9, 0.8]] * 2])
    seen = laws.precision_from_record(world.record, world.p.precision, world.p.exponent)
    np.testing.assert_allclose(world.precision_large, seen[0, :, :2].mean(axis=1), rtol=1e-12)
    np.testing.assert_allclose(world.precision_small, seen[1, :, :2].mean(axis=1), rtol=1e-12)
    np.testing.assert_allclose(world.disagreement, [0.1] * 2, rtol=1e-12)
    assert world.staff_count.tolist() == [2, 2]
    world.step()
    assert world.staff_count.tolist() == [2, 2]
    assert not world.awards[..., 2:].any()
    world.step()
    assert world.staff_count.tolist() == [4, 4]


def test_points_of_a_neighbourhood_move_by_their_part_of_the_room():
    p = Island.Parameters(exponent=0.4, sunny=0.9, foragers=2)
    near = neighbourhood({"one": p, "two": p.but(exponent=0.8)}, points=7, width=0.3, seed=5)
    assert near.moves.shape == (7, len(near.names))
    assert "foragers" not in near.names
    exponent, sunny = (near.names.index(name) for name in ("exponent", "sunny"))
    for point in range(7):
        one, two = near.sets["one"][point], near.sets["two"][point]
        assert one.exponent == pytest.approx(0.4 + 0.3 * near.moves[point, exponent] * 0.4)
        assert two.exponent == pytest.approx(0.8 + 0.3 * near.moves[point, exponent] * 0.8)
        # A share moves by its distance to the nearer bound.
        assert one.sunny == pytest.approx(0.9 + 0.3 * near.moves[point, sunny] * 0.1)
        assert one.sunny == two.sunny
        assert one.foragers == 2


def test_a_hypercube_has_a_point_in_each_stratum():
    points = latin_hypercube(9, 4, generator(0, "here"))
    assert np.sort(np.floor(9 * points), axis=0).T.tolist() == [list(range(9))] * 4
    assert not (points[:, 0].argsort() == points[:, 1].argsort()).all()
    with pytest.raises(UserError, match="width = 1 is out of bounds"):
        neighbourhood({"one": Island.Parameters()}, width=1.0)


def test_runs_of_the_species_end_with_all_some_or_none_and_hosts_are_counted():
    world = Species(Species.Parameters(lineages=2, hosts=3), seeds=[1, 2, 3, 4])
    world.alive = np.array([[True, True], [True, True], [True, False], [False, False]])
    stock = world.stock.copy()
    stock[1, 1] = stock[:, 3] = 0.0
    world.stock = stock
    found = world.outcome()
    assert found["status"].tolist() == ["all alive", "all alive", "some died out", "all died out"]
    assert found["reason"] == [
        "",
        "0 of 2 lineages and 1 of 3 hosts gone",
        "1 of 2 lineages and 0 of 3 hosts gone",
        "2 of 2 lineages and 3 of 3 hosts gone",
    ]


def test_help_that_is_not_worth_waiting_for_is_called_off():
    future = Future()
    assert not _wait(future, lambda: False)
    assert future.cancelled()
    done = Future()
    done.set_result(3)
    assert _wait(done, lambda: True)


def test_nobody_has_done_a_task_before_the_first_step():
    assert (Island(foragers=3).task == -1).all()
