"""Habit: the recent share of each task, which a taste for variety turns away from.

Shapes: ``(tasks, runs, agents)``.
"""

from __future__ import annotations

from .arrays import Array, Flags, Number


def update_habit(habit: Array, done: Array | Flags, memory: Number) -> Array:
    """Habit after a step: ``(1 - memory) * habit + memory * done``, a moving share that sums to one over tasks.

    Parameters
    ----------
    habit : array, shape (tasks, runs, agents)
        Habit before the step.
    done : array, shape (tasks, runs, agents)
        One for the task done, zero for the others.
    memory : float or array
        Weight of the newest step, 0 to 1.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Habit after the step.
    """
    return (1.0 - memory) * habit + memory * done
