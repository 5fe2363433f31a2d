"""What is long and repeats is left out of the plain run, whose last line says so.

``@pytest.mark.long("claims at other seeds")`` marks such a test and says what it is. ``uv run pytest`` leaves it out,
and so does a run of a folder or a file; ``uv run pytest -m long`` runs all of them, and a test that is named runs too.

Tests run on one process more than there are cores, and a test that is named in this one.
"""

import os
from collections import Counter

import pytest

COMMAND = "uv run pytest -m long"
LEFT_OUT = pytest.StashKey[Counter]()


def pytest_configure(config):
    config.addinivalue_line("markers", "long(what): long and repeats; left out of the plain run, which says so")
    config.stash[LEFT_OUT] = Counter()


def but_first(what, values):
    """Values as parameters of a test, of which all but the first are long."""
    first, *others = values
    long = pytest.mark.long(what)
    return [first, *(pytest.param(*(one if isinstance(one, tuple) else (one,)), marks=long) for one in others)]


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config):
    """A process for each core and one more, as tests of the browser wait more than they work; none for named tests."""
    if config.args and all("::" in arg for arg in config.args):
        return 0
    return cores() + 1


def pytest_collection_modifyitems(config, items):
    if config.getoption("markexpr") or any("::" in arg for arg in config.args):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if unsaid := [item.nodeid for item in long if not item.get_closest_marker("long").args]:
        raise pytest.UsageError(f'{unsaid[0]}: say what it is, as in @pytest.mark.long("claims at other seeds")')
    items[:] = [item for item in items if not item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    config.stash[LEFT_OUT].update(item.get_closest_marker("long").args[0] for item in long)


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):  # a process of xdist tells the one that started it
        session.config.workeroutput["left_out"] = dict(session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash[LEFT_OUT] = Counter(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_unconfigure(config):
    """The last line."""
    left_out, terminal = config.stash[LEFT_OUT], config.pluginmanager.getplugin("terminalreporter")
    if left_out and terminal:
        kinds = ", ".join(f"{number} {what}" for what, number in sorted(left_out.items()))
        terminal.write_line(f"Left out: {left_out.total()} long tests ({kinds}). Run them with: {COMMAND}")
