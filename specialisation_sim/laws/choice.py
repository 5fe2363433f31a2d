"""Choosing a task: the best one, with a stated rule for ties, or a draw that favours the better ones.

Shapes: values ``(tasks, runs, agents)``, chosen tasks ``(runs, agents)``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .arrays import Array, Flags, Indices, Number, some
from .decision import Decision
from .slack import affordable, appeal


def wanted(appealing: Array, expected: Array, can_afford: Flags) -> Array:
    """What a choice compares: the appeal of what is affordable or, where nothing is, the expected reward.

    Parameters
    ----------
    appealing : array, shape (tasks, runs, agents)
        Expected reward, raised for tasks not done lately by a taste for variety.
    expected : array, shape (tasks, runs, agents)
        Expected reward.
    can_afford : array of bool, shape (tasks, runs, agents)
        Which tasks the agent can afford.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Value of each task; minus infinity where another task is affordable and this one is not.
    """
    return np.where(can_afford, appealing, np.where(can_afford.any(axis=0), -np.inf, expected))


def best(value: Array, prefer: int = 0) -> Indices:
    """The task of the highest value.

    Parameters
    ----------
    value : array, shape (tasks, runs, agents)
        Value of each task.
    prefer : int
        Task that wins every tie it takes part in; other ties go to the lowest number.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.
    """
    others = [task for task in range(len(value)) if task != prefer]
    if not others:
        return np.full(value.shape[1:], prefer, dtype=np.int16)
    # A chain of comparisons over small integers, without a mask, is far faster than numpy.argmax over a leading axis.
    chosen: Any = np.int16(prefer)
    highest = value[prefer]
    for task in others:
        chosen = chosen + (value[task] > highest) * (np.int16(task) - chosen)
        if task != others[-1]:
            highest = np.maximum(highest, value[task])
    result: Indices = chosen
    return result


def logit(value: Array, temperature: Number, draw: Array) -> Indices:
    """A task drawn with probability proportional to ``exp(value / temperature)``.

    Parameters
    ----------
    value : array, shape (tasks, runs, agents)
        Value of each task; minus infinity is never drawn.
    temperature : float or array
        Spread of the draw in units of value, positive.
    draw : array, shape (runs, agents)
        Uniform draws in (0, 1], inverted through the cumulated probabilities.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.

    References
    ----------
    Luce, R. D. (1959). Individual Choice Behavior. McFadden, D. (1974). Conditional logit analysis.
    """
    # A temperature next to nothing overflows; there the best task has all the weight as it is.
    with np.errstate(over="ignore"):
        weight = np.exp((value - value.max(axis=0)) / np.maximum(temperature, 1e-300))
    edges = np.cumsum(weight, axis=0)
    return (draw * edges[-1] > edges[:-1]).sum(axis=0, dtype=np.int16)


def choose(value: Array, temperature: Number, draw: Array | None, prefer: int = 0) -> Indices:
    """The best task where the temperature is zero, and a logit draw elsewhere.

    Parameters
    ----------
    value : array, shape (tasks, runs, agents)
        Value of each task.
    temperature : float or array
        Zero for the best task, above for a draw.
    draw : array, shape (runs, agents), or None
        Uniform draws in (0, 1]; None where all temperatures are zero.
    prefer : int
        Task that wins ties.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.
    """
    task = best(value, prefer)
    if draw is None or not some(temperature):
        return task
    drawn = logit(value, np.where(np.asarray(temperature) > 0, temperature, 1.0), draw)
    return np.where(np.asarray(temperature) > 0, drawn, task)


def prefer(decision: Decision, worth: Array) -> Indices:
    """Of the tasks one can afford, the one of greatest appeal; with none, the best expected reward.

    Parameters
    ----------
    decision : Decision
        What agents know.
    worth : array, shape (tasks, runs, agents)
        What each task is worth: its expected reward, or more for who looks ahead.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task; ties go to the first one.
    """
    value = wanted(
        appeal(worth, decision.habit, decision.variety),
        decision.expected,
        affordable(decision.expected, decision.slack, decision.need),
    )
    return choose(value, decision.temperature, decision.draw)


def afford_then_prefer(decision: Decision) -> Indices:
    """The usual rule: of the tasks one can afford, the one of greatest appeal; with none, the best expected reward.

    Parameters
    ----------
    decision : Decision
        What agents know.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task; ties go to the first one.
    """
    if not some(decision.variety) and decision.draw is None and getattr(decision.need, "ndim", 0) < 3:
        # Where all tasks need the same, that of the best expected reward is affordable whenever any is.
        return best(decision.expected)
    return prefer(decision, decision.expected)
