"""What is long and repeats is left out of the plain run, whose last lines say so.

``@pytest.mark.long("optima, beside a fine grid")`` marks such a test and says what it is. ``uv run pytest`` leaves it
out, and so does a run of a folder or a file; ``uv run pytest -m long`` runs all of them, and a test that is named
runs too. CI begins them for each change. What takes minutes more, as coverage rates and lessons do, is ``weekly``.

Tests run on as many processes as there are cores, and a test that is named in this one.
"""

import os
from collections import Counter

import pytest

COMMANDS = {kind: f"uv run pytest -m {kind}" for kind in ("weekly", "long")}
LEFT_OUT = pytest.StashKey[Counter]()


def pytest_configure(config):
    config.addinivalue_line("markers", "long(what): long and repeats; left out of the plain run, which says so")
    config.addinivalue_line("markers", "weekly(what): as long, and too long for CI of each change")
    config.addinivalue_line("markers", "xdist_group(name): runs in one process with others; known without xdist too")
    config.stash[LEFT_OUT] = Counter()


def but_first(what, values, mark=pytest.mark.long):
    """Values as parameters of a test, of which all but the first are long."""
    first, *others = values
    long = mark(what)
    return [first, *(pytest.param(*(one if isinstance(one, tuple) else (one,)), marks=long) for one in others)]


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config):
    """A process for each core, and none for named tests."""
    if config.args and all("::" in arg for arg in config.args):
        return 0
    return cores()


def mark_of(item):
    """Which mark keeps a test out of the plain run, if one does."""
    return next((mark for kind in COMMANDS if (mark := item.get_closest_marker(kind))), None)


def pytest_collection_modifyitems(config, items):
    asked = config.getoption("markexpr")
    if asked in COMMANDS:  # what is weekly stays so in a class that is long
        items[:] = [item for item in items if not (mark := mark_of(item)) or mark.name == asked]
    if asked or any("::" in arg for arg in config.args):
        return
    left_out = {item: mark for item in items if (mark := mark_of(item))}
    if unsaid := [(item.nodeid, mark.name) for item, mark in left_out.items() if not mark.args]:
        name, kind = unsaid[0]
        raise pytest.UsageError(f'{name}: say what it is, as in @pytest.mark.{kind}("claims at other seeds")')
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=list(left_out))
    config.stash[LEFT_OUT].update((mark.name, mark.args[0]) for mark in left_out.values())


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):  # a process of xdist tells the one that started it
        session.config.workeroutput["left_out"] = list(session.config.stash[LEFT_OUT].items())


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    answer = getattr(node, "workeroutput", {}).get("left_out", [])
    node.config.stash[LEFT_OUT] = Counter({(kind, what): number for (kind, what), number in answer})


def pytest_unconfigure(config):
    """The last lines."""
    left_out, terminal = config.stash[LEFT_OUT], config.pluginmanager.getplugin("terminalreporter")
    for kind, command in COMMANDS.items():
        whats = {what: number for (of, what), number in sorted(left_out.items()) if of == kind}
        if whats and terminal:
            kinds = ", ".join(f"{number} {what}" for what, number in whats.items())
            terminal.write_line(f"Left out: {sum(whats.values())} {kind} tests ({kinds}). Run them with: {command}")
