"""Named random streams: one for each decision and each run.

A run's draws depend on its seed and the stream's name alone: not on which runs share its block, on the number of
threads, or on the order in which phases ask. Two variants with one seed therefore see the same weather and the same
moods (common random numbers), and are compared in pairs.

Shapes: ``(tasks, runs, agents)``, as everywhere; the draws of one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from numpy.random.bit_generator import ISeedSequence

from ..laws.arrays import Array
from .seeding import state_words

BUFFER = 2**22
"""Draws a stream keeps ready at most: 32 MiB of doubles, so that a generator is called once for many steps."""

BEGIN = 64
"""Steps a stream draws for at first; then for twice as many each time, so that short runs draw little in vain."""

CALL = 2**12
"""Draws of one run beyond which calling its generator once for more of them saves nothing."""

GROUP = 64
"""Runs whose draws are sorted by step at once, while they are still in the processor's cache."""


class _Words(ISeedSequence):
    """The words that a `SeedSequence` would give a bit generator, computed for many runs at once."""

    def __init__(self, words: npt.NDArray[Any]) -> None:
        self.words = words

    def generate_state(self, n_words: int, dtype: npt.DTypeLike = np.uint32) -> npt.NDArray[Any]:
        return self.words


def generator(seed: int, name: str) -> np.random.Generator:
    """Generator of one named stream of one run.

    Parameters
    ----------
    seed : int
        Seed of the run, not negative.
    name : str
        Name of the stream; its checksum is the spawn key, so that adding a stream leaves the others as they were.

    Returns
    -------
    numpy.random.Generator
        NumPy's SFC64 bit generator, seeded as by ``SeedSequence(seed, spawn_key=(checksum,))``.
    """
    return generators((seed,), name)[0]


def generators(seeds: Sequence[int], name: str) -> list[np.random.Generator]:
    """Generators of one named stream of many runs; see `generator`."""
    seedings: Iterable[Any] = map(_Words, state_words(seeds, crc32(name.encode()), 3))
    return [np.random.Generator(np.random.SFC64(seeding)) for seeding in seedings]


class Streams:
    """The named streams of a block of runs.

    Parameters
    ----------
    seeds : sequence of int
        Seed of each run.
    """

    def __init__(self, seeds: Sequence[int]) -> None:
        self.seeds = tuple(seeds)
        # Runs of one seed, as at the many shares of a return map, draw once.
        index_of = {seed: index for index, seed in enumerate(dict.fromkeys(self.seeds))}
        self._own = tuple(index_of)
        self._copies = np.array([index_of[seed] for seed in self.seeds]) if len(index_of) < len(self.seeds) else None
        self._generators: dict[str, list[np.random.Generator]] = {}
        self._space: dict[tuple[str, str, tuple[int, ...]], Array] = {}
        self._ready: dict[tuple[str, str, tuple[int, ...]], tuple[Array, int]] = {}

    def uniform(self, name: str, *shape: int) -> Array:
        r"""Uniform draws in (0, 1] for one step.

        Parameters
        ----------
        name : str
            Name of the stream. A name serves one distribution and one shape.
        *shape : int
            Draws of each run: ``tasks, agents``, ``agents``, or nothing for a single one.

        Returns
        -------
        array, shape (tasks, runs, agents), (runs, agents) or (runs,)
            Read it at once: the next buffer overwrites it. One is included and zero is not, so that logarithms exist.
        """
        return _tasks_first(self._next("uniform", name, shape))

    def normal(self, name: str, *shape: int) -> Array:
        """Standard normal draws for one step; see `uniform`."""
        return _tasks_first(self._next("normal", name, shape))

    def once(self, distribution: str, name: str, *shape: int) -> Array:
        r"""Draws that are made only once, such as of what a world begins with: none are kept ready for later steps.

        Parameters
        ----------
        distribution : {"uniform", "normal"}
            As the methods of these names have it.
        name, *shape
            See `uniform`.

        Returns
        -------
        array
            Shaped as there.
        """
        return _tasks_first(self._once(distribution, name, shape))

    def _once(self, distribution: str, name: str, shape: tuple[int, ...]) -> Array:
        drawn = np.empty((len(self.seeds), *shape))
        _fill(distribution, generators(self.seeds, name), drawn)
        return drawn

    def _next(self, distribution: str, name: str, shape: tuple[int, ...]) -> Array:
        key = (distribution, name, shape)
        buffer, used = self._ready.get(key, (None, 0))
        if buffer is None or used == len(buffer):
            buffer, used = self._refill(distribution, name, shape, buffer), 0
        self._ready[key] = (buffer, used + 1)
        return buffer[used] if self._copies is None else buffer[used].take(self._copies, axis=0)

    def _refill(self, distribution: str, name: str, shape: tuple[int, ...], buffer: Array | None) -> Array:
        if name not in self._generators:
            self._generators[name] = generators(self._own, name)
        size = max(int(np.prod(shape)), 1)
        most = min(max(BUFFER // (size * len(self._own)), 16), max(CALL // size, 1))
        steps = min(BEGIN if buffer is None else 2 * len(buffer), most)
        if buffer is None:
            # Memory that is not written to yet costs nothing.
            self._space[distribution, name, shape] = np.empty((most, len(self._own), *shape))
        buffer = self._space[distribution, name, shape][:steps]
        # Generators draw in sequence, so a run's numbers do not depend on how many steps are drawn at once.
        rngs = self._generators[name]
        group = np.empty((min(GROUP, len(rngs)), len(buffer), *shape))
        for first in range(0, len(rngs), GROUP):
            here = rngs[first : first + GROUP]
            drawn = group[: len(here)]
            _fill(distribution, here, drawn)
            buffer[:, first : first + GROUP] = drawn.swapaxes(0, 1)
        return buffer


def _tasks_first(draws: Array) -> Array:
    """Draws ``(runs, tasks, agents)`` as ``(tasks, runs, agents)``."""
    if draws.ndim == 3:
        return draws.swapaxes(0, 1)  # ten times quicker than to move an axis
    return np.moveaxis(draws, 0, -2) if draws.ndim > 3 else draws


def _fill(distribution: str, of_runs: Sequence[np.random.Generator], drawn: Array) -> None:
    """Draw each run's part of an array from its generator; uniform draws in (0, 1]."""
    for rng, part in zip(of_runs, drawn, strict=True):
        if distribution == "uniform":
            rng.random(out=part)
        else:
            rng.standard_normal(out=part)
    if distribution == "uniform":
        np.subtract(1.0, drawn, out=drawn)
