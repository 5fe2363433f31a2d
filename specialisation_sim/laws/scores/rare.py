"""Rare: a bonus for domains that were funded less than they apply."""

from __future__ import annotations

import numpy as np

from ..arrays import Array, Number
from ..funding import Pile


def rare(pile: Pile, weight: Number = 0.5) -> Array:
    """Fund what is believed to be best, with a bonus for domains rarer in training than among applications.

    Parameters
    ----------
    pile : Pile
        What is known of proposals.
    weight : float or array
        Bonus where a domain that applies is not in the record at all.

    References
    ----------
    Coate, S. & Loury, G. C. (1993). Will affirmative-action policies eliminate negative stereotypes? American Economic
    Review 83(5).
    """
    staff = np.maximum(pile.present.sum(axis=-1, keepdims=True), 1)
    trained = np.where(pile.present, pile.record, 0.0).sum(axis=-1, keepdims=True) / staff
    short = np.maximum(pile.mix - trained, 0.0) / np.maximum(pile.mix, 1e-300)
    bonus = np.take_along_axis(short[..., 0].T, pile.domain, axis=1)
    return pile.merit + weight * bonus
