"""Hopeful: fund what may well be the best."""

from __future__ import annotations

import numpy as np

from ..arrays import Array, Number
from ..funding import Pile


def hopeful(pile: Pile, width: Number = 1.0) -> Array:
    """Fund what may turn out best: expected quality, plus a bonus that is larger the less precisely it is judged.

    Parameters
    ----------
    pile : Pile
        What is known of proposals.
    width : float or array
        Weight of the standard deviation of what is not known of a proposal, ``1 / sqrt(1 + precision)``.

    References
    ----------
    Auer, P., Cesa-Bianchi, N. & Fischer, P. (2002). Finite-time analysis of the multiarmed bandit problem. Machine
    Learning 47(2-3).
    """
    return pile.merit + width / np.sqrt(1.0 + pile.precision)
