import networkx as nx
import numpy as np
import pytest
from closed_forms import exchange as closed
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import minimize

from specialisation_sim import UserError, laws

amounts = st.floats(1e-3, 1e3)
elasticities = st.one_of(st.floats(0.1, 0.99), st.just(1.0), st.floats(1.01, 30.0))
goods = arrays(float, (3, 4), elements=amounts)
tastes = arrays(float, (3, 1), elements=st.floats(0.1, 10.0)).map(lambda taste: taste / taste.sum())


@given(goods, tastes, elasticities)
def test_prices_clear_to_a_billionth(offered, weights, sigma):
    price = laws.clearing_prices(offered, weights, sigma)
    # Four economies, each of three people with unlike parts of what it earns.
    earned = laws.worth(offered, price)
    bought = sum(closed.demand(price, part * earned, weights, sigma) for part in (0.2, 0.3, 0.5))
    np.testing.assert_allclose(bought, offered, rtol=1e-9)


@given(goods, tastes, elasticities)
def test_incomes_at_clearing_prices_are_utilities(offered, weights, sigma):
    price = laws.clearing_prices(offered, weights, sigma)
    np.testing.assert_allclose(laws.worth(offered, price), laws.utility(offered, weights, sigma), rtol=1e-9)
    own = closed.demand(price, np.full(4, 0.7), weights, sigma)
    np.testing.assert_allclose(laws.utility(own, weights, sigma), 0.7, rtol=1e-8)


@given(goods, tastes, elasticities)
def test_relative_prices_are_those_of_the_closed_form(offered, weights, sigma):
    price = laws.clearing_prices(offered, weights, sigma)
    expected = (weights[0] / weights[1] * offered[1] / offered[0]) ** (1 / sigma)
    np.testing.assert_allclose(price[0] / price[1], expected, rtol=1e-9)


@given(goods, tastes, elasticities, amounts)
def test_what_is_bought_costs_what_is_earned_at_any_prices(price, weights, sigma, income):
    spent = laws.worth(closed.demand(price, np.full(4, income), weights, sigma), price)
    np.testing.assert_allclose(spent, income, rtol=1e-9)


@given(goods, tastes, elasticities, amounts)
def test_utility_is_homogeneous_of_degree_one(bundle, weights, sigma, factor):
    np.testing.assert_allclose(
        laws.utility(factor * bundle, weights, sigma), factor * laws.utility(bundle, weights, sigma), rtol=1e-9
    )


@given(goods, tastes)
def test_near_unit_elasticity_utility_is_cobb_douglas(bundle, weights):
    limit = np.prod((bundle / weights) ** weights, axis=0)
    np.testing.assert_allclose(laws.utility(bundle, weights, 1.0), limit, rtol=1e-12)
    for sigma in (1 - 1e-9, 1 + 1e-9, 1 + 1e-14):
        np.testing.assert_allclose(laws.utility(bundle, weights, sigma), limit, rtol=1e-6)
        np.testing.assert_allclose(
            laws.autarky_utility(bundle, weights, sigma), np.prod(bundle**weights, axis=0), rtol=1e-6
        )


@given(goods, tastes)
def test_at_infinite_elasticity_goods_are_one_good(bundle, weights):
    np.testing.assert_allclose(laws.utility(bundle, weights, np.inf), bundle.sum(axis=0), rtol=1e-12)
    np.testing.assert_array_equal(laws.clearing_prices(bundle, weights, np.inf), 1)


@given(goods, tastes)
def test_of_perfect_complements_the_scarcest_counts(bundle, weights):
    np.testing.assert_allclose(laws.utility(bundle, weights, 1e-4), (bundle / weights).min(axis=0), rtol=1e-2)


@given(goods, tastes, st.floats(-50, 50), st.floats(0.01, 10))
@example(np.array([[9.0, 1.0, 2.0, 2.0]] + 2 * [[2.0] * 4]), np.full((3, 1), 1 / 3), 5e-324, 1.0)
def test_a_mean_lies_between_its_values_and_rises_with_its_order(values, weights, order, more):
    low, high = laws.power_mean(values, weights, order), laws.power_mean(values, weights, order + more)
    assert (low >= values.min(axis=0) * (1 - 1e-12)).all()
    assert (high <= values.max(axis=0) * (1 + 1e-12)).all()
    assert (high >= low * (1 - 1e-9)).all()


@pytest.mark.parametrize(("order", "mean"), [(1, 2.5), (0, 2.0), (-1, 1.6), (2, np.sqrt(8.5))])
def test_means_that_one_knows(order, mean):
    assert laws.power_mean(np.array([1.0, 4.0]), np.array([0.5, 0.5]), order) == pytest.approx(mean, rel=1e-14)


def test_unlike_orders_side_by_side_give_the_same_bits_as_alone():
    rng = np.random.default_rng(1)
    values, weights, orders = rng.random((3, 6, 5)), np.full((3, 1, 1), 1 / 3), np.array([-2, -1e-9, 0, 0.5, 1, 30])
    together = laws.power_mean(values, weights, orders[:, None])
    for run, order in enumerate(orders):
        np.testing.assert_array_equal(laws.power_mean(values[:, run : run + 1], weights, order)[0], together[run])


def test_without_a_complement_there_is_no_utility_and_without_a_substitute_there_is_some():
    half = np.array([0.5, 0.5])
    bundle = np.array([2.0, 0.0])
    assert laws.utility(bundle, half, 0.5) == 0
    assert laws.utility(bundle, half, 1.0) == 0
    assert laws.utility(bundle, half, 2.0) == pytest.approx(1.0)
    assert laws.utility(np.zeros(2), half, 2.0) == 0


@pytest.mark.parametrize("sigma", [0.5, 1.0, 2.0])
def test_a_good_that_nobody_offers_has_no_price_and_is_not_bought(sigma):
    half = np.array([0.5, 0.5])
    price = laws.clearing_prices(np.array([2.0, 0.0]), half, sigma)
    assert np.isnan(price[1])
    assert price[0] == (pytest.approx(0.5) if sigma == 2 else 0)
    if sigma == 2:
        np.testing.assert_allclose(closed.demand(price, np.array(1.0), half, sigma), [2.0, 0.0], rtol=1e-12)


@pytest.mark.parametrize("sigma", [0.3, 0.8, 1.0, 1.5, 4.0])
def test_alone_no_other_division_of_the_week_is_better(sigma):
    ability, weights = np.array([1.3, 0.6, 2.0]), np.array([0.2, 0.5, 0.3])

    def loss(free):
        shares = np.exp(np.append(free, 0.0))
        return -float(laws.utility(ability * shares / shares.sum(), weights, sigma))

    found = minimize(loss, np.zeros(2), tol=1e-12)
    time = laws.autarky_time(ability, weights, sigma)
    assert time.sum() == pytest.approx(1, rel=1e-14)
    assert laws.utility(ability * time, weights, sigma) == pytest.approx(-found.fun, rel=1e-9)
    assert laws.autarky_utility(ability, weights, sigma) == pytest.approx(-found.fun, rel=1e-9)


@pytest.mark.parametrize(("sigma", "way"), [(0.5, -1), (1.0, 0), (2.0, 1)])
def test_alone_one_makes_more_of_the_substitute_one_makes_well_and_less_of_such_a_complement(sigma, way):
    time = laws.autarky_time(np.array([2.0, 1.0]), np.array([0.5, 0.5]), sigma)
    assert np.sign(np.round(time[0] - time[1], 12)) == way


def test_who_can_make_nothing_of_a_good_leaves_substitutes_and_lacks_complements():
    ability, half = np.array([1.0, 0.0]), np.array([0.5, 0.5])
    np.testing.assert_allclose(laws.autarky_time(ability, half, 3.0), [1, 0], atol=1e-100)
    np.testing.assert_allclose(laws.autarky_time(ability, half, 0.5), [0, 1], atol=1e-100)
    assert laws.autarky_utility(ability, half, 0.5) == 0


@given(arrays(float, 4, elements=st.floats(-100, 100)))
def test_a_gain_is_split_whole_and_alike_for_like_contributions(values):
    both, practice, trade, neither = values
    gain = laws.split_gain(both, practice, trade, neither)
    assert gain.from_practice + gain.from_trade == pytest.approx(both - neither, abs=1e-12)
    turned = laws.split_gain(both, trade, practice, neither)
    assert turned.from_trade == gain.from_practice
    assert laws.split_gain(both, both, neither, neither).from_trade == 0


def test_luck_of_jobs_has_the_stated_mean_and_none_at_zero():
    draws = (np.arange(100_000) + 0.5) / 100_000
    for luck in (0.15, 1.0, 3.0):
        assert laws.job_luck(draws, luck).mean() == pytest.approx(1 / (1 + luck), rel=1e-4)
    assert (laws.job_luck(draws, 0.0) == 1).all()


def test_worth_counts_nothing_for_what_has_no_price():
    assert laws.worth(np.array([2.0, 3.0, 0.0]), np.array([1.5, 1.0, np.nan])) == 6


@given(arrays(float, 4, elements=st.floats(0, 1000)), st.integers(0, 1000))
def test_spill_over_is_the_matrix_product_and_is_undone(experience, seed):
    weights = np.random.default_rng(seed).random((4, 4)) * 0.3
    np.fill_diagonal(weights, 1)
    effective = laws.spill_over(experience[:, None, None], weights[:, :, None, None])[:, 0, 0]
    np.testing.assert_allclose(effective, weights @ experience, rtol=1e-12)
    np.testing.assert_allclose(laws.undo_spill_over(effective, weights), experience, rtol=1e-9, atol=1e-9)


def test_weights_come_from_the_edges_of_a_graph_and_else_from_relatedness():
    graph = nx.DiGraph()
    graph.add_edge("a", "b", weight=0.5)
    graph.add_edge(1, "c")
    weights = laws.spill_over_weights(graph, ("a", "b", "c"), np.array([[0.1], [0.2]]))
    assert weights.shape == (3, 3, 2, 1)
    np.testing.assert_array_equal(weights[1, 0, :, 0], [0.5, 0.5])
    np.testing.assert_array_equal(weights[2, 1, :, 0], [0.1, 0.2])
    assert weights.sum() == pytest.approx(6 + 1.0 + 0.3)
    with pytest.raises(UserError, match="did you mean 'a'"):
        laws.spill_over_weights(nx.Graph([("aa", "b")]), ("a", "b"), 0.1)
