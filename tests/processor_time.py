"""Processor seconds that each test takes, with those of the processes that it starts and waits for.

``uv run pytest --processor-time 20`` ends with the twenty dearest tests and the sum of all. Seconds of the processor
say more than seconds of the clock where other programs are at work.

In CI a test that takes more than `LIMIT` seconds of the clock fails, and a long one that takes more than `LONG_LIMIT`.
"""

import os
from collections import defaultdict

import pytest

LIMIT = 20.0
LONG_LIMIT = 300.0
BROWSER_LIMIT = 60.0
"""Seconds that a test, a long one and one in the browser may take in CI, without what is prepared for several.

A page waits for a server and a browser, which share the cores with other tests.
"""


def used():
    """Processor seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


def limit_of(item):
    """Seconds that a test may take in CI."""
    if item.get_closest_marker("long"):
        return LONG_LIMIT
    return BROWSER_LIMIT if "address" in item.fixturenames else LIMIT


def too_slow(seconds, limit):
    """What a test is told that took too long; nothing if it did not."""
    if seconds <= limit:
        return ""
    return (
        f"took {seconds:.0f} s, and in CI a test may take {limit:.0f} s: make it smaller, or split it; "
        "what is long and repeats is marked @pytest.mark.long"
    )


class Clock:
    """Notes what each test takes; tells the dearest at the end, and fails slow ones in CI."""

    def __init__(self, shown, limited):
        self.shown, self.limited = shown, limited
        self.mark = used()
        self.spent = defaultdict(float)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        now = used()
        report.processor, self.mark = now - self.mark, now
        limit = limit_of(item)
        message = too_slow(call.duration, limit) if call.when == "call" and self.limited else ""
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
