"""Work shared between this process and its helpers.

Threads were tried first: a step is some eighty NumPy calls of a few microseconds, between which threads queue for the
interpreter lock, and two threads were no faster than one (``benchmarks/bench_island.py`` shows both). So helpers are
processes. They take seconds to start, and this process does not wait for them: it works from the first moment, helpers
join when they are ready and stay for the next job.
"""

from __future__ import annotations

import os
import warnings
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from multiprocessing import parent_process
from signal import SIG_IGN, SIGINT, signal
from threading import Event, Thread
from time import sleep
from typing import Any

IDLE_SECONDS = 600
"""Time after which helpers without work leave."""


def do_all[Job, Result](
    here: Callable[[Job, Event], Result],
    there: Callable[[Job], Result],
    jobs: Sequence[Job],
    workers: int | None,
    done: Callable[[int, Result, bool], None],
) -> None:
    """Do all jobs, here and on helper processes.

    Parameters
    ----------
    here : callable
        ``here(job, stop)`` does a job in this process; it leaves early when `stop` is set.
    there : callable
        ``there(job)`` does the same in another process.
    jobs : sequence
        The jobs, in the order in which they are begun.
    workers : int, optional
        Processes at work, this one included; as many as there are cores if left out. One keeps everything here.
    done : callable
        ``done(number, result, by_helper)`` is called for each finished job, from one of several threads.

    Raises
    ------
    Exception
        The first error of a job; the others are then stopped.
    """
    left = deque(enumerate(jobs))
    stop = Event()
    errors: list[BaseException] = []
    # A helper has no helpers of its own: all cores are taken.
    cores = 1 if parent_process() else os.cpu_count() or 1
    helpers = min(workers or cores, len(jobs)) - 1
    threads = []
    if helpers:
        from loky import get_reusable_executor

        with warnings.catch_warnings():
            # That it waits for what helpers were still at, when their number changes, is no news.
            warnings.simplefilter("ignore", UserWarning)
            pool = get_reusable_executor(
                max_workers=helpers, timeout=IDLE_SECONDS, initializer=_begin, initargs=(os.getpid(),)
            )
        threads = [
            Thread(target=_drive, args=(pool, there, left, done, stop, errors), daemon=True) for _ in range(helpers)
        ]
    for thread in threads:
        thread.start()
    try:
        while left and not stop.is_set():
            try:
                index, job = left.popleft()
            except IndexError:
                break
            done(index, here(job, stop), False)
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
    there: Callable[..., Any],
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
                index, job = left.popleft()
            except IndexError:
                return
            future = pool.submit(there, job)
            if _wait(future, lambda: not stop.is_set()):
                done(index, future.result(), True)
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
    """What a helper is asked first, to know that it is there."""


def _begin(parent: int) -> None:
    """What a helper does first: import what a block needs, and see to its end.

    Ctrl-C is for the process that helpers work for; and when that one is killed, they do not stay behind.
    """
    signal(SIGINT, SIG_IGN)
    Thread(target=_leave_with, args=(parent,), daemon=True).start()
    import specialisation_sim.model.world  # noqa: F401


def _leave_with(parent: int) -> None:
    """End this process when its parent has ended."""
    while os.getppid() == parent:
        sleep(0.5)
    os._exit(1)
