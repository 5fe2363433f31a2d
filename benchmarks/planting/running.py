"""Runs test files in forked processes: which lines each test runs, and whether the tests that run a line fail.

Only tests that run a line can notice a fault in it. Which they are is found once for each test file, and kept in the
system's folder for temporary files until the package, the tests' helpers or the file change.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

PACKAGE = "specialisation_sim"
KEPT = Path(tempfile.gettempdir()) / "specialisation_sim_mutants"
TOOL = 4
"""Number under which Python's monitoring knows us."""

ASLEEP = 20
"""Seconds by the clock for each of the processor after which a process is ended: others may be at work too."""

OPTIONS = [
    "-x",
    "-q",
    "-o",
    "addopts=",
    "-m",
    "not long and not weekly",
    "-k",
    "not scenario_runs_and_draws",
    "-p",
    "_hypothesis_pytestplugin",
    "-p",
    "no:cacheprovider",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
]
"""The shared results of scenarios are kept between runs, and would hide a fault."""

type Tests = dict[str, tuple[float, dict[str, list[int]]]]
"""For each test its seconds and, for each module, the lines that it runs."""


class Watch:
    """A plugin of pytest that notes which lines of the package each test runs.

    What a test sets up counts for all tests of its file, since fixtures are shared.
    """

    def __init__(self, tree: Path) -> None:
        self.inside, self.now = f"{tree / PACKAGE}{os.sep}", set[tuple[str, int]]()
        self.prepared, self.ran = set[tuple[str, int]](), dict[str, set[tuple[str, int]]]()
        self.seconds: dict[str, float] = {}
        sys.monitoring.use_tool_id(TOOL, "mutants")
        sys.monitoring.register_callback(TOOL, sys.monitoring.events.LINE, self.note)
        sys.monitoring.set_events(TOOL, sys.monitoring.events.LINE)

    def note(self, code: Any, line: int) -> Any:
        """Note a line, once for each phase of a test."""
        if code.co_filename.startswith(self.inside):
            self.now.add((code.co_filename, line))
        return sys.monitoring.DISABLE

    def pytest_runtest_logstart(self) -> None:
        """Begin anew."""
        self.now = set()
        sys.monitoring.restart_events()

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Keep what a phase ran."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration
        if report.when == "setup":
            self.prepared |= self.now
        elif report.when == "call":
            self.ran[report.nodeid] = self.now
        self.now = set()
        sys.monitoring.restart_events()

    def found(self) -> Tests:
        """Seconds and lines of each test."""
        tests: Tests = {}
        for name, ran in self.ran.items():
            lines: dict[str, list[int]] = {}
            for file, line in ran | self.prepared:
                lines.setdefault(file.removeprefix(self.inside), []).append(line)
            tests[name] = self.seconds[name], lines
        return tests


def lines_of_tests(file: str, tree: Path) -> Tests:
    """Which lines of the package each test of a file runs; the tree must have no fault in it."""
    tests = tree / "tests"
    helpers = (path for path in tests.rglob("*.py") if not path.name.startswith("test_"))
    said = hashlib.sha256()
    for path in sorted([*(tree / PACKAGE).rglob("*.py"), *helpers, tree / file]):
        said.update(path.read_bytes())
    kept = KEPT / f"{said.hexdigest()}.json"
    if not kept.exists():
        KEPT.mkdir(exist_ok=True)

        def watched() -> int:
            import pytest

            watch = Watch(tree)
            code = int(pytest.main([*OPTIONS, file], plugins=[watch]))
            kept.write_text(json.dumps(watch.found()), encoding="utf-8")
            return code

        code, _ = forked(watched, tree, 3600)
        if code not in (0, 5):
            kept.unlink(missing_ok=True)
            print(
                f"{file} fails before any fault is planted, and is not asked (set MUTANTS_LOUD=1 to see how)",
                flush=True,
            )
            return {}
    found: Tests = json.loads(kept.read_text(encoding="utf-8"))
    return found


def tests_that_run(module: str, lines: Iterable[int], tests: Tests) -> list[tuple[float, str]]:
    """Seconds and names of the tests that run one of some lines."""
    wanted = set(lines)
    return [(seconds, name) for name, (seconds, ran) in tests.items() if not wanted.isdisjoint(ran.get(module, ()))]


class FirstFailure:
    """A plugin of pytest that writes down which test, or file, failed."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Write it down."""
        if report.failed:
            self.file.write_text(report.nodeid, encoding="utf-8")

    pytest_collectreport = pytest_runtest_logreport


def fails(tests: list[str], tree: Path, patience: int) -> tuple[str, float]:
    """Which of some tests fails first, blank if none does, and seconds of the processor until that was known."""
    failed = tree / "failed"
    failed.unlink(missing_ok=True)

    def run() -> int:
        import pytest

        return int(pytest.main([*OPTIONS, *tests], plugins=[FirstFailure(failed)]))

    code, seconds = forked(run, tree, patience)
    name = failed.read_text(encoding="utf-8") if failed.exists() else "a process that does not end well"
    return name.removeprefix("tests/") if code else "", seconds


def forked(work: Callable[[], int], tree: Path, patience: int) -> tuple[int, float]:
    """The code with which some work ends in a process of its own, and its seconds of the processor.

    It is ended after so many of them: on a busy machine the clock would call slow what hangs. Where it sleeps for ever
    the clock ends it, late.
    """
    start = time.monotonic()
    child = os.fork()
    if not child:
        _in_child(work, tree, patience)
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        if time.monotonic() - start > ASLEEP * patience:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        time.sleep(0.02)


def _in_child(work: Callable[[], int], tree: Path, patience: int) -> None:
    code = 3
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (patience, patience + 1))
        os.chdir(tree)
        if not os.environ.get("MUTANTS_LOUD"):
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
        sys.dont_write_bytecode = True
        os.environ.update(PYTHONPATH=str(tree), PYTHONDONTWRITEBYTECODE="1", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
        sys.path[0] = str(tree)
        spec = importlib.util.find_spec(PACKAGE)
        assert spec is not None
        assert Path(spec.origin or "").is_relative_to(tree), spec.origin
        code = work()
    finally:
        os._exit(code)
