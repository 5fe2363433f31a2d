"""Playing a run: so many steps a second, drawn as often as the page and the other pages allow.

A frame waits until the page says that it drew the one before the last. Frames are shared by all who play: the more
players, the fewer frames each gets, while the steps a second stay what was asked for, since frames then carry more
steps.
"""

from __future__ import annotations

import time as clock_time
from collections.abc import Callable
from threading import Condition, Event, Lock, Thread

from .limits import Limits

FASTEST = 1 / 30
"""Seconds between frames at best."""
SHARE = 0.6
"""Part of the time that may go into steps, of all who play together, so that no page is late because of fast runs."""


class Players:
    """How many play on this server."""

    def __init__(self) -> None:
        self.number, self._lock = 0, Lock()

    def add(self, change: int) -> None:
        """Count one more, or one less."""
        with self._lock:
            self.number += change


PLAYERS = Players()
"""The one thing that visitors share: how many of them play."""


class Drawn:
    """Frames that were sent and not yet drawn: the next is made while the page draws the last."""

    AHEAD = 2

    def __init__(self) -> None:
        self._room, self._news = self.AHEAD, Condition()

    def set(self) -> None:
        """A frame was drawn."""
        with self._news:
            self._room = min(self._room + 1, self.AHEAD)
            self._news.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until another frame may be sent, and take its place; whether the page made room for it in time."""
        with self._news:
            free = self._news.wait_for(lambda: self._room > 0, timeout=seconds)
            self._room = max(self._room - 1, 0)
            return free


class Clock:
    """Plays a run in a thread of its own.

    Parameters
    ----------
    advance : callable
        ``advance(steps, until)`` steps the run while there is time, shows it, and returns the steps done: 0 at the end.
    bounds : Limits
        Limits of the server.
    stopped : callable
        Called with the reason when play ends by itself, blank at the end of the run.
    """

    def __init__(self, advance: Callable[[int, float], int], bounds: Limits, stopped: Callable[[str], None]) -> None:
        self.advance, self.bounds, self.stopped = advance, bounds, stopped
        self.speed = 20.0
        self.patience = 2.0  # seconds that a frame is waited for
        self.drawn = Drawn()
        self._stop = Event()
        self._thread: Thread | None = None
        self._turn = Lock()
        self.frames = 0

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._thread is not None and not self._stop.is_set()

    def play(self) -> None:
        """Begin to play, if it does not yet: one loop a session."""
        with self._turn:
            if self.playing:
                return
            self._stop = Event()
            self._thread = Thread(target=self._loop, args=(self._stop,), daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """Stop; a frame in the making is still shown."""
        with self._turn:
            self._stop.set()
            self.drawn.set()
            self._thread = None

    def _loop(self, stop: Event) -> None:
        PLAYERS.add(1)
        owed, last, seen = 1.0, clock_time.monotonic(), clock_time.monotonic()
        reason = ""
        try:
            while not stop.is_set():
                begun = clock_time.monotonic()
                owed, last = owed + self.speed * (begun - last), begun
                players = max(PLAYERS.number, 1)
                interval = max(FASTEST, players / self.bounds.frames)
                if owed < 1:
                    stop.wait(min((1 - owed) / self.speed, interval))
                    continue
                done = self.advance(int(owed), begun + SHARE * interval / players)
                owed = min(owed - done, self.speed)  # what a slow machine cannot do is not owed for ever
                self.frames += 1
                if not done:
                    break
                if self.drawn.wait(self.patience):
                    seen = clock_time.monotonic()
                elif clock_time.monotonic() - seen > self.bounds.idle:
                    reason = "Paused: the page has not answered for a while."
                    break
                stop.wait(max(begun + interval - clock_time.monotonic(), 0))
        except Exception as error:  # told on the page; the thread has nobody else to tell
            reason = f"The run stopped: {error}"
        finally:
            PLAYERS.add(-1)
            if not stop.is_set():
                with self._turn:
                    if self._stop is stop:
                        self._thread = None
                self.stopped(reason)
