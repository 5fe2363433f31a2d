"""What stands between the network and the app: who may come in, by which name, how many, and with what.

The framework does not look at the Host header, takes sockets from foreign pages, reads whatever frame comes, believes
headers that only a proxy should set, and fetches what its asset folder lacks from the internet. This wrapper refuses
all of that, adds the usual headers, and says so when all places are taken.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from .frames import Allowance
from .places import Places, is_local
from .requests import LOG, App, Message, Receive, Send, address_of, cookie_of, in_short, name_of, page_of, quietly
from .sockets import Socket
from .watch.site import POSTS, is_ours

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""What a page may load. Its framework compiles templates and writes scripts into the page, so those are allowed;
nothing comes from elsewhere and nothing goes there."""
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
)
OF_A_PROXY = frozenset((b"script-name", b"x-script-name", b"x-forwarded-host", b"x-forwarded-proto"))
"""Headers that the framework believes for good, from whomever they come first. The server has read those of a proxy on
this machine before they come here."""
ASSETS = "/_solara/cdn/"
CLOSE = "/_solara/api/close/"
CLOSED = ("/readyz", "/resourcez", "/_solara/api/evict")
"""Addresses of the framework that tell of the server's inside."""
HOST = re.compile(r"(\[[0-9a-f:.%]+\]|[a-z0-9._-]+)(:\d{1,5})?", re.IGNORECASE)
SOCKET = re.compile(r"/jupyter/api/kernels/([\w-]{1,64})/channels")

VISITS, VISITS_AT_ONCE = 20.0, 200.0
"""Pages a second that one address may ask for, on the average and at once."""

FULL = """<!doctype html><html lang="en"><meta charset="utf-8"><title>All places are taken</title>
<body style="font:18px system-ui;max-width:36em;margin:15vh auto;padding:0 1em">
<h1>All places are taken</h1><p>{reason} Close one you do not need, or wait for somebody to leave: a page that is
closed makes room at once, and one that lost its connection does when somebody else comes.
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
    places : Places
        Who is here.
    opened : callable
        Called when a page opens its socket.
    """

    def __init__(
        self,
        app: App,
        hosts: Collection[str],
        assets: Path,
        places: Places,
        opened: Callable[[], None] = lambda: None,
    ) -> None:
        self.opened = opened
        self.app, self.hosts, self.places = app, frozenset(hosts), places
        self.assets = {str(path.relative_to(assets)).replace("\\", "/") for path in assets.rglob("*") if path.is_file()}
        self._visits: OrderedDict[str, Allowance] = OrderedDict()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let pass, or refuse."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() not in OF_A_PROXY]}
        status, text = self.judge(scope, headers)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, text, headers)
        elif status:
            page = b"text/html; charset=utf-8" if text.startswith("<") else b"text/plain; charset=utf-8"
            head = [(b"content-type", page), (b"content-length", b"%d" % len(text.encode())), *HEADERS]
            await send({"type": "http.response.start", "status": status, "headers": head})
            await send({"type": "http.response.body", "body": text.encode()})
        else:
            await self._passed(scope, receive, _with_headers(send, headers["host"]))

    def judge(self, scope: Message, headers: Mapping[str, str]) -> tuple[int, str]:
        """Status and text of a refusal; status 0 to let pass."""
        host, path = headers.get("host", ""), scope["path"]
        if not HOST.fullmatch(host):
            return 400, "The address of this request is malformed."
        if self.hosts and name_of(host) not in self.hosts:
            return 403, f"This server is not called {host!r}."
        if scope["type"] == "websocket":
            return self._judge_socket(scope, headers)
        if path.startswith(CLOSE) and scope["method"] == "POST":
            is_page = self.places.has(path.removeprefix(CLOSE)) and page_of(scope)
            return (0, "") if is_page else (404, "No such page.")
        if path in POSTS and scope["method"] == "POST":
            return self._judge_post(scope, headers)
        if scope["method"] not in {"GET", "HEAD"}:
            return 405, "Pages are read with GET."
        if path.startswith(CLOSED):
            return 404, "Nothing here."
        if path.startswith(ASSETS) and path.removeprefix(ASSETS) not in self.assets:
            return 404, "Not among the files that ship with the app."
        if path.startswith(("/static/", "/_solara/", "/jupyter/", "/watch/static/")):
            return 0, ""
        address = address_of(scope)
        if self._visits_of(address).wait_for(1) > 0:
            return 429, "Too many requests from this address; wait a moment."
        if is_ours(path):
            return 0, ""  # it takes no place
        reason = self.places.refuse(cookie_of(headers, address), address)
        return (503, FULL.format(reason=reason)) if reason else (0, "")

    def _judge_post(self, scope: Message, headers: Mapping[str, str]) -> tuple[int, str]:
        """What a page of Watch sends: by a page of this server, and no faster than pages are asked for."""
        if not own_origin(headers):
            return 403, "A page of another server may not use this one."
        slow = self._visits_of(address_of(scope)).wait_for(1) > 0
        return (429, "Too many requests from this address; wait a moment.") if slow else (0, "")

    def _judge_socket(self, scope: Message, headers: Mapping[str, str]) -> tuple[int, str]:
        if not own_origin(headers):
            return 403, "A page of another server may not use this one."
        if not SOCKET.fullmatch(scope["path"]) or not page_of(scope):
            return 404, "Nothing here."
        return 0, ""

    def _visits_of(self, address: str) -> Allowance:
        """What an address may still ask for; whoever came longest ago is forgotten."""
        more = 10 if is_local(address) else 1
        allowance = self._visits.setdefault(address, Allowance(more * VISITS, more * VISITS_AT_ONCE))
        self._visits.move_to_end(address)
        while len(self._visits) > 10_000:
            self._visits.popitem(last=False)
        return allowance

    async def _socket(
        self, scope: Message, receive: Receive, send: Send, text: str, headers: Mapping[str, str]
    ) -> None:
        """A page's socket: its place, and every frame of it looked at before the framework sees it."""
        found, address = SOCKET.fullmatch(scope["path"]), address_of(scope)
        page = found[1] if found else ""
        text = text or self.places.enter(page, cookie_of(headers, address), address)
        if text:
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": text[:100]})
            return
        self.opened()
        socket = Socket(receive, send, self.places, page, address)
        try:
            await self._passed(scope, socket.receive, socket.send)
        finally:
            socket.over()
            if not self.places.has(page):
                self.places.end(page)  # the framework may have made it after its socket was gone

    async def _passed(self, scope: Message, receive: Receive, send: Send) -> None:
        """Call the app; what goes wrong in it is one line, and ends this request alone."""
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            LOG.warning("a request from %s ended early: %s", address_of(scope), in_short(error))
            if scope["type"] == "websocket":
                await quietly(send, {"type": "websocket.close", "code": 1011})


def own_origin(headers: Mapping[str, str]) -> bool:
    """Whether a request comes from a page of this server, or from what is no page."""
    origin = headers.get("origin")
    return origin is None or origin in {f"http://{headers['host']}", f"https://{headers['host']}"}


def _with_headers(send: Send, host: str) -> Send:
    policy = (b"content-security-policy", POLICY.format(host=host).encode())

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), policy, *HEADERS]}
        await send(message)

    return add
