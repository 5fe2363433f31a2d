"""A page's socket: every frame of it is looked at before the framework sees it."""

from __future__ import annotations

import asyncio
from time import monotonic

from .frames import Allowance, FrameCheck
from .places import Places
from .requests import LOG, Message, Receive, Send, quietly

PATIENCE = 10.0
"""Seconds in which a socket must ask for its page."""
FRAMES, FRAMES_AT_ONCE = 60.0, 300.0
"""Frames a second of one socket, on the average and at once; a page that plays sends thirty."""


class Socket:
    """What passes between a page and the framework.

    Parameters
    ----------
    receive, send : callable
        The socket.
    places : Places
        Where its page has its place.
    page, address : str
        The page, and where it comes from.
    """

    def __init__(self, receive: Receive, send: Send, places: Places, page: str, address: str) -> None:
        self._receive, self.send, self.places, self.page, self.address = receive, send, places, page, address
        self.check = FrameCheck(places.bounds.upload)
        self.frames = Allowance(FRAMES, FRAMES_AT_ONCE)
        self.bytes = Allowance(places.bounds.upload / 4, 3 * places.bounds.upload)
        self.work = places.work_of(page)
        self._passed_on: float | None = None
        self.closed = self._gone = False
        self._late = asyncio.get_running_loop().call_later(PATIENCE, self._too_late)
        self._ending: set[asyncio.Task[None]] = set()

    async def receive(self) -> Message:
        """The next message that may pass; a frame that may not ends the socket."""
        if self._passed_on is not None:  # the framework asks for the next message when it is done with the last
            took, self._passed_on = monotonic() - self._passed_on, None
            await asyncio.sleep(self.work.wait_for(took))
        message = await self._receive()
        if message["type"] != "websocket.receive":
            if message["type"] == "websocket.disconnect":
                self.over()
            return message
        frame = message.get("text")
        flaw = "closed" if self.closed else self.check.flaw(frame)
        if not flaw and not self.places.has(self.page):
            flaw = "its place was given to somebody else"
        if flaw or frame is None:
            if not self.closed:
                length = len(frame or message.get("bytes") or b"")
                LOG.warning("refused a frame of %s bytes from %s: %s", f"{length:,}", self.address, flaw)
            self.over()
            await self._close(1003, f"refused: {flaw}")
            return {"type": "websocket.disconnect", "code": 1003}
        if self.check.ran and not self._late.cancelled():
            self._late.cancel()
            self.places.ask(self.page)
        pause = max(self.frames.wait_for(1), self.bytes.wait_for(len(frame)))
        if pause > 0:
            await asyncio.sleep(pause)
        self._passed_on = monotonic()
        return message

    async def _close(self, code: int, reason: str) -> None:
        if not self.closed:
            self.closed = True
            await quietly(self.send, {"type": "websocket.close", "code": code, "reason": reason[:100]})

    def _too_late(self) -> None:
        task = asyncio.ensure_future(self._close(1008, "no page was asked for"))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def over(self) -> None:
        """The socket is gone: its place is free at once, and not when the framework has noticed."""
        self._late.cancel()
        if not self._gone:
            self._gone = True
            self.places.leave(self.page)
