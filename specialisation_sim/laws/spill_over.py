"""Spill-over: practice of one task teaches those that are related to it.

Shapes: experience ``(tasks, runs, agents)``; weights ``(tasks, tasks, 1, 1)`` or ``(tasks, tasks, runs, 1)``, the row
learning and the column practised, with ones on the diagonal.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..base.errors import UserError, unknown
from .arrays import Array, Number


def spill_over(experience: Array, weights: Array) -> Array:
    """Effective experience ``m_k = n_k + sum of W_kj * n_j over j != k``.

    Parameters
    ----------
    experience : array, shape (tasks, runs, agents)
        Own experience, in repetitions.
    weights : array, shape (tasks, tasks, 1 or runs, 1)
        Share of a repetition of the second task that counts for the first.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Effective experience.

    References
    ----------
    Gathmann, C. & Schoenberg, U. (2010). How general is human capital? A task-based approach. Journal of Labor
    Economics 28(1).
    """
    # Pairs one by one and no matrix product, whose last bits depend on how many runs share the array.
    effective = experience.copy()
    for learning, practised in np.argwhere(weights.any(axis=(2, 3))):
        if learning != practised:
            effective[learning] += weights[learning, practised] * experience[practised]
    return effective


def undo_spill_over(effective: Array, weights: Array) -> Array:
    """Own experience n that gives an effective experience m: solves ``W n = m`` for one agent, each ``(tasks,)``."""
    return np.linalg.solve(weights, effective)


def spill_over_weights(related: Any, tasks: tuple[str, ...], relatedness: Number) -> Array:
    """Weights of `spill_over` from a graph: an edge from j to k says what a repetition of j counts for k.

    Parameters
    ----------
    related : networkx.Graph or DiGraph
        Tasks by name or number. An edge's `weight` is that share; an edge of an undirected graph teaches both ways.
    tasks : tuple of str
        Names of tasks, in order.
    relatedness : float or array, shape (runs, 1)
        Weight of edges that have none.

    Returns
    -------
    array, shape (tasks, tasks, 1 or runs, 1)
        Weights, with ones on the diagonal and zeros where there is no edge.

    Raises
    ------
    UserError
        For a node that is no task, an edge from a task to itself, or a weight that is not a number from 0 to below 1.
    """
    index_of: dict[Any, int] = {name: index for index, name in enumerate(tasks)}
    index_of |= {index: index for index in range(len(tasks))}
    for node in related:
        if node not in index_of:
            raise unknown("task", str(node), tasks)
    usual = np.asarray(relatedness, dtype=float).reshape(-1, 1)
    weights = np.eye(len(tasks))[:, :, None, None] * np.ones_like(usual)
    for first, second, data in related.edges(data=True):
        try:
            weight = np.asarray(data.get("weight", usual), dtype=float)
        except (TypeError, ValueError):
            weight = np.asarray(np.nan)
        if index_of[first] == index_of[second] or not ((weight >= 0) & (weight < 1)).all():
            raise UserError(
                f"edge from {first!r} to {second!r} with weight {data.get('weight')}; "
                "allowed: edges between two tasks, with weights from 0 to below 1"
            )
        weights[index_of[second], index_of[first]] = weight
        if not related.is_directed():
            weights[index_of[first], index_of[second]] = weight
    return weights
