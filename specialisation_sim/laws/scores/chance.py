"""Chance: a lottery among all proposals."""

from __future__ import annotations

from ..arrays import Array
from ..funding import Pile


def chance(pile: Pile) -> Array:
    """Fund by lot: every proposal is equally likely, whatever the review says.

    References
    ----------
    Fang, F. C. & Casadevall, A. (2016). Research funding: the case for a modified lottery. mBio 7(2).
    """
    return pile.draw
