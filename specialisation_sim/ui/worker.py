"""The process beside the server: started when it is needed, ended with what it does, gone when the server is."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any

from ..registry import OWN
from .limits import limits

if TYPE_CHECKING:
    from ..model.world import World

MODULES = ("specialisation_sim.runs.ensembles", "specialisation_sim.maps.return_maps")
"""What ensembles need."""


class WorkerProcess:
    """One process.

    Parameters
    ----------
    niceness : int
        How far it stands back for others.
    modules : sequence of str, optional
        What it loads before it does anything.
    """

    def __init__(self, niceness: int = 0, modules: Sequence[str] | None = None) -> None:
        self.niceness = niceness
        self.modules = MODULES if modules is None else tuple(modules)
        self._pool: Any = None

    @property
    def started(self) -> bool:
        """Whether it was started."""
        return self._pool is not None

    def start(self) -> Future[Any]:
        """Start it; done when it is ready."""
        from loky import ProcessPoolExecutor

        self._pool = ProcessPoolExecutor(
            max_workers=1,
            timeout=None,
            initializer=_begin,
            initargs=(self.niceness, os.getpid(), self.modules, dict(OWN), 10 * limits().memory),
        )
        return self.submit(int)

    def submit(self, call: Callable[..., Any], *given: Any) -> Future[Any]:
        """Let it call something, once it is started."""
        future: Future[Any] = self._pool.submit(call, *given)
        return future

    def end(self) -> None:
        """End it, whatever it does."""
        pool, self._pool = self._pool, None
        if pool is not None:
            with suppress(Exception):
                pool.shutdown(wait=False, kill_workers=True)


def _begin(niceness: int, server: int, modules: Sequence[str], own: Mapping[str, type[World]], memory: int) -> None:
    """Let pages go first, load what is needed, know the server's own stories, and end when the server has ended."""
    OWN.update(own)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(AttributeError, OSError):
        os.nice(niceness)
    if os.name != "nt":  # elsewhere a process keeps the parent that has gone
        Thread(target=_outlive_not, args=(server,), daemon=True).start()
    for name in modules:
        import_module(name)
    _bound_memory(memory)


def _bound_memory(memory: int) -> None:
    """Let an array that is too large fail here, before the machine has none left."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    least = 1_500_000_000  # libraries reserve much that they do not use
    most = least + memory
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _outlive_not(server: int) -> None:
    while os.getppid() == server:
        time.sleep(1.0)
    os._exit(0)
