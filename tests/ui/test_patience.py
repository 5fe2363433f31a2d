"""Who is let go and who may stay, told by a clock of our own and without a network."""

import os
import sys
from types import SimpleNamespace

import h11
import pytest

from specialisation_sim.ui import connections, jobs
from specialisation_sim.ui.connections import ANSWER, CHECK, IN_ALL, OF_ONE_ADDRESS, REQUEST, PatientHTTP, PatientSocket


class Clock:
    """A loop whose time is set by hand; what is to come later is kept."""

    def __init__(self):
        self.now, self.later = 100.0, []

    def time(self):
        return self.now

    def call_later(self, seconds, call):
        timer = SimpleNamespace(at=self.now + seconds, call=call, cancelled=False)
        timer.cancel = lambda: setattr(timer, "cancelled", True)
        self.later.append(timer)
        return timer


class Line:
    """The other end of a connection."""

    def __init__(self):
        self.left, self.aborted, self.protocol = 0, 0, None

    def get_write_buffer_size(self):
        return self.left

    def abort(self):
        self.aborted += 1

    def get_protocol(self):
        return self.protocol


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    monkeypatch.setattr(connections, "_OPEN", connections.Counter())
    monkeypatch.setattr(connections.H11Protocol, "connection_lost", lambda self, exc: None)
    monkeypatch.setattr(connections.H11Protocol, "handle_websocket_upgrade", lambda self, event: None)


@pytest.fixture
def come(monkeypatch):
    def connection_made(self, transport):
        self.transport, self.client = transport, self.given

    monkeypatch.setattr(connections.H11Protocol, "connection_made", connection_made)

    def one(address="10.0.0.1"):
        protocol = PatientHTTP.__new__(PatientHTTP)
        protocol.given = (address, 1) if address else None
        protocol.loop, protocol.cycle = Clock(), None
        protocol.conn = SimpleNamespace(their_state=h11.IDLE, trailing_data=(b"", False))
        line = Line()
        protocol.connection_made(line)
        return protocol, line

    return one


def look(protocol, seconds):
    """So many seconds later it is looked at."""
    protocol.loop.now = 100.0 + seconds
    protocol.loop.later[-1].call()


def test_one_address_has_so_many_connections_and_leaves_them_one_by_one(come):
    lines = [come() for _ in range(OF_ONE_ADDRESS)]
    assert not any(line.aborted for _, line in lines)
    assert come()[1].aborted == 1
    assert connections._OPEN == {"10.0.0.1": OF_ONE_ADDRESS + 1}
    lines[0][0].connection_lost(None)
    assert lines[0][0].loop.later[0].cancelled
    assert connections._OPEN == {"10.0.0.1": OF_ONE_ADDRESS}
    assert not come("10.0.0.2")[1].aborted


def test_this_machine_may_have_more_but_all_together_so_many(come):
    assert not any(come("127.0.0.1")[1].aborted for _ in range(IN_ALL))
    assert come("10.0.0.3")[1].aborted == 1
    assert come("127.0.0.1")[1].aborted == 1


def test_who_has_no_address_is_counted_and_forgotten(come):
    protocol, _ = come("")
    assert connections._OPEN == {"": 1}
    protocol.connection_lost(None)
    assert connections._OPEN == {}


CYCLE = SimpleNamespace(response_complete=True)
AT_WORK = SimpleNamespace(response_complete=False)


@pytest.mark.parametrize(
    ("their", "cycle", "trailing", "left", "most"),
    [
        (h11.IDLE, None, b"", 0, REQUEST),  # nothing was asked for yet
        (h11.SEND_BODY, None, b"", 0, REQUEST),
        (h11.SEND_BODY, AT_WORK, b"", 0, REQUEST),  # a body that does not come
        (h11.DONE, AT_WORK, b"", 0, None),  # we are at work
        (h11.DONE, AT_WORK, b"", 5, ANSWER),  # an answer that is not read
        (h11.IDLE, CYCLE, b"", 0, None),  # a page that stays
        (h11.DONE, CYCLE, b"", 0, None),
        (h11.DONE, CYCLE, b"", 5, ANSWER),
        (h11.IDLE, CYCLE, b"GET", 0, REQUEST),  # half of a second request
    ],
)
def test_who_keeps_us_waiting_is_let_go(come, their, cycle, trailing, left, most):
    protocol, line = come()
    protocol.cycle, line.left = cycle, left
    protocol.conn = SimpleNamespace(their_state=their, trailing_data=(trailing, False))
    protocol._seen = protocol._state()
    look(protocol, most or 1000.0)
    assert not line.aborted
    assert protocol._next is protocol.loop.later[-1]
    assert protocol._next.at == protocol.loop.now + CHECK
    if most:
        look(protocol, most + 0.5)
        assert line.aborted == 1
        assert len(protocol.loop.later) == 2  # it is looked at no more


def test_whoever_sends_or_reads_something_has_time_again(come):
    protocol, line = come()
    protocol.conn.their_state = h11.SEND_BODY
    look(protocol, 9.0)
    look(protocol, 18.9)
    assert not line.aborted
    look(protocol, 19.5)
    assert line.aborted == 1
    reader, line = come()
    reader.cycle, reader.conn.their_state = AT_WORK, h11.DONE
    for k in range(9):
        line.left = 9 - k
        look(reader, 20.0 * k)
    assert not line.aborted


def test_a_connection_that_becomes_a_socket_is_counted_once(come):
    protocol, line = come()
    line.protocol = PatientSocket.__new__(PatientSocket)
    protocol.handle_websocket_upgrade(None)
    assert protocol.loop.later[0].cancelled
    assert line.protocol.counted == "10.0.0.1"
    assert connections._OPEN.total() == 1
    refused, line = come()
    line.protocol = refused
    refused.handle_websocket_upgrade(None)
    assert connections._OPEN.total() == 1


def test_a_socket_that_ends_is_gone_soon(monkeypatch):
    asked = []
    for name in ("connection_lost", "keepalive_timeout", "handle_close", "shutdown"):
        monkeypatch.setattr(
            connections.WebSocketsSansIOProtocol, name, lambda self, *given, name=name: asked.append((name, *given))
        )
    socket, line = PatientSocket.__new__(PatientSocket), Line()
    socket.transport, socket.loop, socket.counted = line, Clock(), "a"
    connections._OPEN["a"] = 2
    socket.connection_lost(None)
    assert connections._OPEN == {"a": 1}
    socket.keepalive_timeout()
    assert line.aborted == 1
    socket.handle_close("event")
    socket.shutdown()
    assert [(timer.at - 100.0, timer.call) for timer in socket.loop.later] == [(CHECK, line.abort), (0.5, line.abort)]
    assert asked == [("connection_lost", None), ("keepalive_timeout",), ("handle_close", "event"), ("shutdown",)]


def test_a_server_that_is_told_to_stop_ends_for_certain(monkeypatch):
    begun, told = [], []

    def timer(seconds, call):
        return SimpleNamespace(start=lambda: begun.append((seconds, call)), daemon=False)

    monkeypatch.setattr(connections.threading, "Timer", timer)

    def dump(seconds, exit, file):
        file.close()
        begun.append((seconds, exit))

    monkeypatch.setattr(connections.faulthandler, "dump_traceback_later", dump)
    monkeypatch.setattr(connections.logging, "disable", told.append)
    monkeypatch.setattr(connections.uvicorn.Server, "handle_exit", lambda self, sig, frame: told.append(sig))
    server = connections.Server.__new__(connections.Server)
    server.should_exit = False
    server.handle_exit(15, None)
    assert begun == [(connections.LAST, connections._gone), (connections.LAST + 1.0, True)]
    assert told == [connections.logging.CRITICAL, 15]
    server.should_exit = True
    server.handle_exit(2, None)
    assert len(begun) == 2
    assert told[2:] == [2]


def test_the_end_closes_what_works_beside_the_server(monkeypatch):
    done = []
    monkeypatch.setattr(connections.os, "_exit", done.append)
    monkeypatch.setattr(jobs, "close_down", lambda: done.append("closed"))
    started = lambda target, daemon: SimpleNamespace(start=target)  # noqa: E731
    monkeypatch.setattr(connections.threading, "Thread", started)
    connections._gone()
    assert done == ["closed", 0]


def test_a_page_is_ended_and_something_done_once_and_later(monkeypatch):
    from solara.server import kernel_context

    from specialisation_sim.ui import launch

    ended, begun = [], []
    page = SimpleNamespace(close=ended.append)
    monkeypatch.setattr(kernel_context, "contexts", {"p": page})
    monkeypatch.setattr(
        launch.threading, "Thread", lambda target, args, daemon: SimpleNamespace(start=lambda: target(*args))
    )
    launch.end_page("q")
    launch.end_page("p")
    assert ended == ["cull"]
    monkeypatch.setattr(
        launch.threading, "Timer", lambda seconds, do: SimpleNamespace(start=lambda: begun.append((seconds, do)))
    )
    once = launch.soon("do", 4.0)
    once()
    once()
    assert begun == [(4.0, "do")]


def test_a_visitor_is_a_cookie_and_here_while_connected(monkeypatch):
    from solara.server import kernel_context

    from specialisation_sim.ui.visitors import Visitor, visitor

    assert visitor() == Visitor()
    assert Visitor().is_here()
    status = kernel_context.PageStatus
    page = SimpleNamespace(id="p", session_id="cookie", page_status={"a": status.CONNECTED, "b": status.DISCONNECTED})
    monkeypatch.setattr(kernel_context, "has_current_context", lambda: True)
    monkeypatch.setattr(kernel_context, "get_current_context", lambda: page)
    monkeypatch.setattr(kernel_context, "contexts", {"p": page})
    one = visitor()
    assert one.name == "cookie"
    assert one.is_here()
    page.page_status["a"] = status.DISCONNECTED
    assert not one.is_here()
    kernel_context.contexts.clear()
    assert not one.is_here()
    page.session_id = "session-id-cookie-unavailable-1"
    assert visitor().name == ""


def test_the_app_is_served_as_the_options_say(monkeypatch, capsys):
    import uvicorn

    from specialisation_sim.ui import launch
    from specialisation_sim.ui.limits import CLASS_VARIABLE

    monkeypatch.setenv(CLASS_VARIABLE, "")  # so that what the server sets is taken back
    monkeypatch.delenv(CLASS_VARIABLE)
    seen = {}
    line = SimpleNamespace(getsockname=lambda: ("", 4321))

    def config(app, **more):
        seen["config"] = {"app": app, **more}

    def app_of(host, room):
        seen["room"] = room
        return ("app", host)

    monkeypatch.setattr(launch, "listening", lambda host, port: line)
    monkeypatch.setattr(launch, "guarded_app", app_of)
    monkeypatch.setattr(launch, "keep_log_short", lambda: seen.update(short=True))
    monkeypatch.setattr(launch.signal, "signal", lambda which, what: seen.update(signal=which))
    monkeypatch.setattr(launch.webbrowser, "open", lambda url: seen.update(opened=url))
    timer = lambda seconds, do, given: SimpleNamespace(start=lambda: do(*given))  # noqa: E731
    monkeypatch.setattr(launch.threading, "Timer", timer)
    monkeypatch.setattr(uvicorn, "Config", config)
    run = lambda self, sockets: seen.update(sockets=sockets)  # noqa: E731
    monkeypatch.setattr(connections, "Server", lambda config: SimpleNamespace(run=lambda sockets: run(None, sockets)))
    monkeypatch.setattr(jobs, "close_down", lambda: seen.update(closed=True))
    launch.serve("127.0.0.1", 0)
    said = capsys.readouterr()
    assert said.out == "The app is at http://localhost:4321/ for up to 8 open pages. Stop it with Ctrl-C.\n"
    assert said.err == ""
    assert seen["opened"] == "http://localhost:4321/"
    assert seen["sockets"] == [line]
    assert seen["signal"] == launch.signal.SIGTERM
    assert (seen["closed"], seen["short"], seen["room"]) == (True, True, None)
    asked = seen["config"]
    assert asked["app"] == ("app", "127.0.0.1")
    assert asked["ws_per_message_deflate"] is False
    assert asked["ws_max_size"] == launch.largest_frame(5_000_000)
    assert (asked["http"], asked["ws"]) == (PatientHTTP, PatientSocket)
    del seen["opened"]
    launch.serve("0.0.0.0", 0, a_class=True, browser=False)
    said = capsys.readouterr()
    assert "http://0.0.0.0:4321/ for up to 40 open pages" in said.out
    assert f"For the teacher: http://0.0.0.0:4321/teacher with the code {seen['room'].code}\n" in said.out
    assert "It listens on 0.0.0.0: whoever reaches this machine" in said.err
    assert seen["config"]["ws_per_message_deflate"] is True
    assert "opened" not in seen


def test_an_address_that_cannot_be_had_is_said_so(monkeypatch):
    from specialisation_sim.base.errors import UserError
    from specialisation_sim.ui import launch

    for port in (-1, 65536):
        with pytest.raises(UserError, match="is out of bounds"):
            launch.listening("127.0.0.1", port)
    line = launch.listening("127.0.0.1", 0)
    try:
        with pytest.raises(UserError, match="is in use; give another with --port"):
            launch.listening("127.0.0.1", line.getsockname()[1])
        with pytest.raises(UserError, match=r"nowhere\.invalid:65535 cannot be had: "):
            launch.listening("nowhere.invalid", 65535)
    finally:
        line.close()


def test_the_guard_stands_before_watch_and_watch_before_the_workshop(monkeypatch):
    import solara.server

    from specialisation_sim.ui import launch, stories
    from specialisation_sim.ui.watch import site
    from specialisation_sim.ui.watch.room import Room

    workshop = SimpleNamespace(app="the workshop")
    monkeypatch.setitem(sys.modules, "solara.server.starlette", workshop)
    monkeypatch.setattr(solara.server, "starlette", workshop, raising=False)
    for name in launch.SETTINGS:
        monkeypatch.setenv(name, "as before")
    made = []
    monkeypatch.setattr(site, "make_ready", lambda: made.append("Watch"))
    monkeypatch.setattr(stories, "scenarios", lambda: made.append("scenarios"))
    monkeypatch.setattr(launch.threading, "Thread", lambda target, daemon: SimpleNamespace(start=target))
    monkeypatch.setattr(launch, "soon", lambda do: do)
    room = Room("code")
    for host, hosts in (("127.0.0.1", launch.LOOPBACK), ("0.0.0.0", ())):
        guard = launch.guarded_app(host, room)
        assert set(guard.hosts) == set(hosts)
        assert guard.app.room is room
        assert guard.app.app == "the workshop"
        assert guard.places.bounds == launch.limits()
    assert made == ["scenarios", "Watch"] * 2
    assert os.environ["SOLARA_APP"] == "specialisation_sim.ui.app"


def test_a_process_beside_the_server_stands_back_and_loads_what_it_needs(monkeypatch):
    import resource

    from specialisation_sim.registry import OWN
    from specialisation_sim.ui import worker

    done = []
    monkeypatch.setattr(worker.signal, "signal", lambda *given: done.append(given))
    monkeypatch.setattr(worker.os, "nice", lambda steps: done.append(("nice", steps)))
    monkeypatch.setattr(resource, "setrlimit", lambda which, bounds: done.append((which, bounds)))
    monkeypatch.setattr(resource, "getrlimit", lambda which: (1, 9))
    monkeypatch.setattr(worker, "import_module", lambda name: done.append(("load", name)))
    monkeypatch.setattr(
        worker, "Thread", lambda target, args, daemon: SimpleNamespace(start=lambda: done.append((target, args)))
    )
    monkeypatch.setitem(OWN, "mine", None)
    worker._begin(5, 77, ("a", "b"), {"mine": worker.WorkerProcess}, 10)
    assert OWN["mine"] is worker.WorkerProcess
    assert done == [
        (worker.signal.SIGINT, worker.signal.SIG_IGN),
        ("nice", 5),
        (worker._outlive_not, (77,)),
        ("load", "a"),
        ("load", "b"),
        (resource.RLIMIT_DATA, (1_500_000_010, 9)),
    ]
    monkeypatch.setattr(worker.os, "getppid", iter([77, 77, 1]).__next__)
    monkeypatch.setattr(worker.time, "sleep", lambda seconds: done.append("slept"))
    monkeypatch.setattr(worker.os, "_exit", done.append)
    worker._outlive_not(77)
    assert done[6:] == ["slept", "slept", 0]


def test_work_is_held_goes_on_and_is_dropped():
    from specialisation_sim.ui import turns

    def work(number):
        for part in (0.25, 0.5):
            turns.breathe(part)
        return number

    def wrong():
        raise ValueError("wrong")

    assert turns.take_turn(-1, 60.0, (work, (7,))) == (True, 1.0, 7)
    assert turns.take_turn(-2, 0.0, (work, (8,))) == (False, 0.25, None)
    assert turns.take_turn(-2, 0.0, None) == (False, 0.5, None)
    assert turns.take_turn(-2, 0.0, None) == (True, 1.0, 8)
    with pytest.raises(turns.NotHeldError):
        turns.take_turn(-2, 0.0, None)
    with pytest.raises(ValueError, match="wrong"):
        turns.take_turn(-3, 1.0, (wrong, ()))
    assert turns._HELD == {}
    turns.take_turn(-4, 0.0, (work, (9,)))
    held = turns._HELD[-4]
    turns.drop(-4)
    turns.drop(-4)
    assert held.over
    assert held.result is None
    assert isinstance(held.error, turns.Dropped)
    assert turns._HELD == {}
    assert turns.progress(1, 4)(1, 2) is None
