"""Random numbers of chains: named streams with the runs axis last, and the distributions that chains need.

Shapes: ``(..., runs)``. A run's draws depend on its seed, the stream's name and its own parameters alone.

Counts come from one NumPy generator a run. Splitting them by inverse CDF over all runs at once was tried: a binomial
quantile costs 1 to 7 microseconds an element, while NumPy's multinomial costs 1 (two states) to 60 (a thousand) a run,
so the loop over generators is the faster way. Chi-squares do come by inverse CDF: one uniform each, at any degrees of
freedom, so that variants which differ in sample size stay paired.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy import special

from ..laws.arrays import Array, Number
from ..model.streams import Streams, generators

ALMOST_ONE = 1.0 - 2.0**-53
"""Largest double below one: streams give numbers in (0, 1], and no quantile at one is finite."""


class Draws:
    """The named streams of a block of runs, drawn as ``(..., runs)``.

    Parameters
    ----------
    streams : Streams
        The world's streams; these draws share their seeds.
    """

    def __init__(self, streams: Streams) -> None:
        self.streams, self.runs = streams, len(streams.seeds)
        self._generators: dict[str, list[np.random.Generator]] = {}

    def normal(self, name: str, *shape: int) -> Array:
        """Standard normal draws of a shape that stays the same from generation to generation."""
        return _runs_last(self.streams.normal(name, *shape))

    def uniform(self, name: str, *shape: int) -> Array:
        """Uniform draws in (0, 1] of a shape that stays the same."""
        return _runs_last(self.streams.uniform(name, *shape))

    def chi_square(self, name: str, degrees: Number, *shape: int) -> Array:
        """Chi-square draws; zero degrees of freedom give zero."""
        return chi_square_quantile(degrees, self.uniform(name, *shape))

    def growing_normal(self, name: str, *shape: int) -> Array:
        """Standard normal draws of a shape that changes; each run draws for itself."""
        return np.stack([rng.standard_normal(shape) for rng in self.each(name)], axis=-1)

    def growing_uniform(self, name: str, *shape: int) -> Array:
        """Uniform draws of a shape that changes."""
        return np.stack([rng.random(shape) for rng in self.each(name)], axis=-1)

    def multinomial(self, name: str, number: Number, shares: Array) -> Array:
        """Counts of draws by state.

        Parameters
        ----------
        name : str
            Name of the stream.
        number : int or array, shape (runs,)
            How many draws.
        shares : array, shape (states, runs)
            Chance of each state, summing to one to rounding.

        Returns
        -------
        array of float, shape (states, runs)
        """
        rows = np.ascontiguousarray(shares.T)
        rows = rows / rows.sum(axis=1, keepdims=True)
        counts = [
            rng.multinomial(int(n), row)
            for rng, n, row in zip(self.each(name), self._per_run(number), rows, strict=True)
        ]
        return np.array(counts, dtype=float).T

    def part(self, name: str, number: Number, counts: Array) -> Array:
        """Counts of draws without replacement (multivariate hypergeometric); shapes as in `multinomial`."""
        rows = counts.T.astype(np.int64)
        parts = [
            rng.multivariate_hypergeometric(row, int(n), method="marginals")
            for rng, n, row in zip(self.each(name), self._per_run(number), rows, strict=True)
        ]
        return np.array(parts, dtype=float).T

    def binomial(self, name: str, number: Number, chance: Number) -> Array:
        """Number of successes, ``(runs,)``."""
        pairs = zip(self.each(name), self._per_run(number), self._per_run(chance), strict=True)
        return np.array([rng.binomial(int(n), p) for rng, n, p in pairs], dtype=float)

    def each(self, name: str) -> list[np.random.Generator]:
        """One generator a run, for what is drawn run by run; it shares no draws with the stream of that name."""
        if name not in self._generators:
            self._generators[name] = generators(self.streams.seeds, f"each {name}")
        return self._generators[name]

    def _per_run(self, value: Any) -> Iterable[Any]:
        return np.broadcast_to(value, self.runs).tolist()


def _runs_last(draws: Array) -> Array:
    """Draws of a stream, whose runs stand before the last axis, with the runs last."""
    return draws.swapaxes(-2, -1) if draws.ndim > 1 else draws


def chi_square_quantile(degrees: Number, uniform: Array) -> Array:
    """Chi-square number at a rank in (0, 1]; zero where there are no degrees of freedom."""
    free, rank = np.broadcast_arrays(np.asarray(degrees, dtype=float), uniform)
    drawn = free > 0
    quantile = np.zeros(rank.shape)
    quantile[drawn] = 2.0 * special.gammaincinv(free[drawn] / 2.0, np.minimum(rank[drawn], ALMOST_ONE))
    return quantile
