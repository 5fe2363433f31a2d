"""Division of labour: do agents differ in what they do, or does each do everything?

Shapes: counts ``(tasks, ..., agents)``; the measures drop tasks and agents.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..laws.arrays import Array
from .diversity import entropy, shares
from .intervals import mean_of


def division_of_labour(counts: npt.ArrayLike) -> Array:
    """Division of labour: mutual information of agent and task over the entropy of tasks.

    Zero where all agents have one mix; one where each agent keeps to one task and more than one task is done.

    Parameters
    ----------
    counts : array_like, shape (tasks, ..., agents)
        How often each agent did each task.

    Returns
    -------
    array, shape (...)
        Index from 0 to 1; NaN where only one task is done at all, so that there is nothing to divide.

    References
    ----------
    Gorelick, R., Bertram, S. M., Killeen, P. R. & Fewell, J. H. (2004). Normalized mutual entropy in biology:
    quantifying division of labor. American Naturalist 164(5).
    """
    joint = np.asarray(counts, dtype=float)
    of_tasks = entropy(joint.sum(axis=-1))
    weights = np.moveaxis(shares(np.moveaxis(joint.sum(axis=0), -1, 0)), 0, -1)
    within = np.where(weights > 0, weights * entropy(joint), 0.0).sum(axis=-1)
    return (of_tasks - within) / np.where(of_tasks > 0, of_tasks, np.nan)


def specialisation(counts: npt.ArrayLike) -> Array:
    """How narrow agents are, each by itself: one minus the mean entropy of an agent's mix over its maximum.

    Parameters
    ----------
    counts : array_like, shape (tasks, ..., agents)
        How often each agent did each task; at least two tasks.

    Returns
    -------
    array, shape (...)
        From 0, every agent spreads evenly, to 1, every agent keeps to one task. Agents who did nothing do not count;
        NaN where nobody did anything.
    """
    mixes = entropy(counts)
    return 1.0 - mean_of(mixes, ~np.isnan(mixes)) / np.log(len(np.asarray(counts)))
