"""A visitor without a browser: speaks the notebook's protocol over the socket, presses buttons, says when it "drew".

Thirty of them weigh on the server as thirty pages do, and on this machine as none.
"""

import asyncio
import json
import re
import time
import urllib.request
import uuid
from urllib.parse import urlsplit

from websockets.asyncio.client import connect


class Visitor:
    """One page.

    Parameters
    ----------
    url : str
        Address of the server.
    path : str
        The page.
    cookie : str, optional
        That of its browser; one of its own if left out.
    """

    def __init__(self, url, path, cookie=""):
        self.url, self.path, self.cookie = url, path, cookie or str(uuid.uuid4())
        self.kernel, self.page = str(uuid.uuid4()), str(uuid.uuid4())
        self.models, self.frames, self.news = {}, 0, asyncio.Event()
        self.started = asyncio.Event()

    async def open(self):
        """Open the page, and wait until it is there."""
        socket = f"ws://{urlsplit(self.url).netloc}/jupyter/api/kernels/{self.kernel}/channels?session_id={self.page}"
        cookie = {"Cookie": f"solara-session-id={self.cookie}"}
        self.socket = await connect(socket, additional_headers=cookie, max_size=2**26, open_timeout=60)
        self.reader = asyncio.create_task(self._read())
        self.reader.add_done_callback(lambda task: task.cancelled() or task.exception())
        self.control = uuid.uuid4().hex
        await self._send("comm_open", self.control, {}, target_name="solara.control")
        await self._send("comm_msg", self.control, {"method": "run", "args": {"path": self.path, "dark": False}})
        await asyncio.wait_for(self.started.wait(), 60)

    async def press(self, label, until=None):
        """Press a button; seconds until a widget says something else, such as another label."""
        begun = time.perf_counter()
        before = self.said(until)
        await self.tell(lambda state: label in (state.get("children") or []), "click", {})
        while until and self.said(until) == before:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), 30)
        return time.perf_counter() - begun

    async def tell(self, which, event, data):
        """Tell a widget of an event; `which` knows it by its state."""
        model = next(key for key, state in self.models.items() if which(state))
        await self._send("comm_msg", model, {"method": "custom", "content": {"event": event, "data": data}})

    async def until(self, word, seconds=30):
        """Wait until some widget says something that begins so; what it says."""
        begun = time.monotonic()
        while not (words := self.said(word)):
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), seconds - (time.monotonic() - begun))
        return words[0]

    def said(self, word):
        """Words of widgets that begin with this one."""
        texts = [
            child for state in self.models.values() for child in state.get("children") or [] if isinstance(child, str)
        ]
        return [text for text in texts if word and text.startswith(word)]

    async def leave(self):
        """Close the page, as a browser does."""
        await self.socket.close()
        self.reader.cancel()
        address = f"{self.url}/_solara/api/close/{self.kernel}?session_id={self.page}"
        await asyncio.to_thread(urllib.request.urlopen, urllib.request.Request(address, method="POST"))

    async def room(self):
        """Whether there is room for another page."""
        answer = await asyncio.to_thread(urllib.request.urlopen, self.url)
        return f"a newcomer gets {answer.status}"

    async def _send(self, kind, comm, data, **more):
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "username": "",
            "session": self.page,
            "date": "2000-01-01T00:00:00Z",
            "version": "5.3",
        }
        content = {"comm_id": comm, "data": data, **more}
        await self.socket.send(
            json.dumps(
                {
                    "header": header,
                    "parent_header": {},
                    "metadata": {},
                    "content": content,
                    "buffers": [],
                    "channel": "shell",
                }
            )
        )

    async def _read(self):
        async for raw in self.socket:
            message = json.loads(raw) if isinstance(raw, str) else json.loads(raw[re.search(rb"\{", raw).start() :])
            content, kind = message["content"], message["header"]["msg_type"]
            if kind not in {"comm_open", "comm_msg"}:
                continue
            comm, data = content["comm_id"], content.get("data", {})
            if comm == self.control:
                if data.get("method") == "finished":
                    self.started.set()
                continue
            if kind == "comm_open":
                self.models[comm] = dict(data.get("state", {}))
            elif data.get("method") == "update":
                self.models.setdefault(comm, {}).update(data["state"])
                if "tick" in data["state"]:
                    self.frames += 1
                    await self._send(
                        "comm_msg",
                        comm,
                        {"method": "custom", "content": {"event": "drawn", "data": data["state"]["tick"]}},
                    )
            self.news.set()
