"""Picking the best few of many candidates, such as the tracks of an album among drafts.

Shapes: candidates lie along the last axis, ``(runs, agents, candidates)``.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Flags


def pick_best(value: Array, number: int) -> Flags:
    """The so many best candidates.

    Parameters
    ----------
    value : array, shape (..., candidates)
        Value of each candidate.
    number : int
        How many to pick, from 1 to the number of candidates.

    Returns
    -------
    array of bool, shape (..., candidates)
        Which ones are picked, exactly `number` along the last axis; of equally good ones the first.

    Raises
    ------
    ValueError
        If there are fewer candidates, or none is to be picked.
    """
    candidates = value.shape[-1]
    if not 1 <= number <= candidates:
        raise ValueError(f"cannot pick {number} of {candidates}")
    last = candidates - number
    worst = np.partition(value, last, axis=-1)[..., last, None]
    picked: Flags = value >= worst
    if np.count_nonzero(picked) > number * (picked.size // candidates):
        better, tied = value > worst, value == worst
        left = number - better.sum(axis=-1, keepdims=True)
        picked = better | (tied & (np.cumsum(tied, axis=-1) <= left))
    return picked
