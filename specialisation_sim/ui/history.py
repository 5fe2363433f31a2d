"""What a run that is watched has shown so far, in bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..laws.arrays import Array, Indices

POINTS = 300
"""Points of a curve that are sent to the browser."""


class History:
    """Rows of numbers at growing times: when full, every second row is dropped and rows are taken half as often.

    Parameters
    ----------
    columns : int
        Numbers in a row.
    most : int
        Rows that are kept, an even number.
    """

    def __init__(self, columns: int, most: int = 8 * POINTS) -> None:
        self.most, self.stride, self.number = most, 1, 0
        self._rows = np.empty((64, columns), dtype=np.float32)
        self._times = np.empty(64, dtype=np.int64)

    def wants(self, time: int) -> bool:
        """Whether a row of this time is taken."""
        return time % self.stride == 0

    def add(self, time: int, row: Sequence[float] | Array) -> None:
        """Take a row."""
        if self.number == self.most:
            self.stride *= 2
            kept = self._times[: self.number] % self.stride == 0
            self.number = int(kept.sum())
            self._rows[: self.number], self._times[: self.number] = (
                self._rows[: self.most][kept],
                self._times[: self.most][kept],
            )
            if not self.wants(time):
                return
        if self.number == len(self._times):
            size = min(2 * self.number, self.most)
            self._rows = np.resize(self._rows, (size, self._rows.shape[1]))
            self._times = np.resize(self._times, size)
        self._rows[self.number], self._times[self.number] = row, time
        self.number += 1

    @property
    def times(self) -> Indices:
        """Times of the rows."""
        return self._times[: self.number]

    @property
    def rows(self) -> Any:
        """The rows, ``(times, columns)``."""
        return self._rows[: self.number]

    def places(self) -> Indices:
        """Places of at most `POINTS` rows that are evenly spread and include the last."""
        step = -(-self.number // POINTS)
        places = np.arange(0, self.number, max(step, 1))
        return np.append(places, self.number - 1) if self.number and places[-1] != self.number - 1 else places


def numbers(values: Array, digits: int = 5) -> list[Any]:
    """Numbers as the browser reads them: short, and null where there is none; rows become lists of their own."""
    exact = np.asarray(values, dtype=float)
    finite = np.isfinite(exact)
    safe = np.where(finite, exact, 0.0)
    with np.errstate(divide="ignore"):
        size = np.floor(np.log10(np.abs(safe)))
    scale = 10.0 ** np.clip(digits - 1 - np.where(np.isfinite(size), size, 0.0), -300, 300)
    short = (np.rint(safe * scale) / scale).astype(object)
    short[~finite] = None
    shown: list[Any] = short.tolist()
    return shown
