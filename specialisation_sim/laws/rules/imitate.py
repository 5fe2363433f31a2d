"""Imitate the best neighbour: decide as the one who earned most in the last step would today."""

from __future__ import annotations

import numpy as np

from ..arrays import Indices
from ..choice import best
from ..decision import Decision
from ..remembering import did_something


def imitate(decision: Decision) -> Indices:
    """Do what the agent who earned most in the last step would do in one's own place.

    Each looks at who earned most in the last step, of the living in her run, and weighs her own opportunities by that
    one's skills. Before the first step, and alone, she weighs them by her own.

    Parameters
    ----------
    decision : Decision
        What agents know.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.

    References
    ----------
    Schlag, K. H. (1998). Why imitate, and if so, how? Journal of Economic Theory 78(1).
    """
    acted = did_something(decision) & decision.alive
    earned = np.where(acted, decision.last.reward, -np.inf)
    model = earned.argmax(axis=-1)[None, :, None]
    theirs = np.take_along_axis(decision.skill, model, axis=-1)
    skill = np.where(acted.any(axis=-1, keepdims=True), theirs, decision.skill)
    return best(decision.opportunity * skill * decision.stock)
