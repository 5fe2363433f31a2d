"""Are ensembles what they were at an earlier commit? Bits, speed and memory of every story and chain beside it.

Each side is a process that stays, and they take turns, so that a noisy machine is noisy for both: speed is the median
ratio of the processor's time. Memory is the peak of what Python and NumPy take for the ensemble. Bits are compared
column by column, at the defaults, which a commit that changed them changes too; the table names what differs.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from measuring import at_most, options, sized
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
SLOWER = 1.05
"""What a noisy machine adds to a ratio."""

WORKS: dict[str, tuple[str, dict[str, Any], int, int]] = {
    "island": ("island", {"foragers": 10}, 2000, 100),
    "island, game runs out": ("island", {"foragers": 10, "game_depletion": 0.001}, 2000, 100),
    "labour": ("labour", {}, 1000, 50),
    "labour, trade": ("labour", {"market": "trade"}, 1000, 50),
    "foundation": ("foundation", {}, 400, 10),
    "band": ("band", {}, 2000, 20),
    "species": ("species", {}, 400, 30),
    "generator": ("generator", {}, 400, 30),
    "discrete": ("discrete", {}, 1000, 50),
    "gaussian": ("gaussian", {}, 1000, 50),
    "mixture": ("mixture", {}, 20, 20),
    "linear autoencoder": ("linear-autoencoder", {}, 500, 50),
    "flow": ("flow", {}, 20, 10),
    "text": ("text", {}, 10, 2),
}
"""Story, parameters, runs and steps."""

SIDE = """
import gc, json, sys, time, tracemalloc
from hashlib import blake2b
import numpy as np
from specialisation_sim import ensemble, story

def run(name, parameters, runs, steps):
    kind = story(name)
    given = kind.Parameters(**parameters)
    return lambda: ensemble(kind, given, runs, steps, every=steps, workers=1, progress=False)

def bits(frame):
    columns = {name: frame[name].to_numpy() for name in frame}
    plain = lambda each: each.tobytes() if each.dtype.kind in "fiub" else repr(each.tolist()).encode()
    return {name: blake2b(plain(each), digest_size=8).hexdigest() for name, each in columns.items()}

for line in sys.stdin:
    what, *work = json.loads(line)
    once = run(*work)
    if what == "bits":
        found = bits(once().runs)
    elif what == "peak":
        gc.collect()
        tracemalloc.start()
        once()
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    else:
        start = time.process_time()
        once()
        found = time.process_time() - start
    print(json.dumps(found), flush=True)
"""


class Side:
    """The package of one commit at work in a process of its own."""

    def __init__(self, folder: str) -> None:
        words = [sys.executable, "-c", SIDE]  # a script given like this finds packages where it is started first
        self.process = subprocess.Popen(words, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, what: str, work: tuple[Any, ...]) -> Any:
        print(json.dumps([what, *work]), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline() or "null")


@contextmanager
def sides(commit: str) -> Iterator[tuple[Side, Side]]:
    """The package at an earlier commit, and as it is."""
    with TemporaryDirectory() as folder:
        words = ["git", "archive", commit, "specialisation_sim"]
        archive = subprocess.run(words, cwd=ROOT, check=True, capture_output=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(folder, filter="data")
        pair = Side(folder), Side(str(ROOT))
        try:
            yield pair
        finally:
            for side in pair:
                side.process.kill()
                side.process.wait()


def same(before: dict[str, str], now: dict[str, str]) -> str:
    """Whether the columns that both have are the same to the last bit."""
    other = [name for name in before if name in now and now[name] != before[name]]
    return f"other: {', '.join(other)}" if other else f"the same, {len(before.keys() & now.keys())} columns"


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("commit", nargs="?", default="HEAD", help="the earlier commit (default: the last one)")
    parser.add_argument("--repeats", type=int, default=sized(11, 1), help="measurements of each (default: 11)")
    parser.add_argument("--only", nargs="*", default=[*WORKS], choices=[*WORKS], help="which; all if left out")
    given = parser.parse_args()
    table = Table(title=f"Ensembles now, beside {given.commit}")
    for column in ("ensemble", "ms before", "ms now", "times before", f"at most {SLOWER}", "peak, times", "bits"):
        table.add_column(column)
    with sides(given.commit) as pair:
        for name in given.only:
            story, parameters, runs, steps = WORKS[name]
            work = (story, parameters, *sized((runs, steps), (2, 2)))
            bits = [side.ask("bits", work) for side in pair]
            if None in bits:
                sys.exit(f"{name} does not run at {given.commit if bits[0] is None else 'present'}")
            peaks = [side.ask("peak", work) for side in pair]
            times = [[side.ask("time", work) for side in pair] for _ in range(given.repeats)]
            before, now = (median(each) * 1e3 for each in zip(*times))
            ratio = median(late / early for early, late in times)
            shown = (f"{before:.0f}", f"{now:.0f}", f"{ratio:.2f}", at_most(ratio, SLOWER))
            table.add_row(name, *shown, f"{peaks[1] / peaks[0]:.2f}", same(*bits))
    Console(width=None if sys.stdout.isatty() else 140).print(table)


if __name__ == "__main__":
    main()
