"""How fast are the species? Nanoseconds per lineage-step of a large ensemble on one core, at reference settings.

Each setting is measured in turns with a copy of memory, so that a noisy machine is noisy for all: the copy moves, for
each lineage-step, the doubles that a step must at least read and write, in arrays of a block's size. Shown are medians
by the clock on the wall and by the processor's own time, which is what is promised. ``--smallest`` is for a look.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter, process_time

import numpy as np
from measuring import at_most, options, sized
from rich.console import Console
from rich.table import Table

from specialisation_sim import Species, SpeciesParameters, ensemble
from specialisation_sim.runs.ensembles import BLOCK

PROMISED = 150
SETTINGS = {
    "reference": {},
    "generalists do better": {"trade_off": 0.8},
    "sneezes, coupled, daughters": {"sneeze_rate": 0.01, "coupling": 0.3, "speciation": 0.1},
    "twelve hosts": {"hosts": 12},
}
STATE = 2 * SpeciesParameters().hosts + 2
"""Doubles of state per lineage: allocation and performance on each host, abundance and food."""


def copy(lineage_steps: int) -> None:
    """Copy the state of as many lineages as a block holds, as often as it takes."""
    source = np.random.default_rng(0).random((STATE, BLOCK))
    target = np.empty_like(source)
    for _ in range(lineage_steps // BLOCK):
        np.copyto(target, source)


def live(setting: str, runs: int, steps: int) -> None:
    parameters = SpeciesParameters(**SETTINGS[setting])
    ensemble(Species, parameters, runs, steps, every=steps, workers=1, progress=False)


def seconds(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds that work takes, on the wall and of the processor."""
    wall, own = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - own


def main() -> None:
    options(__doc__).parse_args()
    runs, steps, repeats = sized((3332, 500, 7), (833, 20, 1))
    lineages, hosts = SpeciesParameters().lineages, SpeciesParameters().hosts
    number = runs * steps * lineages
    works: dict[str, Callable[[], None]] = {"memory copy": partial(copy, number)}
    for setting in SETTINGS:
        works[setting] = partial(live, setting, runs, steps)
        live(setting, 100, 20)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            times[name].append(seconds(work))
    table = Table(title=f"{runs:,} runs of {lineages} lineages on {hosts} hosts, {steps} years, one core")
    for column in ("what", "ns per lineage-step, wall", "processor", "times a copy", "promised"):
        table.add_column(column)
    least = median(own for _, own in times["memory copy"])
    for name, pairs in times.items():
        wall, own = (median(each) for each in zip(*pairs, strict=True))
        cost = own / number * 1e9
        promised = f"at most {PROMISED}: {at_most(cost, PROMISED)}" if name == "reference" else ""
        table.add_row(name, f"{wall / number * 1e9:.1f}", f"{cost:.1f}", f"{own / least:.0f}", promised)
    Console().print(table)


if __name__ == "__main__":
    main()
