"""A job: what a page asks for, how it stands, and how to follow it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from threading import Condition
from typing import Any

from .visitors import Visitor

BETWEEN = 0.3
"""Least seconds between two reports of progress."""
_KEYS = count()


@dataclass(eq=False)
class Job:
    """Units of work, done in order.

    Attributes
    ----------
    units : sequence of (callable, tuple)
        What to call, in another process, with what.
    visitor : Visitor
        Who asked for it.
    results : list
        What the units gave so far.
    state : {"waiting", "running", "done", "cancelled", "failed"}
        How it stands.
    error : str
        What went wrong.
    seconds : float
        Time from its first unit.
    """

    units: Sequence[tuple[Callable[..., Any], tuple[Any, ...]]]
    visitor: Visitor = field(default_factory=Visitor)
    results: list[Any] = field(default_factory=list)
    state: str = "waiting"
    error: str = ""
    begun: float = 0.0
    seconds: float = 0.0
    news: Condition = field(default_factory=Condition)
    key: int = field(default_factory=lambda: next(_KEYS))
    held: bool = False
    """Whether the process holds a unit of it that is begun."""
    here: float = field(default_factory=time.monotonic)
    """When its page was last seen."""
    _of_unit: float = 0.0

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in {"done", "cancelled", "failed"}

    @property
    def part(self) -> float:
        """Part that is done."""
        return min((len(self.results) + self._of_unit) / max(len(self.units), 1), 1.0)

    def cancel(self) -> None:
        """Do no more of it."""
        if not self.over:
            self.tell("cancelled")

    def tell(self, state: str, of_unit: float = 0.0) -> None:
        """Say how it stands to whoever waits."""
        with self.news:
            if not self.over:
                self.state, self._of_unit = state, of_unit
            self.seconds = time.monotonic() - self.begun if self.begun else 0.0
            self.news.notify_all()

    def follow(self, show: Callable[[], None]) -> None:
        """Call `show` when it begins, some times a second while it goes on, and once when it is over."""
        while True:
            over = self.over
            show()
            if over:
                return
            with self.news:
                self.news.wait_for(lambda: self.over, timeout=BETWEEN)
