"""Rules of choice with a memory, as three pure functions: the world keeps the memory and hands it over.

Shapes: memory ``(things, runs, agents)``; decisions as in `Decision`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .arrays import Array, Flags, Indices
from .decision import Decision


class Remembering(NamedTuple):
    """A rule of choice that remembers more than the step before.

    A memory is an array with runs and agents as its last axes, so that newcomers begin with one of their own and no run
    sees another's.

    Attributes
    ----------
    begin : callable
        ``begin(decision) -> memory``, before the first step.
    learn : callable
        ``learn(decision, memory) -> memory``, from `Decision.last`; asked before each choice but the first.
    choose : callable
        ``choose(decision, memory) -> tasks``.
    about : str
        What the rule does, for lists.
    """

    begin: Callable[[Decision], Array]
    learn: Callable[[Decision, Array], Array]
    choose: Callable[[Decision, Array], Indices]
    about: str = ""


def did_something(decision: Decision) -> Flags:
    """Whether each agent did a task in the step before, ``(runs, agents)``; newcomers did not."""
    did: Flags = decision.last.done.any(axis=0)
    return did


def last_task(decision: Decision) -> Indices:
    """The task that each did in the step before, ``(runs, agents)``; 0 for who did none."""
    done = decision.last.done
    task = np.zeros(done.shape[1:], dtype=np.int16)
    for number in range(1, len(done)):
        task += (done[number] > done[:number].max(axis=0)) * (np.int16(number) - task)
    return task


def task_after(task: Indices, tasks: int) -> Indices:
    """The task that comes after one, and the first after the last of all."""
    following: Indices = (task + np.int16(1)) % np.int16(tasks)
    return following


def of_task[Values: (Array, Flags)](values: Values, task: Indices) -> Values:
    """The value of one task of each agent, ``(runs, agents)``, of values ``(tasks, runs, agents)``."""
    return np.take_along_axis(values, task[None].astype(np.intp), axis=0)[0]
