"""How the tests themselves are run: what is left out, and said; how many processes; what is too slow."""

import re
from pathlib import Path

import pandas as pd
import pytest
import shared_runs
from long_tests import COMMANDS, but_first, cores
from processor_time import too_slow

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.registry import scenario_names

ROOT = Path(__file__).parent.parent
TESTS = """
import pytest

def test_short():
    pass

@pytest.mark.long("kills")
@pytest.mark.parametrize("times", [20, 30])
def test_long(times):
    pass

@pytest.mark.long("lessons")
def test_lesson():
    pass

@pytest.mark.long("contracts")
class TestContract:
    @pytest.mark.weekly("coverage rates")
    def test_coverage(self):
        pass
"""
PLUGINS = [word for name in ("xdist.plugin", "long_tests", "processor_time") for word in ("-p", name)]
LAST_LINES = [
    "Left out: 1 weekly tests (1 coverage rates). Run them with: uv run pytest -m weekly",
    "Left out: 3 long tests (2 kills, 1 lessons). Run them with: uv run pytest -m long",
]


@pytest.fixture
def suite(pytester, monkeypatch):
    """Run pytest over `TESTS`, or other tests, with our hooks, in a process of its own."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests"))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("CI", raising=False)

    def run(*words, tests=TESTS):
        path = pytester.makepyfile(test_it=tests)
        words = (*PLUGINS, *words)
        return pytester.runpytest_subprocess(*(str(word).replace("FILE", str(path)) for word in words))

    return run


@pytest.mark.parametrize("processes", but_first("tests run in processes", ["0", "2"]))
def test_the_last_lines_tell_what_was_left_out(suite, processes):
    done = suite("-n", processes)
    done.assert_outcomes(passed=1, deselected=4 if processes == "0" else 0)
    assert done.outlines[-2:] == LAST_LINES


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        (["-m", "long"], 3),
        (["-m", "weekly"], 1),
        (["FILE::test_long"], 2),
        (["FILE::test_long[20]", "FILE::test_short"], 2),
    ],
)
def test_long_tests_run_when_asked_for(suite, words, passed):
    done = suite("-n", "0", *words)
    assert done.parseoutcomes()["passed"] == passed
    assert "Left out" not in done.outlines[-1]


@pytest.mark.long("tests run in processes")
def test_a_test_that_is_named_starts_no_processes_and_all_start_one_a_core(suite):
    assert "workers" not in suite("-n", "auto", "-v", "FILE::test_short").stdout.str()
    assert f"{cores()} worker" in suite("-n", "auto", "-v", "FILE").stdout.str()


def test_ci_and_the_weekly_workflow_run_the_very_commands_of_the_last_lines():
    assert f" {COMMANDS['long']} || code=$?\n" in (ROOT / ".ci" / "run").read_text()
    weekly = (ROOT / ".github" / "workflows" / "weekly.yml").read_text()
    assert all(f"- run: {command}\n" in weekly for command in COMMANDS.values())


def test_scenarios_named_for_the_plain_and_the_long_run_are_there_once():
    assert set(scenario_names()) >= shared_runs.SHORT | shared_runs.MIDDLE
    assert not shared_runs.SHORT & shared_runs.MIDDLE


SLOW = """
import processor_time, pytest, time
processor_time.PATIENCE["test"] = 0.2

def test_quick():
    pass

def test_slow():
    time.sleep(0.3)

@pytest.mark.long("what may take longer")
def test_long():
    time.sleep(0.3)
"""


@pytest.mark.parametrize("processes", but_first("tests run in processes", ["0", "1"]))
def test_a_slow_test_fails_in_ci_and_only_there(suite, monkeypatch, processes):
    suite("-n", processes, tests=SLOW).assert_outcomes(passed=2)
    monkeypatch.setenv("CI", "1")
    done = suite("-n", processes, tests=SLOW)
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines("*test_slow took 0 s, and in CI a test may take 0 s: make it smaller*")


def test_a_long_test_may_take_longer(suite, monkeypatch):
    monkeypatch.setenv("CI", "1")
    suite("-n", "0", "-m", "long", tests=SLOW).assert_outcomes(passed=1, deselected=2)


def test_what_a_test_may_take():
    assert not too_slow(20.0, 60.0, "test")
    assert not too_slow(299.0, 300.0, "long test")
    assert too_slow(20.5, 21.0, "test").startswith("took 20 s of the processor, and in CI a test may take 20 s")
    assert too_slow(1.0, 61.0, "test").startswith("took 61 s, and in CI a test may take 60 s")
    assert too_slow(1.0, 301.0, "long test").startswith("took 301 s, and in CI a long test may take 300 s")


def test_a_test_that_works_too_long_fails_in_ci(suite, monkeypatch):
    monkeypatch.setenv("CI", "1")
    done = suite(
        "-n", "0", tests=BUSY.replace("import time", "import processor_time, time\nprocessor_time.LIMIT = 0.1")
    )
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines("*test_busy took 0 s of the processor*")


BUSY = """
import time

def test_busy():
    start = time.process_time()
    while time.process_time() < start + 0.3:
        pass
"""


def test_the_dearest_tests_are_told(suite):
    lines = suite("-n", "1", "--processor-time", "1", tests=BUSY).outlines
    (line,) = [line for line in lines if "test_busy" in line]
    assert 0.3 <= float(line.split()[0]) < 3


@pytest.fixture
def small(monkeypatch, tmp_path):
    """A scenario that is there as if it were shipped."""
    scenario = Scenario(
        title="Small",
        question="Do they live?",
        passage="they live",
        story="island",
        name="island-slack",
        variants={"one": {}, "other": {"exponent": 1.0}},
        steps=20,
        replicates=5,
        every=5,
        claims=[Claim("learning feeds them", final("store"), of="other", versus="one", above=0.0)],
    )
    monkeypatch.setattr(shared_runs, "load_scenario", lambda name: scenario)
    return scenario


def test_a_shared_run_is_simulated_once_and_judged_each_time(small, tmp_path, monkeypatch):
    alone = small.run(progress=False)
    first = shared_runs.run_once("island-slack", tmp_path)
    monkeypatch.setattr("specialisation_sim.runs.ensembles.run_block", None)  # no more simulations
    second = shared_runs.run_once("island-slack", tmp_path)
    for result in (first, second):
        pd.testing.assert_frame_equal(result.series, alone.series)
        pd.testing.assert_frame_equal(result.runs, alone.runs)
        assert result.findings == alone.findings


def test_a_shared_run_of_other_code_is_simulated_anew(small, tmp_path, monkeypatch):
    shared_runs.run_once("island-slack", tmp_path)
    (earlier,) = tmp_path.iterdir()
    monkeypatch.setattr(shared_runs, "code_and_packages", lambda: "other")
    shared_runs.run_once("island-slack", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["other"]
    assert re.fullmatch(r"[0-9a-f]{16}", earlier.name)
