import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from specialisation_sim import laws

shares = st.floats(0, 1, allow_subnormal=False)  # below 2e-308 numbers have too few digits for a bound to hold


@given(shares, st.floats(0, 1e6))
def test_all_consumers_together_get_no_more_than_there_is(stock, load):
    each = laws.host_yield(np.array([stock]), np.array([load]))
    assert (load * each <= stock).all()


def test_at_a_load_of_one_consumers_halve_each_others_food():
    assert laws.host_yield(np.array([1.0]), np.array([1.0])).item() == 0.5


@given(st.floats(0.1, 10), st.floats(0.05, 0.9), st.floats(0, 5))
def test_numbers_rest_where_births_meet_deaths(births, mortality, self_limit):
    abundance = np.array([0.7])
    food = mortality * (1 + self_limit * abundance) / births
    np.testing.assert_allclose(laws.breed(abundance, food, births, mortality, self_limit), abundance)


def test_without_food_a_lineage_decays_by_its_mortality():
    assert laws.breed(np.array([2.0]), np.array([0.0]), 5.0, 0.25, 1.0).item() == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("visits", "used", "missed"), [(1, 2, 0.5), (0, 2, 1), (3, 2, 0), (2, 2, 0), (0, 0, 0), (1, 0, 0)]
)
def test_what_is_missed_is_the_share_of_what_one_is_used_to(visits, used, missed):
    assert laws.shortfall(np.array([float(visits)]), np.array([float(used)])).item() == missed


@given(shares, shares)
def test_uncoupled_hosts_miss_nobody(stock, missed):
    after = laws.host_stock(np.array([stock]), np.array([missed]), 0.0, 0.3, 0.0)
    assert after.item() >= stock * (1 - 1e-12)


@given(shares, shares, shares, shares)
def test_stocks_stay_shares(stock, missed, coupling, regrowth):
    after = laws.host_stock(np.array([stock]), np.array([missed]), coupling, regrowth, 0.05).item()
    assert after == 0 or 0.05 <= after <= 1


def test_who_is_all_dependent_and_misses_all_is_gone_at_once():
    assert laws.host_stock(np.ones(1), np.ones(1), 1.0, 1.0, 0.0).item() == 0


def test_without_service_a_stock_decays_by_its_coupling():
    assert laws.host_stock(np.ones(1), np.ones(1), 0.25, 0.0, 0.0).item() == pytest.approx(0.75)


def test_below_the_least_a_host_is_gone():
    after = laws.host_stock(np.array([0.2, 0.1]), np.zeros(2), 0.5, 0.0, 0.15)
    assert after.tolist() == [0.2, 0.0]
