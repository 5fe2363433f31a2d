"""Who may come in, and with what: the guard without a server."""

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from specialisation_sim.ui.frames import SHORT, Allowance, FrameCheck, largest_frame
from specialisation_sim.ui.guard import Guard
from specialisation_sim.ui.launch import ASSETS
from specialisation_sim.ui.limits import CLASS, Limits
from specialisation_sim.ui.one_line import OneLine, Sparing
from specialisation_sim.ui.places import DOOR, LONGEST, LOST, SAVED, Places

HOST = (b"host", b"localhost:8765")


def apart(what):
    """Run a coroutine in a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, what).result()


def guard(places=None, app=None):
    return Guard(app, ("localhost",), ASSETS, Places(Limits(sessions=2)) if places is None else places)


def request(path="/", *more, kind="http", method="GET", query=b"session_id=p", host=HOST):
    return {
        "type": kind,
        "path": path,
        "headers": [host, *more],
        "method": method,
        "query_string": query,
        "client": ("10.0.0.1", 1),
    }


async def answer(scope, **more):
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "websocket.connect"}

    await guard(**more)(scope, receive, send)
    return sent


async def nothing(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})


def status(scope, **more):
    return apart(answer(scope, app=nothing, **more))[0].get("status", 1008)


SOCKET = "/jupyter/api/kernels/a/channels"


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (request(), 200),
        (request("/_solara/cdn/echarts@5.4.0/dist/echarts.min.js"), 200),
        (request(host=(b"host", b"evil.example")), 403),
        *((request(host=(b"host", host)), 400) for host in (b"[", b"", b"a b", b"localhost:x", b"\xff", b"[::1")),
        *((request(SOCKET, (b"origin", origin), kind="websocket"), 1008) for origin in (b"http://evil", b"[", b"null")),
        (request(SOCKET, kind="websocket", query=b""), 1008),
        (request("/jupyter/api/kernels/a/b/c", kind="websocket"), 1008),
        (request("/resourcez"), 404),
        (request("/_solara/cdn/katex/katex.js"), 404),
        (request("/_solara/cdn/../launch.py"), 404),
        (request("/_solara/api/close/a", method="POST"), 404),
        (request(method="POST"), 405),
        (request("/", (b"cookie", b'=;;\xff="')), 200),
    ],
)
def test_what_may_pass_and_what_not(scope, expected):
    assert status(scope) == expected


def test_answers_carry_the_headers_and_a_policy_that_names_only_this_server():
    head = dict(apart(answer(request(), app=nothing))[0]["headers"])
    assert head[b"x-content-type-options"] == b"nosniff"
    policy = head[b"content-security-policy"].decode()
    assert "default-src 'self'" in policy
    assert "ws://localhost:8765" in policy
    assert "*" not in policy


def test_headers_of_a_proxy_do_not_reach_the_framework_from_anybody_else():
    seen = []

    async def app(scope, receive, send):
        seen.extend(name for name, _ in scope["headers"])
        await nothing(scope, receive, send)

    apart(answer(request("/", (b"x-script-name", b"/evil"), (b"x-forwarded-host", b"evil")), app=app))
    assert seen == [b"host"]


def test_an_error_in_the_framework_is_one_line(caplog):
    async def app(scope, receive, send):
        raise KeyError("session\nid")

    with caplog.at_level(logging.WARNING, logger="specialisation_sim.ui"):
        apart(answer(request(SOCKET, kind="websocket"), app=app))
    assert len(caplog.records) == 1
    assert "\n" not in caplog.text.strip()
    assert caplog.records[0].exc_info is None


# Places.


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    one = Clock()
    monkeypatch.setattr("specialisation_sim.ui.places.monotonic", one)
    monkeypatch.setattr("specialisation_sim.ui.frames.monotonic", one)
    return one


@pytest.fixture
def ended():
    return []


@pytest.fixture
def places(clock, ended):
    pages = set()
    one = Places(Limits(sessions=3, per_cookie=2, per_address=2), lambda: pages - set(ended), ended.append)
    enter = one.enter

    def enter_and_keep(page, *whose):
        pages.add(page)
        return enter(page, *whose)

    one.enter = enter_and_keep
    return one


def test_no_more_come_in_than_there_are_places(places):
    answers = [places.enter(f"p{k}", f"c{k}", "127.0.0.1") for k in range(9)]
    assert [not text for text in answers] == [True] * 3 + [False] * 6
    assert len(places) == 3
    assert "3 pages are open on this server" in places.refuse("new", "127.0.0.1")


def test_one_browser_and_one_address_take_only_their_share(places):
    assert [bool(places.enter(f"p{k}", "same", "127.0.0.1")) for k in range(3)] == [False, False, True]
    assert [bool(places.enter(f"q{k}", f"c{k}", "10.0.0.9")) for k in range(3)] == [False, True, True]
    assert CLASS.per_address < CLASS.sessions / 2


def test_a_page_belongs_to_the_cookie_that_opened_it(places):
    assert places.enter("p", "c", "10.0.0.1") == ""
    assert places.enter("p", "c", "10.0.0.1") == ""
    assert "another visitor" in places.enter("p", "d", "10.0.0.2")


def test_a_socket_that_comes_to_nothing_frees_its_place_at_once(places, ended):
    for k in range(10):
        assert places.enter(f"p{k}", f"c{k}", "127.0.0.1") == ""
        places.leave(f"p{k}")
    assert len(places) == 0
    assert len(ended) == 10


def test_who_waits_at_the_door_or_lost_the_connection_makes_room_for_a_newcomer(places, clock, ended):
    for k in range(3):
        places.enter(f"p{k}", f"c{k}", "127.0.0.1")
    places.ask("p0"), places.ask("p1")
    places.leave("p1")
    assert places.refuse("new", "127.0.0.1")
    clock.now = DOOR + 1
    assert places.enter("new", "new", "127.0.0.1") == ""
    assert ended == ["p2"]
    places.ask("new")
    clock.now = LOST + 1
    assert places.enter("newer", "newer", "127.0.0.1") == ""
    assert ended == ["p2", "p1"]
    places.ask("newer")
    clock.now = 9999.0
    assert places.refuse("newest", "127.0.0.1"), "pages that are connected stay"


def test_a_guess_comes_from_a_page_of_this_server():
    assert status(request("/watch/guess", method="POST")) == 200
    assert status(request("/watch/guess", (b"origin", b"http://elsewhere"), method="POST")) == 403
    assert status(request("/explore", method="POST")) == 405


def test_when_all_places_are_taken_newcomers_are_told_and_those_inside_go_on(clock):
    full = Places(Limits(sessions=1))
    full.enter("a", "none, from 10.0.0.1", "10.0.0.1")
    assert status(request("/explore"), places=full) == 503
    assert status(request("/watch/island"), places=full) == 200, "who watches takes no place"
    assert status(request(SOCKET.replace("/a/", "/b/"), kind="websocket"), places=full) == 1008
    assert status(request("/static/main.js"), places=full) == 200


# Frames.


def message(kind="comm_msg", **more):
    content = {"comm_id": "x", "data": {"method": "custom", "content": {}}, **more.pop("content", {})}
    return json.dumps({"header": {"msg_type": kind}, "content": content, "channel": "shell", **more})


def test_what_a_page_sends_passes():
    check = FrameCheck(1000)
    for frame in (
        message("kernel_info_request"),
        message("comm_info_request"),
        message(),
        message("comm_open", content={"comm_id": "c", "target_name": "solara.control"}),
        message(content={"comm_id": "c", "data": {"method": "app-status"}}),
        message(content={"data": {"method": "update", "state": {"v_model": 3}}}),
        message(content={"data": {"method": "custom", "content": {"data": "A" * (SHORT + 500)}}}),
    ):
        assert check.flaw(frame) == "", frame[:100]
    assert not check.ran
    assert check.flaw(message(content={"comm_id": "c", "data": {"method": "run", "args": {"path": "/"}}})) == ""
    assert check.ran


@pytest.mark.parametrize(
    "frame",
    [
        b"\0\0\0\1" + b"\0" * 8,
        None,
        "null",
        "[]",
        "{}",
        "",
        "NaN",
        "{",
        '"' * 9,
        "[" * 10_000,
        "1" * 5_000,
        "[" + "{}," * 100_000 + "{}]",
        "x" * (largest_frame(1000) + 1),
        message("execute_request"),
        message(buffers=["x"]),
        message(metadata=3),
        message(parent_header=[]),
        message(content={"comm_id": 3}),
        message(content={"data": []}),
        message(content={"data": {"method": "evict"}}),
        message("comm_open", content={"target_name": "jupyter.widget"}),
        message(content={"data": {"method": "update", "state": {"option": "A" * (SHORT + 500)}}}),
        message(content={"data": {"method": "update", "state": 3}}),
        json.dumps({"header": {"msg_type": ["comm_msg"]}, "content": {}, "channel": "shell"}),
    ],
)
def test_what_a_page_does_not_send_is_refused(frame):
    assert FrameCheck(1000).flaw(frame)


def test_the_reload_of_the_framework_and_pages_without_end_are_refused():
    check = FrameCheck(1000)
    check.flaw(message("comm_open", content={"comm_id": "c", "target_name": "solara.control"}))
    for method in ("reload", "evict", "state"):
        assert check.flaw(message(content={"comm_id": "c", "data": {"method": method}}))
    run = message(content={"comm_id": "c", "data": {"method": "run", "args": {"path": "/"}}})
    assert [bool(check.flaw(run)) for _ in range(11)] == [False] * 10 + [True]


def test_a_refused_frame_ends_its_socket_with_one_line(caplog):
    sent, frames = [], [{"type": "websocket.receive", "bytes": b"\0" * 12}]

    async def app(scope, receive, send):
        assert (await receive())["type"] == "websocket.disconnect"

    async def send(out):
        sent.append(out)

    async def receive():
        return frames.pop()

    with caplog.at_level(logging.WARNING, logger="specialisation_sim.ui"):
        apart(guard(app=app)(request(SOCKET, kind="websocket"), receive, send))
    assert sent[0]["code"] == 1003
    assert len(caplog.records) == 1
    assert "12 bytes from 10.0.0.1: binary" in caplog.text


def test_a_socket_that_asks_for_nothing_is_ended_and_its_place_is_free(monkeypatch):
    monkeypatch.setattr("specialisation_sim.ui.sockets.PATIENCE", 0.05)
    places, sent, ended = Places(Limits(sessions=1)), [], asyncio.Event()

    async def app(scope, receive, send):
        assert len(places._taken) == 1
        await asyncio.wait_for(ended.wait(), 10)

    async def send(out):
        sent.append(out)
        ended.set()

    apart(guard(app=app, places=places)(request(SOCKET, kind="websocket"), None, send))
    assert sent[0]["code"] == 1008
    assert places.enter("b", "b", "10.0.0.2") == ""


def test_who_sends_too_much_waits(clock):
    some = Allowance(rate=10, most=20)
    assert [some.wait_for(1) for _ in range(20)] == [0.0] * 20
    assert some.wait_for(5) == pytest.approx(0.5)
    clock.now = 10.0
    assert some.wait_for(20) == 0.0


def test_whose_messages_take_long_waits_and_nobody_else(clock):
    places = Places(Limits(sessions=9, messages=0.25))
    for page, cookie, address in (("a", "x", "127.0.0.1"), ("b", "x", "127.0.0.1"), ("c", "y", "127.0.0.1")):
        places.enter(page, cookie, address)
    for page, address in (("d", "10.0.0.1"), ("e", "10.0.0.1")):
        places.enter(page, page, address)
    assert places.work_of("a").wait_for(SAVED) == 0.0
    assert places.work_of("b").wait_for(0.1) == pytest.approx(0.4), "pages of a browser share"
    assert places.work_of("b").wait_for(60.0) == LONGEST, "a busy server keeps nobody waiting for long"
    assert places.work_of("c").wait_for(SAVED) == 0.0
    assert places.work_of("d") is places.work_of("e"), "cookies are cheap, addresses are not"
    clock.now = 60.0
    assert places.work_of("a").wait_for(SAVED) == 0.0


def test_a_socket_pays_for_what_its_messages_take(clock):
    waited = []

    async def app(scope, receive, send):
        for _ in range(3):
            await receive()
            clock.now += 2.0  # the framework is at it

    async def receive():
        return {"type": "websocket.receive", "text": message("kernel_info_request")}

    async def pause(seconds):
        waited.append(seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("specialisation_sim.ui.sockets.monotonic", clock)
        patch.setattr("specialisation_sim.ui.sockets.asyncio.sleep", pause)
        own = Places(Limits(messages=0.25))
        apart(guard(app=app, places=own)(request(SOCKET, kind="websocket"), receive, nothing))
    assert waited == [0.0, 2.0]


# The log.


def record(text="x", error=None):
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("a", logging.ERROR, "f", 1, text, (), info)


def test_the_log_is_short_and_says_what_it_left_out(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("specialisation_sim.ui.one_line.monotonic", lambda: now[0])
    few = Sparing(most=2, seconds=10)
    assert [few.filter(record()) for _ in range(5)] == [True, True, False, False, False]
    now[0] = 11.0
    last = record("more")
    assert few.filter(last)
    assert last.getMessage() == "more (and 3 lines like this)"


def test_a_traceback_becomes_one_line():
    try:
        {}["a\nb"]
    except KeyError as error:
        one = record("failed:\n", error)
    OneLine().filter(one)
    assert one.exc_info is None
    assert "\n" not in one.getMessage()
    assert "KeyError" in one.getMessage()
    assert "test_guard.py" in one.getMessage()
