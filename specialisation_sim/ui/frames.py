"""Which frames a page may send: refused before anything reads them, so that no frame costs more than its own bytes.

The framework takes whatever comes over its socket: binary frames whose head announces any number of buffers, text of
any shape, requests to make widgets on the server. The app needs a few kinds of short messages, and a long one, a file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import Any

SHORT = 65_536
"""Characters of a frame that brings no file."""
PARTS = 20_000
"""Commas and brackets in a frame: a list of a million empty lists takes fifty times its length."""
KINDS = ("kernel_info_request", "comm_info_request", "comm_open", "comm_msg", "comm_close", "shutdown_request")
CONTROL = "solara.control"
CONTROL_METHODS = ("run", "app-status")
WIDGET_METHODS = ("update", "custom", "request_state")


def largest_frame(upload: int) -> int:
    """Bytes of the largest frame: a file of so many bytes in base 64, and what stands around it."""
    return upload * 4 // 3 + SHORT


@dataclass
class FrameCheck:
    """What one socket has sent so far, and what it may send.

    Parameters
    ----------
    upload : int
        Bytes of a file that may be sent.
    """

    upload: int
    ran: bool = False
    """Whether the page was asked for: the socket came to something."""
    _controls: set[str] = field(default_factory=set)
    _runs: int = 0

    def flaw(self, frame: str | bytes | None) -> str:
        """Why a frame is refused; blank if it is not."""
        if not isinstance(frame, str):
            return "binary, which the app does not use"
        if len(frame) > largest_frame(self.upload):
            return f"{len(frame):,} characters"
        if sum(map(frame.count, "{[,")) > PARTS:
            return "too many parts"
        try:
            message = json.loads(frame)
        except (ValueError, RecursionError):
            return "not JSON"
        return self._flaw_of(message, len(frame) > SHORT)

    def _flaw_of(self, message: Any, long: bool) -> str:
        shapes = {"header": dict, "content": dict, "channel": str}
        if not isinstance(message, dict) or any(not isinstance(message.get(key), kind) for key, kind in shapes.items()):
            return "not a message"
        if any(not isinstance(message.get(key, {}), dict) for key in ("metadata", "parent_header")):
            return "not a message"
        kind = message["header"].get("msg_type")
        if kind not in KINDS:
            return "a kind of message that the app does not use"
        if message.get("buffers"):
            return "a message with buffers"
        if not kind.startswith("comm_") or kind == "comm_info_request":
            return "a long message" if long else ""
        return self._flaw_of_comm(kind, message["content"], long)

    def _flaw_of_comm(self, kind: str, content: dict[str, Any], long: bool) -> str:
        comm, data = content.get("comm_id"), content.get("data", {})
        if not isinstance(comm, str) or len(comm) > 64 or not isinstance(data, dict):
            return "not a message"
        if kind == "comm_open":
            if content.get("target_name") != CONTROL:
                return "a request to make a widget"
            self._controls.add(comm)
            return "too many channels" if len(self._controls) > 50 else ""
        if kind == "comm_close":
            return ""
        method = data.get("method")
        if comm in self._controls:
            return self._flaw_of_control(method, data)
        if method not in WIDGET_METHODS or not isinstance(data.get("state", {}), dict):
            return "a message that the app does not use"
        return "a long message" if long and method != "custom" else ""

    def _flaw_of_control(self, method: Any, data: dict[str, Any]) -> str:
        if method not in CONTROL_METHODS:
            return "a message that the app does not use"
        if method == "run":
            arguments = data.get("args")
            if not isinstance(arguments, dict) or not isinstance(arguments.get("path", ""), str):
                return "not a message"
            self.ran = True
            self._runs += 1
        return "too many pages on one socket" if self._runs > 10 else ""


class Allowance:
    """So many a second on the average, and some at once: who takes more waits.

    Parameters
    ----------
    rate : float
        What comes a second.
    most : float
        What may be saved up.
    longest : float
        Seconds that one waits at most.
    """

    def __init__(self, rate: float, most: float, longest: float = inf) -> None:
        self.rate, self.most, self.longest = rate, most, longest
        self._left, self._seen = most, monotonic()

    def wait_for(self, amount: float) -> float:
        """Take so many; seconds until there were enough."""
        now = monotonic()
        self._left = min(self._left + (now - self._seen) * self.rate, self.most) - amount
        self._left = max(self._left, -self.longest * self.rate)
        self._seen = now
        return max(-self._left / self.rate, 0.0)
