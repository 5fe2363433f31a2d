"""How alike two mixes are.

Shapes: categories come first, ``(categories, ...)``; the measure drops that axis. An empty mix gives NaN.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..laws.arrays import Array
from .diversity import shares


def similarity(counts: npt.ArrayLike, other: npt.ArrayLike) -> Array:
    """What two mixes have in common: one less half the sum of the absolute differences of their shares.

    Parameters
    ----------
    counts, other : array_like, shape (categories, ...)
        Counts or weights, not negative; how many there are in all does not matter.

    Returns
    -------
    array, shape (...)
        From 0, nothing in common, to 1, the same mix. It equals the sum of the smaller shares.

    Raises
    ------
    ValueError
        If a count is negative.

    References
    ----------
    Renkonen, O. (1938). Statistisch-oekologische Untersuchungen ueber die terrestrische Kaeferwelt. Annales Zoologici
    Societatis Zoologicae-Botanicae Fennicae Vanamo 6. Whittaker, R. H. (1952), on percentage similarity.
    """
    return 1.0 - 0.5 * np.abs(shares(counts) - shares(other)).sum(axis=0)
