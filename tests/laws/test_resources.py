import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from specialisation_sim import laws

fast = settings(deadline=None, max_examples=100)
stocks = st.floats(0, 1)
rates = st.floats(0, 1)
thresholds = st.floats(0, 0.99)


def after(stock, steps, rate, allee=0.0, harvest=0.0):
    """Stock after so many steps of a constant harvest."""
    stock = np.array([[float(stock)]])
    for _ in range(steps):
        left = np.maximum(stock - harvest, 0.0)
        stock = left + laws.growth(left, rate, allee)
    return stock.item()


def test_logistic_growth_is_fastest_at_half_and_none_at_the_ends():
    grown = laws.growth(np.array([0.0, 0.25, 0.5, 0.75, 1.0]), 0.4)
    np.testing.assert_allclose(grown, [0, 0.075, 0.1, 0.075, 0])


def test_a_small_stock_grows_at_the_rate():
    assert laws.growth(np.array([1e-9]), 0.3).item() / 1e-9 == pytest.approx(0.3)


@pytest.mark.parametrize("harvest", [0.01, 0.03, 0.045])
def test_a_constant_harvest_settles_at_the_upper_fixed_point(harvest):
    rate = 0.2
    # Left in the ground y grows to y + r y (1 - y) = y + h: r y (1 - y) = h, seen after regrowth at y + h.
    upper = (1 + np.sqrt(1 - 4 * harvest / rate)) / 2 + harvest
    assert after(1.0, 3000, rate, harvest=harvest) == pytest.approx(upper, abs=1e-9)


@pytest.mark.parametrize(("side", "end"), [(-1e-6, 0.0), (1e-6, 1.0)])
def test_the_lower_fixed_point_of_a_constant_harvest_repels(side, end):
    rate, harvest = 0.2, 0.03
    root = np.sqrt(1 - 4 * harvest / rate)
    lower, upper = (1 - root) / 2 + harvest, (1 + root) / 2 + harvest
    assert after(lower, 20, rate, harvest=harvest) == pytest.approx(lower, abs=1e-9)
    assert after(lower + side, 3000, rate, harvest=harvest) == pytest.approx(end * upper, abs=1e-9)


def test_more_than_the_greatest_sustainable_harvest_exhausts_the_stock():
    assert after(1.0, 3000, 0.2, harvest=0.2 / 4 * 1.01) == 0.0


@pytest.mark.parametrize(("stock", "end"), [(0.29, 0.0), (0.3, 0.3), (0.31, 1.0)])
def test_below_the_allee_threshold_a_stock_dies_out_and_above_it_recovers(stock, end):
    assert after(stock, 500, 0.5, allee=0.3) == pytest.approx(end, abs=1e-9)


def test_without_a_threshold_any_stock_recovers():
    assert after(1e-6, 500, 0.5) == pytest.approx(1.0)


def test_a_threshold_of_zero_is_the_logistic_law():
    stock = np.linspace(0, 1, 101)
    np.testing.assert_allclose(laws.growth(stock, 0.4, 0.0), 0.4 * stock * (1 - stock), atol=1e-16)


@fast
@given(stocks, rates, thresholds)
def test_growth_with_a_threshold_is_the_published_form(stock, rate, allee):
    if stock > 1e-3:
        published = rate * stock * (1 - stock) * (1 - allee / stock)
        assert laws.growth(np.array([stock]), rate, allee).item() == pytest.approx(max(published, -stock), abs=1e-12)


@fast
@given(stocks, rates, thresholds)
def test_a_stock_stays_between_nothing_and_full(stock, rate, allee):
    held = np.array([stock])
    grown = held + laws.growth(held, rate, allee)
    assert 0 <= grown.item() <= 1 + 1e-15


@pytest.mark.parametrize("allee", [0.0, 0.5])
def test_an_empty_stock_stays_empty(allee):
    assert laws.growth(np.zeros(3), 0.9, allee).tolist() == [0.0] * 3


@fast
@given(arrays(float, (1, 5), elements=st.floats(0, 10)), st.floats(0, 10))
@example(np.full((1, 5), 1e-309), 1.0)
def test_what_is_served_is_the_demand_or_all_there_is_and_everyone_gets_the_same_part(wants, available):
    demand = wants.sum(axis=-1, keepdims=True)
    part = laws.served(demand, np.array([[available]]))
    assert part.shape == (1, 1)
    assert 0 <= part.item() <= 1
    assert (wants * part).sum() == pytest.approx(min(demand.item(), available), rel=1e-12, abs=1e-300)


def test_where_nothing_is_wanted_all_is_served():
    assert laws.served(np.zeros((2, 1)), np.array([[0.0], [3.0]])).ravel().tolist() == [1.0, 1.0]


def test_where_there_is_nothing_nothing_is_served():
    assert laws.served(np.array([[2.0]]), np.array([[0.0]])).item() == 0.0


@pytest.mark.parametrize(("loss", "left"), [(0.0, 0.8), (0.25, 0.6), (1.0, 0.0)])
def test_a_shock_takes_its_share(loss, left):
    assert laws.shock(np.array([0.8]), loss).item() == pytest.approx(left)
