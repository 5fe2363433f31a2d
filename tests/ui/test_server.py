"""The server from outside, without a browser."""

import asyncio
import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from class_client import Visitor


def workers(pid):
    """Processes that a server started and that are still there."""
    files = Path(f"/proc/{pid}/task").glob("*/children")
    return {int(child) for file in files for child in file.read_text().split()}


def gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are looked up in /proc")
@pytest.mark.parametrize(
    "how",
    [pytest.param(signal.SIGKILL, marks=pytest.mark.weekly("a server that is killed")), signal.SIGTERM],
)
@pytest.mark.long("a server that is ended")
def test_a_server_that_ends_leaves_no_process_behind(serve, how):
    async def visit(url):
        visitor = Visitor(url, "/compare?story=island&runs=2&steps=2")
        await visitor.open()
        await visitor.leave()

    with serve() as (url, server):
        with ThreadPoolExecutor(1) as beside:  # the browser tests keep a loop of their own in this thread
            beside.submit(asyncio.run, visit(url)).result()
        until(lambda: len(workers(server.pid)) > 1)  # the worker, and what keeps account of it
        left = workers(server.pid)
        os.kill(server.pid, how)
        server.wait(timeout=60)
        until(lambda: all(map(gone, left)))
