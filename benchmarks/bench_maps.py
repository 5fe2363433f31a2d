"""How long do return maps take? Seconds, not minutes, on two cores.

One map of each story at its defaults, 41 shares and 200 runs from each, with and without learning; the island's
bifurcation diagram over 21 values. Best and median of several turns.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
from measuring import at_most, options, sized

from specialisation_sim import Island, bifurcation, return_map
from specialisation_sim.maps.tilt_and_lock_in import with_generations
from specialisation_sim.registry import story

SHARES, RUNS = sized((41, 200), (3, 4))
SMALL_DIAGRAM = {"values": [0.0, 1.0], "shares": 3, "runs": 4}
LONGEST = 60
"""Seconds that a map may take at the median."""


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--repeats", type=int, default=sized(3, 1), help="measurements of each (default: 3)")
    parser.add_argument("stories", nargs="*", help="stories (default: all)")
    given = parser.parse_args()
    works: dict[str, Callable[[], object]] = {
        f"map of the {name}": lambda name=name: return_map(
            story(name), shares=np.linspace(0, 1, SHARES), runs=RUNS, progress=False
        )
        for name in given.stories or with_generations()
    }
    works["bifurcation of the island"] = lambda: bifurcation(
        Island, lever="exponent", progress=False, **sized({}, SMALL_DIAGRAM)
    )
    print(f"{SHARES} shares, {RUNS} runs each, with and without learning; seconds, at most {LONGEST}")
    for name, work in works.items():
        times = [seconds(work) for _ in range(given.repeats)]
        print(f"{name:<28}{median(times):>8.2f} (best {min(times):.2f})   {at_most(median(times), LONGEST)}")


if __name__ == "__main__":
    main()
