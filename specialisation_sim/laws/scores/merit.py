"""Merit: fund what is believed to be best."""

from __future__ import annotations

from ..arrays import Array
from ..funding import Pile


def merit(pile: Pile) -> Array:
    """Fund what is believed to be best: the quality that one expects after the review.

    What is seen dimly is believed to be near the mean, and so seldom among the best (Phelps 1972).

    References
    ----------
    Phelps, E. S. (1972). The statistical theory of racism and sexism. American Economic Review 62(4).
    """
    return pile.merit
