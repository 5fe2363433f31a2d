"""Axes of designs: values themselves, or distributions that a sample draws from, as SALib has them.

A sample lies in the unit cube; an axis says which value stands at which place between zero and one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from math import exp, log
from numbers import Real
from typing import Any

import numpy as np

from ..base.errors import UserError

LAST = 2.0**-33
"""How close to the ends of the unit interval a place may come where the ends are infinitely far."""


@dataclass(frozen=True)
class Range:
    """All values from `low` to `high`, equally likely."""

    low: float
    high: float

    def at(self, rank: float, whole: bool) -> Any:
        """Value at a place from zero to one."""
        if whole:
            return min(int(self.low + rank * (self.high - self.low + 1)), int(self.high))
        return self.low + rank * (self.high - self.low)


@dataclass(frozen=True)
class LogRange:
    """Values from `low`, above zero, to `high`, of which each order of magnitude is equally likely."""

    low: float
    high: float

    def at(self, rank: float, whole: bool) -> Any:
        """Value at a place from zero to one."""
        high = self.high + 1 if whole else self.high
        value = exp(log(self.low) + rank * (log(high) - log(self.low)))
        return min(int(value * (1 + 1e-12)), int(self.high)) if whole else min(max(value, self.low), self.high)


@dataclass(frozen=True)
class Bell:
    """Normal values with a `mean` and a standard deviation `sd`, cut off at `low` and `high` where these are given."""

    mean: float
    sd: float
    low: float | None = None
    high: float | None = None

    def at(self, rank: float, whole: bool) -> Any:
        """Value at a place from zero to one."""
        from scipy.special import ndtr, ndtri

        first = 0.0 if self.low is None else float(ndtr((self.low - self.mean) / self.sd))
        last = 1.0 if self.high is None else float(ndtr((self.high - self.mean) / self.sd))
        inside = min(max(first + rank * (last - first), LAST), 1.0 - LAST)
        value = self.mean + self.sd * float(ndtri(inside))
        value = min(max(value, -np.inf if self.low is None else self.low), np.inf if self.high is None else self.high)
        return round(value) if whole else value


@dataclass(frozen=True)
class Choice:
    """Some values, equally likely or by `weights`."""

    values: tuple[Any, ...]
    weights: tuple[float, ...] | None = None

    def at(self, rank: float, whole: bool) -> Any:
        """Value at a place from zero to one."""
        if self.weights is None:
            return self.values[min(int(rank * len(self.values)), len(self.values) - 1)]
        edges = np.cumsum(self.weights) / np.sum(self.weights)
        return self.values[min(int(np.searchsorted(edges, rank, side="right")), len(self.values) - 1)]


type Axis = Range | LogRange | Bell | Choice | tuple[Any, ...]
"""A distribution, or, on a grid, the values themselves."""

KINDS: dict[str, type[Any]] = {"uniform": Range, "log_uniform": LogRange, "normal": Bell, "choice": Choice}
"""Distributions by the name of what makes them."""


def uniform(low: float, high: float) -> Range:
    """An axis on which all values from `low` to `high` are equally likely; of whole numbers both ends.

    Parameters
    ----------
    low, high : float
        The first below the second.

    Returns
    -------
    Range
        An axis of a sample.

    Raises
    ------
    UserError
        If they are not two finite numbers in order.
    """
    return Range(*_ordered("uniform", low, high))


def log_uniform(low: float, high: float) -> LogRange:
    """An axis on which all orders of magnitude are equally likely; see `uniform`, with `low` above zero."""
    first, last = _ordered("log_uniform", low, high)
    if first <= 0:
        raise UserError(f"log_uniform goes from {first:g}; allowed: above 0")
    return LogRange(first, last)


def normal(mean: float, sd: float, low: float | None = None, high: float | None = None) -> Bell:
    """An axis of normal values.

    Parameters
    ----------
    mean, sd : float
        Mean and standard deviation, the latter above zero.
    low, high : float, optional
        Where the distribution is cut off. The walks of `morris` go to the ends of each axis and need both.

    Returns
    -------
    Bell
        An axis of a sample.

    Raises
    ------
    UserError
        If a number is out of bounds.
    """
    middle, spread = _number("normal", mean), _number("normal", sd)
    if spread <= 0:
        raise UserError(f"normal has sd = {spread:g}; allowed: above 0")
    ends = tuple(None if end is None else _number("normal", end) for end in (low, high))
    if None not in ends:
        _ordered("normal", *ends)
    return Bell(middle, spread, *ends)


def choice(values: Sequence[Any], weights: Sequence[float] | None = None) -> Choice:
    """An axis of some values.

    Parameters
    ----------
    values : sequence
        At least two, such as ``["power", "saturating"]``.
    weights : sequence of float, optional
        How likely each is, in any unit; equally likely if left out.

    Returns
    -------
    Choice
        An axis of a sample.

    Raises
    ------
    UserError
        If there are fewer than two, or the weights are not one positive number for each.
    """
    held = plain_values("choice", values)
    if len(held) < 2:
        raise UserError(f"choice has one value, {held[0]!r}; nothing varies, so set it as a parameter")
    if weights is None:
        return Choice(held)
    shares = tuple(_number("weight", weight) for weight in weights)
    if len(shares) != len(held) or min(shares) <= 0:
        raise UserError(f"weights = {list(shares)} are not valid; give one above 0 for each of {len(held)} values")
    return Choice(held, shares)


def plain_values(name: str, axis: Any) -> tuple[Any, ...]:
    """Values of an axis in Python's own types; numbers of NumPy and pandas become plain, one for each agent a tuple.

    Raises
    ------
    UserError
        If they are no list, or have no order.
    """
    listed = isinstance(axis, Sequence | np.ndarray) or hasattr(axis, "tolist") or hasattr(axis, "__next__")
    if isinstance(axis, (str, bytes, Mapping, Set)) or not listed or np.ndim(getattr(axis, "values", 0)) > 1:
        raise UserError(f"{name} = {axis!r:.60} is not valid; give a list of values, at least one")
    values = [plain(value) for value in axis]
    if not values:
        raise UserError(f"{name} = {axis!r:.60} is not valid; give a list of values, at least one")
    return tuple(values)


def plain(value: Any) -> Any:
    """A value in Python's own types."""
    if isinstance(value, (np.generic, np.ndarray)) or (hasattr(value, "tolist") and hasattr(value, "dtype")):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return tuple(plain(each) for each in value)
    if isinstance(value, Real) and not isinstance(value, (bool, int, float)):
        return float(value)
    return value


def sampled_axis(name: str, axis: Any) -> Axis:
    """The axis of a sample that a user meant: a distribution, a pair of numbers, or a list of values.

    Raises
    ------
    UserError
        If it is none of these, or a list of two numbers, which may be meant as a range or as two values.
    """
    if isinstance(axis, (Range, LogRange, Bell, Choice)):
        return axis
    if isinstance(axis, tuple):
        if len(axis) != 2 or not all(isinstance(each, Real) and not isinstance(each, bool) for each in axis):
            raise UserError(f"{name} = {axis!r} is not valid; give a pair (low, high), or a list of values")
        return Range(*_ordered(name, *axis))
    values = plain_values(name, axis)
    if len(values) == 2 and all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in values):
        raise UserError(
            f"{name} = {list(values)} may be a range or two values; give ({values[0]:g}, {values[1]:g}) or "
            f"choice([{values[0]:g}, {values[1]:g}])"
        )
    if len(values) < 2:
        raise UserError(f"{name} has one value, {values[0]!r}; nothing varies, so set it as a parameter")
    return Choice(values)


def describe(axis: Axis) -> Any:
    """An axis in what JSON can hold."""
    if isinstance(axis, tuple):
        return _lists(axis)
    kind = next(name for name, each in KINDS.items() if isinstance(axis, each))
    return {kind: {name: _lists(value) for name, value in vars(axis).items() if value is not None}}


def _lists(value: Any) -> Any:
    """Tuples as lists, as they come back from a file."""
    return [_lists(each) for each in value] if isinstance(value, tuple) else value


def read_axis(content: Any) -> Any:
    """The axis that `describe` told of."""
    if isinstance(content, list):
        return content
    ((kind, values),) = content.items()
    return DISTRIBUTIONS[kind](**values)


DISTRIBUTIONS: dict[str, Callable[..., Any]] = {
    "uniform": uniform,
    "log_uniform": log_uniform,
    "normal": normal,
    "choice": choice,
}
"""What makes each kind of distribution."""


def _ordered(name: str, low: Any, high: Any) -> tuple[float, float]:
    first, last = _number(name, low), _number(name, high)
    if not first < last:
        raise UserError(f"{name} goes from {first:g} to {last:g}; the first must be below the second")
    return first, last


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, Real) or not np.isfinite(float(value)):
        raise UserError(f"{name} holds {value!r}; allowed: finite numbers")
    return float(value)
