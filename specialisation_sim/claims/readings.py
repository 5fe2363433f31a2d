"""What a claim reads off a run: one number a run, from what was recorded of one observable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..base.errors import UserError, unknown
from ..laws.arrays import Array
from ..measures import collapse_time, mean_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Reading:
    """A statistic that reads one observable, so that only this one need be recorded to map a claim.

    Attributes
    ----------
    observable : str
        Which one.
    read : callable
        Takes its values ``(runs, times)`` and the times, returns one number a run.
    words : str
        What it reads, in words, by which the register knows it; blank for one of a scenario's own.
    until : int, optional
        Last time that it reads; none where it reads runs to their end.
    """

    observable: str
    read: Callable[[Array, Array], Array]
    words: str = ""
    until: int | None = None

    def __call__(self, runs: pd.DataFrame, series: pd.DataFrame) -> Array:
        if self.observable not in series:
            raise unknown("observable", self.observable, series.columns)
        times = series["time"].unique()
        return self.read(series[self.observable].to_numpy().reshape(-1, len(times)), times)


@dataclass(frozen=True)
class Outcome:
    """A statistic that reads how runs ended: a column of `Ensemble.runs` which is no observable, or one less another.

    Attributes
    ----------
    column : str
        Which one, such as ``"failed"``.
    less : str
        Column that is taken off; none if blank.
    """

    column: str
    less: str = ""

    @property
    def words(self) -> str:
        """What it reads, in words, by which the register knows it."""
        return f"{self.column} of runs" + (f" less {self.less}" if self.less else "")

    def __call__(self, runs: pd.DataFrame, series: pd.DataFrame) -> Array:
        for name in filter(None, (self.column, self.less)):
            if name not in runs:
                raise unknown("column of runs", name, runs.columns)
        off = runs[self.less].to_numpy(dtype=float) if self.less else 0.0
        return runs[self.column].to_numpy(dtype=float) - off


def final(observable: str) -> Reading:
    """Statistic: an observable at the end, which is always recorded."""
    return Reading(observable, lambda values, times: values[:, -1], "at the end")


def at(observable: str, time: int) -> Reading:
    """Statistic: an observable at a recorded time."""
    return Reading(observable, lambda values, times: _during(values, times, time, time)[:, 0], f"at {time}", time)


def change(observable: str, start: int, stop: int) -> Reading:
    """Statistic: growth of an observable between two recorded times."""
    return Reading(
        observable,
        lambda values, times: _during(values, times, stop, stop)[:, 0] - _during(values, times, start, start)[:, 0],
        f"change from {start} to {stop}",
        stop,
    )


def average(observable: str, start: int, stop: int) -> Reading:
    """Statistic: the mean of an observable over recorded times from `start` to `stop`; NaN where none is known."""

    def mean(values: Array, times: Array) -> Array:
        window = _during(values, times, start, stop)
        return mean_of(window, np.isfinite(window))

    return Reading(observable, mean, f"mean from {start} to {stop}", stop)


def smallest(observable: str, start: int, stop: int) -> Reading:
    """Statistic: the least value of an observable over recorded times from `start` to `stop`."""
    return Reading(
        observable,
        lambda values, times: _during(values, times, start, stop).min(axis=1),
        f"least from {start} to {stop}",
        stop,
    )


def collapse(observable: str, below: float) -> Reading:
    """Statistic: the time at which a diversity falls below a bound for good; NaN in runs where it does not."""
    return Reading(
        observable, lambda values, times: collapse_time(values.T, times, below), f"time of falling below {below:g}"
    )


def _during(values: Array, times: Array, start: int, stop: int) -> Array:
    """Columns of the recorded times from `start` to `stop`."""
    chosen = (times >= start) & (times <= stop)
    if not chosen.any():
        raise UserError(f"no recorded time from {start} to {stop}; the last is {times.max()}")
    return values[:, chosen]
