"""What agents know when they choose: the argument of every rule of choice.

Shapes: of tasks ``(tasks, runs, agents)``, of agents ``(runs, agents)``; what is common to a run's agents has one in
the place of agents, and a parameter may be a plain number.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .arrays import Array, Flags, Indices, Number, read_only
from .learning import Learning

UNKNOWN: Array = read_only(np.empty((0, 0, 0)))
"""Stands for what a decision made by hand does not say."""

NOBODY: Flags = read_only(np.empty((0, 0), dtype=bool))


class LastStep(NamedTuple):
    """What an agent did in the step before and what came of it; all zero before the first step.

    Attributes
    ----------
    done : array, shape (tasks, runs, agents)
        One for the task done, or shares of the step's time.
    opportunity : array, shape (tasks, runs, agents)
        How good the moment was for each task.
    reward : array, shape (runs, agents)
        What it brought; NaN in a story that keeps no `reward`.
    """

    done: Array = UNKNOWN
    opportunity: Array = UNKNOWN
    reward: Array = UNKNOWN


class Outlook(NamedTuple):
    """What an agent who looks ahead knows of the days to come: two tasks under one sky.

    Attributes
    ----------
    sunny : float or array
        Share of days with less than half cloud.
    wrong_weather : float or array
        Part of a day's yield that the wrong weather costs.
    spread : float or array
        How unlike days are, from 0 (all half clouded) to 1.
    crash_rate, crash_loss : float or array
        Chance of a crash of the first task's resource in a step, and the part of it that a crash takes.
    """

    sunny: Number
    wrong_weather: Number = 1.0
    spread: Number = 1.0
    crash_rate: Number = 0.0
    crash_loss: Number = 0.0


class Jobs(NamedTuple):
    """What a worker who looks ahead knows of the jobs to come: each occupation's come by luck of their own.

    Attributes
    ----------
    luck : float or array
        How unlike jobs are: see `job_luck`.
    pay : float or array, shape (tasks, runs, 1)
        What a unit of each work pays.
    """

    luck: Number
    pay: Number = 1.0


class Decision(NamedTuple):
    """What agents know when they choose: the argument of every rule of choice.

    A rule is a plain function ``rule(decision) -> tasks`` with the result an array of task numbers, ``(runs, agents)``.
    All arrays are read-only. What a rule is to remember beyond the step before is told by a `Remembering` rule.

    Attributes
    ----------
    expected : array, shape (tasks, runs, agents)
        Expected reward: opportunity times skill times stock, and times what the work pays where there is a market.
    slack : array, shape (runs, agents)
        Reserve, in units of reward.
    habit : array, shape (tasks, runs, agents)
        Recent share of each task.
    need, variety, temperature : float or array
        What a step costs, the taste for variety, the spread of the draw. A need may differ by task: it is then
        of shape ``(tasks, runs, agents)``.
    draw : array, shape (runs, agents), or None
        Uniform draws in (0, 1]; a user's rule always gets them, the usual rule where a temperature is above zero.
    skill, experience : array, shape (tasks, runs, agents)
        What an agent makes of a full opportunity, and the repetitions behind it.
    opportunity : array, shape (tasks, runs, agents)
        How good the moment is for each task.
    usual : array, shape (tasks, runs or 1, agents or 1)
        How good the moment is for each task in the mean of days.
    stock : array, shape (tasks, runs, 1), or 1
        What is left of each task's resource, 0 to 1, as agents see it.
    slack_cap : float or array
        Most that can be kept in reserve.
    alive : array of bool, shape (runs, agents)
        Who lives; what is chosen for others does not count.
    time : int
        Number of this step, from 1.
    last : LastStep
        What each did in the step before, and what it brought.
    learning : Learning or None
        How practice makes skill.
    foresight : float or array
        Weight of a step's reward against that of the step before it, for who looks ahead; 0 for who does not.
    outlook : Outlook, Jobs or None
        What is known of the days or the jobs to come, where a story can say.
    """

    expected: Array
    slack: Array
    habit: Array
    need: Number
    variety: Number
    temperature: Number
    draw: Array | None
    skill: Array = UNKNOWN
    experience: Array = UNKNOWN
    opportunity: Array = UNKNOWN
    usual: Array = UNKNOWN
    stock: Number = 1.0
    slack_cap: Number = np.inf
    alive: Flags = NOBODY
    time: int = 0
    last: LastStep = LastStep()
    learning: Learning | None = None
    foresight: Number = 0.0
    outlook: Outlook | Jobs | None = None


def locked(value: Any) -> Any:
    """The same object, with all arrays in it made read-only."""
    if isinstance(value, tuple):
        return type(value)(*map(locked, value))
    return read_only(value)


def of_runs(value: Any, rows: slice | Indices, runs: int) -> Any:
    """What is known in some runs of several; what is common to all runs as it is.

    Parameters
    ----------
    known
        A `Decision`, a part of one, or an array.
    rows : slice or array of int
        The runs.
    runs : int
        How many runs there are.

    Returns
    -------
    the same type
        With copies of arrays, not to be written to, if `rows` is an array, and else with views.
    """
    if isinstance(value, tuple):
        return type(value)(*(of_runs(each, rows, runs) for each in value))
    if isinstance(value, np.ndarray) and value.ndim > 1 and value.shape[-2] == runs:
        return read_only(value[..., rows, :])
    return value
