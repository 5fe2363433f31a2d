"""Sums over the first axis whose last bits are the same for one run as for many.

NumPy adds up what lies side by side in memory pairwise and the rest row by row, which rounds otherwise. A run's numbers
must not hang on how many others share its block, so what is summed over many states goes through here.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..laws.arrays import Array


def total(values: Array) -> Array:
    """Sum over the first axis: each run's numbers are laid side by side first."""
    beside: Array = np.ascontiguousarray(np.moveaxis(values, 0, -1))
    return np.asarray(beside.sum(axis=-1))


def steady(measure: Callable[[Array], Array], values: Array) -> Array:
    """A measure over the first axis of ``(states, runs)``; a lone run is measured beside its double."""
    if values.shape[-1] > 1:
        return measure(np.ascontiguousarray(values))
    return measure(np.repeat(values, 2, axis=-1))[..., :1]


def softmax(logits: Array) -> Array:
    """Chances that are proportional to the exponentials of logits, ``(states, runs)``."""
    weights = np.exp(logits - logits.max(axis=0))
    return weights / total(weights)
