"""Would the tests catch real faults? Plants one-line faults in a copy of the tree, one at a time, and asks the tests.

``planting/patterns.py`` finds places where a fault can be planted; which of them are taken hangs on the seed and on the
lines themselves, so that a change elsewhere does not change the choice. ``planting/known.toml`` has edits that once
lived, which are always tried, and edits that change nothing that can be observed, which do not count. For each fault
those tests of its own folder that run its line are run, the quickest first, until one fails. A fault that hangs counts
as caught. ``--quick 20`` asks only test files that were known to take less than 20 s: what lives then may still be
caught by a slow one.

``uv run python benchmarks/mutants.py`` takes an hour or two of one core; ``--folders records --number 20`` minutes.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import hashlib
import importlib
import math
import os
import py_compile
import shutil
import subprocess
import sys
import tempfile
import tomllib
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from planting.patterns import Fault, compiles, faults
from planting.running import PACKAGE, fails, lines_of_tests, seconds_of_files, tests_that_run

ROOT = Path(__file__).parents[1]
KNOWN = Path(__file__).parent / "planting" / "known.toml"

TESTS = {
    "laws": "laws optimum test_published* test_maps_by_hand* test_tournament*",
    "measures": "measures test_maps_by_hand* test_runs_by_hand*",
    "model": "model test_maps_by_hand* test_asking* test_agents* test_runs_by_hand* test_in_parts* test_streams* "
    "test_parameters* test_monitor* "
    "test_golden* test_*_twin* test_own* test_island* test_species*",
    "stories": "stories/test_{module}* test_{module}_twin* test_golden* test_runs_by_hand* test_maps_by_hand* "
    "test_{module}.py",
    "chains": "test_golden* chains",
    "published": "published test_published* test_golden* test_docking*",
    "runs": "runs test_runs* test_ensemble* test_in_parts* test_claim_audit*",
    "sweeps": "sweeps test_sweeps_by_hand* test_sweep_designs* test_sweep_analysis* test_in_parts* test_sweeps*",
    "maps": "maps test_maps* test_levers* test_observed_map* test_return_map*",
    "records": "records test_weather_record* test_cli_audit*",
    "claims": "claims test_claims* output test_teaching* test_claim_audit* test_scenarios* test_cli_audit*",
    "studies": "studies test_policies* test_operator* test_one_curve* test_reproductions*",
    "optimum": "optimum test_cli_optimum*",
    "output": "output test_claims_data* test_quick_commands* "
    "test_register* test_base* test_teaching* test_cli_folders* "
    "test_scenarios* test_cli_audit* test_claim_audit*",
    "base": "base test_base* test_names* test_own_story* test_cli.py test_cli_folders*",
    "cli": "cli test_quick_commands* test_cli* test_tour* test_price*",
    "figures": "figures test_one_curve* test_teaching* test_return_map* test_sweep_analysis* test_cli_maps* "
    "test_cli_sweeps* records test_cli_optimum* test_tournament* test_price* test_cli_audit*",
    "ui": "ui/test_pure* ui/test_runner* ui/test_components* ui/test_record_choices* ui/test_tournament_page* "
    "ui/test_watch* ui/test_guard* ui/test_jobs* ui/test_pages*",
    "": "test_registry* test_own_story* test_names* test_cli.py",
}
"""Tests of each folder of the package, below ``tests/``, quick ones first; those that are not there are passed over."""

ONLY_NAMED = {"chains", "ui"}
"""Folders in which only the test files that name a module are asked about it, where there are any."""

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


def files_asked(path: Path, tree: Path, quick: float = math.inf) -> list[str]:
    """Test files that are asked about a module, the quickest first; those never seen come after ten seconds."""
    folder, name = folder_of(path), path.stem if path.stem != "__init__" else path.parent.name
    files: list[Path] = []
    for pattern in TESTS[folder].format(module=name).split():
        for found in sorted((tree / "tests").glob(pattern)):
            files += sorted(found.rglob("test_*.py")) if found.is_dir() else [found]
    files = list(dict.fromkeys(file for file in files if "browser" not in file.name and "server" not in file.name))
    named = [file for file in files if name in file.stem or name in file.read_text(encoding="utf-8")]
    if folder in ONLY_NAMED and named:
        files = named
    seconds = seconds_of_files()
    named_files = [file.relative_to(tree).as_posix() for file in files]
    return sorted(
        (name for name in named_files if seconds.get(name, 0) < quick), key=lambda name: seconds.get(name, 10)
    )


def copy_of(tree: Path) -> None:
    """The tracked files of the tree, byte-compiled so that a change of a source is always seen."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.strip("\0").split("\0"):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)
    mode = py_compile.PycInvalidationMode.CHECKED_HASH
    compileall.compile_dir(tree / PACKAGE, quiet=2, invalidation_mode=mode)


def try_all(planted: list[Planted], tree: Path, asked_of: list[str] | None, quick: float) -> dict[str, list[bool]]:
    """Plant each fault and print how it fared; whether it was caught, by folder."""
    fared: dict[str, list[bool]] = {}
    for number, one in enumerate(planted, 1):
        files = files_asked(one.path, tree, quick) if asked_of is None else [f"tests/{name}" for name in asked_of]
        by, asked, seconds = try_one(one, tree, files)
        fared.setdefault(one.folder, []).append(bool(by))
        how = f"caught by {by}" if by else "LIVED"
        print(
            f"{number:>4} {seconds:>5.1f} s, {asked:>4} tests, {how}  "
            f"{one.path.relative_to(PACKAGE)}:{one.fault.line}  {one.fault.kind}: {'  ->  '.join(one.lines)}",
            flush=True,
        )
    return fared


def try_one(one: Planted, tree: Path, files: list[str]) -> tuple[str, int, float]:
    """Plant a fault: the test file that caught it, if one did, how many tests were asked, and their seconds.

    File by file: what a slow one runs is looked for only where the quick ones have not caught the fault.
    """
    source, module = source_of(one.path), str(one.path.relative_to(PACKAGE))
    lines, asked, spent = statement(source, one.fault.line), 0, 0.0
    for file in files:
        tests = lines_of_tests(file, tree)
        running = tests_that_run(module, lines, tests)
        if not running:
            continue
        (tree / one.path).write_text(one.fault.plant(source), encoding="utf-8")
        caught, seconds = fails(running, tree, int(5 * sum(tests[name][0] for name in running)) + 30)
        (tree / one.path).write_text(source, encoding="utf-8")
        asked, spent = asked + len(running), spent + seconds
        if caught:
            return file.removeprefix("tests/"), asked, spent
    return "", asked, spent


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
    parser.add_argument("--tests", nargs="*", help="test files to ask, such as test_golden.py (default: the folder's)")
    parser.add_argument("--quick", type=float, default=math.inf, help="ask only test files of fewer seconds")
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
    # Threads would not live on in forked processes.
    os.environ.update(MPLBACKEND="Agg", OPENBLAS_NUM_THREADS="1", ARROW_DEFAULT_MEMORY_POOL="system")
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
    for name in HEAVY:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder).resolve()
        copy_of(tree)
        fared = try_all(planted, tree, given.tests, given.quick)
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
