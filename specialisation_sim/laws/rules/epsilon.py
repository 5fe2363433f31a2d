"""Epsilon: the best task, and now and then any."""

from __future__ import annotations

import numpy as np

from ..arrays import Indices, Number
from ..choice import best
from ..decision import Decision


def epsilon(decision: Decision, chance: Number = 0.1) -> Indices:
    """Do the best task, but now and then, with a small chance, do a task drawn at random.

    Parameters
    ----------
    decision : Decision
        What agents know.
    chance : float or array
        Share of steps in which any task is done, above 0 to 1.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.

    References
    ----------
    Sutton, R. S. & Barto, A. G. (2018). Reinforcement Learning: An Introduction, section 2.2.
    """
    assert decision.draw is not None
    tasks = len(decision.expected)
    # The draw that says whether, says which as well: below the chance it is uniform from 0 to it.
    any_task = np.minimum(decision.draw / chance * tasks, tasks - 0.5).astype(np.int16)
    return np.where(decision.draw <= chance, any_task, best(decision.expected))
