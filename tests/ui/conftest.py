"""A real server, started by the command, and a real browser that lets nothing leave the machine."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PATIENCE = 60_000
"""Milliseconds: a machine that is busy otherwise is slow, and not wrong."""
expect.set_options(timeout=PATIENCE)


@contextmanager
def served(*options):
    """Address and process of a server that runs while the body does."""
    command = [sys.executable, "-m", "specialisation_sim", "ui", "--no-browser", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, line + server.stderr.read()
            yield found[0].rstrip("/"), server
        finally:
            server.terminate()
            server.wait(timeout=15)


@pytest.fixture
def serve():
    return served


@pytest.fixture(scope="session")
def address():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: in CI the browser tests must run (apt-get install chromium)")
        pytest.skip("no Chromium on this machine")
    with served() as (url, _):
        yield url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


class Visit:
    """A page that notes errors in the console, and what it asked for."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.errors, self.requests, self.refused = [], [], []
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("response", lambda answer: self.refused.append(answer.url) if answer.status >= 400 else None)

    def open(self, path):
        self.page.goto(self.address + path)
        self.page.locator(".app .body > *").first.wait_for(timeout=PATIENCE)
        return self.page


@pytest.fixture(scope="session")
def room(browser_type, browser_type_launch_args, tmp_path_factory):
    """One visitor's browser for all tests, with a profile on disk: the app's files come once and are compiled once."""
    profile, size = tmp_path_factory.mktemp("browser"), {"width": 1280, "height": 720}
    context = browser_type.launch_persistent_context(profile, viewport=size, **browser_type_launch_args)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def visit(address, room):
    one = Visit(room.new_page(), address)
    yield one
    one.page.close()
    assert one.errors == []
    assert one.refused == []
    assert [url for url in one.requests if not url.startswith((address, "data:", "blob:"))] == []


@pytest.fixture
def stranger(address, browser):
    """Another visitor, with another browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(PATIENCE)
    yield Visit(context.new_page(), address)
    context.close()
