"""A server that one visitor tries to spoil for the others: a real one, without a browser."""

import asyncio
import contextlib
import os
import signal
import socket
import statistics
import struct
import sys
import time
import urllib.error
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from class_client import Visitor

pytestmark = pytest.mark.long("a hostile participant")

LINUX = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is looked up in /proc")
EXPLORE = "/explore?story=island"


def apart(what):
    with ThreadPoolExecutor(1) as thread:  # the browser tests keep a loop of their own in this thread
        return thread.submit(asyncio.run, what).result()


def socket_of(url):
    return url.replace("http", "ws") + f"/jupyter/api/kernels/{uuid.uuid4()}/channels?session_id=p"


def peak(server):
    """Most memory that the server ever had, in MB."""
    lines = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM"))


def until(true, seconds):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def status(url):
    try:
        return urllib.request.urlopen(url, timeout=60).status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture(scope="module")
def place():
    from conftest import served

    with served("--class") as (url, server):
        yield url, server


@LINUX
def test_a_frame_that_announces_millions_of_buffers_costs_nothing(place):
    url, server = place

    async def bomb():
        async with connect(socket_of(url), open_timeout=60) as one:
            await one.send(struct.pack("!i", 5_000_000) + b"\0" * 8)
            with pytest.raises(ConnectionClosed):
                await asyncio.wait_for(one.recv(), 60)

    before = peak(server)
    apart(bomb())
    assert peak(server) - before < 20


def test_sockets_that_come_to_nothing_leave_the_places_to_others(place):
    url, _ = place

    async def come_and_go():
        for _ in range(45):
            with contextlib.suppress(InvalidStatus):  # those before it may not be over yet
                one = await connect(socket_of(url), open_timeout=60)
                await one.send("null")
                await one.close()

    apart(come_and_go())
    until(lambda: status(url + EXPLORE) == 200, 10)


def test_no_more_get_in_than_there_are_places_when_all_come_at_once(place):
    url, _ = place

    async def try_in():
        try:
            one = Visitor(url, EXPLORE)
            cookie = {"Cookie": f"solara-session-id={uuid.uuid4()}"}
            one.socket = await connect(socket_of(url), additional_headers=cookie, open_timeout=60)
        except Exception:
            return None
        return one

    async def crowd():
        came = [one for one in await asyncio.gather(*(try_in() for _ in range(60))) if one]
        full = await asyncio.to_thread(status, url + EXPLORE)
        for one in came:
            await one.socket.close()
        return len(came), full

    number, full = apart(crowd())
    assert number == 40
    assert full == 503


def test_half_a_request_ends(place):
    url, _ = place
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: local")
        try:
            left = line.recv(100)  # the timeout of the line is an error
        except ConnectionResetError:
            left = b""
        assert left == b""


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_server_under_load_is_gone_five_seconds_after_the_signal_without_a_word(serve):
    async def load_and_stop(url, server):
        visitors = [Visitor(url, EXPLORE) for _ in range(6)]
        await asyncio.gather(*(one.open() for one in visitors))
        for one in visitors:
            await one.press("Play")
        os.kill(server.pid, signal.SIGTERM)
        begun = time.monotonic()
        await asyncio.to_thread(server.wait, 60)
        took = time.monotonic() - begun
        for one in visitors:
            await asyncio.gather(one.reader, return_exceptions=True)
            await one.socket.close()
        return took

    with serve("--class") as (url, server):
        assert apart(load_and_stop(url, server)) < 5
        assert server.stderr.read() == ""


@LINUX
@pytest.mark.weekly("visitors who come and go, and one who floods")
def test_the_second_two_hundred_visitors_take_no_more_than_the_first(place):
    url, server = place

    async def come_and_go(number):
        for _ in range(number // 10):
            some = [Visitor(url, EXPLORE) for _ in range(10)]
            await asyncio.gather(*(one.open() for one in some))
            await asyncio.gather(*(one.leave() for one in some))

    apart(come_and_go(200))
    first = peak(server)
    apart(come_and_go(200))
    assert peak(server) < 1.1 * first


@pytest.mark.weekly("visitors who come and go, and one who floods")
def test_thirty_play_while_one_floods(place):
    url, _ = place

    async def flood(end):
        while time.monotonic() < end:
            try:
                one = Visitor(url, "/compare?story=island&runs=300&steps=1000")
                await one.open()
                for _ in range(20):
                    await one.socket.send("[" * 10)
                await one.leave()
            except Exception:
                await asyncio.sleep(0.05)

    async def room():
        some = [Visitor(url, EXPLORE) for _ in range(30)]
        await asyncio.gather(*(one.open() for one in some))
        storm = [asyncio.create_task(flood(time.monotonic() + 20)) for _ in range(3)]
        waits = []
        for _ in range(4):
            for one in some:
                waits.append(await one.press("Step", until="day"))
            await asyncio.sleep(0.5)
        for task in storm:
            task.cancel()
        await asyncio.gather(*storm, return_exceptions=True)
        for one in some:
            await one.leave()
        return waits

    assert statistics.median(apart(room())) < 0.1
