"""Watch, number by number: the stage of labour, the pages of a class, the command, and the answers of levers."""

import asyncio
import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from as_written import same_as_written
from visited import known_by, rounded

from specialisation_sim.base.errors import UserError
from specialisation_sim.registry import story as world_of
from specialisation_sim.ui.watch import draw, hundreds, moments, once, pages, scenes, site, tape
from specialisation_sim.ui.watch.casts import DRAWN
from specialisation_sim.ui.watch.room import KEEP, Room
from specialisation_sim.ui.watch.scenes import read, story_scenes
from specialisation_sim.ui.watch.site import Site
from specialisation_sim.ui.watch.stages import labour, plain

WRITTEN = Path(__file__).parent / "written"


def made_up(steps, workers=20):
    """A tape of workers who part ways."""
    time = np.arange(steps + 1) / steps
    shares = {f"share_{k}": 0.5 + (k - 9.4) / 20 * time for k in range(workers)}
    return tape.Tape({"main": 0.5 + time / 4, "best": 1 + time, "other": 1 + 0 * time, **shares}, {}, {}, ())


def drawn(layout):
    """A picture as text: a part of it, and sums by which the rest is known."""
    parts = [*layout["svg"].replace("><", ">\n<").splitlines()]
    some = [*parts[:12], f"... {len(parts)} {known_by(parts)} ...", *parts[-6:]]
    told = json.dumps([layout["view"], layout["says"], layout["bind"][:3], layout["bind"][-2:], len(layout["bind"])])
    return "\n".join([*some, told, known_by([json.dumps(layout["bind"], sort_keys=True)])])


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_labour_is_drawn_so(narrow):
    lines = []
    for scene in story_scenes("labour").scenes:
        if scene.stage in labour.CAST.stages:
            tapes = {run: made_up(2080) for run in scene.runs}
            lines += [f"== {scene.id}", drawn(labour.CAST.stages[scene.stage](scene, tapes, narrow))]
    scene = SimpleNamespace(runs=("a",), ask={}, answer="", lever={})
    lines += ["== before the first week", drawn(labour.town(scene, {"a": made_up(1)}, narrow))]
    same_as_written(WRITTEN / f"stage_labour_{'narrow' if narrow else 'wide'}.txt", rounded("\n".join(lines)))


def test_what_is_read_off_workers():
    kind = world_of("labour")
    world = kind(kind.Parameters(workers=2), seeds=(0,), collect=False)
    columns = labour.columns(world)
    assert list(columns) == ["main", "best", "other", "share_0", "share_1", "settled"]
    assert {name: float(column.read(world)[0]) for name, column in columns.items()} == pytest.approx(
        {"main": 0.5, "best": 1.0, "other": 1.0, "share_0": 0.5, "share_1": 0.5, "settled": 0.0}
    )
    done = np.array([[[3.0, 0.0]], [[1.0, 4.0]]])
    skill = np.array([[[2.0, 1.0]], [[1.0, 5.0]]])
    seen = SimpleNamespace(record=done, skill=skill, time=labour.YEAR, size=2)
    values = {name: float(column.read(seen)[0]) for name, column in labour.columns(seen).items()}
    assert values == {"main": 0.875, "best": 3.5, "other": 1.0, "share_0": 0.75, "share_1": 0.0, "settled": 0.0}
    seen.time += 1
    assert float(labour.columns(seen)["settled"].read(seen)[0]) == 0.875


def test_the_lines_of_a_plain_stage_have_a_scale_that_holds_them():
    scene = SimpleNamespace(asked={}, shows=(), shown=())
    for values, ends in (
        ([0.0, 1.0], (0.0, 1.0)),
        ([0.2, 0.3], (0.0, 1.0)),
        ([-0.5, 0.25], (-0.5, 0.3)),
        ([3.0, 27.0], (0.0, 30.0)),
        ([-120.0, 20.0], (-200.0, 100.0)),
    ):
        tapes = {"a": tape.Tape({"x": np.array(values)}, {}, {}, ())}
        assert plain.ends_of(scene, tapes, ["x"]) == pytest.approx(ends)
    assert plain.ends_of(scene, {}, []) == (0.0, 1.0)
    scene.asked = {"low": 2, "high": 5}
    assert plain.ends_of(scene, {}, []) == (2.0, 5.0)


def answered(given, path="/", method="GET", query=b"", body=(b"",), gzipped=False):
    """What a site answers: status, headers and body."""
    sent, parts = [], list(body)

    async def receive():
        return {"body": parts.pop(0), "more_body": bool(parts)}

    async def send(message):
        sent.append(message)

    headers = [(b"accept-encoding", b"br, gzip")] if gzipped else [(b"accept-encoding", b"br")]
    scope = {"type": "http", "path": path, "method": method, "query_string": query, "headers": headers}
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, given(scope, receive, send)).result()
    start, end = sent
    return start["status"], dict(start["headers"]), end["body"]


@pytest.fixture
def two_scenes(monkeypatch):
    """A plan that takes no time."""
    asked = [{"id": "a", "ask": {"x": 1}, "title": "A"}, {"id": "b", "ask": {}, "title": "B"}]
    plan = {"name": "band", "title": "The band", "question": "Why?", "scenes": asked}
    monkeypatch.setattr(site, "plan_of", lambda name: plan)
    monkeypatch.setattr(site, "answer_of", lambda story, scene: 0.25)
    return plan


def test_pages_are_sent_whole_small_or_without_a_body():
    status, head, page = answered(Site(None))
    assert (status, head[b"content-type"]) == (200, b"text/html; charset=utf-8")
    assert head[b"content-length"] == b"%d" % len(page)
    assert head[b"content-security-policy"] == site.POLICY.encode()
    assert b"content-encoding" not in head
    status, head, small = answered(Site(None), gzipped=True)
    assert gzip.decompress(small) == page
    assert head[b"content-encoding"] == b"gzip"
    assert head[b"content-length"] == b"%d" % len(small)
    assert answered(Site(None), method="HEAD")[2] == b""
    status, head, icon = answered(Site(None), "/favicon.ico", gzipped=True)
    assert (status, head[b"content-type"], icon[:4]) == (200, b"image/svg+xml", b"<svg")
    assert answered(Site(None), "/watch/static/player.js")[1][b"content-type"] == b"text/javascript"


def test_what_is_not_watch_goes_to_the_app():
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["path"])
        await send({"status": 200, "headers": []})
        await send({"body": b""})

    answered(Site(app), "/explore")
    answered(Site(app), "/gallery/")
    assert seen == ["/explore", "/gallery/"]


def test_a_class_sees_the_scenes_that_are_open(two_scenes):
    room = Room("code")
    whole = Site(None, room)
    assert json.loads(answered(whole, "/watch/scenes/band")[2]) == two_scenes["scenes"][:1]
    room.act("band", "next", 2)
    assert json.loads(answered(whole, "/watch/scenes/band")[2]) == two_scenes["scenes"]
    assert json.loads(answered(whole, "/watch/scenes/band", query=b"from=1")[2]) == two_scenes["scenes"][1:]
    assert json.loads(answered(whole, "/watch/scenes/band", query=b"from=x")[2]) == []
    page = answered(whole, "/watch/band")[2].decode()
    given = json.loads(page.partition('id="stories">')[2].partition("</script>")[0].replace("\\u003c", "<"))
    assert given["room"] is True
    assert given["stories"]["band"]["scenes"] == two_scenes["scenes"][:1]
    assert given["stories"]["band"]["of"] == 2
    assert answered(whole, "/watch/none")[0] == 404
    assert answered(Site(None), "/watch/scenes/band")[0] == 404


def test_the_page_of_the_teacher_is_there_for_a_class_alone():
    assert answered(Site(None), "/teacher")[0] == 404
    status, _, page = answered(Site(None, Room("code")), "/teacher")
    assert status == 200
    assert b"teacher.js" in page


def post(given, what, path="/watch/teacher"):
    body = json.dumps(what).encode()
    status, _, text = answered(given, path, "POST", body=(body[:5], body[5:]))
    return status, text.decode()


def test_who_teaches_looks_shows_and_opens(two_scenes, monkeypatch):
    async def no_wait(seconds):
        assert seconds == 1.0

    monkeypatch.setattr(site.asyncio, "sleep", no_wait)
    room = Room("code")
    whole = Site(None, room)
    say = {"story": "band", "code": "code"}
    for page, value in (("a" * 8, 0.75), ("b" * 32, -3), ("a" * 8, 0.5)):
        assert post(whole, {"story": "band", "page": page, "value": value}, "/watch/guess") == (204, "")
    for page, value in (("a" * 7, 1), ("a" * 33, 1), ("a" * 8, True), ("a" * 8, "1"), (8, 1)):
        status, text = post(whole, {"story": "band", "page": page, "value": value}, "/watch/guess")
        assert (status, text) == (400, "This is no guess.")
    assert post(whole, say | {"code": "no", "do": "look"})[0] == 403
    assert post(whole, say | {"story": "none", "do": "look"}) == (404, "No such story.")
    assert post(whole, say, "/watch/other") == (404, "Nothing here.")
    assert post(Site(None), say) == (404, "Nothing here.")
    number = len(story_scenes("band").scenes)
    begun = {"open": 1, "of": number, "shown": "", "number": 2}
    assert json.loads(post(whole, say | {"do": "look"})[1]) == begun
    shown = begun | {"shown": "dots", "guesses": [0.0, 0.5]}
    assert json.loads(post(whole, say | {"do": "dots"})[1]) == shown
    post(whole, {"story": "band", "page": "c" * 8, "value": 1.0}, "/watch/guess")  # too late
    line = json.loads(post(whole, say | {"do": "line"})[1])
    assert line == shown | {"shown": "line", "answer": 0.25}
    assert json.loads(post(whole, say | {"do": "next"})[1])["open"] == 2
    opened = json.loads(post(whole, say | {"do": "open"})[1])
    assert opened["plan"]["scenes"] == two_scenes["scenes"][:1]
    assert opened["stories"] == {name: story_scenes(name).title for name in DRAWN}
    assert opened["titles"] == [scene.title for scene in story_scenes("band").scenes]
    assert json.loads(post(whole, say | {"do": "clear"})[1]) == begun | {"number": 0}
    for _ in range(number + 2):
        state = json.loads(post(whole, say | {"do": "next"})[1])
    assert state["open"] == number


def test_a_body_may_be_so_long_and_no_longer(two_scenes):
    for spare, status in ((0, 204), (1, 404)):
        given = {"story": "band", "page": "a" * 8, "value": 1, "more": ""}
        given["more"] = "x" * (site.LONGEST_BODY - len(json.dumps(given)) + spare)
        assert post(Site(None, Room("c")), given, "/watch/guess")[0] == status


def test_guesses_are_forgotten_after_two_hours_and_a_room_holds_so_many(monkeypatch):
    from specialisation_sim.ui.watch import room as rooms

    now = [50.0]
    monkeypatch.setattr(rooms, "monotonic", lambda: now[0])
    monkeypatch.setattr(Room, "MOST", 2)
    one = Room("c")
    one.act("band", "next", 5)
    for page in "abc":
        one.put("band", page, 0.5)
    one.act("band", "dots", 5)
    now[0] += KEEP
    assert one.act("band", "look", 5) == {"open": 2, "of": 5, "shown": "dots", "number": 2, "guesses": [0.5, 0.5]}
    now[0] += 1.0
    assert one.act("band", "look", 5) == {"open": 2, "of": 5, "shown": "", "number": 0}
    assert one.open_scenes("band") == 2
    monkeypatch.setenv(rooms.CODE, "from outside")
    assert Room().code == "from outside"
    assert Room().knows(" from outside ")
    monkeypatch.delenv(rooms.CODE)
    assert len(Room().code) == 8


def test_pages_of_all_stories_are_made_before_somebody_asks(monkeypatch):
    made = []
    monkeypatch.setattr(site, "_page", made.append)
    site.make_ready()
    assert made == list(DRAWN)


def test_what_was_made_is_kept_and_the_oldest_of_many_is_dropped():
    made = []
    make = once.once(lambda key, more=0: made.append((key, more)))
    for key in range(65):
        make(key)
        make(0)
    make(1, more=2)
    assert len(made) == 66  # the first was always asked for again
    make(1)
    make(1, more=2)
    make(64)
    assert len(made) == 67


def test_the_front_page_and_an_exported_one():
    text = pages.front_page("What <is> this?")
    assert '<p class="problem" role="alert">What &lt;is&gt; this?</p>' in text
    assert '<p class="problem"' not in pages.front_page()
    assert text.count('<use href="#poster-') == len(DRAWN)
    assert "Skip to the stories" in text
    assert "Skip to the stories" not in pages.story_page({"name": "a", "title": "A", "question": "?"})
    same_as_written(WRITTEN / "watch_front.txt", text.replace("><", ">\n<").partition("<defs>")[0] + text[-3600:])


def test_one_page_with_stories_is_written(specialise, monkeypatch, tmp_path):
    seen = []

    def exported(stories):
        seen.append([each if isinstance(each, str) else (each.name, each.runs) for each in stories])
        return "<html>" + "x" * 123_456

    monkeypatch.setattr(pages, "exported", exported)
    done = specialise("watch", "--out", "all.html")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Written all.html (0.12 MB). Open it in a browser: file:///")
    assert seen.pop() == list(DRAWN)
    specialise("watch", "island", "band", "island", "--out", "some.html")
    assert seen.pop() == ["island", "band"]
    specialise("watch", "tilt", "--out", "plain.html")
    [(name, runs)] = seen.pop()
    assert (name, [run.end for run in runs.values()]) == ("tilt", [200])
    table = (Path(hundreds.HERE) / "band.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(table, encoding="utf-8")
    specialise("watch", "--scenes", "mine.toml", "--out", "mine.html")
    assert [name for name, _ in seen.pop()] == ["band"]
    specialise("watch", "band", "island", "--scenes", "mine.toml", "--out", "mine.html")
    assert [each if isinstance(each, str) else each[0] for each in seen.pop()] == ["band", "island"]
    for words, said in (
        (("island",), "say where the page is to be written: --out essay.html"),
        (("iland", "--out", "a.html"), "did you mean 'island'"),
        (("--scenes", "none.toml", "--out", "a.html"), "none.toml cannot be read: "),
    ):
        refused = specialise("watch", *words)
        assert refused.returncode == 2
        assert said in refused.stderr
    assert not (tmp_path / "a.html").exists()


def test_answers_of_levers_are_computed_or_read(monkeypatch, tmp_path):
    story = story_scenes("band")
    scene = next(scene for scene in story.scenes if scene.lever)
    kept = json.loads(hundreds.FILE.read_text(encoding="utf-8"))[hundreds.key_of(story, scene)]
    assert hundreds.ends(story, scene) == kept
    monkeypatch.setattr(hundreds, "_kept", dict)
    monkeypatch.setattr(hundreds, "end_of", lambda story, scene, value: [value])
    assert hundreds.ends(story, scene) == {f"{value:g}": [value] for value in scene.lever["values"]}
    for number in (1, hundreds.MOST + 1):
        wrong = SimpleNamespace(lever={"values": [0] * number}, id="x")
        with pytest.raises(UserError, match=f"has {number} values; allowed: from 2 to {hundreds.MOST}"):
            hundreds.ends(story, wrong)
    most = SimpleNamespace(lever={"values": list(range(hundreds.MOST))}, id="x")
    assert len(hundreds.ends(story, most)) == hundreds.MOST
    monkeypatch.setattr(hundreds, "FILE", tmp_path / "hundreds.json")
    hundreds.main()
    written = json.loads((tmp_path / "hundreds.json").read_text(encoding="utf-8"))
    assert written[hundreds.key_of(story, scene)] == {f"{value:g}": [value] for value in scene.lever["values"]}
    assert len(written) >= 6


def test_conditions_of_a_moment():
    rows = {"x": np.array([1.0, 2.0, 3.0]), "sky": np.array([0.0, 1.0, 1.0])}
    words = {"sky": ("sun", "cloud")}
    for asked, holds in (
        ({"x": ["above", 2]}, [False, False, True]),
        ({"x": ["below", 2.0]}, [True, False, False]),
        ({"sky": "cloud", "x": ["below", 3]}, [False, True, False]),
    ):
        assert moments.where_holds(rows, asked, words).tolist() == holds
    for asked in ({}, [], {"y": "sun"}, {"sky": "rain"}, {"x": ["over", 2]}, {"x": ["above", "2"]}):
        with pytest.raises(UserError):
            moments.where_holds(rows, asked, words)
    table = read((Path(hundreds.HERE) / "band.toml").read_text(encoding="utf-8"))
    assert table.name == "band"


def test_a_table_may_be_so_long_and_its_pace_has_to_rise():
    text = (Path(hundreds.HERE) / "band.toml").read_text(encoding="utf-8")
    long = text + "#" * (scenes.LONGEST_FILE - len(text))
    assert read(long).name == "band"
    with pytest.raises(UserError, match="characters; allowed: to"):
        read(f"{long}#")
    assert scenes._pace([[0, 0], [1, 5], [2, 5]], "x") == ((0.0, 0), (1.0, 5), (2.0, 5))
    assert scenes._pace([], "x") == ()
    for rows in ([[0, 0], [0, 5]], [[1, 0], [0, 5]], [[0, 5], [1, 4]]):
        with pytest.raises(UserError, match="has to rise"):
            scenes._pace(rows, "x")
    for rows in (
        [[0, 0]],
        [[0, 0], [1]],
        [[0, 0], 3],
        [[0, 0], [1, -1]],
        [[0, 0], [float("inf"), 1]],
        [[0, 0], ["1", 2]],
    ):
        with pytest.raises(UserError, match="has to be pairs"):
            scenes._pace(rows, "x")


def test_three_quarters_are_not_narrow_yet_and_figures_are_their_definitions_alone():
    shares = {f"share_{k}": np.array([share]) for k, share in enumerate((0.75, 0.25, 0.76))}
    one = SimpleNamespace(steps=0, columns=shares | {"best": np.array([1.0]), "other": np.array([1.0])})
    assert labour.facts(one, 0)["narrow"] == 1
    text = draw.figures()
    assert text.startswith("<defs>")
    assert "<svg" not in text
    assert "</svg>" not in text
