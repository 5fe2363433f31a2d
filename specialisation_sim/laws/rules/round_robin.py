"""Round robin: all tasks in turn."""

from __future__ import annotations

import numpy as np

from ..arrays import Indices
from ..decision import Decision
from ..remembering import did_something, last_task, task_after


def round_robin(decision: Decision) -> Indices:
    """Do the tasks in turn, as in job rotation.

    Parameters
    ----------
    decision : Decision
        What agents know.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task; the first one for who did none yet.

    References
    ----------
    Eriksson, T. & Ortega, J. (2006). The adoption of job rotation: testing the theories. ILR Review 59(4).
    """
    following = task_after(last_task(decision), len(decision.expected))
    return np.where(did_something(decision), following, np.int16(0))
