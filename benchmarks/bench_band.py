"""How fast is the band in a large ensemble, for each band and album, and for each draft?

A copy of as many numbers as there are drafts is timed in turns with it, so that a noisy machine is noisy for both; the
median is shown, and the best. Most of the time goes into drawing a uniform and a normal number for each draft, which is
timed too.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from specialisation_sim import ensemble
from specialisation_sim.stories.band import Band, BandParameters
from specialisation_sim.streams import Streams

RUNS, BANDS, ALBUMS = 4000, 10, 40
DRAFTS = BandParameters().drafts
STEPS = RUNS * BANDS * ALBUMS
BLOCK = 800


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def live() -> None:
    ensemble(
        Band, BandParameters(bands=BANDS, variety=0.5), RUNS, ALBUMS, every=ALBUMS, workers=1, progress=False
    )  # fmt: skip


def draw() -> None:
    """The draws alone, in the blocks of an ensemble."""
    for first in range(0, RUNS, BLOCK):
        streams = Streams(range(first, first + BLOCK))
        for _ in range(ALBUMS):
            streams.uniform("ideas", BANDS, DRAFTS)
            streams.normal("likes", BANDS, DRAFTS)


def copy() -> None:
    """A copy of a double for each draft of a block, as often as there are blocks and albums."""
    source = np.ones((BLOCK, BANDS, DRAFTS))
    for _ in range(ALBUMS * RUNS // BLOCK):
        source.copy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5, help="measurements of each (default: 5)")
    repeats = parser.parse_args().repeats
    works = {"ensemble of bands": live, "its draws alone": draw, "memory copy": copy}
    times = np.array([[seconds(work) for work in works.values()] for _ in range(repeats)]) / STEPS * 1e9
    print(f"{'ns':<20}{'per band and album':>28}{'per draft':>26}")
    for name, each in zip(works, times.T):
        typical, best = median(each), min(each)
        whole, part = (f"{typical / n:.1f} (best {best / n:.1f})" for n in (1, DRAFTS))
        print(f"{name:<20}{whole:>28}{part:>26}")
    print(f"ensemble over memory copy: {median(times[:, 0] / times[:, 2]):.1f} times")


if __name__ == "__main__":
    main()
