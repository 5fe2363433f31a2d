"""Work that stops and goes on: what the process beside the server does for several visitors at once, in turns.

Each piece of work has a thread of its own, and one of them at a time has its turn. Where the work reports its progress,
several times a second, it looks whether its turn is over; then it waits, as it is, until it gets another.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread, local
from time import monotonic
from typing import Any

_HERE = local()
_HELD: dict[int, Held] = {}


class Dropped(BaseException):
    """Nobody waits for this work any more."""


class NotHeldError(Exception):
    """A piece of work that this process does not hold."""


class Held:
    """A piece of work that is begun.

    Parameters
    ----------
    call, given
        What to call with what.
    """

    def __init__(self, call: Callable[..., Any], given: tuple[Any, ...]) -> None:
        self.part, self.over, self.result = 0.0, False, None
        self.error: BaseException | None = None
        self._mine, self._dropped, self._until = False, False, 0.0
        self._news = Condition()
        self._thread = Thread(target=self._run, args=(call, given), daemon=True)
        self._thread.start()

    def go_on(self, seconds: float) -> None:
        """Give it a turn, and wait until that is over."""
        with self._news:
            self._mine, self._until = True, monotonic() + seconds
            self._news.notify_all()
            self._news.wait_for(lambda: not self._mine)

    def drop(self) -> None:
        """Let it end at once."""
        self._dropped = True
        if not self.over:
            self.go_on(0.0)

    def breathe(self, part: float) -> None:
        """Report progress, and wait here if the turn is over."""
        self.part = part
        if monotonic() < self._until and not self._dropped:
            return
        with self._news:
            self._mine = False
            self._news.notify_all()
            self._news.wait_for(lambda: self._mine)
        if self._dropped:
            raise Dropped

    def _run(self, call: Callable[..., Any], given: tuple[Any, ...]) -> None:
        _HERE.held = self
        with self._news:
            self._news.wait_for(lambda: self._mine)
        try:
            if not self._dropped:
                self.result = call(*given)
        except BaseException as error:
            self.error = error
        with self._news:
            self.over, self._mine = True, False
            self._news.notify_all()


def breathe(part: float) -> None:
    """Report which part of the work is done; outside of turns this does nothing."""
    held = getattr(_HERE, "held", None)
    if held is not None:
        held.breathe(part)


def progress(number: int = 0, of: int = 1) -> Callable[[int, int], None]:
    """A callback for the progress of one of several equal pieces of work."""
    return lambda done, total: breathe((number + done / max(total, 1)) / of)


def take_turn(
    key: int, seconds: float, work: tuple[Callable[..., Any], tuple[Any, ...]] | None
) -> tuple[bool, float, Any]:
    """Begin a piece of work, or go on with it where none is given.

    Returns
    -------
    tuple of (bool, float, object)
        Whether it is done, which part of it is, and what it gave.

    Raises
    ------
    NotHeldError
        If the work was begun in a process that is no more.
    Exception
        What went wrong in it.
    """
    if work is not None:
        _HELD[key] = Held(*work)
    held = _HELD.get(key)
    if held is None:
        raise NotHeldError
    held.go_on(seconds)
    if not held.over:
        return False, held.part, None
    del _HELD[key]
    if held.error is not None:
        error, held.error = held.error, None
        raise error
    return True, 1.0, held.result


def drop(key: int) -> None:
    """End a piece of work that nobody waits for."""
    held = _HELD.pop(key, None)
    if held is not None:
        held.drop()
