"""Succession: what a successor is trained on.

Shapes: ``(tasks, ...)``. The same law serves a foundation's grant-makers and generations of models.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Flags, Indices, Number


def succession(output: Array, predecessor: Array, original: Array, alpha: Number, beta: Number, gamma: Number) -> Array:
    """A successor's record: ``alpha * output + beta * predecessor + gamma * original``, shares that sum to one.

    Parameters
    ----------
    output : array, shape (tasks, ...)
        Share of each task in what the organisation itself has just done.
    predecessor : array, shape (tasks, ...)
        Record of who came before.
    original : array, shape (tasks, ...)
        Share of each task in outside data, which nobody's choices have tilted.
    alpha, beta, gamma : float or array
        Weights of the three, not negative, summing to one.

    Returns
    -------
    array, shape (tasks, ...)
        The successor's record.

    Raises
    ------
    ValueError
        If a weight is negative or not a number, or the weights do not sum to one (to 1e-9).

    References
    ----------
    Shumailov, I. et al. (2024). AI models collapse when trained on recursively generated data. Nature 631.
    Gerstgrasser, M. et al. (2024). Is model collapse inevitable? Breaking the curse of recursion by accumulating real
    and synthetic data.
    """
    least = np.minimum(np.minimum(alpha, beta), gamma)
    if not (np.all(least >= 0) and np.all(np.abs(alpha + beta + gamma - 1.0) <= 1e-9)):
        raise ValueError("alpha, beta and gamma must not be negative and must sum to one")
    return alpha * output + beta * predecessor + gamma * original


def check_weights(handed_down: float, outside: float) -> None:
    """Refuse weights of the predecessor's record and of outside data that leave less than nothing for one's own output.

    Raises
    ------
    ValueError
        If their sum is above one (by more than 1e-9).
    """
    if (both := handed_down + outside) > 1 + 1e-9:
        raise ValueError(f"handed_down + outside = {both:g} is out of bounds; allowed: to 1")


def places_of(present: Flags, turn: Indices) -> Indices:
    """Places of the agents who are present, in turn, starting again from the first one after the last.

    Parameters
    ----------
    present : array of bool, shape (runs, agents)
        Who is there, at least one in each run.
    turn : array of int, shape (turns,) or (runs, turns)
        Which of them, from 0: dealing in turn, or a draw.

    Returns
    -------
    array of int, shape (runs, turns)
        Places along the last axis of `present`.
    """
    order = np.argsort(~present, axis=-1, kind="stable")
    return order[np.arange(len(present))[:, None], turn % present.sum(axis=-1, keepdims=True)]
