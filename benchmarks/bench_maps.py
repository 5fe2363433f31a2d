"""How long do return maps take? Seconds, not minutes, on two cores.

One map of each story at its defaults, 41 shares and 200 runs from each, with and without learning; the island's
bifurcation diagram over 21 values. Best and median of several turns.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from statistics import median
from time import perf_counter

from specialisation_sim import Island, bifurcation, return_map
from specialisation_sim.maps.tilt_and_lock_in import with_generations
from specialisation_sim.stories import story

SHARES, RUNS = 41, 200


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3, help="measurements of each (default: 3)")
    parser.add_argument("stories", nargs="*", help="stories (default: all)")
    given = parser.parse_args()
    works: dict[str, Callable[[], object]] = {
        f"map of the {name}": lambda name=name: return_map(story(name), runs=RUNS, progress=False)
        for name in given.stories or with_generations()
    }
    works["bifurcation of the island"] = lambda: bifurcation(Island, lever="exponent", progress=False)
    print(f"{SHARES} shares, {RUNS} runs each, with and without learning; seconds")
    for name, work in works.items():
        times = [seconds(work) for _ in range(given.repeats)]
        verdict = "seconds" if median(times) < 60 else "MINUTES"
        print(f"{name:<28}{median(times):>8.2f} (best {min(times):.2f})   {verdict}")


if __name__ == "__main__":
    main()
