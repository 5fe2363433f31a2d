"""NumPy's `SeedSequence` for many runs at once.

Making a `SeedSequence` for each stream of each run took a sixth of an ensemble's time. This is the same algorithm on
arrays of seeds, word for word; ``tests/test_streams.py`` holds it against NumPy's own.

Source: O'Neill, M. E. (2015), "Developing a seed_seq alternative", as in ``numpy/random/bit_generator.pyx``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, islice

import numpy as np
import numpy.typing as npt

type Words = npt.NDArray[np.uint32]

POOL = 4
FIRST, NEXT = (0x43B0D7E5, 0x931E8875), (0x8B51F9DD, 0x58F38DED)
LEFT, RIGHT = np.uint32(0xCA01F9DD), np.uint32(0x4973F715)


def state_words(seeds: Sequence[int], key: int, number: int) -> npt.NDArray[np.uint64]:
    """What ``SeedSequence(seed, spawn_key=(key,)).generate_state(number, uint64)`` gives for each seed.

    Parameters
    ----------
    seeds : sequence of int
        Seeds from 0 to below 2**64.
    key : int
        Spawn key, from 0 to below 2**32.
    number : int
        Words wanted.

    Returns
    -------
    array of uint64, shape (seeds, number)
    """
    seed = np.array(seeds, dtype=np.uint64)
    nothing = np.zeros(len(seed), dtype=np.uint32)
    # A spawn key stands behind a full pool of entropy: the seed's two halves, and zeros.
    entropy = [seed.astype(np.uint32), (seed >> np.uint64(32)).astype(np.uint32), nothing, nothing]
    scramble = _Hash(*FIRST)
    pool = [scramble(word) for word in entropy]
    for source in range(POOL):
        for index in range(POOL):
            if index != source:
                pool[index] = _mix(pool[index], scramble(pool[source]))
    behind = np.full(len(seed), key, dtype=np.uint32)
    pool = [_mix(word, scramble(behind)) for word in pool]
    scramble = _Hash(*NEXT)
    words = [scramble(word) for word in islice(cycle(pool), 2 * number)]
    return np.ascontiguousarray(np.stack(words, axis=1).astype("<u4")).view("<u8").astype(np.uint64)


class _Hash:
    """Hashes one array of words after another, with constants that go on from each to the next."""

    def __init__(self, constant: int, factor: int) -> None:
        self.constant, self.factor = constant, factor

    def __call__(self, word: Words) -> Words:
        mixed = word ^ np.uint32(self.constant)
        self.constant = self.constant * self.factor % 2**32
        mixed = mixed * np.uint32(self.constant)
        return mixed ^ (mixed >> np.uint32(16))


def _mix(left: Words, right: Words) -> Words:
    """Two words as one."""
    mixed = LEFT * left - RIGHT * right
    return mixed ^ (mixed >> np.uint32(16))
