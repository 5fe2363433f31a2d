"""Win-stay, lose-shift: do again what fed one, and something else after a day that did not."""

from __future__ import annotations

import numpy as np

from ..arrays import Array, Indices
from ..choice import best
from ..decision import Decision
from ..remembering import did_something, last_task, of_task, task_after


def win_stay(decision: Decision) -> Indices:
    """Do the last task again if it brought at least what a step costs; otherwise do the next one in turn.

    Parameters
    ----------
    decision : Decision
        What agents know.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task; the best one for who did none yet.

    References
    ----------
    Robbins, H. (1952). Some aspects of the sequential design of experiments. Nowak, M. & Sigmund, K. (1993). A strategy
    of win-stay, lose-shift that outperforms tit-for-tat in the Prisoner's Dilemma game. Nature 364.
    """
    before = last_task(decision)
    need: Array = np.broadcast_to(np.asarray(decision.need, dtype=float), decision.expected.shape)
    won = decision.last.reward >= of_task(need, before)
    again = np.where(won, before, task_after(before, len(decision.expected)))
    return np.where(did_something(decision), again, best(decision.expected))
