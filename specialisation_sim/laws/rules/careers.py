"""What a step in each of several jobs is worth beyond its pay, to who looks ahead: the investment index of labour.

Jobs come by luck, good or bad, as `job_luck` says, and a worker takes the one that is worth most. With F_k the share of
steps on which that is occupation k, H_k the mean quality of the jobs she then takes, of all steps, and p_k the pay of a
unit, a step of practice in k is worth

    G_k = L p_k H_k <s_k'(n_k + F_k L z)>,    L = g / (1 - g rho),

with the means <.> as in the index of the island. F and H depend on what is taken, and so on G; three rounds are enough.
Pay is taken to stay as it is.
"""

from __future__ import annotations

import numpy as np

from ..arrays import Array, Number, some
from ..decision import Jobs
from ..learning import Learning, related_experience, slope

ROUNDS = 3
NODES, WEIGHTS = np.polynomial.laguerre.laggauss(3)
DRAWS, DRAW_WEIGHTS = (np.polynomial.legendre.leggauss(8)[0] + 1.0) / 2.0, np.polynomial.legendre.leggauss(8)[1] / 2.0


def value_of_practice(experience: Array, skill: Array, foresight: Number, learning: Learning, jobs: Jobs) -> Array:
    """What a step in each occupation is worth beyond its pay, by the practice it gives.

    Parameters
    ----------
    experience, skill : array, shape (tasks, runs, agents)
        In each occupation.
    foresight : float or array
        Weight of a step's pay against that of the step before, from 0 to below 1.
    learning : Learning
        How practice makes skill.
    jobs : Jobs
        What jobs are to come.

    Returns
    -------
    array, shape (tasks, runs, agents)
        In units of reward; what is common to all occupations is left out.
    """
    effective = related_experience(experience, learning.relatedness)
    horizon = foresight / (1.0 - foresight * learning.retention)
    pay = jobs.pay * np.ones_like(skill)
    worth = skill * pay
    value: Array = np.zeros_like(worth)
    for _ in range(ROUNDS):
        share, quality = taken(worth, value, jobs.luck)
        for task in range(len(worth)):
            gain: Array = np.zeros_like(value[task])
            for node, weight in zip(NODES, WEIGHTS, strict=True):
                gain += weight * slope(_later(effective[task], share[task], horizon * node, learning), task, learning)
            value[task] = (1.0 - learning.relatedness) * horizon * pay[task] * quality[task] * gain
    return value


def taken(worth: Array, extra: Array, luck: Number) -> tuple[Array, Array]:
    """Share of steps on which each occupation is best, and the quality of the jobs then taken, mean of all steps.

    Parameters
    ----------
    worth : array, shape (tasks, runs, agents)
        What the best job brings.
    extra : array, shape (tasks, runs, agents)
        What a step is worth beside that, whatever the job.
    luck : float or array
        See `job_luck`.

    Returns
    -------
    tuple of array, shape (tasks, runs, agents)
    """
    share, quality = np.zeros_like(worth), np.zeros_like(worth)
    inverse = 1.0 / np.maximum(luck, 1e-9)
    for draw, weight in zip(DRAWS, DRAW_WEIGHTS, strict=True):
        job = np.exp(luck * np.log(draw))
        for task in range(len(worth)):
            beaten: Array = np.full_like(worth[task], weight)
            for other in range(len(worth)):
                if other != task:
                    with np.errstate(over="ignore"):  # what is too large a number is above one
                        limit = (job * worth[task] + extra[task] - extra[other]) / np.maximum(worth[other], 1e-300)
                    beaten *= np.exp(inverse * np.log(np.clip(limit, 1e-300, 1.0)))
            share[task] += beaten
            quality[task] += job * beaten
    return share, quality


def _later(begun: Array, share: Array, steps: Number, learning: Learning) -> Array:
    """Effective experience after so many steps, of which a share is spent on the task."""
    rho, taught = learning.retention, share + learning.relatedness * (1.0 - share)
    if not some(1.0 - np.asarray(rho)):
        return begun + taught * steps
    fade = np.exp(steps * np.log(np.maximum(rho, 1e-300)))
    return begun * fade + taught * np.where(
        np.less(rho, 1), (1.0 - fade) / np.maximum(1.0 - np.asarray(rho), 1e-12), steps
    )
