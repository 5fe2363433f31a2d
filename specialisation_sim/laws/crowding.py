"""Consumers that share what hosts yield, and what becomes of their numbers.

Shapes: hosts ``(tasks, runs, 1)``, lineages ``(runs, agents)``.
"""

from __future__ import annotations

from .arrays import Array, Number


def host_yield(stock: Array, load: Array) -> Array:
    """Food that a host gives to each unit of consumers: ``stock / (1 + load)``.

    All consumers together get ``load * stock / (1 + load)``: never more than the stock, which they share in proportion
    to their performance.

    Parameters
    ----------
    stock : array, shape (tasks, runs, 1)
        What the host has to give, 1 where it is full.
    load : array, shape (tasks, runs, 1)
        Consumers, each counted by performance; at a load of one they halve each other's food.

    Returns
    -------
    array, shape (tasks, runs, 1)
        Food for each unit of performance, 0 to the stock.

    References
    ----------
    Beverton, R. J. H. & Holt, S. J. (1957). On the dynamics of exploited fish populations.
    """
    return stock / (1.0 + load)


def breed(abundance: Array, food: Array, births: Number, mortality: Number, self_limit: Number) -> Array:
    """Abundance next year: ``abundance * (1 - mortality + births * food / (1 + self_limit * abundance))``.

    Parameters
    ----------
    abundance : array, shape (runs, agents)
        Abundance before.
    food : array, shape (runs, agents)
        Food of each, all its hosts together.
    births : float or array
        Offspring of one that has all the food of a host to itself.
    mortality : float or array
        Share that dies in a year, 0 to 1.
    self_limit : float or array
        How much a lineage's own numbers hold it back, beyond the food it shares with others.

    Returns
    -------
    array, shape (runs, agents)
        Abundance after. Without self-limitation a host that is all of a lineage's food settles at a load of
        ``births * stock / mortality - 1``.
    """
    return abundance * ((1.0 - mortality) + births * food / (1.0 + self_limit * abundance))
