"""Every benchmark has a smallest size, at which CI runs it, and says by how much a promise is missed."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"
BENCHMARKS = sorted(FOLDER.glob("bench_*.py"))


def test_ci_runs_every_benchmark_at_its_smallest_size():
    ci = (FOLDER.parent / ".ci/run").read_text()
    assert re.search(r'smallest\(\) { uv run python "\$1" --smallest', ci)
    assert re.search(r"benchmarks/bench_\*\.py \| xargs .* bash -c 'smallest", ci)


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_every_benchmark_has_a_smallest_size(path):
    source = path.read_text()
    assert "--smallest" in source or "measuring" in source


def test_readme_names_every_benchmark():
    text = (FOLDER / "README.md").read_text()
    assert [path.name for path in BENCHMARKS if path.name not in text] == []


@pytest.fixture
def measuring(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    import measuring

    return measuring


def test_a_missed_promise_says_by_how_much(measuring):
    assert measuring.at_most(150.0, 150) == measuring.at_least(60.0, 60) == "kept"
    assert measuring.at_most(186.0, 150) == "missed: 24% above"
    assert measuring.at_least(45.0, 60) == "missed: 25% below"


def test_the_smallest_size_is_not_judged(measuring, monkeypatch):
    assert measuring.sized(100, 1) == 100
    monkeypatch.setattr(measuring, "SMALLEST", True)
    assert measuring.sized(100, 1) == 1
    assert measuring.at_most(1.0, 2) == measuring.at_least(1.0, 2) == measuring.NOT_JUDGED
