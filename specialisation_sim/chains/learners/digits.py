"""Handwritten digits: 1,797 real scans of 8 by 8 pixels (Alpaydin & Kaynak 1998), shipped as `data/digits.csv.gz`."""

from __future__ import annotations

from functools import cache

import numpy as np

from ...base.shipped_files import shipped_folder
from ...laws.arrays import Array, Indices
from ...measures import hill_number

PIXELS, KINDS, MOST_INK = 64, 10, 16


@cache
def digits() -> tuple[Array, Indices]:
    """The scans.

    Returns
    -------
    ink : array, shape (1797, 64)
        Ink of each pixel in [0, 1], row by row.
    digit : array of int, shape (1797,)
        Which digit was written.
    """
    table = np.loadtxt(shipped_folder("data") / "digits.csv.gz", delimiter=",", dtype=np.float32)
    ink, digit = table[:, :-1] / MOST_INK, table[:, -1].astype(int)
    for each in (ink, digit):
        each.flags.writeable = False
    return ink, digit


def effective_digits(images: Array) -> float:
    """Effective number of digits among images (order 1), each told by the mean scan that it is nearest to.

    Parameters
    ----------
    images : array, shape (rows, 64)
        Ink.
    """
    return float(hill_number(np.bincount(classified(images), minlength=KINDS)))


def classified(images: Array) -> Indices:
    """Digit that each image looks like, by the nearest mean scan; nine tenths of the scans are named rightly."""
    middle = mean_scans()
    away = (middle * middle).sum(axis=1) - 2.0 * (np.asarray(images, dtype=float) @ middle.T)
    return np.asarray(away.argmin(axis=1))


@cache
def mean_scans() -> Array:
    """Mean scan of each digit, ``(10, 64)``."""
    ink, digit = digits()
    return np.array([ink[digit == each].mean(axis=0, dtype=float) for each in range(KINDS)])
