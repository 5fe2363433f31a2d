"""Resources that run out and grow back.

Stocks are shares of the carrying capacity, 0 to 1.

Shapes: ``(runs, 1)`` or, for all tasks at once, ``(tasks, runs, 1)``.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Number


def growth(stock: Array, rate: Number, allee: Number = 0.0) -> Array:
    """Regrowth in a step: logistic, with an optional Allee threshold below which the stock shrinks.

    ``growth = rate * stock * (1 - stock) * (1 - allee / stock) = rate * (1 - stock) * (stock - allee)``, the logistic
    law at ``allee = 0``. An empty stock stays empty, and no more is lost than is there.

    Parameters
    ----------
    stock : array
        Stock before regrowth, as a share of the carrying capacity.
    rate : float or array
        Growth rate of a small stock without a threshold, per step, 0 to 1.
    allee : float or array
        Threshold as a share of the carrying capacity, 0 to below 1.

    Returns
    -------
    array
        Change of the stock; negative between zero and the threshold.

    References
    ----------
    Verhulst, P.-F. (1838). Boukal, D. S. & Berec, L. (2002). Single-species models of the Allee effect. Journal of
    Theoretical Biology 218(3), the form ``(1 - A / N)``.
    """
    change = rate * (1.0 - stock) * (stock - allee)
    return np.where(stock > 0, np.maximum(change, -stock), 0.0)


def served(demand: Array, available: Array) -> Array:
    """Part of their demand that all get when a stock is shared pro rata: ``min(1, available / demand)``.

    Parameters
    ----------
    demand : array, shape (runs, 1)
        What all agents together would take, not negative.
    available : array, shape (runs, 1)
        What there is, in the same units.

    Returns
    -------
    array, shape (runs, 1)
        From 0 to 1; one where nothing is wanted. Harvest is demand times this.
    """
    short = demand > available
    return np.where(short, available / np.where(short, demand, 1.0), 1.0)


def shock(stock: Array, loss: Number) -> Array:
    """Stock after a shock that takes a share of it: ``stock * (1 - loss)``.

    Parameters
    ----------
    stock : array
        Stock before the shock.
    loss : float or array
        Share lost, 0 to 1.

    Returns
    -------
    array
        Stock after the shock.
    """
    return stock * (1.0 - loss)
