"""A mix of one large part and a tail of small ones."""

from __future__ import annotations

import numpy as np

from .arrays import Array


def large_and_tail(large: Array, tail: Array, number: int) -> Array:
    """Shares of a large class and of further ones, each a fixed multiple of the one before.

    Parameters
    ----------
    large : array, shape (runs,)
        Share of the first part, 0 to 1.
    tail : array, shape (runs,)
        Each further small part beside the one before it, above 0; 1 for an even rest.
    number : int
        Parts in all, at least two.

    Returns
    -------
    array, shape (number, runs, 1)
        Shares that sum to one.
    """
    weights = tail ** np.arange(number - 1)[:, None]
    return np.concatenate([[large], (1.0 - large) * weights / weights.sum(axis=0)])[..., None]
