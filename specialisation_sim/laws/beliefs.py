"""Beliefs about what options are worth, from what one tried of them.

Shapes: ``(tasks, runs, agents)``.
"""

from __future__ import annotations

import math

import numpy as np

from .arrays import Array, Flags, Indices, Number, some


def smoothed_belief(belief: Array, outcome: Array, tried: Array, weight: Number) -> Array:
    """Belief after an outcome: ``q + phi (outcome - q)`` of what was tried, and the same belief of all else.

    What disappointed is left, and a belief that is too low is then never put right (the hot stove).

    Parameters
    ----------
    belief : array, shape (tasks, runs, agents)
        Belief before.
    outcome : array, shape (tasks, runs, agents)
        What each option was seen to bring; only that of tried ones counts.
    tried : array, shape (tasks, runs, agents)
        One for what was tried or seen, zero for the rest.
    weight : float or array
        phi, weight of the newest outcome, 0 to 1.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Belief after.

    References
    ----------
    Denrell, J. & March, J. G. (2001). Adaptation as information restriction: the hot stove effect. Organization
    Science 12(5).
    """
    return belief + tried * weight * (outcome - belief)


def mean_belief(total: Array, tries: Array, prior: Number, weight: Number) -> Array:
    """Belief from counts: ``(w prior + total) / (w + tries)``, the mean of outcomes and of a prior that counts w tries.

    Parameters
    ----------
    total : array, shape (tasks, runs, agents)
        Sum of outcomes of each option.
    tries : array, shape (tasks, runs, agents)
        How often it was tried.
    prior : float or array
        Belief before any try.
    weight : float or array
        w, tries that the prior counts as, above zero.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Belief.

    References
    ----------
    Posen, H. E. & Levinthal, D. A. (2012). Chasing a moving target: exploitation and exploration in dynamic
    environments. Management Science 58(3).
    """
    return (weight * prior + total) / (weight + tries)


def upper_bound(belief: Array, tries: Array, time: Number, width: Number) -> Array:
    """What an option may well be worth: ``belief + width sqrt(ln(time) / tries)``; what was tried little may be better.

    Parameters
    ----------
    belief : array, shape (tasks, runs, agents)
        Mean of outcomes.
    tries : array, shape (tasks, runs, agents)
        How many outcomes there were, at least one.
    time : float or array
        Steps so far, at least one.
    width : float or array
        Units of reward; `sqrt(2)` for rewards from 0 to 1 in the reference.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Upper confidence bound.

    References
    ----------
    Auer, P., Cesa-Bianchi, N. & Fischer, P. (2002). Finite-time analysis of the multiarmed bandit problem. Machine
    Learning 47(2-3).
    """
    return belief + width * np.sqrt(np.log(time) / tries)


def counted(cell: Indices, taken: Flags, shape: tuple[int, ...]) -> Array:
    """How many options of each kind each agent took, in the given shape; the arguments are those of `surprised`."""
    return (
        np.bincount(cell.ravel().take(np.flatnonzero(taken)), minlength=math.prod(shape)).reshape(shape).astype(float)
    )


def surprised(belief: Array, cell: Indices, taken: Flags, surprise: Array, weight: Number) -> Array:
    """Beliefs about kinds of options after a step, moved towards what options brought beyond what they promised.

    Parameters
    ----------
    belief : array, shape (tasks, runs, agents)
        By how much a kind is believed to be better than its promise.
    cell : array of int, shape (runs, options)
        Place in ``belief.ravel()`` of each option's kind and of who judged it.
    taken : array of bool, shape (runs, options)
        Which options were taken; nothing is learned of the others.
    surprise : array, shape (runs, options)
        What each brings, less what it was expected to, beliefs included.
    weight : float or array
        Weight of the mean of a step, 0 to 1.

    Returns
    -------
    array, shape (tasks, runs, agents)
    """
    if not some(weight):
        return belief
    cells = cell[taken]
    count = counted(cell, taken, belief.shape)
    better = np.bincount(cells, surprise[taken], minlength=belief.size).reshape(belief.shape)
    outcome = belief + better / np.maximum(count, 1)
    return smoothed_belief(belief, outcome, (count > 0).astype(float), weight)
