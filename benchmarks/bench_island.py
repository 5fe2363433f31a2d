"""How fast is the island, and is what we say of its speed and memory true?

What is compared is measured in turns, so that a noisy machine is noisy for all, and shown as a median. See
``benchmarks/README.md``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

import numpy as np
from measuring import at_least, at_most, options, sized
from peers import island_mesa
from rich.console import Console
from rich.table import Table

from specialisation_sim import Island, IslandParameters, ensemble
from specialisation_sim.runs.blocks import Block, run_block
from specialisation_sim.runs.ensembles import BLOCK

FORAGERS = 10
SETTINGS = {
    "full game": {"foragers": FORAGERS},
    "game runs out": {"foragers": FORAGERS, "game_depletion": 0.001},
}
NEW_SEEDS = count(step=100_000)
BLOCKS = (2_000, 5_000, 10_000, 20_000, 40_000, 80_000)

SPIN = f"for _ in range({sized(20_000_000, 1000)}): pass"

# The peak of the memory map (Linux). The peak that getrusage tells has the parent's in it, which a child starts from.
PEAK = """
from specialisation_sim import Island, IslandParameters, ensemble
ensemble(Island, IslandParameters(foragers=10), seeds=400, steps={steps}, every={every}, workers=1, progress=False)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


MEASURED = Path(__file__).parents[1] / "docs" / "measured.json"
"""What was kept of measurements, by what was measured."""


class Row(NamedTuple):
    """A line of the table: what was promised, if anything, and whether it is kept."""

    what: str
    value: str
    unit: str
    promised: str = ""
    verdict: str = ""


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start


def in_turns[Name](
    repeats: int, works: dict[Name, Callable[[], object]], clock: Callable[[], float] = process_time
) -> dict[Name, np.ndarray]:
    """Seconds of each work, ``(repeats,)``: one after the other, and all over again.

    The processor's seconds, which other programs do not add to, unless the clock is told to be the one on the wall.
    """
    times = [[seconds(work, clock) for work in works.values()] for _ in range(repeats)]
    return dict(zip(works, np.array(times).T))


def ours(setting: dict[str, float], runs: int, steps: int, workers: int = 1, block: int = BLOCK) -> None:
    # New seeds each time, so that nothing kept from an earlier ensemble could help.
    first = next(NEW_SEEDS)
    seeds, given = range(first, first + runs), IslandParameters(**setting)
    ensemble(Island, given, seeds, steps, every=steps, workers=workers, block=block, progress=False)


def theirs(setting: dict[str, float], runs: int, steps: int) -> None:
    for seed in range(runs):
        model = island_mesa.Island(**setting, rng=seed)
        for _ in range(steps):
            model.step()


def python(*words: str) -> str:
    return subprocess.run([sys.executable, *words], check=True, capture_output=True, text=True).stdout


def against_mesa(repeats: int) -> Iterator[Row]:
    """An ensemble on one core, and the same story in plain Mesa."""
    runs, peers, steps = sized((4000, 20, 500), (100, 1, 20))
    ours(SETTINGS["game runs out"], runs, 100)  # the first one waits for memory
    for name, setting in SETTINGS.items():
        works = {"we": lambda: ours(setting, runs, steps), "Mesa": lambda: theirs(setting, peers, steps)}  # noqa: B023
        times = in_turns(repeats + sized(2, 0), works)
        we = times["we"] / (runs * steps * FORAGERS) * 1e9
        mesa = times["Mesa"] / (peers * steps * FORAGERS) * 1e9
        ratio = median(mesa / we)
        yield Row(f"ensemble, {name}", f"{median(we):,.0f}", "ns/agent-step")
        yield Row(f"plain Mesa, {name}", f"{median(mesa):,.0f}", "ns/agent-step")
        yield Row(f"ratio, {name}", f"{ratio:.0f}", "1", "60 or more", at_least(ratio, 60))


def one_world(repeats: int) -> Iterator[Row]:
    """A single world, with and without its data collector."""
    long, short = sized((3000, 300), (30, 3))
    bare, collecting = (Island(IslandParameters(foragers=FORAGERS), collect=collect) for collect in (False, True))
    times = in_turns(repeats, {"bare": lambda: bare.run_for(long), "collecting": lambda: collecting.run_for(short)})
    rate = long / median(times["bare"])
    yield Row("one world, collect=False", f"{rate:,.0f}", "steps a second", "5,000 or more", at_least(rate, 5000))
    yield Row("one world, collect=True", f"{short / median(times['collecting']):,.0f}", "steps a second")


def two_workers(repeats: int) -> Iterator[Row]:
    """Two processes, and two threads that share the blocks between them, against one."""
    steps, setting = sized(250, 5), SETTINGS["full game"]
    sets = (IslandParameters(**setting),) * (BLOCK // FORAGERS)
    runs = 8 * len(sets)
    ends = np.array([0, steps])

    def threads() -> None:
        seeds = next(NEW_SEEDS) + np.arange(runs).reshape(8, -1)
        blocks = [Block(Island, sets, tuple(part.tolist()), part, ends, (), None, {}) for part in seeds]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(run_block, blocks))

    def spin(processes: int) -> None:
        for each in [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(processes)]:
            each.wait()

    ours(setting, runs, 3 * steps, workers=2)  # long enough for the helper to come, and it stays
    works = {
        "one": lambda: ours(setting, runs, steps),
        "processes": lambda: ours(setting, runs, steps, workers=2),
        "threads": threads,
        "one loop": lambda: spin(1),
        "two loops": lambda: spin(2),
    }
    times = in_turns(repeats, works, perf_counter)
    most = median(2 * times["one loop"] / times["two loops"])
    processes, threaded = (median(times["one"] / times[name]) for name in ("processes", "threads"))
    # On a machine that is busy with other work, two can do no more than one, and there is nothing to judge.
    idle, enough = most > 1.5, 0.75 * most
    yield Row("two empty loops", f"{most:.2f}", "times one", "" if idle else "the machine is busy: no verdict")
    yield Row(
        "two processes",
        f"{processes:.2f}",
        "times one",
        f"{enough:.2f} or more",
        at_least(processes, enough) if idle else "",
    )
    yield Row("two threads", f"{threaded:.2f}", "times one", "less", at_most(threaded, processes) if idle else "")


def start_up(repeats: int) -> Iterator[Row]:
    """Until Python has imported the package, or the command has answered: the best of several."""
    starts = {"import specialisation_sim": (["-c", "import specialisation_sim"], 0.4)}
    starts |= {f"specialise {word}": (["-m", "specialisation_sim", word], 1.0) for word in ("--help", "list")}
    works = {name: lambda words=words: python(*words) for name, (words, _) in starts.items()}
    times = in_turns(repeats + sized(2, 0), works, perf_counter)
    for name, (_, limit) in starts.items():
        best = times[name].min()
        yield Row(name, f"{best:.2f}", "seconds", f"below {limit}", at_most(best, limit))


def peak_memory(repeats: int) -> Iterator[Row]:
    """Peak of a process that runs an ensemble."""
    short, long, recorded = (
        int(python("-c", PEAK.format(steps=steps, every=every))) / 1024
        for steps, every in sized(((500, 500), (5000, 5000), (5000, 5)), ((5, 5), (50, 50), (50, 5)))
    )
    yield Row("peak, 500 steps, 2 kept", f"{short:.0f}", "MiB")
    yield Row("peak, 5,000 steps, 2 kept", f"{long:.0f}", "MiB", "as much (5 %)", at_most(long, 1.05 * short))
    yield Row("peak, 5,000 steps, 1,001 kept", f"{recorded:.0f}", "MiB", "more", at_least(recorded, 1.05 * long))


def block_sizes(repeats: int) -> Iterator[Row]:
    """An ensemble on one core by size of block."""
    runs, steps, setting = max(BLOCKS) // FORAGERS, sized(150, 2), SETTINGS["game runs out"]
    ours(setting, runs, steps, block=max(BLOCKS))
    times = in_turns(repeats, {size: lambda size=size: ours(setting, runs, steps, block=size) for size in BLOCKS})
    cost = {size: median(each) / (runs * steps * FORAGERS) * 1e9 for size, each in times.items()}
    for size, each in cost.items():
        promise = ("best or within 10 %", at_most(each, 1.1 * min(cost.values()))) if size == BLOCK else ()
        yield Row(f"block of {size:,}", f"{each:.0f}", "ns/agent-step", *promise)


BENCHMARKS = {
    "mesa": against_mesa,
    "world": one_world,
    "workers": two_workers,
    "start": start_up,
    "memory": peak_memory,
    "blocks": block_sizes,
}


def report(benchmarks: Mapping[str, Callable[[int], Iterator[Row]]], what: str) -> None:
    """Run the benchmarks that the command line names, all if none, and print their rows."""
    parser = options(what)
    parser.add_argument("names", nargs="*", metavar="name", help=f"which of {', '.join(benchmarks)}; all if left out")
    parser.add_argument("--repeats", type=int, default=sized(3, 1), help="measurements of each (default: 3)")
    parser.add_argument(
        "--keep", action="store_true", help="keep the rows for the docs and the paper, in docs/measured.json"
    )
    given = parser.parse_args()
    if given.keep and given.smallest:
        parser.error("--keep wants numbers that say something: leave out --smallest")
    if wrong := [name for name in given.names if name not in benchmarks]:
        parser.error(f"no benchmark {wrong[0]!r}; there are {', '.join(benchmarks)}")

    table, kept = Table("what", "value", "unit", "promised", "verdict"), {}
    for name in given.names or benchmarks:
        for row in benchmarks[name](given.repeats):
            kept[row.what] = f"{row.value} {row.unit}".removesuffix(" 1")
            table.add_row(*row[:-1], f"[red]{row.verdict}[/]" if row.verdict.startswith("missed") else row.verdict)
        table.add_section()
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    if given.keep:
        earlier = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.is_file() else {}
        MEASURED.write_text(json.dumps(earlier | kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    report(BENCHMARKS, __doc__)
