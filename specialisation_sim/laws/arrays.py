"""The types and shapes that all laws share.

Shapes: state is ``(tasks, runs, agents)``; what is common to all tasks is ``(runs, agents)``; a run's own value is
``(runs, 1)``; a number common to all is a float. All of them broadcast.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

type Array = npt.NDArray[np.float64]
"""Array of doubles."""

type Flags = npt.NDArray[np.bool_]
"""Array of truth values."""

type Indices = npt.NDArray[np.integer]
"""Array of whole numbers: tasks, runs, times."""

type Number = float | Array
"""A float, or an array that broadcasts against the state."""


FEW_TASKS = 4
"""Tasks up to which adding their arrays one by one is quicker than a running sum; the bits are the same."""


def some(value: Number) -> bool:
    """Whether any of the numbers is not zero; a plain number is spared the cost of ``numpy.any``."""
    return bool(value.any() if isinstance(value, np.ndarray) else value)


def read_only(value: Any) -> Any:
    """The same array, not to be written to; what is not an array as it is."""
    if not isinstance(value, np.ndarray):
        return value
    view = value.view()
    view.flags.writeable = False
    return view


def over_tasks(values: Array) -> Array:
    """Sum over the first axis, one task after another.

    NumPy's own sum pairs up the numbers of an array of one column, and not those of many; the last bits of a run would
    then depend on whether others are beside it.
    """
    if 2 <= len(values) <= FEW_TASKS and values.dtype.kind == "f":
        total: Array = values[0] + values[1]
        for value in values[2:]:
            total = total + value
        return total
    running: Array = values.cumsum(axis=0)
    return running[-1] if len(values) else values.sum(axis=0)


def per_run(value: Number, runs: int) -> Array:
    """A parameter, one for all or ``(runs, 1)``, as one value a run, ``(runs,)``."""
    return np.broadcast_to(np.asarray(value, dtype=float).ravel(), runs)
