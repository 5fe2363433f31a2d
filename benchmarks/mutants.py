"""Would the tests catch real faults? Plants one-line faults in a copy of the tree, one at a time, and asks the tests.

``planting/patterns.py`` finds places where a fault can be planted; which of them are taken hangs on the seed and on the
lines themselves, so that a change elsewhere does not change the choice. ``planting/known.toml`` has edits that once
lived, which are always tried, and edits that change nothing that can be observed, which do not count. For each fault
those plain tests that run its line are run, until one fails: first those of files named after the module, then those
of its folder, then the others, the quickest first, two minutes of tests at most. A fault that hangs counts as caught.
Tests that run the program in a process of its own, or in a browser, are not asked.

``uv run python benchmarks/mutants.py`` takes about half an hour of two quiet cores, half of it to find which tests run
which lines; ``--folders records --number 20`` takes less, and minutes when the lines are known.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import hashlib
import importlib
import os
import py_compile
import shutil
import subprocess
import sys
import tempfile
import tomllib
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from typing import ClassVar, NamedTuple

from planting.patterns import Fault, compiles, faults
from planting.running import PACKAGE, fails, lines_of_tests, tests_that_run

ROOT = Path(__file__).parents[1]
KNOWN = Path(__file__).parent / "planting" / "known.toml"

NOT_ASKED = ("browser", "server", "restarted", "connections")
"""Words in the names of test files that open a browser or a server, and are not asked."""

MOST_SECONDS = 120.0
"""Seconds of tests, as they take without a fault, that are asked about one fault at most."""

BATCHES = (8, 40, 200)
"""So many tests are asked first, then so many more, then all: most faults are caught by the first."""

TASTE = {"figures", "ui", "cli"}
"""Folders whose numbers are mostly sizes and colours, which no test should pin down."""

LEAST = 0.9
"""Share of the faults that must be caught in every folder."""

HEAVY = (
    "numpy",
    "pandas",
    "scipy.stats",
    "scipy.optimize",
    "matplotlib.pyplot",
    "mesa",
    "pydantic",
    "typer",
    "rich",
    "networkx",
    "hypothesis",
    "pytest",
)
"""Libraries that are imported once, before the process of each fault is forked off."""


class Planted(NamedTuple):
    """A fault of a module: its path in the tree, its folder in the package, the edit, and the line before and after."""

    path: Path
    folder: str
    fault: Fault
    lines: tuple[str, str]

    def rank(self, seed: int) -> bytes:
        """Order in which faults are taken, as good as random."""
        words = f"{seed} {self.path.name} {self.lines} {self.fault.start}"
        return hashlib.sha256(words.encode()).digest()


def planted_in(path: Path, found: list[Fault]) -> list[Planted]:
    """Faults of one module with their lines."""
    lines = source_of(path).splitlines()
    return [
        Planted(path, folder_of(path), one, (lines[one.line - 1].strip(), one.of_line(lines[one.line - 1]).strip()))
        for one in found
    ]


@cache
def source_of(path: Path) -> str:
    """Text of a module."""
    return (ROOT / path).read_text(encoding="utf-8")


def folder_of(path: Path) -> str:
    """Folder of a module in the package; none for a loose one."""
    return path.parts[1] if len(path.parts) > 2 else ""


def modules() -> list[Path]:
    """Python files of the package, from the root of the tree."""
    return sorted(path.relative_to(ROOT) for path in (ROOT / PACKAGE).rglob("*.py") if "_shipped" not in path.parts)


def chosen(folder: str, number: int, seed: int, harmless: set[tuple[str, str]]) -> list[Planted]:
    """So many faults of a folder, all kinds in turn."""
    queues: dict[str, list[Planted]] = {}
    for path in modules():
        if folder_of(path) == folder:
            for one in planted_in(path, faults(source_of(path))):
                if folder not in TASTE or one.fault.kind not in {"number", "arithmetic", "term forgotten", "flag"}:
                    queues.setdefault(one.fault.kind, []).append(one)
    for queue in queues.values():
        queue.sort(key=lambda one: one.rank(seed), reverse=True)
    taken: list[Planted] = []
    while len(taken) < number and any(queues.values()):
        for kind in sorted(queues):
            while queues[kind] and len(taken) < number:
                one = queues[kind].pop()
                if one.lines not in harmless and compiles(one.fault.plant(source_of(one.path))):
                    taken.append(one)
                    break
    return taken


def known_faults(entries: list[dict[str, str]]) -> Iterator[Planted]:
    """Faults that once lived, wherever their line stands now."""
    for entry in entries:
        places = 0
        for path in modules():
            for row, line in enumerate(source_of(path).splitlines(), 1):
                if entry["find"] in line:
                    places += 1
                    start = len(line[: line.index(entry["find"])].encode())
                    stop = start + len(entry["find"].encode())
                    yield from planted_in(path, [Fault("known", row, start, stop, entry["instead"])])
        if not places:
            print(f"known.toml: {entry['find']!r} stands nowhere in the package any longer", flush=True)


def test_files() -> list[str]:
    """All test files that are asked, from the root of the tree."""
    names = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))
    return [name for name in names if not any(word in name for word in NOT_ASKED)]


def nearness(module: Path, file: str) -> tuple[bool, bool]:
    """Sorts test files: first those named after a module, then those of its folder."""
    name = module.stem if module.stem != "__init__" else module.parent.name
    return name not in Path(file).stem, folder_of(module) not in Path(file).parts


def copy_of(tree: Path) -> None:
    """The tracked files of the tree, byte-compiled so that a change of a source is always seen."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.strip("\0").split("\0"):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)
    mode = py_compile.PycInvalidationMode.CHECKED_HASH
    compileall.compile_dir(tree / PACKAGE, quiet=2, invalidation_mode=mode)


class Worker:
    """A process with a copy of the tree of its own, in which one fault at a time is planted."""

    planted: ClassVar[list[Planted]]
    tree: ClassVar[Path]

    @classmethod
    def begin(cls, planted: list[Planted], folder: str) -> None:
        """Copy the tree."""
        cls.planted, cls.tree = planted, Path(tempfile.mkdtemp(dir=folder)).resolve()
        copy_of(cls.tree)

    @classmethod
    def running(cls, file: str) -> list[list[tuple[float, str]]]:
        """For each fault, seconds and names of the tests of a file that run its statement."""
        tests = lines_of_tests(file, cls.tree)
        return [
            tests_that_run(str(one.path.relative_to(PACKAGE)), statement(source_of(one.path), one.fault.line), tests)
            for one in cls.planted
        ]

    @classmethod
    def try_one(cls, which: int, running: list[tuple[float, str]]) -> tuple[str, int, float]:
        """Plant a fault: where it was caught, how many tests were asked, and their seconds of the processor."""
        one, asked, spent = cls.planted[which], 0, 0.0
        source = source_of(one.path)
        for size in (*BATCHES, len(running)):
            batch = running[asked : asked + size]
            if not batch:
                break
            (cls.tree / one.path).write_text(one.fault.plant(source), encoding="utf-8")
            patience = int(5 * sum(seconds for seconds, _ in batch)) + 30
            caught, seconds = fails([name for _, name in batch], cls.tree, patience)
            (cls.tree / one.path).write_text(source, encoding="utf-8")
            asked, spent = asked + len(batch), spent + seconds
            if caught:
                return caught, asked, spent
        return "", asked, spent


def try_all(planted: list[Planted], files: list[str], pool: Executor) -> dict[str, list[bool]]:
    """Plant each fault and print how it fared; whether it was caught, by folder."""
    running: list[list[tuple[float, str, str]]] = [[] for _ in planted]
    for number, (file, found) in enumerate(zip(files, pool.map(Worker.running, files), strict=True), 1):
        print(f"\rtest files whose lines are known: {number} of {len(files)}", end="", file=sys.stderr, flush=True)
        for tests, more in zip(running, found, strict=True):
            tests += [(seconds, name, file) for seconds, name in more]
    print(file=sys.stderr)
    tried = []
    for which, (one, tests) in enumerate(zip(planted, running, strict=True)):
        tests.sort(key=lambda test: (*nearness(one.path, test[2]), test[0]))
        until = accumulate(seconds for seconds, *_ in tests)
        asked = [
            (seconds, name) for (seconds, name, _), spent in zip(tests, until, strict=True) if spent < MOST_SECONDS
        ]
        tried.append(pool.submit(Worker.try_one, which, asked))
    fared: dict[str, list[bool]] = {}
    for number, (one, result) in enumerate(zip(planted, tried, strict=True), 1):
        by, count, seconds = result.result()
        report(number, one, by, count, seconds)
        fared.setdefault(one.folder, []).append(bool(by))
    return fared


def report(number: int, one: Planted, by: str, asked: int, seconds: float) -> None:
    """Print how a fault fared."""
    how = f"caught by {by}" if by else "LIVED"
    print(
        f"{number:>4} {seconds:>5.1f} s, {asked:>4} tests, {how}  "
        f"{one.path.relative_to(PACKAGE)}:{one.fault.line}  {one.fault.kind}: {'  ->  '.join(one.lines)}",
        flush=True,
    )


def statement(source: str, line: int) -> range:
    """Lines of the statement that a line is in; of one with a body, its head."""
    best = range(line, line + 1)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if body else node.end_lineno or line
            if line <= max(last, node.lineno):
                best = range(node.lineno, max(last, node.lineno) + 1)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folders", nargs="*", help="folders of the package (default: all)")
    parser.add_argument("--modules", nargs="*", help="only faults of modules with these names")
    parser.add_argument("--number", type=int, default=16, help="faults of each folder, beside known ones (default: 16)")
    parser.add_argument("--seed", type=int, default=0, help="which faults (default: 0)")
    parser.add_argument("--tests", nargs="*", help="test files to ask, such as test_golden.py (default: all)")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="faults tried at once (default: all cores)")
    parser.add_argument("--list", action="store_true", help="print the faults and plant none")
    given = parser.parse_args()
    folders = sorted({folder_of(path) for path in modules()}) if given.folders is None else given.folders
    known = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    harmless = {(entry["line"], entry["instead"]) for entry in known.get("harmless", [])}
    planted = list(known_faults(known.get("fault", []))) if given.seed == 0 else []
    planted += [one for folder in folders for one in chosen(folder, given.number, given.seed, harmless)]
    planted = [
        one
        for one in planted
        if (one.folder in folders and given.modules in (None, [one.path.stem]))
        or one.path.stem in (given.modules or [])
    ]
    planted.sort(key=lambda one: one.folder)
    if given.list:
        for one in planted:
            print(f"{one.path}:{one.fault.line}  {one.fault.kind}: {'  ->  '.join(one.lines)}")
        print(f"{len(planted)} faults")
        return
    files = test_files() if given.tests is None else [f"tests/{name}" for name in given.tests]
    # Threads would not live on in forked processes.
    os.environ.update(MPLBACKEND="Agg", OPENBLAS_NUM_THREADS="1", ARROW_DEFAULT_MEMORY_POOL="system")
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
    for name in HEAVY:
        importlib.import_module(name)
    # Forked, so that each has what was imported; each fault's own process is forked off them in turn.
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(given.workers, get_context("fork"), Worker.begin, (planted, folder)) as pool,
    ):
        fared = try_all(planted, files, pool)
    print(f"\n{'folder':<12}{'planted':>8}{'caught':>8}{'rate':>7}")
    for name, caught in fared.items():
        rate = sum(caught) / len(caught)
        print(
            f"{name or '(loose)':<12}{len(caught):>8}{sum(caught):>8}{rate:>7.0%}{'' if rate >= LEAST else '  BELOW'}"
        )
    total = [one for caught in fared.values() for one in caught]
    print(f"{'all':<12}{len(total):>8}{sum(total):>8}{sum(total) / max(len(total), 1):>7.0%}")
    sys.exit(any(sum(caught) < LEAST * len(caught) for caught in fared.values()))


if __name__ == "__main__":
    main()
