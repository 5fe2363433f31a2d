"""Economic geography: wages in two regions that share manufacturing workers and trade at a cost.

Shapes: shares ``(runs, agents)``; wages ``(2, runs, agents)``.

References: Krugman, P. (1991). Increasing returns and economic geography. Journal of Political Economy 99(3).
Fujita, M., Krugman, P. & Venables, A. J. (1999). The Spatial Economy. MIT Press, chapter 5.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Number

ROUNDS = 400
"""Most rounds of the search for wages."""
NEAR = 1e-13
"""Change of a wage, as a part of it, at which the search ends."""


def real_wages(share: Array, manufactures: Number, substitution: Number, transport: Number) -> Array:
    """Real wages of manufacturing workers at which both regions' markets clear.

    Income ``Y_1 = mu x w_1 + (1 - mu) / 2``, prices ``G_1 = (x w_1^(1-s) + (1 - x) (w_2 T)^(1-s))^(1/(1-s))``, wage
    ``w_1 = (Y_1 G_1^(s-1) + Y_2 G_2^(s-1) T^(1-s))^(1/s)``, and the same for region 2; the real wage is ``w G^(-mu)``.
    Found by damped rounds.

    Parameters
    ----------
    share : array, shape (runs, agents)
        x, workers in region 1, 0 to 1.
    manufactures : float or array
        mu, share of income spent on manufactures, in (0, 1).
    substitution : float or array
        s (sigma), elasticity of substitution, above 1.
    transport : float or array
        T, units sent for one that arrives, at least 1.

    Returns
    -------
    array, shape (2, runs, agents)
        Real wages of regions 1 and 2.
    """
    x = np.stack([share, 1.0 - share])
    free = np.exp((1.0 - substitution) * np.log(transport))
    wage = np.ones_like(x)
    for _ in range(ROUNDS):
        income = manufactures * x * wage + (1.0 - manufactures) / 2.0
        cheap = x * np.exp((1.0 - substitution) * np.log(wage))
        index = cheap + free * cheap[::-1]  # G^(1 - sigma)
        demand = income / index
        new = np.exp(np.log(demand + free * demand[::-1]) / substitution)
        done = np.abs(new - wage) <= NEAR * wage
        # A run's wages stay once they are found, whoever is beside it.
        wage = np.where(done.all(axis=0), wage, (wage + new) / 2.0)
        if done.all():
            break
    price = np.exp(np.log(index) / (1.0 - substitution))
    return wage * np.exp(-manufactures * np.log(price))
