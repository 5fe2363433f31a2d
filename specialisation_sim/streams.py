"""Named random streams: one for each decision and each run.

A run's draws depend on its seed and the stream's name alone: not on which runs share its block, on the number of
threads, or on the order in which phases ask. Two variants with one seed therefore see the same weather and the same
moods (common random numbers), and are compared in pairs.

Shapes: ``(runs, ...)``, the draws of one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from numpy.random.bit_generator import ISeedSequence

from .laws.arrays import Array
from .seeding import state_words

BUFFER = 2**20
"""Draws a stream keeps ready: 8 MiB of doubles, so that a generator is called once for many steps."""

CALL = 2**12
"""Draws of one run beyond which calling its generator once for more of them saves nothing."""


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
        # Points of a sweep share their seeds: what one run draws, all runs of that seed draw.
        self._own, self._place = np.unique(np.array(self.seeds, dtype=np.int64), return_inverse=True)
        self._shared = len(self._own) < len(self.seeds)
        self._generators: dict[str, list[np.random.Generator]] = {}
        self._scratch: dict[tuple[int, ...], Array] = {}
        self._ready: dict[tuple[str, str, tuple[int, ...]], tuple[Array, int]] = {}

    def uniform(self, name: str, *shape: int) -> Array:
        r"""Uniform draws in (0, 1] for one step.

        Parameters
        ----------
        name : str
            Name of the stream. A name serves one distribution and one shape.
        *shape : int
            Draws of each run.

        Returns
        -------
        array, shape (runs, \*shape)
            Read it at once: the next buffer overwrites it. One is included and zero is not, so that logarithms exist.
        """
        return self._next("uniform", name, shape)

    def normal(self, name: str, *shape: int) -> Array:
        """Standard normal draws for one step; see `uniform`."""
        return self._next("normal", name, shape)

    def _next(self, distribution: str, name: str, shape: tuple[int, ...]) -> Array:
        key = (distribution, name, shape)
        buffer, used = self._ready.get(key, (None, 0))
        if buffer is None or used == len(buffer):
            buffer, used = self._refill(distribution, name, shape, buffer), 0
        self._ready[key] = (buffer, used + 1)
        return buffer[used]

    def _refill(self, distribution: str, name: str, shape: tuple[int, ...], buffer: Array | None) -> Array:
        if name not in self._generators:
            self._generators[name] = generators(self._own.tolist() if self._shared else self.seeds, name)
        if buffer is None:
            size = max(int(np.prod(shape)), 1)
            steps = min(max(BUFFER // (size * len(self.seeds)), 16), max(CALL // size, 1))
            buffer = np.empty((steps, len(self.seeds), *shape))
        # Generators draw in sequence, so a run's numbers do not depend on how many steps are drawn at once.
        own = self._generators[name]
        if shape not in self._scratch:
            self._scratch[shape] = np.empty((len(own), len(buffer), *shape))
        drawn = self._scratch[shape]
        for number, rng in enumerate(own):
            if distribution == "uniform":
                rng.random(out=drawn[number])
            else:
                rng.standard_normal(out=drawn[number])
        by_step = drawn.swapaxes(0, 1)
        if self._shared:
            np.take(by_step, self._place, axis=1, out=buffer, mode="clip")
            by_step = buffer
        if distribution == "uniform":
            np.subtract(1.0, by_step, out=buffer)
        elif not self._shared:
            np.copyto(buffer, by_step)
        return buffer
