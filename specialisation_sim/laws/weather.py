"""Weather: cloud cover with a stated share of sunny days, or drawn from a record.

Shapes: draws ``(runs, 1)`` or ``(runs, agents)``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..base.errors import UserError
from .arrays import Array, Number


def cloud_cover(draw: Array, sunny: Number) -> Array:
    """Cloud cover of a day: ``c = u ** kappa`` with ``kappa = ln(1/2) / ln(sunny)``, so that ``P(c < 1/2) = sunny``.

    Parameters
    ----------
    draw : array
        Uniform draws in (0, 1].
    sunny : float or array
        Share of days with less than half cloud, in (0, 1).

    Returns
    -------
    array
        Cloud cover in (0, 1], of the shape of `draw`.
    """
    return np.exp(np.log(0.5) / np.log(sunny) * np.log(draw))


def cloud_exceedance(threshold: Number, sunny: Number) -> Number:
    """Share of days cloudier than a threshold: ``P(c > t) = 1 - t ** (ln(sunny) / ln(1/2))``.

    Parameters
    ----------
    threshold : float or array
        Cloud cover in (0, 1].
    sunny : float or array
        Share of days with less than half cloud, in (0, 1).

    Returns
    -------
    float or array
        Probability.
    """
    return 1.0 - np.exp(np.log(sunny) / np.log(0.5) * np.log(threshold))


def mean_cloud_up_to(threshold: Number, sunny: Number) -> Number:
    """Mean cloud cover if days cloudier than a threshold count as zero: ``E[c; c <= t]``.

    With ``a = ln(sunny) / ln(1/2)`` the days up to `t` are ``t ** a`` of all, and the integral of ``c`` over them is
    ``a / (a + 1) * t ** (a + 1)``.

    Parameters
    ----------
    threshold : float or array
        Cloud cover in (0, 1]; at one the result is the mean of all days.
    sunny : float or array
        Share of days with less than half cloud, in (0, 1).

    Returns
    -------
    float or array
        Share of sky.
    """
    power = np.log(sunny) / np.log(0.5)
    return power / (power + 1.0) * np.exp((power + 1.0) * np.log(threshold))


def recorded_cloud(draw: Array, record: Array) -> Array:
    """Cloud cover of a day drawn from a record, each day of it equally likely.

    Parameters
    ----------
    draw : array
        Uniform draws in (0, 1].
    record : array, shape (days,)
        Cloud cover of each recorded day.

    Returns
    -------
    array
        Cloud cover, of the shape of `draw`.
    """
    return record[np.minimum((draw * len(record)).astype(np.intp), len(record) - 1)]


def checked_cloud(weather: Any) -> Array:
    """Recorded cloud cover as an array.

    Raises
    ------
    UserError
        If it is empty, not one row of numbers, or has a value outside of 0 to 1.
    """
    try:
        cloud = np.asarray(getattr(weather, "cloud", weather), dtype=float)
    except (TypeError, ValueError):
        raise UserError("weather must be numbers, the cloud cover of each day") from None
    if cloud.ndim != 1 or not cloud.size:
        raise UserError(f"weather must be one row of days with at least one; its shape is {cloud.shape}")
    wrong = ~((cloud >= 0) & (cloud <= 1))
    if wrong.any():
        raise UserError(f"cloud cover of day {wrong.argmax() + 1} is {cloud[wrong][0]:g}; allowed: from 0 to 1")
    return cloud
