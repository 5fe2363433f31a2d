"""Hosts that live by those who live on them, such as plants by their pollinators.

Shapes: ``(tasks, runs, 1)``.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Number
from .resources import growth, shock


def shortfall(service: Array, accustomed: Array) -> Array:
    """Share of the service it is used to that a host goes without: ``max(0, 1 - service / accustomed)``.

    Parameters
    ----------
    service : array, shape (tasks, runs, 1)
        Service of the year.
    accustomed : array, shape (tasks, runs, 1)
        Service that the host is used to; where that is none, nothing is missed.

    Returns
    -------
    array, shape (tasks, runs, 1)
        From 0 to 1.
    """
    used = accustomed > 0
    return np.where(used, np.maximum(1.0 - service / np.where(used, accustomed, 1.0), 0.0), 0.0)


def host_stock(stock: Array, missed: Array, coupling: Number, regrowth: Number, least: Number) -> Array:
    """Next year's stock of a host: it loses ``coupling * missed`` of itself and regrows; below `least` it is gone.

    The dynamic form of the coextinction model of Vieira & Almeida-Neto, in which a species that loses a partner dies
    with a chance of its dependence on the mutualism (here `coupling`) times the partner's share in it (here in what is
    missed): here it is not the chance of dying but the loss of the year that is in proportion.

    Parameters
    ----------
    stock : array, shape (tasks, runs, 1)
        Stock before, 0 to 1.
    missed : array, shape (tasks, runs, 1)
        Share of accustomed service that was missed.
    coupling : float or array
        Share of itself that a host loses in a year without any service, 0 to 1.
    regrowth : float or array
        Growth rate of a small stock, per year.
    least : float or array
        Stock below which the host is gone.

    Returns
    -------
    array, shape (tasks, runs, 1)
        Stock after.

    References
    ----------
    Vieira, M. C. & Almeida-Neto, M. (2015). A simple stochastic model for complex coextinctions in mutualistic
    networks: robustness decreases with connectance. Ecology Letters 18(2).
    """
    left = shock(stock, coupling * missed)
    grown = left + growth(left, regrowth)
    return np.where(grown < least, 0.0, grown)
