"""Chains whose models are perceptrons: all runs of a block are trained side by side, on one thread.

The library of linear algebra would share these small products out among all cores, which takes longer than it saves and
leaves none for other runs; so the steps of such a chain hold it to one thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import numpy as np

from ...base.errors import UserError
from ..loop import Chain


def one_thread() -> AbstractContextManager[Any]:
    """Products of matrices on one thread, for as long as the context is open."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(1, user_api="blas")
    return limits


class OneThread(Chain):
    """A chain that begins and steps on one thread; it comes first among the bases."""

    def begin(self) -> None:
        """Set the state at time 0, as `start` says.

        Raises
        ------
        UserError
            If the first training diverges.
        """
        with self.in_range():
            self.start()

    def start(self) -> None:
        """Set the state at time 0: as the next base does, unless the chain says how."""
        super().begin()

    def step(self) -> None:
        """One step.

        Raises
        ------
        UserError
            If training diverges.
        """
        with self.in_range():
            super().step()

    @contextmanager
    def in_range(self) -> Iterator[None]:
        """Work on one thread whose numbers stay in the range of floating point: training diverged if they leave it."""
        try:
            with one_thread(), np.errstate(over="raise", invalid="raise"):
                yield
        except FloatingPointError as error:
            rates = sorted({one.rate for one in self.sets})  # type: ignore[attr-defined]
            raise UserError(
                f"training diverged in generation {int(self.time)}, with rate = {', '.join(map(str, rates))}: {error}; "
                "give a lower rate"
            ) from None
