"""Who does the blocks of a sweep: this machine's cores, or a Dask cluster.

Both do the same blocks with the same function, and hand back the same rows; files are written by the process that runs
the sweep alone. What comes back says which rules, NumPy and processor made it, and is refused where they are not ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any, NamedTuple

import pandas as pd

from ..base.errors import UserError
from ..runs import fingerprint
from ..runs.blocks import Block, run_block
from ..runs.workers import do_all

type Keep = Callable[[int, pd.DataFrame, bool], None]
"""``keep(number, rows, told)`` of a finished block; `told` says that its progress was told of before."""


LOST = "the connection to the Dask cluster was lost"


class SweepJob(NamedTuple):
    """A block of a sweep.

    Attributes
    ----------
    number : int
        Number of the block.
    block : Block
        The runs.
    points : array of int
        Point of each run.
    columns : tuple of str
        Observables to keep.
    """

    number: int
    block: Block
    points: Any
    columns: tuple[str, ...]


class Done(NamedTuple):
    """Rows of a block, and what made them."""

    engine: dict[str, Any]
    rows: pd.DataFrame


def work(job: SweepJob, stop: Event | None = None, advance: Callable[[int], None] | None = None) -> Done:
    """Run a block and give one row for each of its runs."""
    ends = run_block(job.block, stop, advance).ends
    observed = job.block.story.observed
    facts = [name for name in ends if name != "run" and name not in observed]
    head = pd.DataFrame({"seed": job.block.seeds})
    return Done(fingerprint.engine(), pd.concat([head, ends[[*facts, *job.columns]]], axis="columns"))


def on_this_machine(
    jobs: Sequence[SweepJob], workers: int | None, keep: Keep, advance: Callable[[int], None] | None = None
) -> None:
    """Do blocks on cores of this machine.

    Parameters
    ----------
    jobs : sequence of SweepJob
        The blocks.
    workers : int, optional
        Processes at work; as many as there are cores if left out.
    keep : callable
        Takes each finished block.
    advance : callable, optional
        Told of progress, in steps times runs.
    """

    def here(job: SweepJob, stop: Event) -> Done | None:
        result = work(job, stop, advance)
        # A block that was left early is no block.
        return None if stop.is_set() else result

    def done(block: int, result: Done | None, by_helper: bool) -> None:
        if result is not None:
            keep(jobs[block].number, _ours(result, "a helper process"), not by_helper)

    do_all(here, work, jobs, workers, done)


def on_cluster(client: Any, jobs: Sequence[SweepJob], keep: Keep) -> None:
    """Do blocks on a Dask cluster, a few at a time for each of its threads.

    Parameters
    ----------
    client : distributed.Client
        Of the cluster; workers may come and go.
    jobs : sequence of SweepJob
        The blocks.
    keep : callable
        Takes each finished block.

    Raises
    ------
    UserError
        If Dask gives a block up, the connection is lost, or a worker is of another kind.
    """
    from distributed import CancelledError, as_completed
    from distributed.scheduler import KilledWorker

    left = list(reversed(jobs))
    at_work: dict[Any, SweepJob] = {}
    finished = as_completed(with_results=True, raise_errors=False)

    def hand_out() -> None:
        if client.status != "running":
            raise UserError(LOST)
        threads = sum(client.nthreads().values())
        while left and len(at_work) < max(4, 2 * threads):
            job = left.pop()
            future = client.submit(work, job, pure=False)
            at_work[future] = job
            finished.add(future)

    try:
        hand_out()
        # The loop would wait for ever for nothing.
        for future, result in finished if jobs else ():
            job = at_work.pop(future)
            if future.status == "cancelled":
                raise UserError(LOST)
            if future.status == "error":
                raise result[1] if isinstance(result, tuple) else result
            keep(job.number, _ours(result, "a Dask worker"), False)
            hand_out()
    except KilledWorker as error:
        raise UserError(f"Dask gave a block up after several workers died at it: {error}") from None
    except (CancelledError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise UserError(f"{LOST}: {error}") from None
    finally:
        if at_work and client.status == "running":
            client.cancel(list(at_work))


def connect(address: str, patience: float = 10.0) -> Any:
    """Client of a Dask cluster.

    Parameters
    ----------
    address : str
        Address of its scheduler.
    patience : float
        Seconds that it may take to answer.

    Raises
    ------
    UserError
        If Dask is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise UserError("a cluster needs Dask: pip install 'specialisation-sim[cluster]'") from None
    try:
        return Client(address, timeout=patience)
    except (OSError, ValueError) as error:
        raise UserError(f"no Dask scheduler answers at {address!r}: {error}; an example: tcp://10.0.0.1:8786") from None


def checked_client(client: Any) -> Any:
    """A client that can be used as it is."""
    if not all(callable(getattr(client, name, None)) for name in ("submit", "nthreads", "cancel")):
        raise UserError(f"client is a {type(client).__name__}; give a dask.distributed.Client")
    if getattr(client, "asynchronous", False):
        raise UserError("client is asynchronous; give Client(..., asynchronous=False)")
    return client


def _ours(result: Done, who: str) -> pd.DataFrame:
    """Rows made by our rules, NumPy and kind of processor."""
    ours = fingerprint.engine()
    for name, value in ours.items():
        if result.engine.get(name) != value:
            theirs = json.dumps(result.engine.get(name))
            raise UserError(
                f"{who} has another {name} than this process: {theirs[:80]} there, {json.dumps(value)[:80]} here; "
                "last bits would differ, so use machines of one kind with one installation"
            )
    return result.rows
