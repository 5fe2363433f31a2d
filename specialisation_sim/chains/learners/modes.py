"""Points in a plane around many modes, the toy on which collapse is seen with the eye: a ring of eight, a grid of 25.

Source: the ring and the grid of Metz et al. (2017) and Srivastava et al. (2017), in units of the ring's half radius.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from ... import measures
from ...laws.arrays import Array

type Shape = Literal["ring", "grid"]

NEAR = 3.0
"""Standard deviations from its mode within which a point is good: of real points 98.9 % are."""

HELD = 0.1
"""Part of an even share that a mode must have of all points to count as held."""


def centres(shape: str) -> Array:
    """Where the modes are, ``(modes, 2)``: eight on a circle of radius 2, or five by five at distances of 1."""
    if shape == "ring":
        angle = np.arange(8) * np.pi / 4.0
        return 2.0 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    side = np.arange(5) - 2.0
    return np.stack(np.meshgrid(side, side, indexing="ij"), axis=-1).reshape(-1, 2)


def real_points(shape: str, spread: float, number: int, rng: np.random.Generator) -> Array:
    """Points of the truth, ``(number, 2)``: every mode as likely, and normal around it."""
    middle = centres(shape)
    return middle[rng.integers(len(middle), size=number)] + spread * rng.standard_normal((number, 2))


def good_by_mode(points: Array, shape: str, spread: float) -> Array:
    """How many of the points lie near each mode, ``(modes,)``; those that are near none are not counted."""
    middle = centres(shape)
    away = np.hypot(*(np.asarray(points, dtype=float)[:, None] - middle).transpose(2, 0, 1))
    nearest = away.argmin(axis=1)
    good = away.min(axis=1) < NEAR * spread
    return np.bincount(nearest[good], minlength=len(middle)).astype(float)


def judged(points: Array, shape: str, spread: float) -> tuple[float, float, float]:
    """Share of good points, modes held, and the effective number of modes (order 1) of what is good."""
    good = good_by_mode(points, shape, spread)
    held = (good >= HELD * len(points) / len(good)).sum()
    even = float(measures.hill_number(good)) if good.any() else np.nan
    return good.sum() / len(points), float(held), even
