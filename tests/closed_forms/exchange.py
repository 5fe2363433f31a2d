"""What a population buys at given prices, in closed form."""

from __future__ import annotations

import numpy as np

from specialisation_sim.laws.arrays import Array, Number
from specialisation_sim.laws.means import total


def demand(price: Array, income: Array, weights: Array, sigma: Number) -> Array:
    """What people buy: ``c_k = a_k * p_k ** -sigma / (sum of a_j * p_j ** (1 - sigma)) * income``.

    Parameters
    ----------
    price : array, shape (tasks, ...)
        Prices, positive; NaN for a good that is not on offer.
    income : array, shape (...)
        What each may spend, in units of price.
    weights : array, shape (tasks, ...)
        Taste for each good, summing to one.
    sigma : float or array
        Elasticity of substitution, positive and finite.

    Returns
    -------
    array, shape (tasks, ...)
        Amounts; what they cost is the income. None of a good that is not on offer, and NaN where all is to be had for
        nothing.

    References
    ----------
    Dixit & Stiglitz (1977), as for `clearing_prices`.
    """
    paid = np.where(np.isnan(price), 1.0, price)
    with np.errstate(divide="ignore", invalid="ignore"):
        spending = np.where(np.isnan(price), 0.0, weights * np.exp((1.0 - np.asarray(sigma)) * np.log(paid)))
        return spending / total(spending) * income / paid
