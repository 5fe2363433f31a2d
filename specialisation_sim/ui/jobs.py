"""Heavy work, on processes beside the server: in turns between visitors, with progress and cancel.

Threads would slow down everybody's pages, since they share one interpreter with them. A job is a list of units of work;
a unit that takes longer than a turn stops where it is and goes on when its visitor is next. Pages ask how far a job is
and are never called from here, for a call from this thread would not know whose page it is for.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from threading import Condition, Thread
from typing import Any

from ..base.errors import UserError
from .job import Job
from .turns import NotHeldError, drop, take_turn
from .worker import WorkerProcess

TURN = 0.4
"""Seconds of a turn."""
OPEN = 8
"""Jobs that are begun and not done, each with what it holds in memory; the others wait."""
LATE = 0.8
"""Seconds after which a cancelled unit that does not stop is ended with its process."""
LONGEST = 60.0
"""Seconds after which one that does not come to the end of its turn is."""
START = 120.0
"""Seconds after which a process that does not start is given up."""
AWAY = 10.0
"""Seconds after which what is held for a page that lost its connection is let go."""


class Queue:
    """Jobs of several visitors, who take turns, and the process that does them.

    Parameters
    ----------
    niceness : int
        How far the process stands back for others.
    modules : sequence of str, optional
        What the process loads before its first job.
    """

    def __init__(self, niceness: int = 0, modules: Sequence[str] | None = None) -> None:
        self._worker = WorkerProcess(niceness, modules)
        self._jobs: list[Job] = []
        self._turns: Counter[str] = Counter()
        self._news = Condition()
        self._thread: Thread | None = None

    def add(self, job: Job) -> Job:
        """Put a job at the end of its visitor's."""
        with self._news:
            if not any(other.visitor.name == job.visitor.name for other in self._jobs):
                # who comes anew is next, and not before those who came anew earlier
                others = [self._turns[other.visitor.name] for other in self._jobs]
                self._turns[job.visitor.name] = min(others, default=0)
            self._jobs.append(job)
            if self._thread is None:
                self._thread = Thread(target=self._drive, daemon=True, name="jobs")
                self._thread.start()
            self._news.notify_all()
        return job

    def ahead_of(self, job: Job) -> int:
        """How many other visitors' jobs are at work or come before one that waits."""
        with self._news:
            before: list[Job] = []
            for other in self._jobs:
                if other is job:
                    break
                before.append(other)
            others = {other.visitor.name for other in before if not other.over} - {job.visitor.name}
            own = sum(other.visitor.name == job.visitor.name and not other.over for other in before)
            return len(others) + own

    def others(self, job: Job) -> int:
        """How many jobs share the process with one that is at work."""
        with self._news:
            return sum(other is not job and other.state == "running" for other in self._jobs)

    def words(self, job: Job) -> str:
        """How a job stands, for its visitor."""
        if job.state == "waiting":
            ahead = self.ahead_of(job)
            return f"waiting, {ahead} before this" if ahead else "about to begin"
        if job.state == "running":
            others = self.others(job)
            return f"{job.part:.0%} done" + (f", in turns with {others} other{'s' * (others > 1)}" if others else "")
        return {
            "done": f"done in {job.seconds:.1f} s",
            "cancelled": f"cancelled at {job.part:.0%}",
            "failed": job.error,
        }[job.state]

    def close(self) -> None:
        """Stop the process."""
        self._worker.end()

    def _drive(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: bool(self._jobs))
                jobs = list(self._jobs)
            for job in jobs:
                self._let_go(job)
            with self._news:
                self._jobs = [job for job in self._jobs if not job.over]
                names = {job.visitor.name for job in self._jobs}
                self._turns = Counter({name: turns for name, turns in self._turns.items() if name in names})
                job_now = self._next()
                if job_now is None and self._jobs:
                    self._news.wait(timeout=TURN)  # whoever is away may come back
            if job_now is not None:
                self._turns[job_now.visitor.name] += 1
                self._turn(job_now)

    def _let_go(self, job: Job) -> None:
        """Let the process forget what it holds of a job that is over, or whose page is away."""
        if job.visitor.is_here():
            job.here = time.monotonic()
        if job.held and (job.over or time.monotonic() - job.here > AWAY):
            job.held = False
            try:
                self._wait(self._worker.submit(drop, job.key), job, LATE)
            except Exception:
                self._restart()

    def _next(self) -> Job | None:
        """The job whose visitor had the fewest turns, if there is room for it and its page is there."""
        room = sum(job.held for job in self._jobs) < OPEN
        first: dict[str, Job] = {}
        for job in self._jobs:
            if (job.held or room) and job.visitor.is_here():
                first.setdefault(job.visitor.name, job)
        return min(first.values(), key=lambda job: (self._turns[job.visitor.name], job.key), default=None)

    def _turn(self, job: Job) -> None:
        """Give a job its turn: units that are short are done in one."""
        try:
            if not self._worker.started:
                self._worker.start().result(timeout=START)
            end = time.monotonic() + TURN
            job.begun = job.begun or time.monotonic()
            job.tell("running", job._of_unit)
            while not job.over and (left := end - time.monotonic()) > 0:
                if len(job.results) == len(job.units):
                    job.tell("done")
                    break
                unit = None if job.held else job.units[len(job.results)]
                job.held = True
                done, part, result = self._wait(self._worker.submit(take_turn, job.key, left, unit), job, LONGEST)
                job.held = not done
                if done:
                    job.results.append(result)
                job.tell("running", 0.0 if done else part)
        except NotHeldError:
            job.held = False  # the process was renewed; the unit begins anew
        except UserError as error:
            self._fail(job, str(error))
        except MemoryError:
            self._fail(job, "this takes more memory than a job may have here; take fewer runs, steps or cells")
        except TimeoutError:
            self._restart()
            self._fail(job, f"this did not come to a stop in {LONGEST:.0f} seconds; ask for less")
        except (BrokenExecutor, RuntimeError) as error:
            self._restart()
            self._fail(
                job, f"the process that does the work ended ({type(error).__name__}); ask for less, or try again"
            )
        except Exception as error:  # said on the page; a job must not stop those behind it
            self._fail(job, f"{type(error).__name__}: {error}")

    def _fail(self, job: Job, why: str) -> None:
        job.held, job.error = False, why
        job.tell("failed")

    def _restart(self) -> None:
        """End the process; units that it held begin anew in the next."""
        self._worker.end()
        for other in self._jobs:
            other.held = False

    def _wait(self, future: Future[Any], job: Job, most: float) -> Any:
        """What a call to the process gives; one that nobody waits for any more may not take long."""
        begun, left = time.monotonic(), 0.0
        while True:
            with suppress(TimeoutError):
                return future.result(timeout=0.05)
            if future.done():
                return future.result()
            now = time.monotonic()
            left = left or (now if job.over else 0.0)
            if now - begun > most or (left and now - left > LATE):
                raise TimeoutError


QUICK, LONG, FILES = Queue(niceness=5), Queue(niceness=15), Queue(niceness=15)
"""For what a page waits for at once, for maps, and for uploaded files, of which nobody knows what is in them."""


def close_down() -> None:
    """Stop the processes at once."""
    for queue in (QUICK, LONG, FILES):
        queue.close()


def warm_up() -> None:
    """Start the process for quick work, so that the first visitor need not wait for it."""
    QUICK.add(Job([(int, ())]))
