"""What a task is expected to bring.

Shapes: ``(tasks, runs, agents)``.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Number


def expected_reward(opportunity: Array, skill: Array, abundance: Number = 1.0, price: Number = 1.0) -> Array:
    """Reward that an agent expects of each task.

    ``expected_k = opportunity_k * skill_k * abundance_k * price_k``.

    Parameters
    ----------
    opportunity : array, shape (tasks, runs, agents)
        How good the moment is for the task, 0 to 1.
    skill : array, shape (tasks, runs, agents)
        What the agent makes of a full opportunity.
    abundance : float or array
        How much of the task's resource is left, 0 to 1.
    price : float or array
        Worth of a unit of output.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Expected reward, in units of need (meals, say).
    """
    return opportunity * skill * (abundance * price)


def noisy(luck: Array, noise: Number) -> Array:
    """What luck makes of a reward: a lognormal factor of mean one, ``exp(noise luck - noise ** 2 / 2)``.

    Parameters
    ----------
    luck : array
        Standard normal draws.
    noise : float or array
        Standard deviation of the logarithm; one at zero.

    Returns
    -------
    array
        Factor of the reward.
    """
    return np.exp(noise * luck - 0.5 * (noise * noise))
