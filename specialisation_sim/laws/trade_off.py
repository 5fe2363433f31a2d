"""The trade-off of a generalist: how good one is at each of the things one divides oneself between.

Shapes: ``(tasks, runs, agents)``.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Number


def performance(allocation: Array, trade_off: Number) -> Array:
    """Performance on each host of a lineage that divides itself between them: ``allocation ** trade_off``.

    If the trade-off is above one (a convex curve, the border of what Levins calls a concave fitness set), a lineage
    that gives half of its niche to each of two hosts has less than half of the performance on either. The sum of
    performances is then largest, at one, for a lineage that keeps to a single host. If the trade-off is below one (a
    concave curve, a convex set), the sum is largest, at ``hosts ** (1 - trade_off)``, for a lineage that uses all hosts
    equally. If it is one, the sum is the same for every division of the niche.

    Parameters
    ----------
    allocation : array, shape (tasks, ...)
        Part of itself that goes to each host, 0 to 1, summing to one.
    trade_off : float or array
        Shape of the trade-off, above 0.

    Returns
    -------
    array, shape (tasks, ...)
        Performance, 0 to 1, that of an undivided specialist being one.

    References
    ----------
    Levins, R. (1962). Theory of fitness in a heterogeneous environment I. American Naturalist 96(891).
    Egas, M., Dieckmann, U. & Sabelis, M. W. (2004). Evolution restricts the coexistence of specialists and generalists:
    the role of trade-off structure. American Naturalist 163(4).
    """
    used = allocation > 0
    return np.where(used, np.exp(trade_off * np.log(np.where(used, allocation, 1.0))), 0.0)
