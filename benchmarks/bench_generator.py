"""How fast is the generator, for each generation of one lineage?

Story and memory copy are measured in turns in one run, so that a noisy machine is noisy for both; shown are medians, by
the clock on the wall and by the processor's own time. Where training samples are finite each generation has a problem
of its own to solve; samples without end repeat each other, and each problem is solved once.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

import numpy as np
from measuring import at_most, options, sized
from rich.console import Console
from rich.table import Table

from specialisation_sim import Generator, GeneratorParameters, ensemble

PROMISED = 100
GENERATIONS = 10
SETTINGS = {
    "reference: two classes, 1,000 images": ({"sample": 1000, "outside": 0.4}, 1),
    "two classes, no end of images": ({}, 1),
    "three classes, fur, 1,000 images": ({"classes": 3, "shared": 0.5, "sample": 1000, "outside": 0.4}, 10),
    "five classes, 1,000 images": ({"classes": 5, "sample": 1000, "outside": 0.4}, 40),
}
"""Parameters, and how many times fewer generations are measured."""


def lives(setting: dict[str, float], generations: int) -> Callable[[], int]:
    """Work that lives through about so many generations; it returns how many."""
    parameters = GeneratorParameters(**setting)
    runs = max(1, generations // GENERATIONS)

    def work() -> int:
        ensemble(Generator, parameters, runs, GENERATIONS, every=GENERATIONS, workers=1, progress=False)
        return runs * GENERATIONS

    return work


def copy() -> int:
    """Copy the grid of capacities of one generator, over and over."""
    source, target = np.ones((100, 65)), np.empty((100, 65))
    for _ in range(200):
        np.copyto(target, source)
    return 200 * len(source)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--repeats", type=int, default=sized(5, 1))
    parser.add_argument("--generations", type=int, default=sized(10_000, 400), help="generations in each measurement")
    given = parser.parse_args()
    works = {"memory copy of a grid": copy}
    works |= {name: lives(one, given.generations // fewer) for name, (one, fewer) in SETTINGS.items()}
    wall, own = ({name: [] for name in works} for _ in range(2))
    reference = next(iter(SETTINGS))
    works[reference]()
    for _ in range(given.repeats):
        for name, work in works.items():
            start, began = perf_counter(), process_time()
            number = work()
            wall[name].append((perf_counter() - start) / number * 1e6)
            own[name].append((process_time() - began) / number * 1e6)
    table = Table("what", "us per generation, wall", "processor", "promised", title="The generator, one core")
    for name in works:
        promised = f"at most {PROMISED}: {at_most(median(own[name]), PROMISED)}" if name == reference else ""
        table.add_row(name, f"{median(wall[name]):.2f}", f"{median(own[name]):.2f}", promised)
    Console().print(table)


if __name__ == "__main__":
    main()
