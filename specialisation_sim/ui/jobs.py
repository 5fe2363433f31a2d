"""Heavy work, on one process beside the server: first come, first served, with progress and cancel.

Threads would slow down everybody's pages, since they share one interpreter with them. A job is a list of units of work,
each short, so that it stops soon after it is cancelled; pages ask how far it is and are never called from here, for a
call from this thread would not know whose page it is for.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

from ..base.errors import UserError
from ..registry import OWN

if TYPE_CHECKING:
    from ..model.world import World

BETWEEN = 0.3
"""Least seconds between two reports of progress."""
MODULES = ("specialisation_sim.runs.ensembles", "specialisation_sim.maps.return_maps")
"""What ensembles need."""


@dataclass(eq=False)
class Job:
    """Units of work, done in order.

    Attributes
    ----------
    units : sequence of (callable, tuple)
        What to call, in another process, with what.
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
    results: list[Any] = field(default_factory=list)
    state: str = "waiting"
    error: str = ""
    begun: float = 0.0
    seconds: float = 0.0
    news: Condition = field(default_factory=Condition)

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in {"done", "cancelled", "failed"}

    @property
    def part(self) -> float:
        """Part that is done."""
        return len(self.results) / max(len(self.units), 1)

    def cancel(self) -> None:
        """Do no more of it."""
        if not self.over:
            self.tell("cancelled")

    def tell(self, state: str) -> None:
        """Say how it stands to whoever waits."""
        with self.news:
            if not self.over:
                self.state = state
            self.seconds = time.monotonic() - self.begun if self.begun else 0.0
            self.news.notify_all()

    def _moved(self, seen: tuple[Any, ...]) -> bool:
        return self.over or (self.state, len(self.results)) != seen

    def follow(self, show: Callable[[], None]) -> None:
        """Call `show` at news, at most some times a second, until it is over."""
        seen: tuple[Any, ...] = ()
        while True:
            with self.news:
                self.news.wait_for(partial(self._moved, seen), timeout=1.0)
                over, seen = self.over, (self.state, len(self.results))
            show()
            if over:
                return
            time.sleep(BETWEEN)


class Queue:
    """Jobs in the order in which they came, and the process that does them.

    Parameters
    ----------
    niceness : int
        How far the process stands back for others.
    modules : sequence of str
        What the process loads before its first job.
    """

    def __init__(self, niceness: int = 0, modules: Sequence[str] = MODULES) -> None:
        self.niceness, self.modules = niceness, tuple(modules)
        self._waiting: deque[Job] = deque()
        self._news = Condition()
        self._thread: Thread | None = None
        self._pool: Any = None
        self._now: Job | None = None

    def add(self, job: Job) -> Job:
        """Put a job at the end."""
        with self._news:
            self._waiting.append(job)
            if self._thread is None:
                self._thread = Thread(target=self._drive, daemon=True, name="jobs")
                self._thread.start()
            self._news.notify_all()
        return job

    def ahead_of(self, job: Job) -> int:
        """How many jobs come before one that waits."""
        with self._news:
            waiting = [one for one in self._waiting if not one.over]
            return (waiting.index(job) if job in waiting else 0) + (self._now is not None and self._now is not job)

    def _drive(self) -> None:
        while True:
            with self._news:
                self._now = None
                self._news.wait_for(lambda: bool(self._waiting))
                job = self._now = self._waiting.popleft()
            if job.over:
                continue
            job.begun = time.monotonic()
            job.tell("running")
            try:
                for work, given in job.units:
                    if job.over:
                        break
                    job.results.append(self._done(work, given))
                    job.tell("running")
                job.tell("done")
            except UserError as error:
                job.error = str(error)
                job.tell("failed")
            except Exception as error:  # told on the page; a job must not stop those behind it
                job.error = f"{type(error).__name__}: {error}"
                job.tell("failed")
                self._pool = None

    def close(self) -> None:
        """Stop the process."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, kill_workers=True)

    def _done(self, work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        if self._pool is None:
            from loky import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(
                max_workers=1,
                timeout=None,
                initializer=_stand_back,
                initargs=(self.niceness, os.getpid(), self.modules, dict(OWN)),
            )
        return self._pool.submit(work, *given).result()


def close_down() -> None:
    """Stop the processes at once."""
    for queue in (QUICK, LONG):
        queue.close()


def _stand_back(niceness: int, server: int, modules: Sequence[str], own: Mapping[str, type[World]]) -> None:
    """Let pages go first, load what is needed, know the server's own stories, and end when the server has ended."""
    OWN.update(own)
    with suppress(AttributeError, OSError):
        os.nice(niceness)
    if os.name != "nt":  # elsewhere a process keeps the parent that has gone
        Thread(target=_outlive_not, args=(server,), daemon=True).start()
    for name in modules:
        import_module(name)


def _outlive_not(server: int) -> None:
    while os.getppid() == server:
        time.sleep(1.0)
    os._exit(0)


QUICK, LONG = Queue(), Queue(niceness=5)
"""For what a page waits for at once, and for maps. Jobs belong to pages; the queues hold nothing else."""


def warm_up() -> None:
    """Start the process for quick work, so that the first visitor need not wait for it."""
    QUICK.add(Job([(int, ())]))
