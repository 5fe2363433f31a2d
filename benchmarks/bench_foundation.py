"""How fast is the foundation, for each proposal that is evaluated?

Story and memory copy are measured in turns in one run, so that a noisy machine is noisy for both; shown are medians, by
the clock on the wall and by the processor's own time. A memory copy of one double is the least that any work on a
proposal costs.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

import numpy as np
from measuring import at_most, options, sized
from rich.console import Console
from rich.table import Table

from specialisation_sim import Foundation, FoundationParameters, ensemble

PROMISED = 150
YEARS = 20
SETTINGS = {
    "reference": {},
    "one reader, 20,000 proposals": {"staff": 1, "founders": 1, "proposals": 20_000},
    "ten domains": {"domains": 10},
    "ring fence and lottery": {"ring_fence": 0.5, "lottery": 0.2},
}


def lives(setting: dict[str, float], proposals: int) -> Callable[[], int]:
    """Work that evaluates about so many proposals; it returns how many."""
    parameters = FoundationParameters(**setting)
    runs = max(1, proposals // (parameters.proposals * YEARS))

    def work() -> int:
        ensemble(Foundation, parameters, runs, YEARS, every=YEARS, workers=1, progress=False)
        return runs * YEARS * parameters.proposals

    return work


def copy() -> int:
    """Copy a block of doubles over and over, as a step reads and writes its arrays."""
    source, target = np.ones(8_000), np.empty(8_000)
    for _ in range(2_000):
        np.copyto(target, source)
    return 2_000 * source.size


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--repeats", type=int, default=sized(5, 1))
    parser.add_argument("--proposals", type=int, default=sized(4_000_000, 20_000), help="proposals in each measurement")
    given = parser.parse_args()
    works = {"memory copy": copy, **{name: lives(one, given.proposals) for name, one in SETTINGS.items()}}
    wall, own = ({name: [] for name in works} for _ in range(2))
    works["reference"]()
    for _ in range(given.repeats):
        for name, work in works.items():
            start, began = perf_counter(), process_time()
            number = work()
            wall[name].append((perf_counter() - start) / number * 1e9)
            own[name].append((process_time() - began) / number * 1e9)
    table = Table("what", "ns per proposal, wall", "processor", "promised", title="The foundation, one core")
    for name in works:
        promised = f"at most {PROMISED}: {at_most(median(own[name]), PROMISED)}" if name == "reference" else ""
        table.add_row(name, f"{median(wall[name]):.1f}", f"{median(own[name]):.1f}", promised)
    Console().print(table)


if __name__ == "__main__":
    main()
