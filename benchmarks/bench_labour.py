"""How fast is labour? Nanoseconds per agent-step of a large ensemble on one core, at reference settings.

Each market is measured in turns with a copy of memory, so that a noisy machine is noisy for all: the copy moves, for
each agent-step, the doubles that a step must at least read and write, in arrays of a block's size. What is shown is the
median by the clock on the wall and by the processor's own time, which other work on the machine disturbs less; the
promise is weighed on the latter. ``--smallest`` is for a look.
"""

from __future__ import annotations

from statistics import median
from time import perf_counter, process_time

import numpy as np
from measuring import at_most, options, sized
from rich.console import Console
from rich.table import Table

from specialisation_sim import ensemble
from specialisation_sim.runs.ensembles import BLOCK
from specialisation_sim.stories.labour import Labour, LabourParameters

PROMISED = 150
MARKETS = ("equal pay", "trade", "autarky")
STATE = 8
"""Doubles of state per agent: experience, skill, record and habit, of two occupations each."""


def seconds_of_copy(agent_steps: int) -> tuple[float, float]:
    """Wall time and processor time of copying the state of as many agents as a block holds, as often as it takes."""
    source = np.random.default_rng(0).random((STATE, BLOCK))
    target = np.empty_like(source)
    start, began = perf_counter(), process_time()
    for _ in range(agent_steps // BLOCK):
        np.copyto(target, source)
    return perf_counter() - start, process_time() - began


def seconds_of_market(market: str, runs: int, steps: int) -> tuple[float, float]:
    """Wall time and processor time of one ensemble."""
    start, began = perf_counter(), process_time()
    ensemble(Labour, LabourParameters(market=market), runs, steps, every=steps, workers=1, progress=False)
    return perf_counter() - start, process_time() - began


def main() -> None:
    options(__doc__).parse_args()
    runs, steps, repeats = sized((4000, 500, 7), (800, 20, 1))
    agent_steps = runs * steps * LabourParameters().workers
    for market in MARKETS:
        seconds_of_market(market, 400, 20)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ("memory copy", *MARKETS)}
    for _ in range(repeats):
        times["memory copy"].append(seconds_of_copy(agent_steps))
        for market in MARKETS:
            times[market].append(seconds_of_market(market, runs, steps))
    table = Table(title=f"{runs:,} runs of {LabourParameters().workers} workers, {steps} weeks, one core")
    for column in ("work", "ns per agent-step, wall", "processor", "times a copy", f"at most {PROMISED} ns"):
        table.add_column(column)
    medians = {name: [median(each) / agent_steps * 1e9 for each in zip(*pairs)] for name, pairs in times.items()}
    for name, (wall, own) in medians.items():
        kept = "" if name == "memory copy" else at_most(own, PROMISED)
        table.add_row(name, f"{wall:.1f}", f"{own:.1f}", f"{own / medians['memory copy'][1]:.0f}", kept)
    Console().print(table)


if __name__ == "__main__":
    main()
