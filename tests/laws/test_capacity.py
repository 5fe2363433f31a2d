import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from long_tests import but_first

from specialisation_sim import laws
from specialisation_sim.laws import capacity
from specialisation_sim.laws.capacity import Task, drawing_worth


def task(mix, budget, evidence, shared=0.0, ease=1.0, kin=2):
    """One generator's task, or as many as `mix` has columns."""
    mix = np.asarray(mix, dtype=float).reshape(len(mix), -1)
    classes, number = mix.shape
    weights = np.eye(classes)
    weights[:kin, :kin] = np.where(np.eye(kin) > 0, 1.0, shared)
    eases = budget * np.array([ease, *[1.0] * (classes - 1)])
    return Task(
        mix,
        np.repeat(eases[:, None], number, axis=1),
        np.repeat(weights[..., None], number, axis=2),
        np.full(number, float(evidence)),
    )


def best(given):
    return laws.best_capacity(*given)


def simplex(classes, steps):
    """All capacities in so many steps, ``(classes, points)``."""
    cells = np.indices((steps + 1,) * (classes - 1)).reshape(classes - 1, -1)
    last = steps - cells.sum(axis=0)
    return np.concatenate([cells, [last]])[:, last >= 0] / steps


def worth(at, given):
    return drawing_worth(at, Task(*(np.repeat(one[..., :1], at.shape[1], axis=-1) for one in given)))[0]


budgets, evidences = st.floats(0.1, 60), st.floats(0, 5)


@pytest.mark.weekly("optima, beside a fine grid or another program")
@given(st.floats(0.02, 0.98), budgets, evidences, st.floats(0, 1), st.floats(0.2, 5))
@settings(max_examples=150, deadline=None)
def test_no_point_of_a_fine_grid_beats_the_best_of_two(large, budget, evidence, shared, ease):
    given = task([large, 1 - large], budget, evidence, shared, ease)
    tried = worth(simplex(2, 2000), given)
    (found,) = worth(best(given), given)
    assert found >= tried.max() - 1e-12


@pytest.mark.weekly("optima, beside a fine grid or another program")
@given(st.lists(st.floats(0.02, 1), min_size=3, max_size=3), st.floats(0.1, 40), evidences, st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_no_point_of_a_grid_beats_the_best_of_three(mix, budget, evidence, shared):
    given = task(np.array(mix) / sum(mix), budget, evidence, shared)
    found = best(given)
    assert worth(found, given)[0] >= worth(simplex(3, 60), given).max() - 1e-10
    np.testing.assert_allclose(found.sum(), 1, rtol=1e-12)
    assert (found >= 0).all()


@pytest.mark.parametrize(
    ("classes", "steps", "number"),
    but_first("optima, beside a fine grid or another program", [(4, 14, 40), (3, 40, 80)]),
)
@pytest.mark.parametrize("strongest", [3.0, 0.6])
def test_no_point_of_a_grid_beats_the_best_of_uneven_mixes_of_unlike_classes(classes, steps, number, strongest):
    rng = np.random.default_rng(5)
    given = task(rng.dirichlet(np.ones(classes), number).T, 1.0, 0.0)
    budget = np.exp(rng.uniform(np.log(0.3), np.log(40), number))
    unlike = np.exp(rng.uniform(-1.6, 1.6, (classes, number)) * (np.arange(number) % 2))
    given = given._replace(ease=budget * unlike, evidence=rng.uniform(0, strongest, number))
    grid, found = simplex(classes, steps), drawing_worth(best(given), given)[0]
    highest = [worth(grid, Task(*(one[..., [each]] for one in given))).max() for each in range(number)]
    assert (found >= np.array(highest) - 1e-6).all()


def test_a_step_does_not_leap_over_the_hill_into_a_corner():
    """From even shares a whole first stride ends in the corner, where drawings are worth 0.54265."""
    given = task([0.321, 0.543, 0.136], 7.34, 0.28)
    elsewhere = worth(np.array([[0, 0.2966], [1, 0.7034], [0, 0]]), given)
    assert (worth(best(given), given) > elsewhere).all()


@pytest.mark.parametrize("classes", [4, 5, 7])
def test_no_draw_from_the_simplex_beats_the_best_of_many(classes):
    given = task(0.7 ** np.arange(classes) / (0.7 ** np.arange(classes)).sum(), 9.0, 1.8, 0.4, 1.2)
    rng = np.random.default_rng(1)
    tried = rng.dirichlet(np.ones(classes), 3000).T
    near = best(given) + 1e-3 * rng.standard_normal((classes, 500))
    tried = np.concatenate([tried, laws.onto_simplex(near)], axis=1)
    assert worth(best(given), given)[0] >= worth(tried, given).max() - 1e-12


@given(st.floats(0.1, 0.9), st.floats(0.3, 20), st.floats(0.2, 4), st.floats(0, 0.9), st.floats(0.05, 0.95))
@settings(max_examples=80, deadline=None)
def test_gradient_is_the_slope_of_the_worth(large, budget, evidence, shared, first):
    given = task([large, 1 - large], budget, evidence, shared, 1.3)
    step = 1e-6
    points = np.array([[first + step, first - step], [1 - first - step, 1 - first + step]])
    high, low = worth(points, given)
    slope = drawing_worth(np.array([[first], [1 - first]]), given)[1]
    assert (slope[0] - slope[1])[0] == pytest.approx((high - low) / (2 * step), abs=1e-6)


def test_gradient_of_five_classes_is_the_slope_of_the_worth():
    given = task([0.4, 0.25, 0.2, 0.1, 0.05], 6.0, 1.4, 0.6, 0.8, kin=3)
    at = np.array([[0.3], [0.25], [0.2], [0.15], [0.1]])
    slope = drawing_worth(at, given)[1][:, 0]
    for one in range(5):
        step = 1e-6 * (np.arange(5) == one)[:, None]
        high, low = (drawing_worth(at + sign * step, given)[0][0] for sign in (1, -1))
        assert slope[one] == pytest.approx((high - low) / 2e-6, abs=1e-7)


def test_two_classes_by_the_ascent_are_those_by_bisection():
    large = np.linspace(0.05, 0.95, 37)
    for budget, evidence, shared in ((4.0, 1.5, 0.0), (1.0, 2.0, 0.3), (12.0, 0.5, 0.0)):
        given = task([large, 1 - large], budget, evidence, shared)
        np.testing.assert_allclose(capacity._best_of_many(given), best(given), rtol=0, atol=2e-6)


# Limits.


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_equal_classes_share_evenly_to_the_last_bit(classes):
    found = best(task(np.full(classes, 1 / classes), 6.0, 1.5))
    assert len(set(found.ravel())) == 1


def test_equal_classes_with_little_of_both_do_not_share_and_the_first_gets_all():
    np.testing.assert_array_equal(best(task([0.5, 0.5], 0.5, 1.0)).ravel(), [1, 0])


def test_without_evidence_all_goes_to_the_mode():
    for mix in ([0.6, 0.4], [0.4, 0.35, 0.25]):
        found = best(task(mix, 5.0, 0.0)).ravel()
        assert found[0] == pytest.approx(1, abs=1e-9)


def test_with_clear_evidence_capacity_fills_the_classes_as_water():
    """All recalls are one: the marginal worth ``p * C * exp(-C * a)`` is even, so ``a = (log(p) - c) / C``."""
    mix = np.array([0.5, 0.3, 0.2])
    found = best(task(mix, 8.0, 30.0)).ravel()
    np.testing.assert_allclose(found, (np.log(mix) - np.log(mix).mean()) / 8.0 + 1 / 3, atol=1e-6)
    two = best(task([0.7, 0.3], 8.0, 30.0)).ravel()
    np.testing.assert_allclose(two[0], 0.5 + np.log(7 / 3) / 16, rtol=1e-12)


def test_capacity_that_serves_all_alike_is_shared_evenly_and_makes_no_difference():
    for classes in (2, 3):
        mix = np.array([0.5, 0.3, 0.2][:classes]) / sum([0.5, 0.3, 0.2][:classes])
        given = task(mix, 4.0, 1.5, shared=1.0, kin=classes)
        np.testing.assert_allclose(best(given), 1 / classes, rtol=1e-12)
        tried = worth(simplex(classes, 20), given)
        assert np.ptp(tried) < 1e-14


def test_a_harder_class_gets_more_where_there_is_enough_and_less_where_there_is_not():
    assert best(task([0.5, 0.5], 4.0, 1.5, ease=1.5))[0, 0] < 0.5
    assert best(task([0.5, 0.5], 1.0, 1.5, ease=1.5))[0, 0] > 0.5


@pytest.mark.long("closed forms, by many runs")
def test_generators_side_by_side_do_not_touch_each_other():
    rng = np.random.default_rng(2)
    for classes in (2, 3):
        mixes = rng.dirichlet(np.ones(classes), 30).T
        together = best(task(mixes, 4.0, 1.5, 0.3))
        alone = np.concatenate([best(task(mix[:, None], 4.0, 1.5, 0.3)) for mix in mixes.T], axis=1)
        np.testing.assert_array_equal(together, alone)


def test_parts_make_no_difference(monkeypatch):
    mixes = np.random.default_rng(3).dirichlet(np.ones(2), 30).T
    usual = best(task(mixes, 4.0, 1.5))
    monkeypatch.setattr(capacity, "PART", 7)
    np.testing.assert_array_equal(best(task(mixes, 4.0, 1.5)), usual)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=6))
def test_the_nearest_point_of_the_simplex(point):
    point = np.array(point)
    found = laws.onto_simplex(point)
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()
    # What stays has moved by one and the same amount, what is gone by no more than that.
    moved = point - found
    assert np.ptp(moved[found > 0]) < 1e-12
    assert (moved <= moved[found > 0].max() + 1e-12).all()
