"""Planted faults: the patterns find what a tired developer would do, on one line, and the tests are asked about it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"

SOURCE = '''
LEAST = 10

def spread(values, known, axis):
    """A mean of 3 + 4."""
    if len(values) < LEAST:
        raise ValueError(f"{len(values) + 1} values")
    low, high = np.quantile(values[known], [0.5 - 0.95 / 2, 1.0])
    self.done = True
    return np.minimum(np.power(low, high), low).sum(axis=axis) if not known.any() else -low
'''


@pytest.fixture
def planting(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    from planting import patterns

    return patterns


def test_the_patterns_find_these_faults(planting):
    lines = SOURCE.splitlines()
    found = {(one.kind, one.of_line(lines[one.line - 1]).strip()) for one in planting.faults(SOURCE)}
    ends = "low, high = np.quantile(values[known], [0.5 - 0.95 / 2, 1.0])"
    last = "return np.minimum(np.power(low, high), low).sum(axis=axis) if not known.any() else -low"
    for wanted in (
        ("edge of a threshold", "if len(values) <= LEAST:"),
        ("comparison the other way", "if len(values) > LEAST:"),
        ("case forgotten", "if False:"),
        ("mask or slice forgotten", ends.replace("values[known]", "values")),
        ("arithmetic", ends.replace("0.5 - 0.95", "0.5 + 0.95")),
        ("arithmetic", ends.replace("0.95 / 2", "0.95 * 2")),
        ("number", ends.replace("/ 2", "/ 3")),
        ("number", ends.replace("0.95", "1.425")),
        ("results exchanged", ends.replace("low, high", "high, low")),
        ("statement forgotten", "pass"),
        ("flag", "self.done = False"),
        ("its twin", last.replace("minimum", "maximum")),
        ("its twin", last.replace("any", "all")),
        ("arguments exchanged", last.replace("low, high", "high, low")),
        ("argument not passed on", last.replace("axis=axis", "**{}")),
        ("condition turned", last.replace("not known", "known")),
        ("one branch", "return -low"),
        ("sign", last.replace("-low", "low")),
    ):
        assert wanted in found, wanted


def test_messages_docstrings_and_what_stands_outside_of_functions_are_left_alone(planting):
    assert {one.line for one in planting.faults(SOURCE)} == {6, 8, 9, 10}
    assert not planting.faults("def copy(x):\n    y: list[x[2:]]\n    return y\n")
    assert not planting.faults('"""Three + 4."""\nTHREE = 3 + 4\n')


def test_every_fault_is_on_its_line_and_changes_it(planting):
    for one in planting.faults(SOURCE):
        planted = one.plant(SOURCE).splitlines()
        differ = [number for number, pair in enumerate(zip(SOURCE.splitlines(), planted), 1) if pair[0] != pair[1]]
        assert differ == [one.line]
        assert planting.compiles(one.plant(SOURCE))
    assert not planting.compiles("def broken(:\n")


def test_a_process_of_its_own_says_how_it_ended_and_is_ended_when_it_hangs(planting):
    from planting import running

    def hang():
        while True:
            pass

    def fail():
        raise ValueError

    assert running.forked(lambda: 0, FOLDER.parent, 30)[0] == 0
    assert running.forked(lambda: 1, FOLDER.parent, 30)[0] == 1
    assert running.forked(fail, FOLDER.parent, 30)[0] == 3
    code, seconds = running.forked(hang, FOLDER.parent, 1)
    assert code < 0
    assert 0.5 < seconds < 3


def test_tests_that_run_a_line_are_asked(planting):
    from planting import running

    tests = {"slow": (2.0, {"a.py": [3, 4]}), "quick": (0.5, {"a.py": [4]}), "other": (0.1, {"b.py": [4]})}
    assert running.tests_that_run("a.py", range(4, 6), tests) == [(2.0, "slow"), (0.5, "quick")]
    assert running.tests_that_run("a.py", [3], tests) == [(2.0, "slow")]
    assert running.tests_that_run("a.py", [5], tests) == []


@pytest.mark.weekly("planted faults")
def test_at_least_250_faults_are_planted_in_all_folders_and_the_same_each_time():
    words = [sys.executable, str(FOLDER / "mutants.py"), "--list"]
    one, two = (subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines() for _ in range(2))
    assert one == two
    assert int(one[-1].split()[0]) >= 250
    package = FOLDER.parent / "specialisation_sim"
    folders = {path.parent.name for path in package.glob("*/*.py")}
    assert {line.split("/")[1] for line in one[:-1] if line.count("/") > 1} >= folders - {"_shipped"}


@pytest.mark.weekly("planted faults")
def test_faults_are_caught_by_tests_and_not_without_them():
    words = [sys.executable, str(FOLDER / "mutants.py"), "--folders", "measures", "--modules", "lineage"]
    done = subprocess.run([*words, "--number", "40"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "caught by measures/test_lineage.py" in done.stdout
    other = ["--number", "40", "--tests", "measures/test_similarity.py"]
    done = subprocess.run([*words, *other], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "caught" not in done.stdout.split("\nfolder")[0]


@pytest.mark.parametrize("file", ["test_operator.py"])
@pytest.mark.weekly("planted faults")
def test_files_whose_tests_share_a_fixture_or_a_process_are_asked_without_xdist(file):
    """As faults are planted: no plugins but those that are named, and warnings are errors."""
    options = ["-o", "addopts=", "--collect-only", "-q", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, f"tests/{file}"],
        cwd=FOLDER.parent,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
