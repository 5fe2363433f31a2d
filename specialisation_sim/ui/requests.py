"""What a request says of itself: its name for the server, its visitor, its page."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .one_line import Sparing

type Message = dict[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type App = Callable[[Message, Receive, Send], Awaitable[None]]

LOG = logging.getLogger(__name__)
LOG.addFilter(Sparing())
COOKIES = ("solara-session-id", "solara-session-id-lax")


def name_of(host: str) -> str:
    """Host without its port, in small letters."""
    return (urlsplit(f"//{host}").hostname or "").lower()


def address_of(scope: Message) -> str:
    """Where a request comes from."""
    return str((scope.get("client") or ("",))[0])


def cookie_of(headers: Mapping[str, str], address: str) -> str:
    """The cookie by which the framework knows a visitor; without one, all of an address are the same visitor."""
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        cookies = SimpleCookie()
    return next((cookies[name].value for name in COOKIES if name in cookies), f"none, from {address}")


def page_of(scope: Message) -> str:
    """The page that a request names."""
    return parse_qs(scope["query_string"].decode("latin-1")).get("session_id", [""])[0]


def in_short(error: BaseException) -> str:
    """What went wrong, in one line."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


async def quietly(send: Send, message: Message) -> None:
    """Send what nobody may be there to read."""
    try:
        await send(message)
    except Exception:
        LOG.debug("nobody was there to be told", exc_info=True)
