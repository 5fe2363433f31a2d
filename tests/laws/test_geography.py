"""Wages in two regions: both markets clear, found by another program too, and no run knows of another."""

import numpy as np
import pytest
from scipy.optimize import root

from specialisation_sim import laws
from specialisation_sim.laws.geography import NEAR, ROUNDS

SHARES = np.array([[0.2, 0.5, 0.93], [0.01, 0.6, 1.0]])


def cleared(share, mu, sigma, transport):
    """Real wages of one pair of regions, by SciPy's solver of the four equations as they are in the book."""
    shares, free = np.array([share, 1 - share]), transport ** (1 - sigma)

    def prices(wage):
        cheap = shares * wage ** (1 - sigma)
        return (cheap + free * cheap[::-1]) ** (1 / (1 - sigma))

    def excess(logs):
        wage = np.exp(logs)
        demand = (mu * shares * wage + (1 - mu) / 2) * prices(wage) ** (sigma - 1)
        return logs - np.log(demand + free * demand[::-1]) / sigma

    wage = np.exp(root(excess, np.zeros(2), tol=1e-13).x)
    return wage * prices(wage) ** -mu


@pytest.mark.parametrize(("mu", "sigma", "transport"), [(0.4, 5.0, 1.7), (0.2, 4.0, 1.0), (0.6, 2.5, 3.0)])
def test_both_markets_clear(mu, sigma, transport):
    wages = laws.real_wages(SHARES, mu, sigma, transport)
    assert wages.shape == (2, 2, 3)
    for run, row in enumerate(SHARES):
        for agent, share in enumerate(row):
            exact = cleared(share, mu, sigma, transport)
            np.testing.assert_allclose(wages[:, run, agent], exact, rtol=1e-10)
    np.testing.assert_allclose(laws.real_wages(1 - SHARES, mu, sigma, transport), wages[::-1], rtol=1e-10)


def test_runs_have_parameters_of_their_own_and_do_not_know_of_each_other():
    mu, sigma, transport = np.array([[0.3], [0.5]]), np.array([[4.0], [6.0]]), np.array([[1.2], [2.0]])
    together = laws.real_wages(SHARES, mu, sigma, transport)
    for run in range(2):
        alone = laws.real_wages(SHARES[run : run + 1], mu[run], sigma[run], transport[run])
        np.testing.assert_array_equal(together[:, run : run + 1], alone)
    for agent in range(3):
        alone = laws.real_wages(SHARES[:, agent : agent + 1], mu, sigma, transport)
        np.testing.assert_array_equal(together[:, :, agent : agent + 1], alone)


def test_the_search_ends_when_a_round_changes_less_than_a_bit():
    assert NEAR == 1e-13
    assert ROUNDS == 400
