"""How fast is the band in a large ensemble, for each band and album, and for each draft?

A copy of as many numbers as there are drafts is timed in turns with it, so that a noisy machine is noisy for both; the
median is shown, and the best. The draws, one for the ideas and one a track, are timed alone too.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from statistics import median
from time import process_time

import numpy as np
from measuring import at_most, options, sized

from specialisation_sim import ensemble
from specialisation_sim.model.streams import Streams
from specialisation_sim.runs.ensembles import BLOCK
from specialisation_sim.stories.band import Band, BandParameters

RUNS, BANDS, ALBUMS = sized((40, 1000, 100), (20, 1000, 2))
REFERENCE = BandParameters(bands=BANDS)
FEW = 10
"""Bands of a small world, of which there are then more."""
STEPS = RUNS * BANDS * ALBUMS
AT_ONCE = BLOCK // BANDS
GOAL = 150
NEW_SEEDS = count(step=RUNS * BANDS)


def seconds(work: Callable[[], object]) -> float:
    """The processor's seconds, which other programs do not add to."""
    start = process_time()
    work()
    return process_time() - start


def live(parameters: BandParameters) -> None:
    first, runs = next(NEW_SEEDS), RUNS * BANDS // parameters.bands
    ensemble(
        Band,
        parameters,
        range(first, first + runs),
        ALBUMS,
        every=ALBUMS,
        record=["pop_tracks"],
        workers=1,
        progress=False,
    )


def draw() -> None:
    """The draws alone, in the blocks of an ensemble."""
    for first in range(0, RUNS, AT_ONCE):
        streams = Streams(range(first, first + AT_ONCE))
        for _ in range(ALBUMS):
            streams.uniform("drafts", BANDS)
            for _ in range(REFERENCE.tracks):
                streams.uniform("picks", BANDS)


def copy() -> None:
    """A copy of a double for each draft of a block, as often as there are blocks and albums."""
    source = np.ones((AT_ONCE, BANDS, REFERENCE.drafts))
    target = np.empty_like(source)
    for _ in range(ALBUMS * RUNS // AT_ONCE):
        np.copyto(target, source)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--repeats", type=int, default=sized(7, 1), help="measurements of each (default: 7)")
    repeats = parser.parse_args().repeats
    works = {
        "bands, content": lambda: live(REFERENCE),
        "bands, bored": lambda: live(REFERENCE.but(variety=0.5)),
        "worlds of ten bands": lambda: live(REFERENCE.but(bands=FEW)),
        "the draws alone": draw,
        "memory copy": copy,
    }
    times = np.array([[seconds(work) for work in works.values()] for _ in range(repeats)]) / STEPS * 1e9
    print(f"{'ns (best)':<20}{'per band and album':>22}{'per draft':>18}{'over memory copy':>20}")
    for name, each in zip(works, times.T):
        whole, part = (f"{median(each) / n:.1f} ({min(each) / n:.1f})" for n in (1, REFERENCE.drafts))
        print(f"{name:<20}{whole:>22}{part:>18}{median(each / times[:, -1]):>18.1f} x")
    print(f"at most {GOAL} ns per band and album at reference settings: {at_most(median(times[:, 0]), GOAL)}")


if __name__ == "__main__":
    main()
