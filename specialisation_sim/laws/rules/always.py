"""Always the same: one task, every step."""

from __future__ import annotations

import numpy as np

from ..arrays import Indices
from ..decision import Decision


def always(decision: Decision, task: int = 0) -> Indices:
    """Do the same task every step, whatever it brings: the narrowest rule, to compare others with.

    Parameters
    ----------
    decision : Decision
        What agents know.
    task : int
        Which task.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.
    """
    return np.full(decision.slack.shape, task, dtype=np.int16)
