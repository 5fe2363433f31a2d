"""How fast are the species? Nanoseconds per lineage-step of a large ensemble on one core, at reference settings.

Each setting is measured in turns with a copy of memory, so that a noisy machine is noisy for all: the copy moves, for
each lineage-step, the doubles that a step must at least read and write, in arrays of a block's size. What is shown is
the median, and the best of the repeats, which is what the machine can do when it is left alone. ``--quick`` is for a
look.
"""

from __future__ import annotations

import argparse
from statistics import median
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table

from specialisation_sim import Species, SpeciesParameters, ensemble
from specialisation_sim.experiments.ensembles import BLOCK

PROMISED = 150
SETTINGS = {
    "reference": {},
    "generalists do better": {"trade_off": 0.8},
    "sneezes, coupled, daughters": {"sneeze_rate": 0.01, "coupling": 0.3, "speciation": 0.1},
    "twelve hosts": {"hosts": 12},
}
STATE = 2 * SpeciesParameters().hosts + 2
"""Doubles of state per lineage: allocation and performance on each host, abundance and food."""


def seconds_of_copy(lineage_steps: int) -> float:
    """Copy the state of as many lineages as a block holds, as often as it takes."""
    source = np.random.default_rng(0).random((STATE, BLOCK))
    target = np.empty_like(source)
    start = perf_counter()
    for _ in range(lineage_steps // BLOCK):
        np.copyto(target, source)
    return perf_counter() - start


def seconds_of(setting: str, runs: int, steps: int) -> float:
    start = perf_counter()
    ensemble(Species, SpeciesParameters(**SETTINGS[setting]), runs, steps, every=steps, workers=1, progress=False)
    return perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few runs and steps")
    quick = parser.parse_args().quick
    runs, steps, repeats = (833, 200, 3) if quick else (3332, 500, 7)
    lineage_steps = runs * steps * SpeciesParameters().lineages
    for setting in SETTINGS:
        seconds_of(setting, 400, 20)
    times: dict[str, list[float]] = {name: [] for name in ("memory copy", *SETTINGS)}
    for _ in range(repeats):
        times["memory copy"].append(seconds_of_copy(lineage_steps))
        for setting in SETTINGS:
            times[setting].append(seconds_of(setting, runs, steps))
    lineages, hosts = SpeciesParameters().lineages, SpeciesParameters().hosts
    table = Table(title=f"{runs:,} runs of {lineages} lineages on {hosts} hosts, {steps} years, one core")
    for column in ("work", "ns per lineage-step, median", "best", "times a copy", f"below {PROMISED} ns"):
        table.add_column(column)
    copy = median(times["memory copy"])
    for name, seconds in times.items():
        middle, best = (value / lineage_steps * 1e9 for value in (median(seconds), min(seconds)))
        kept = "" if name == "memory copy" else "yes" if middle < PROMISED else "at best" if best < PROMISED else "NO"
        table.add_row(name, f"{middle:.1f}", f"{best:.1f}", f"{median(seconds) / copy:.0f}", kept)
    Console().print(table)


if __name__ == "__main__":
    main()
