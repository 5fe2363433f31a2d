"""Processor seconds that each test takes, with those of the processes that it starts and waits for.

``uv run pytest --processor-time 20`` ends with the twenty dearest tests and the sum of all. Seconds of the processor
say more than seconds of the clock where other programs are at work.

In CI a test fails that takes more than `LIMIT` seconds of its own process, or more of the clock than `PATIENCE` says.
"""

import os
from collections import defaultdict
from time import process_time

import pytest
from long_tests import mark_of

LIMIT = 20.0
"""Processor seconds of its own process that a test may take in CI, without what is prepared for it and for others."""
PATIENCE = {"test": 60.0, "long test": 300.0}
"""Seconds of the clock: other tests share the cores, and a page waits for a server and a browser."""


def used():
    """Processor seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


def too_slow(own, clock, kind):
    """What a test is told that took too long, of its process and by the clock; nothing if it did not."""
    if clock > PATIENCE[kind]:
        took = f"took {clock:.0f} s, and in CI a {kind} may take {PATIENCE[kind]:.0f} s"
    elif own > LIMIT and kind == "test":
        took = f"took {own:.0f} s of the processor, and in CI a test may take {LIMIT:.0f} s"
    else:
        return ""
    return f"{took}: make it smaller, or split it; what is long and repeats is marked @pytest.mark.long"


class Clock:
    """Notes what each test takes; tells the dearest at the end, and fails slow ones in CI."""

    def __init__(self, shown, limited):
        self.shown, self.limited = shown, limited
        self.mark, self.own = used(), process_time()
        self.spent = defaultdict(float)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        now = used()
        report.processor, self.mark = now - self.mark, now
        own, self.own = process_time() - self.own, process_time()
        kind = "long test" if mark_of(item) else "test"
        message = too_slow(own, call.duration, kind) if call.when == "call" and self.limited else ""
        if message and report.passed:
            report.outcome, report.longrepr = "failed", f"{item.nodeid} {message}"
        return report

    def pytest_runtest_logreport(self, report):
        self.spent[report.nodeid] += getattr(report, "processor", 0.0)

    def pytest_terminal_summary(self, terminalreporter):
        if self.shown:
            dearest = sorted(self.spent.items(), key=lambda one: -one[1])[: self.shown]
            terminalreporter.section(f"processor seconds: {sum(self.spent.values()):.0f} in all")
            for name, seconds in dearest:
                terminalreporter.write_line(f"{seconds:8.2f}  {name}")


def pytest_addoption(parser):
    parser.addoption(
        "--processor-time", type=int, default=0, metavar="N", help="show the N tests that took most of the processor"
    )


def pytest_configure(config):
    config.pluginmanager.register(Clock(config.getoption("--processor-time"), bool(os.environ.get("CI"))), "clock")
