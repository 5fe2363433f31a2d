"""Work shared between this process and its helpers.

Threads were tried first: a step is some eighty NumPy calls of a few microseconds, between which threads queue for the
interpreter lock, and two threads were no faster than one (``benchmarks/bench_island.py`` shows both). So helpers are
processes. They take seconds to start, and this process does not wait for them: it works from the first moment, helpers
join when they are ready and stay for the next job.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Event, Thread
from typing import Any

IDLE_SECONDS = 600
"""Time after which helpers without work leave."""


def do_all[Job, Result](
    work: Callable[[Job, Event | None], Result],
    jobs: Sequence[Job],
    workers: int | None,
    done: Callable[[int, Result, bool], None],
) -> None:
    """Do all jobs, here and on helper processes.

    Parameters
    ----------
    work : callable
        ``work(job, stop)``; it runs here or in a helper, and there `stop` is None.
    jobs : sequence
        The jobs, in the order in which they are begun.
    workers : int, optional
        Processes at work, this one included; as many as there are cores if left out. One keeps everything here.
    done : callable
        ``done(number, result, here)`` is called for each finished job, from one of several threads.

    Raises
    ------
    Exception
        The first error of a job; the others are then stopped.
    """
    left = deque(enumerate(jobs))
    stop = Event()
    errors: list[BaseException] = []
    helpers = min(workers or os.cpu_count() or 1, len(jobs)) - 1
    threads = []
    if helpers:
        from loky import get_reusable_executor

        pool = get_reusable_executor(max_workers=helpers, timeout=IDLE_SECONDS)
        threads = [
            Thread(target=_drive, args=(pool, work, left, done, stop, errors), daemon=True) for _ in range(helpers)
        ]
    for thread in threads:
        thread.start()
    try:
        while left and not stop.is_set():
            try:
                number, job = left.popleft()
            except IndexError:
                break
            done(number, work(job, stop), True)
    except BaseException:
        stop.set()
        raise
    finally:
        for thread in threads:
            thread.join()
    if errors:
        raise errors[0]


def _drive(
    pool: Any,
    work: Callable[..., Any],
    left: deque[tuple[int, Any]],
    done: Callable[[int, Any, bool], None],
    stop: Event,
    errors: list[BaseException],
) -> None:
    """Hand one job after another to the pool, once one of its processes answers."""
    try:
        if not _wait(pool.submit(_ready), lambda: bool(left) and not stop.is_set()):
            return
        while not stop.is_set():
            try:
                number, job = left.popleft()
            except IndexError:
                return
            future = pool.submit(work, job, None)
            if _wait(future, lambda: not stop.is_set()):
                done(number, future.result(), False)
    except BaseException as error:
        errors.append(error)
        stop.set()


def _wait(future: Future[Any], worth_it: Callable[[], bool]) -> bool:
    """Wait for a result while it is worth it; whether it came."""
    while worth_it():
        try:
            future.result(timeout=0.05)
        except TimeoutError:
            continue
        return True
    future.cancel()
    return False


def _ready() -> None:
    """What a helper does first: import what a block needs."""
    import specialisation_sim.world  # noqa: F401
