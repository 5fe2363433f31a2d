"""What all tests share."""

import gc
import os
import sys
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings
from matplotlib.figure import Figure

from specialisation_sim import Scenario, cli

# Tests start hundreds of processes: none of them is to compile the package anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

pytest_plugins = ["long_tests", "processor_time", "pytester"]
pytest.register_assert_rewrite("contract")
settings.register_profile("project", deadline=None)
settings.load_profile("project")


FIRST = ("browser", "lessons")
"""Groups that begin first: they take longest, and wait more than they work."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads which group a test is of
def pytest_collection_modifyitems(items):
    """Tests of one group come one after another in one process, and share what they ask for.

    So do those of a module with fixtures of its own, which would else be made once a process.
    """

    def group(item):
        marker = item.get_closest_marker("xdist_group")
        return marker.args[0] if marker else item.nodeid

    place = {name: index - len(FIRST) for index, name in enumerate(FIRST)}
    for index, item in enumerate(items):
        if shares_a_fixture(item) and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
        place.setdefault(group(item), index)
    items.sort(key=lambda item: place[group(item)])


def shares_a_fixture(item):
    """Whether a test asks for what its module prepares once."""
    fixtures = item._fixtureinfo.name2fixturedefs.values()
    return any(fixture[-1].scope == "module" for fixture in fixtures)


@pytest.fixture(scope="session", autouse=True)
def one_core_each():
    """Where tests run side by side all cores are taken: an ensemble starts no helpers unless a test asks for them."""
    with pytest.MonkeyPatch.context() as patch:
        if "PYTEST_XDIST_WORKER" in os.environ:
            patch.setattr(os, "cpu_count", lambda: 1)
        yield


@pytest.fixture(scope="session")
def shared_run(request):
    """Result of a scenario, by its name, at its own size and on its own seeds, which all tests share."""
    from shared_runs import run_once

    folder = request.config.cache.mkdir("scenarios")
    return lru_cache(maxsize=1)(lambda name: run_once(name, folder))


@pytest.fixture
def unmapped(monkeypatch):
    """Scenarios leave out the maps of their claims, which take most of the time and are tested by themselves."""
    run = Scenario.run
    monkeypatch.setattr(Scenario, "run", lambda self, **options: run(self, **{**options, "mapped": False}))


@pytest.fixture
def undrawn(monkeypatch):
    """Figures are made and not drawn, which takes most of the time: tests of the figures draw them."""
    monkeypatch.setattr(Figure, "savefig", lambda self, file, **options: Path(file).write_bytes(b"not drawn"))


@pytest.fixture
def specialise(monkeypatch, capsys, tmp_path):
    """Run the command line in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["specialise", *map(str, words)])
        try:
            cli.main()
            code = 0
        except SystemExit as leave:
            code = leave.code or 0
        printed = capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=printed.out, stderr=printed.err)

    return run


def pytest_collection_finish():
    """What was collected stays to the end: the search for garbage passes it over, and comes less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
