"""What stands between the network and the app: who may come in, by which name, and how many.

The framework does not look at the Host header, takes sockets from foreign pages, and fetches what its asset folder
lacks from the internet. This wrapper refuses all three, adds the usual headers, and says so when the room is full.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

type Message = dict[str, Any]
type App = Callable[[Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
)
ASSETS = "/_solara/cdn/"
CLOSED = ("/readyz", "/resourcez", "/_solara/api/evict")
"""Addresses of the framework that tell of the server's inside."""

FULL = """<!doctype html><html lang="en"><meta charset="utf-8"><title>The room is full</title>
<body style="font:18px system-ui;max-width:36em;margin:15vh auto;padding:0 1em">
<h1>The room is full</h1><p>{most} pages are open on this server, which is all it takes. Close one you do not need, or
wait for somebody to leave: a page that is closed makes room at once, one that lost its connection after five minutes.
</p><p><a href="">Try again</a></p></body></html>"""


class Guard:
    """An ASGI app around another.

    Parameters
    ----------
    app : ASGI app
        What is guarded.
    hosts : collection of str
        Names by which the server may be addressed, without the port; empty for any.
    assets : Path
        Folder of the only assets that are served.
    sessions : callable
        The sessions there are, by id.
    most : int
        How many there may be.
    opened : callable
        Called when a page opens its socket.
    """

    def __init__(
        self,
        app: App,
        hosts: Collection[str],
        assets: Path,
        sessions: Callable[[], Collection[str]],
        most: int,
        opened: Callable[[], None] = lambda: None,
    ) -> None:
        self.opened = opened
        self.app, self.hosts, self.sessions, self.most = app, frozenset(hosts), sessions, most
        self.assets = {str(path.relative_to(assets)).replace("\\", "/") for path in assets.rglob("*") if path.is_file()}

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Let pass, or refuse."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        status, text = self.judge(scope)
        if not status:
            if scope["type"] == "websocket":
                self.opened()
            await self.app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": text[:100]})
        else:
            page = b"text/html; charset=utf-8" if text.startswith("<") else b"text/plain; charset=utf-8"
            headers = [(b"content-type", page), *HEADERS]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": text.encode()})

    def judge(self, scope: Message) -> tuple[int, str]:
        """Status and text of a refusal; status 0 to let pass."""
        headers = {key.decode().lower(): value.decode("latin-1") for key, value in scope["headers"]}
        host, path = headers.get("host", ""), scope["path"]
        if self.hosts and name_of(host) not in self.hosts:
            return 403, f"This server is not called {host!r}."
        origin = headers.get("origin")
        if origin and scope["type"] == "websocket" and urlsplit(origin).netloc != host:
            return 403, "A page of another server may not use this one."
        if path.startswith(CLOSED):
            return 404, "Nothing here."
        if path.startswith(ASSETS) and path.removeprefix(ASSETS) not in self.assets:
            return 404, "Not among the files that ship with the app."
        if self.is_new(scope, path) and len(self.sessions()) >= self.most:
            return 503, FULL.format(most=self.most)
        return 0, ""

    def is_new(self, scope: Message, path: str) -> bool:
        """Whether a request would open another session."""
        if scope["type"] == "websocket":
            parts = path.strip("/").split("/")
            return parts[:3] == ["jupyter", "api", "kernels"] and len(parts) > 3 and parts[3] not in self.sessions()
        return not path.startswith(("/static/", "/_solara/", "/jupyter/"))


def name_of(host: str) -> str:
    """Host without its port, in small letters."""
    return (urlsplit(f"//{host}").hostname or "").lower()


def _with_headers(send: Any) -> Any:
    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
        await send(message)

    return add
