"""Progress of long work: a bar with the time left, or a callback."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

type Progress = bool | Callable[[int, int], None] | None
"""True or False for a bar or none, None for a bar where a person watches, or ``callback(done, total)``."""


@contextmanager
def progress_bar(wanted: Progress, total: int, title: str) -> Iterator[Callable[[int], None]]:
    """Show progress while the body runs.

    Parameters
    ----------
    wanted : bool, None or callable
        See `Progress`.
    total : int
        Amount of work.
    title : str
        What is being done.

    Yields
    ------
    callable
        ``advance(amount)``; call it from any thread.
    """
    if callable(wanted):
        done, turn = [0], Lock()

        def count(amount: int) -> None:
            with turn:
                done[0] += amount
                wanted(done[0], total)

        yield count
    elif wanted or (wanted is None and sys.stderr.isatty()):
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            job = bar.add_task(title, total=total)
            yield lambda amount: bar.advance(job, amount)
    else:
        yield lambda amount: None
