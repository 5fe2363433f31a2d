"""The part of the server that is Watch: plain pages and files, made once and sent as they are, and a class's guesses.

It stands before the app of the other pages, inside the guard. Nobody who watches holds a socket or a place.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import math
from typing import Any
from urllib.parse import parse_qs

from ...base.errors import UserError, unknown
from ..requests import App, Message
from .casts import DRAWN
from .once import once
from .pages import STATIC, WORKSHOP, front_page, story_page, teacher_page
from .plan import answer_of, plan_of
from .room import Room
from .scenes import story_scenes

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Stricter than that of the other pages: no script or style that is not a file of ours."""
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
FILES = {path.name: path for path in STATIC.iterdir() if path.suffix in KINDS}
POSTS = ("/watch/guess", "/watch/teacher")
"""Addresses that take what a page sends."""
OF_THE_FRAMEWORK = ("/static", "/_solara", "/jupyter", "/readyz", "/resourcez")
PAGES = {address for _, address in WORKSHOP}
"""Addresses of the other app: any other is a mistake, and is answered here."""
LONGEST_BODY = 1000
HTML, JSON, TEXT = "text/html; charset=utf-8", "application/json", "text/plain; charset=utf-8"


class Site:
    """An ASGI app: pages of Watch, and for all other addresses another app.

    Parameters
    ----------
    app : ASGI app
        What the other addresses are for.
    room : Room, optional
        The class, where there is one.
    """

    def __init__(self, app: App, room: Room | None = None) -> None:
        self.app, self.room = app, room

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Answer, or pass on."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not is_ours(path):
            await self.app(scope, receive, send)
            return
        body: str | bytes
        if scope["method"] == "POST":
            status, kind, body = await self._posted(path, await _body(receive))
        else:
            status, kind, body = await asyncio.to_thread(
                self._read, path, scope.get("query_string", b"").decode("latin-1")
            )
        data = body.encode() if isinstance(body, str) else body
        head = [
            (b"content-type", kind.encode()),
            (b"content-security-policy", POLICY.encode()),
            (b"cache-control", b"no-cache"),
        ]
        if len(data) > 2000 and any(key == b"accept-encoding" and b"gzip" in value for key, value in scope["headers"]):
            data = await asyncio.to_thread(_small, data)
            head.append((b"content-encoding", b"gzip"))
        head.append((b"content-length", b"%d" % len(data)))
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else data})

    def _read(self, path: str, query: str) -> tuple[int, str, str | bytes]:
        if path == "/":
            return 200, HTML, _front()
        if path == "/teacher":
            return (
                (200, HTML, teacher_page())
                if self.room
                else (404, HTML, front_page("The teacher's page is there with --class alone."))
            )
        if path == "/favicon.ico":
            return 200, KINDS[".svg"], FILES["favicon.svg"].read_bytes()
        if path.rstrip("/") == "/watch":
            return 200, HTML, _front()
        _, first, kind, name, *more = [*path.rstrip("/").split("/"), "", "", ""]
        if first != "watch" or any(more):
            return 404, HTML, front_page(f"There is no page {path[:100]}.")
        if kind == "static" and name in FILES:
            return 200, KINDS[FILES[name].suffix], FILES[name].read_bytes()
        try:
            if kind == "scenes" and self.room:
                start = parse_qs(query).get("from", ["0"])[0]
                scenes = plan_of(name)["scenes"][: self.room.open_scenes(name)]
                return 200, JSON, json.dumps(scenes[int(start) :] if start.isdecimal() and len(start) < 5 else [])
            if not name:
                return 200, HTML, self._story(kind)
        except UserError as error:
            return 404, HTML, front_page(str(error))
        return 404, HTML, front_page(f"There is no page {path[:100]}.")

    def _story(self, name: str) -> str | bytes:
        if name not in DRAWN:
            raise unknown("story to watch", name[:100], DRAWN)
        if not self.room:
            return _page(name)
        whole = plan_of(name)
        return story_page({**whole, "scenes": whole["scenes"][:1], "of": len(whole["scenes"])}, room=True)

    async def _posted(self, path: str, body: bytes | None) -> tuple[int, str, str]:
        try:
            given = json.loads(body) if body is not None else None
            if not self.room or path not in POSTS or not isinstance(given, dict):
                return 404, TEXT, "Nothing here."
            name = given.get("story")
            if not isinstance(name, str) or name not in DRAWN:
                return 404, TEXT, "No such story."
            if path == "/watch/guess":
                return self._guessed(given)
        except (ValueError, OverflowError, RecursionError):
            return 400, TEXT, "This cannot be read."
        if not self.room.knows(given.get("code")):
            await asyncio.sleep(1.0)  # who tries codes has to wait
            return 403, TEXT, "This is not the code that the server printed when it started."
        return 200, JSON, await asyncio.to_thread(self._taught, self.room, given)

    def _guessed(self, given: dict[str, Any]) -> tuple[int, str, str]:
        value, page = given.get("value"), given.get("page")
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not number or not isinstance(page, str) or not 8 <= len(page) <= 32 or not self.room:
            return 400, TEXT, "This is no guess."
        self.room.put(given["story"], page, float(value))  # type: ignore[arg-type]
        return 204, TEXT, ""

    @staticmethod
    def _taught(room: Room, given: dict[str, Any]) -> str:
        story, plan = story_scenes(given["story"]), plan_of(given["story"])
        state = room.act(story.name, str(given.get("do")), len(story.scenes))
        asked = next((scene for scene in story.scenes if scene.ask), None)
        if asked is not None and state["shown"] == "line":
            state["answer"] = answer_of(story, asked)
        if given.get("do") == "open":
            state["plan"] = {**plan, "scenes": [scene for scene in plan["scenes"] if scene["ask"]]}
            state["stories"] = {name: story_scenes(name).title for name in DRAWN}
            state["titles"] = [scene.title for scene in story.scenes]
        return json.dumps(state)


def is_ours(path: str) -> bool:
    """Whether an address belongs to Watch, or to nobody."""
    return not path.startswith(OF_THE_FRAMEWORK) and path.rstrip("/") not in PAGES


def make_ready() -> None:
    """Make all pages before somebody asks, in the background of the server's start."""
    for name in DRAWN:
        _page(name)


@once
def _front() -> str:
    return front_page()


@once
def _page(name: str) -> str:
    return story_page(plan_of(name))


@once
def _small(data: bytes) -> bytes:
    return gzip.compress(data, 6)


async def _body(receive: Any) -> bytes | None:
    """What was sent; None if it is too long."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LONGEST_BODY:
            return None
        if not message.get("more_body"):
            return body
