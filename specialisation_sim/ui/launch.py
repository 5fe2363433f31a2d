"""Serve the app, on this machine alone unless told otherwise."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..base.errors import UserError
from .frames import largest_frame
from .limits import CLASS_VARIABLE, limits
from .one_line import keep_log_short
from .watch.room import Room

ASSETS = Path(__file__).parent / "assets"
LOOPBACK = ("127.0.0.1", "localhost", "::1")

SETTINGS = {
    "SOLARA_APP": "specialisation_sim.ui.app",
    "SOLARA_ASSETS_PROXY_CACHE_DIR": str(ASSETS),
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_THEME_LOADER": "solara",
    "SOLARA_THEME_TITLE": "specialisation_sim",
    "SOLARA_THEME_VARIANT": "light",
    "SOLARA_KERNEL_CULL_TIMEOUT": "5m",
    "SOLARA_SESSION_HTTP_ONLY": "true",
    "SOLARA_MODE": "production",
    "SOLARA_ROOT_PATH": "",
    "SOLARA_THEME_FORCE_REFRESH": "true",
}
"""What the framework is told, before it is loaded."""


def serve(host: str = "127.0.0.1", port: int = 8765, *, a_class: bool = False, browser: bool = True) -> None:
    """Serve the app until interrupted.

    Parameters
    ----------
    host : str
        Address to listen on; any other than this machine's own opens the app to the network.
    port : int
        Port to listen on; 0 for any that is free.
    a_class : bool
        Whether many will come at once: stricter limits.
    browser : bool
        Whether to open a browser.

    Raises
    ------
    UserError
        If the extra `ui` is not installed, or the address cannot be had.
    """
    if not all(map(find_spec, ("solara", "uvicorn"))):
        raise UserError('the browser app needs the extra "ui": pip install "specialisation-sim[ui]"')
    line = listening(host, port)
    port = line.getsockname()[1]
    if a_class:
        os.environ[CLASS_VARIABLE] = "1"
    room = Room() if a_class else None
    app = guarded_app(host, room)
    url = f"http://{'localhost' if host in LOOPBACK else host}:{port}/"
    most = limits().sessions
    print(f"The app is at {url} for up to {most} open pages. Stop it with Ctrl-C.", flush=True)
    if room is not None:
        print(f"For the teacher: {url}teacher with the code {room.code}", flush=True)
    if host not in LOOPBACK:
        print(
            f"It listens on {host}: whoever reaches this machine over the network can use it, without a password. "
            "Choose this on a network you trust.",
            file=sys.stderr,
            flush=True,
        )
    if browser:
        threading.Timer(1.0, webbrowser.open, (url,)).start()

    import uvicorn

    from .connections import PatientHTTP, PatientSocket, Server
    from .jobs import close_down

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        loop="asyncio",
        http=PatientHTTP,
        ws=PatientSocket,
        ws_max_size=largest_frame(limits().upload),
        timeout_graceful_shutdown=1,
        server_header=False,
        ws_per_message_deflate=host not in LOOPBACK,
    )
    keep_log_short()
    # uvicorn hands a SIGTERM on to whoever had it before: as an exit, which closes down, and not as a sudden end
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        Server(config).run(sockets=[line])
    finally:
        close_down()


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises
    ------
    UserError
        If the address cannot be had.
    """
    if not 0 <= port < 65536:
        raise UserError(f"port = {port} is out of bounds; allowed: from 0 to 65535")
    line = None
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        line = socket.socket(family, kind)
        if os.name != "nt":
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind(address)
        line.listen(128)  # who comes before the app is loaded waits a moment
    except OSError as error:
        if line is not None:
            line.close()
        busy = "is in use; give another with --port" if error.errno in {48, 98, 10048} else f"cannot be had: {error}"
        raise UserError(f"{host}:{port} {busy}") from None
    return line


def guarded_app(host: str, room: Room | None = None) -> Any:
    """The app in its guard, after the framework was told its settings."""
    os.environ.update(SETTINGS)

    import solara.server.starlette  # only after the settings
    from solara.server import kernel_context

    from . import app  # noqa: F401  (loaded now, so that the first page is quick)
    from .guard import Guard
    from .jobs import warm_up
    from .places import Places
    from .stories import scenarios
    from .watch.site import Site, make_ready

    scenarios()
    threading.Thread(target=make_ready, daemon=True).start()
    hosts = LOOPBACK if host in LOOPBACK else ()
    places = Places(limits(), lambda: list(kernel_context.contexts), end_page)
    return Guard(Site(solara.server.starlette.app, room), hosts, ASSETS, places, soon(warm_up))


def end_page(page: str) -> None:
    """End a page whose place somebody else gets, beside the server's loop, for its work may take a moment to stop."""
    from solara.server import kernel_context

    context = kernel_context.contexts.get(page)
    if context is not None:
        threading.Thread(target=context.close, args=("cull",), daemon=True).start()


def soon(do: Callable[[], None], seconds: float = 4.0) -> Callable[[], None]:
    """Do something once, some time after the first call: here, when the first page has come."""
    later = threading.Timer(seconds, do)
    later.daemon = True
    begun = threading.Lock()
    return lambda: later.start() if begun.acquire(blocking=False) else None
