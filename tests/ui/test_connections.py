"""Connections that hold a server up: half a request, an answer that nobody reads, more of them than one may have."""

import asyncio
import contextlib
import socket
import threading
import time

import pytest
import uvicorn

from specialisation_sim.ui import connections


async def much(scope, receive, send):
    """Answers with more than any buffer between two programs takes."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(400):
        await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture(scope="module")
def port():
    line = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        much, log_config=None, lifespan="off", http=connections.PatientHTTP, ws=connections.PatientSocket
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([line])), daemon=True)
    with pytest.MonkeyPatch.context() as patch:
        for name, seconds in (("REQUEST", 0.3), ("ANSWER", 0.3), ("CHECK", 0.05)):
            patch.setattr(connections, name, seconds)
        thread.start()
        yield line.getsockname()[1]
        server.should_exit = True
        thread.join()


def over(line):
    """Whether the server ends a connection."""
    line.settimeout(20)
    try:
        return line.recv(1000) == b""
    except ConnectionResetError:
        return True


def until_none_is_open():
    end = time.monotonic() + 20
    while connections._OPEN:
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: a", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx"])
def test_who_does_not_come_to_the_end_of_a_request_is_let_go(port, begun):
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(begun)
        if not begun.startswith(b"POST"):
            assert over(line)
    until_none_is_open()


def test_who_does_not_read_the_answer_is_let_go(port):
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        until_none_is_open()


def test_who_reads_gets_all(port):
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        line.settimeout(20)
        assert sum(iter(lambda: len(line.recv(1_000_000)), 0)) > 40_000_000


def test_one_address_has_so_many_connections_and_no_more(port, monkeypatch):
    monkeypatch.setattr(connections, "is_local", lambda address: False)
    monkeypatch.setattr(connections, "OF_ONE_ADDRESS", 3)
    monkeypatch.setattr(connections, "REQUEST", 60.0)
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(4)]
        assert over(lines[3])
        lines[0].settimeout(0.2)
        with pytest.raises(TimeoutError):
            lines[0].recv(1)
    until_none_is_open()
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.settimeout(0.2)
        with pytest.raises(TimeoutError):
            line.recv(1)


def test_all_together_have_so_many(port, monkeypatch):
    until_none_is_open()
    monkeypatch.setattr(connections, "IN_ALL", 0)
    with socket.create_connection(("127.0.0.1", port)) as line:
        assert over(line)


def test_a_server_leaves_though_no_thread_can_be_started_any_more(monkeypatch):
    def refuse(thread):
        raise RuntimeError("can't create new thread at interpreter shutdown")

    codes = []
    monkeypatch.setattr(threading.Thread, "start", refuse)
    monkeypatch.setattr(connections.os, "_exit", codes.append)
    connections._gone()
    assert codes == [0]
