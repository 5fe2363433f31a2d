"""Learning by doing: skill grows with what has been practised, and fades with what has not.

Shapes: ``(tasks, runs, agents)``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import Array, Flags, Number, some


def power_skill(experience: Array, ease: Number, half: Number, exponent: Number) -> Array:
    """Skill that grows as a power of experience, without bound.

    ``skill = ease * (1 + experience / half) ** exponent``. Doubling experience multiplies skill by the progress ratio
    ``2 ** exponent`` once experience is far above ``half``. The power is computed as
    ``exp(exponent * log(...))``, so that a run gives the same bits alone as in a block of runs with other exponents.

    Parameters
    ----------
    experience : array, shape (tasks, runs, agents)
        Effective experience, in repetitions, not negative.
    ease : float or array
        Skill without experience.
    half : float or array
        Experience that counts as much as birth, in repetitions, positive.
    exponent : float or array
        Learning exponent b, not negative.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Skill, at least `ease`.

    References
    ----------
    Wright, T. P. (1936). Factors affecting the cost of airplanes. Journal of the Aeronautical Sciences 3(4).
    Newell, A. & Rosenbloom, P. S. (1981). Mechanisms of skill acquisition and the law of practice.
    """
    return ease * np.exp(exponent * np.log(1.0 + experience / half))


def power_experience(skill: Array, ease: Number, half: Number, exponent: Number) -> Array:
    """Experience that gives a skill under the power law: the inverse of `power_skill`."""
    return half * (np.exp(np.log(skill / ease) / exponent) - 1.0)


def saturating_skill(experience: Array, ease: Number, half: Number) -> Array:
    """Skill that approaches one: ``skill = 1 - exp(-ease * experience / half)``.

    Parameters
    ----------
    experience : array, shape (tasks, runs, agents)
        Effective experience, in repetitions, not negative.
    ease : float or array
        Speed of learning the task, relative to others.
    half : float or array
        Experience that closes all but 1/e of the gap at ease one, in repetitions, positive.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Skill in [0, 1).

    References
    ----------
    Newell, A. & Rosenbloom, P. S. (1981), on exponential against power laws of practice.
    """
    return 1.0 - np.exp(-(ease * experience / half))


def saturating_experience(skill: Array, ease: Number, half: Number) -> Array:
    """Experience that gives a skill under the saturating law: the inverse of `saturating_skill`."""
    return -np.log(1.0 - skill) * half / ease


def related_experience(experience: Array, relatedness: Number) -> Array:
    """Effective experience when practice of one task also teaches the others.

    ``m_k = n_k + relatedness * sum of n_j over j != k``, the matrix ``W n`` with ones on the diagonal and one
    relatedness off it.

    Parameters
    ----------
    experience : array, shape (tasks, runs, agents)
        Own experience, in repetitions.
    relatedness : float or array
        Share of a repetition that counts for every other task, 0 to 1.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Effective experience.
    """
    if not some(relatedness):
        return experience
    return experience + relatedness * (experience.sum(axis=0) - experience)


def unrelated_experience(effective: Array, relatedness: float) -> Array:
    """Own experience that gives an effective experience: the inverse of `related_experience`; relatedness below 1."""
    total = effective.sum(axis=0) / (1.0 + relatedness * (len(effective) - 1))
    return (effective - relatedness * total) / (1.0 - relatedness)


def practise(experience: Array, done: Array | Flags, retention: Number) -> Array:
    """Experience after a step: ``n <- retention * n + done``.

    Parameters
    ----------
    experience : array, shape (tasks, runs, agents)
        Experience before the step, in repetitions.
    done : array, shape (tasks, runs, agents)
        Repetitions in this step.
    retention : float or array
        Share of experience kept from one step to the next, 0 to 1.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Experience after the step.

    References
    ----------
    Argote, L., Beckman, S. L. & Epple, D. (1990). The persistence and transfer of learning in industrial settings.
    Management Science 36(2).
    """
    return retention * experience + done


class Learning(NamedTuple):
    """How practice makes skill: the law by its name, and its parameters.

    Attributes
    ----------
    law : {"power", "saturating"}
        See `power_skill` and `saturating_skill`.
    ease, half, exponent, retention, relatedness : float or array
        See there, `practise` and `related_experience`.
    """

    law: str
    ease: Number
    half: Number
    exponent: Number
    retention: Number = 1.0
    relatedness: Number = 0.0


def slope(effective: Array, task: int, learning: Learning) -> Array:
    """What one more repetition adds to skill, by the derivative of the learning law at an effective experience.

    Parameters
    ----------
    effective : array, shape (runs, agents)
        Effective experience in one task.
    task : int
        Which.
    learning : Learning
        The law.

    Returns
    -------
    array, shape (runs, agents)
        Skill per repetition: ``ease b / h (1 + n / h) ** (b - 1)``, or ``ease / h exp(-ease n / h)``.
    """
    return slope_at_first(task, learning) * slope_left(effective / learning.half, task, learning)


def slope_at_first(task: int, learning: Learning) -> Number:
    """What the first repetition adds to skill: ``ease b / h``, or ``ease / h``."""
    rate: Number = _ease_of(task, learning) / learning.half
    return rate * learning.exponent if learning.law == "power" else rate


def slope_left(halves: Array, task: int, learning: Learning) -> Array:
    """What is left of the first repetition's slope after practice, counted in `half`; `halves` is written over."""
    if learning.law == "power":
        halves += 1.0
        np.log(halves, out=halves)
        halves *= learning.exponent - 1.0
    else:
        halves *= -_ease_of(task, learning)
    return np.exp(halves, out=halves)


def _ease_of(task: int, learning: Learning) -> Number:
    ease = learning.ease
    return ease[task] if isinstance(ease, np.ndarray) and ease.ndim > 2 else ease
