"""Closed forms of discrete resampling that no part of the package needs."""

from __future__ import annotations

import numpy as np

from specialisation_sim.laws.arrays import Array, Number


def eigenvalues(draws: int, number: int) -> Array:
    r"""Largest eigenvalues of resampling: 1, then :math:`\lambda_j = \prod_{i<j} (1 - i/M)` (Feller 1951)."""
    return np.cumprod(1.0 - np.arange(number) / draws)


def heterozygosity(start: Number, draws: int, generations: int) -> Number:
    """Expected chance that two data differ: it falls by (1 - 1/M) a generation."""
    return start * (1.0 - 1.0 / draws) ** generations
