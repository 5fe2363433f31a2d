"""What all benchmarks share: an option for the smallest size, and verdicts that say by how much a promise is missed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

SMALLEST = "--smallest" in sys.argv
"""Whether each is to run at its smallest size, only to see that it runs: CI does."""

NOT_JUDGED = "too small to judge"


def sized[Size](usual: Size, smallest: Size) -> Size:
    """The usual size of a measurement, or the smallest if the command line asks for it."""
    return smallest if SMALLEST else usual


def options(what: str) -> argparse.ArgumentParser:
    """The command line of a benchmark."""
    parser = argparse.ArgumentParser(description=what.splitlines()[0])
    parser.add_argument("--smallest", action="store_true", help="see that it runs; its numbers then say nothing")
    return parser


def at_most(value: float, limit: float) -> str:
    """Whether a value is at most what was promised, and by how much it is above that if it is not."""
    return NOT_JUDGED if SMALLEST else "kept" if value <= limit else f"missed: {value / limit - 1:.0%} above"


def at_least(value: float, limit: float) -> str:
    """Whether a value is at least what was promised, and by how much it is below that if it is not."""
    return NOT_JUDGED if SMALLEST else "kept" if value >= limit else f"missed: {1 - value / limit:.0%} below"


def seconds_of(pid: int, *, children: bool = False) -> float:
    """Processor seconds of a process (Linux), and of its children that have ended; none of one that has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return sum(map(int, fields[11 : 15 if children else 13])) / os.sysconf("SC_CLK_TCK")
