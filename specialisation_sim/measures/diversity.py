"""Diversity of a mix.

Shapes: categories come first, ``(categories, ...)``; each measure drops that axis. An empty mix gives NaN.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..laws.arrays import Array, over_tasks


def shares(counts: npt.ArrayLike) -> Array:
    """Counts or weights as shares that sum to one over the first axis.

    Parameters
    ----------
    counts : array_like, shape (categories, ...)
        Counts or weights, not negative.

    Returns
    -------
    array, shape (categories, ...)
        Shares; NaN where the total is zero.

    Raises
    ------
    ValueError
        If a count is negative.
    """
    values = np.asarray(counts, dtype=float)
    if (values < 0).any():
        raise ValueError("counts must not be negative")
    total = over_tasks(values)
    return values / np.where(total > 0, total, np.nan)


def entropy(counts: npt.ArrayLike) -> Array:
    """Shannon entropy of a mix, in nats."""
    share = shares(counts)
    return -over_tasks(share * np.log(np.where(share > 0, share, 1.0)))


def hill_number(counts: npt.ArrayLike, order: float = 1.0) -> Array:
    """Effective number of categories: how many equally common ones would be as diverse.

    ``(sum of share ** order) ** (1 / (1 - order))``; at order 0 the number of categories present, at order 1 the
    exponential of Shannon entropy, at order 2 the inverse of Simpson's (and Herfindahl's) index.

    Parameters
    ----------
    counts : array_like, shape (categories, ...)
        Counts or weights, not negative.
    order : float
        Weight of common categories, not negative; infinite for the inverse of the modal share.

    Returns
    -------
    array, shape (...)
        Effective number, from 1 to the number of categories.

    Raises
    ------
    ValueError
        If the order or a count is negative.

    References
    ----------
    Hill, M. O. (1973). Diversity and evenness: a unifying notation and its consequences. Ecology 54(2).
    """
    if not order >= 0:
        raise ValueError(f"order = {order} must be a number that is not negative")
    if np.isinf(order):
        return 1 / modal_share(counts)
    if abs(order - 1) < 1e-8:  # closer than that the difference of logarithms below is noise
        return np.exp(entropy(counts))
    share = shares(counts)
    if order == 0:  # a count of categories is a whole number, to the last bit
        return np.where(np.isnan(share).any(axis=0), np.nan, (share > 0).sum(axis=0))
    # Scaled by the mode, so that large orders neither underflow nor lose the mode itself.
    mode = share.max(axis=0)
    powers = over_tasks(np.where(share > 0, (share / mode) ** order, 0.0))
    logarithm = np.log(np.where(np.isnan(mode), np.nan, powers)) + order * np.log(mode)
    return np.exp(logarithm / (1 - order))


def modal_share(counts: npt.ArrayLike) -> Array:
    """Share of the most common category (the Berger-Parker index)."""
    return shares(counts).max(axis=0)
