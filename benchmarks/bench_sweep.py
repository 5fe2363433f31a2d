"""How fast is a sweep: the reference phase diagram, its memory, linear cost, Mesa's batch_run, and plain C.

See ``benchmarks/README.md``. The reference diagram takes about a minute; the rest takes another.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time

import mesa
import numpy as np
from bench_island import Row, in_turns, python, report, seconds
from measuring import SMALLEST, at_least, at_most, sized
from peers import island_mesa

from specialisation_sim import Island, IslandParameters, grid, sweep
from specialisation_sim.figures.style import FAINT, PALETTE, canvas, house_style

HERE = Path(__file__).parent
FIGURE = HERE / "sweep_linear.png"
FORAGERS, DAYS = 10, sized(500, 10)
POINTS, REPLICATES = sized((50, 100), (3, 2))
GAME = {"game_depletion": 0.002}
RANGES = {"exponent": (0.0, 1.0), "regrowth": (0.005, 0.1)}
NEW_SEEDS = count(step=100_000)

REFERENCE = f"""
POINTS, REPLICATES, DAYS = {POINTS}, {REPLICATES}, {DAYS}
"""
REFERENCE += """
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
import numpy as np
from specialisation_sim import Island, IslandParameters, grid, sweep

def peak(process):
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))

with TemporaryDirectory() as folder:
    start = perf_counter()
    plane = grid(exponent=np.linspace(0, 1, POINTS), regrowth=np.linspace(0.005, 0.1, POINTS))
    given = IslandParameters(foragers=10, game_depletion=0.002)
    found = sweep(Island, plane, REPLICATES, DAYS, parameters=given, out=folder, progress=False)
    seconds = perf_counter() - start
assert len(found.runs) == POINTS**2 * REPLICATES
helpers = {word for each in Path("/proc/self/task").glob("*/children") for word in each.read_text().split()}
stats = [Path(f"/proc/{each}/stat").read_text().split()[13:15] for each in helpers]
worked = process_time() + sum(sum(map(int, each)) for each in stats) / 100
print(seconds, worked, sum(map(peak, ["self", *helpers])))
"""


class Collecting(island_mesa.Island):
    """The peer with the data collector that batch_run asks for; it collects once, at the end."""

    def __init__(self, **given: float) -> None:
        super().__init__(**given)
        self.datacollector = mesa.DataCollector({"threshold": "threshold", "living": "living"})

    def step(self) -> None:
        super().step()
        if self.steps == DAYS:
            self.datacollector.collect(self)


def worked() -> float:
    """Processor seconds of this process and its children, those at work and those that have ended."""
    ended = os.times()
    children = {word for each in Path("/proc/self/task").glob("*/children") for word in each.read_text().split()}
    stats = (Path(f"/proc/{child}/stat").read_text().split()[13:15] for child in children)
    at_work = sum(sum(map(int, each)) for each in stats) / os.sysconf("SC_CLK_TCK")
    return ended.user + ended.system + ended.children_user + ended.children_system + at_work


def plane(points: int) -> dict[str, list[float]]:
    return {name: np.linspace(*ends, points).tolist() for name, ends in RANGES.items()}


def ours(points: int, replicates: int, days: int, foragers: int = FORAGERS, workers: int = 1, **setting: float) -> None:
    given = IslandParameters(foragers=foragers, **(GAME | setting))
    with tempfile.TemporaryDirectory() as folder:
        sweep(
            Island,
            grid(**plane(points)),
            replicates,
            days,
            parameters=given,
            seed=next(NEW_SEEDS),
            out=folder,
            workers=workers,
            progress=False,
        )


def theirs(points: int, replicates: int) -> None:
    seeds = list(range(replicates))
    given = {**plane(points), **GAME, "foragers": FORAGERS}
    mesa.batch_run(Collecting, given, number_processes=2, max_steps=DAYS, rng=seeds, display_progress=False)


def reference(repeats: int) -> Iterator[Row]:
    """The reference phase diagram: 50 x 50 points, 100 replicates, 500 days, 10 foragers, all cores."""
    took, worked, peak = map(float, python("-c", REFERENCE).split())
    yield Row("reference phase diagram", f"{took:.0f}", "seconds", "at most 90", at_most(took, 90))
    yield Row("its work, on all cores together", f"{worked:.0f}", "processor seconds")
    yield Row("an agent-step of it", f"{worked * 1e9 / (POINTS**2 * REPLICATES * DAYS * FORAGERS):.1f}", "processor ns")
    yield Row("its peak memory, all processes", f"{peak / 1024:.0f}", "MiB", "below 1,536", at_most(peak, 1536 * 1024))


def linear(repeats: int) -> Iterator[Row]:
    """Cost against points, replicates, days and foragers, one at a time, on one core."""
    base = {"points": 6, "replicates": 40, "days": 250, "foragers": 10}
    base = sized(base, dict.fromkeys(base, 2))
    times = (1, 2, 4, 8)
    ours(10, 100, 20)
    with house_style():
        figure, axes = canvas(1, 4, width=14, height=4, sharey=True)
        for axis, name in zip(axes, base):
            # Points of the plane are a square: its side goes with the root.
            sizes = [base[name] * each**0.5 if name == "points" else base[name] * each for each in times]
            works = {size: partial(ours, **{**base, name: round(size)}) for size in sizes}
            cost = {size: median(each) for size, each in in_turns(repeats, works).items()}
            at = np.array([round(size) ** 2 if name == "points" else size for size in sizes], dtype=float)
            slope, start = np.polyfit(at, list(cost.values()), 1)
            axis.plot(at, cost.values(), "o", color=PALETTE[0], markersize=8)
            axis.plot([0, at[-1]], [start, start + slope * at[-1]], color=FAINT, zorder=0)
            axis.set(xlabel=name, xlim=(0, None))
            # What doubling costs, from the log-log slope over the upper half, where fixed costs no longer show.
            power = np.polyfit(np.log(at[1:]), np.log(list(cost.values())[1:]), 1)[0]
            yield Row(
                f"cost grows with {name} to the power",
                f"{power:.2f}",
                "1",
                "0.8 to 1.15",
                at_most(power, 1.15) if power > 1 else at_least(power, 0.8),
            )
        axes[0].set(ylabel="processor seconds", ylim=(0, None))
        figure.suptitle("Cost of a sweep is linear", fontweight="bold", x=0.01, ha="left", fontsize=15)
        if not SMALLEST:
            figure.savefig(FIGURE)


def batch_run(repeats: int) -> Iterator[Row]:
    """A thinned grid on two processes, and Mesa's own batch_run with two processes on plain Mesa agents."""
    points, replicates, few, many = sized((5, 400, 1, 6), (2, 2, 1, 2))
    ours(points, replicates, DAYS, workers=2)  # the helper comes, and stays
    works = {
        "we": lambda: ours(points, replicates, DAYS, workers=2),
        "few": lambda: theirs(points, few),
        "many": lambda: theirs(points, many),
    }
    times = in_turns(repeats, works, worked)
    steps = points**2 * DAYS * FORAGERS
    we = median(times["we"]) / (steps * replicates) * 1e9
    # The difference, so that the start of Mesa's processes is not held against it.
    mesas = median(times["many"] - times["few"]) / (steps * (many - few)) * 1e9
    yield Row("sweep, two processes", f"{we:.1f}", "processor ns per agent and step")
    yield Row("batch_run, two processes", f"{mesas:,.0f}", "processor ns per agent and step")
    yield Row("ratio to batch_run", f"{mesas / we:.0f}", "1", "100 or more; aim 200", at_least(mesas / we, 100))


def plain_c(repeats: int) -> Iterator[Row]:
    """One thread against the same rules as a loop in C, and against C laid out for vector instructions."""
    runs, points = 2048, 4
    with tempfile.TemporaryDirectory() as folder:
        plain, lanes = Path(folder) / "plain", Path(folder) / "lanes"
        flags = ["-O3", "-march=native", "-ffast-math", "-mprefer-vector-width=512"]
        subprocess.run(["gcc", "-O3", "-o", plain, HERE / "peers/island.c", "-lm"], check=True)
        subprocess.run(["gcc", *flags, "-o", lanes, HERE / "peers/island_lanes.c", "-lm"], check=True)
        for name, setting in (("full game", {"game_depletion": 0.0}), ("game runs out", GAME)):
            words = [runs, DAYS, FORAGERS, 0.5, setting["game_depletion"], 0.05, 0]

            def c(program: Path, words: list[float] = words) -> float:
                done = subprocess.run([program, *map(str, words)], check=True, capture_output=True, text=True)
                return float(done.stdout.split()[0])

            def we(setting: dict[str, float] = setting) -> None:
                ours(points, runs // points**2, DAYS, **setting)

            we()
            turns = [(seconds(we, process_time), c(plain), c(lanes)) for _ in range(repeats + sized(2, 0))]
            us, scalar, vector = (np.array(turns).T / (runs * DAYS * FORAGERS)) * 1e9
            ratio = median(us / scalar)
            yield Row(f"sweep, one process, {name}", f"{median(us):.1f}", "ns per agent and step")
            yield Row(f"plain C, {name}", f"{median(scalar):.1f}", "ns per agent and step")
            yield Row(f"ratio to plain C, {name}", f"{ratio:.2f}", "1", "at most 2.5; aim 1.5", at_most(ratio, 2.5))
            yield Row(f"ratio to vector C, {name}", f"{median(us / vector):.1f}", "1")


BENCHMARKS: dict[str, Callable[[int], Iterator[Row]]] = {
    "c": plain_c,
    "batch_run": batch_run,
    "linear": linear,
    "reference": reference,
}


if __name__ == "__main__":
    report(BENCHMARKS, __doc__)
