"""Slack: what one can afford to lose before a task that pays less becomes too dear.

Wanting variety is not enough, one must be able to afford a worse day.

Shapes: expected rewards and habits ``(tasks, runs, agents)``, slack ``(runs, agents)``.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Flags, Number, some


def affordable(expected: Array, slack: Array, need: Number) -> Flags:
    """Tasks after which slack would not be negative: ``slack + expected >= need``.

    It is summed as in `update_slack`, so that who does what is affordable never fails by a rounding.

    Parameters
    ----------
    expected : array, shape (tasks, runs, agents)
        Expected reward.
    slack : array, shape (runs, agents)
        Reserve, in units of reward.
    need : float or array
        What a step costs.

    Returns
    -------
    array of bool, shape (tasks, runs, agents)
        Which tasks the agent can afford.

    References
    ----------
    Cyert, R. M. & March, J. G. (1963). A Behavioral Theory of the Firm, on organisational slack.
    """
    return slack + (expected - need) >= 0


def appeal(expected: Array, habit: Array, variety: Number) -> Array:
    """Appeal of a task: its reward, and more if not done lately: ``expected * (1 + variety * (1 - habit))``.

    Parameters
    ----------
    expected : array, shape (tasks, runs, agents)
        Expected reward.
    habit : array, shape (tasks, runs, agents)
        Recent share of each task, 0 to 1.
    variety : float or array
        Taste for variety, not negative; none at zero.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Appeal, in units of reward.
    """
    if not some(variety):
        return expected
    return expected * (1.0 + variety * (1.0 - habit)) if some(variety) else expected


def update_slack(slack: Array, reward: Array, need: Number, cap: Number) -> Array:
    """Slack after a step: ``min(cap, slack + reward - need)``; below zero the agent fails.

    Parameters
    ----------
    slack : array, shape (runs, agents)
        Slack before the step.
    reward : array, shape (runs, agents)
        What the step brought.
    need : float or array
        What the step cost.
    cap : float or array
        Most that can be stored.

    Returns
    -------
    array, shape (runs, agents)
        Slack after the step.
    """
    return np.minimum(cap, slack + (reward - need))
