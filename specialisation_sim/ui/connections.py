"""Connections that end: half a request, an answer that nobody reads, a server that is told to stop.

uvicorn waits without end for the rest of a request, and for a peer that no longer reads; and on SIGTERM it waits for
threads that may be at work.
"""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import sys
import threading
from collections import Counter
from contextlib import suppress
from types import FrameType
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from .places import is_local

REQUEST = 10.0
"""Seconds in which a request must be whole."""
ANSWER = 30.0
"""Seconds in which a peer must read something of its answer."""
CHECK = 2.0
"""Seconds between two looks at a connection."""
OF_ONE_ADDRESS, IN_ALL = 64, 800
"""Connections of an address other than this machine's own, and of all."""
LAST = 3.0
"""Seconds from the signal to stop to the end, whatever threads still do."""
_OPEN: Counter[str] = Counter()


class PatientHTTP(H11Protocol):
    """Requests that must be whole in time, and answers that must be read."""

    def connection_made(self, transport: Any) -> None:
        """Begin to look after a connection, or refuse it."""
        super().connection_made(transport)
        self.counted = str((self.client or ("",))[0])
        _OPEN[self.counted] += 1
        self._since, self._seen = self.loop.time(), self._state()
        self._next: asyncio.TimerHandle = self.loop.call_later(CHECK, self._look)
        if (not is_local(self.counted) and _OPEN[self.counted] > OF_ONE_ADDRESS) or _OPEN.total() > IN_ALL:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop looking."""
        self._next.cancel()
        _leave(self.counted)
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: Any) -> None:
        """From here on it is a socket's connection."""
        self._next.cancel()
        super().handle_websocket_upgrade(event)
        protocol = self.transport.get_protocol()
        if isinstance(protocol, PatientSocket):
            protocol.counted = self.counted
        else:
            _leave(self.counted)

    def _state(self) -> tuple[Any, ...]:
        """What changes when something of a request or of its answer arrives."""
        left = self.transport.get_write_buffer_size()
        return self.conn.their_state, id(self.cycle), self.cycle is None or self.cycle.response_complete, left

    def _look(self) -> None:
        now, seen = self.loop.time(), self._state()
        if seen != self._seen:
            self._since, self._seen = now, seen
        their, _, answered, left = seen
        idle = self.cycle is not None and answered and their in {h11.IDLE, h11.DONE} and not self.conn.trailing_data[0]
        waits = not idle and (answered or their is h11.SEND_BODY)
        if (waits and now - self._since > REQUEST) or (left and now - self._since > ANSWER):
            self.transport.abort()
            return
        self._next = self.loop.call_later(CHECK, self._look)


class PatientSocket(WebSocketsSansIOProtocol):
    """A socket whose peer must read: one that is closed is gone soon, and not when its last byte is read."""

    counted = ""

    def connection_lost(self, exc: Exception | None) -> None:
        """Count one less."""
        _leave(self.counted)
        super().connection_lost(exc)

    def keepalive_timeout(self) -> None:
        """A peer that does not answer a ping."""
        super().keepalive_timeout()
        self.transport.abort()

    def handle_close(self, event: Any) -> None:
        """A peer that goes, and may not read the farewell."""
        super().handle_close(event)
        self.loop.call_later(CHECK, self.transport.abort)

    def shutdown(self) -> None:
        """The server stops."""
        super().shutdown()
        self.loop.call_later(0.5, self.transport.abort)


class Server(uvicorn.Server):
    """A server that is gone some seconds after it is told to stop, whatever its threads are at."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; see to it that it comes true."""
        if not self.should_exit:
            last = threading.Timer(LAST, _gone)
            last.daemon = True
            last.start()
            # where a thread holds the interpreter and the timer cannot run
            faulthandler.dump_traceback_later(LAST + 1.0, exit=True, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
            logging.disable(logging.CRITICAL)  # pages that are cut off are no news to who ends the server
        super().handle_exit(sig, frame)


def _leave(address: str) -> None:
    _OPEN[address] -= 1
    if _OPEN[address] <= 0:
        del _OPEN[address]


def _gone() -> None:
    from .jobs import close_down

    sys.stdout.flush()
    with suppress(RuntimeError):  # no thread can be started any more where the interpreter is already ending
        threading.Thread(target=close_down, daemon=True).start()
    os._exit(0)
