"""Watch without a browser: tables, tapes, moments, words and pages."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Thread

import numpy as np
import pytest

from specialisation_sim.base.errors import UserError
from specialisation_sim.ui.watch import hundreds, once, pages
from specialisation_sim.ui.watch.casts import DRAWN, cast_of
from specialisation_sim.ui.watch.draw import figures
from specialisation_sim.ui.watch.moments import tape_for
from specialisation_sim.ui.watch.plan import plan, plan_of
from specialisation_sim.ui.watch.room import Room
from specialisation_sim.ui.watch.scenes import HERE, read, story_scenes
from specialisation_sim.ui.watch.site import Site, is_ours
from specialisation_sim.ui.watch.tape import begun
from specialisation_sim.ui.watch.words import filled

pytestmark = pytest.mark.xdist_group("watch")  # in one process, which keeps the plan of each story

LONG = pytest.mark.long("scenes whose worlds take seconds")
each_story = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[LONG] if name == "labour" else []) for name in DRAWN]
)


@each_story
def test_every_moment_occurs_and_has_its_numbers(name):
    scenes = plan_of(name)["scenes"]  # refuses a moment that never occurs, a wrong binding and an unknown number
    assert [scene for scene in scenes if scene["say"] or scene["stop"]]
    for scene in scenes:
        for moment in (*scene["say"], *scene["stop"]):
            assert "{" not in moment["text"]
            assert scene["from"] <= moment["at"] <= (scene["pace"] or [[0, 0]])[-1][1]
            assert "nan" not in moment["text"]


@each_story
def test_pictures_are_drawn_of_figures_that_exist_and_words_are_large(name):
    for scene in plan_of(name)["scenes"]:
        for layout, width in (("wide", 1280), ("narrow", 390)):
            svg, (view, _) = scene[layout]["svg"], scene[layout]["view"]
            for figure in re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg):
                assert f'id="{figure[0] or figure[1]}"' in figures() + svg
            scale = min(width / view, 1.0)
            small = [size for size in map(float, re.findall(r'font-size="([\d.]+)"', svg)) if size * scale < 17.9]
            assert small in ([], [19.0]), (scene["id"], layout)  # the word in the handle of a guess


@each_story
def test_a_story_has_a_guess_an_answer_two_side_by_side_a_lever_and_a_way_on(name):
    scenes = story_scenes(name).scenes
    assert 3 <= len(scenes) <= 6
    assert scenes[0].ask
    assert [scene for scene in scenes if scene.answer == scenes[0].ask["id"]]
    assert [scene for scene in scenes if len(scene.runs) == 2]
    assert [scene for scene in scenes if scene.lever]
    assert {link["story"] for link in scenes[-1].links} <= set(DRAWN) - {name}


@each_story
def test_the_answer_is_not_sent_with_the_question(name):
    first = plan_of(name)["scenes"][0]
    assert all(part["last"] <= first["from"] for part in first["tape"].values())


def unpacked(part, name):
    import base64

    low, high, _, code = part["columns"][name]
    return low + (high - low) * np.frombuffer(base64.b64decode(code), "<u2") / 65535


def test_a_tape_is_the_run_and_its_events_are_those_of_the_world():
    story = story_scenes("island")
    tape, run = tape_for(story, "without"), story.runs["without"]
    world, seen = begun("island", run.scenario, run.variant, (run.seed,)), []
    world.on_event(seen.append)
    for step in range(1, run.end + 1):
        world.step()
        if not world.alive[0, 0]:
            break
        assert tape.columns["threshold"][step] == world.threshold[0]
        assert tape.columns["did"][step] == 1.0 - world.done[0, 0, 0]
    assert [event.kind for event in tape.events] == [event.kind for event in seen] == ["crash", "death"]
    part = tape.packed(0, tape.steps)
    assert np.allclose(unpacked(part, "threshold"), tape.columns["threshold"], atol=2e-5)
    assert json.loads(json.dumps(part)) == part


def test_no_dot_of_the_island_lies_on_the_wrong_side_of_her_line():
    one = tape_for(story_scenes("island"), "her").columns
    line = one["threshold"][:-1]  # that of the evening before: it is what she decided by
    assert ((one["cloud"][1:] > line) == (one["did"][1:] == 1.0)).all()


@pytest.mark.long("scenes whose worlds take seconds")
def test_kept_answers_of_levers_are_those_of_the_worlds():
    for name in DRAWN:
        story = story_scenes(name)
        for scene in story.scenes:
            if scene.lever:
                kept = hundreds.ends(story, scene)
                value = scene.lever["values"][-1]
                assert hundreds.key_of(story, scene) in hundreds._kept(), "run python -m ...watch.hundreds"
                assert hundreds.end_of(story, scene, value, 5) == kept[f"{value:g}"][:5]


ISLAND = (HERE / "island.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "The island"', 'titel = "The island"', "did you mean 'title'"),
        ('scenario = "island-every-day"', 'scenario = "island-evry-day"', "did you mean 'island-every-day'"),
        ('stage = "sky"', 'stage = "sly"', "did you mean 'sky'"),
        ('runs = ["her"]', 'runs = ["hers"]', "did you mean 'her'"),
        ('what = "her.threshold"', 'what = "her.treshold"', "did you mean 'threshold'"),
        ("{ threshold = [", "{ treshold = [", "did you mean 'threshold'"),
        ('event = "death"', 'event = "deth"', "did you mean 'death'"),
        ('did = "hunt"', 'did = "hnut"', "did you mean 'hunt'"),
        ("{ratio:.1f}", "{ration:.1f}", "did you mean 'ratio'"),
        ("{ratio:.1f}", "{ratio.__class__}", "unknown name in braces"),
        ("{ratio:.1f}", "{ratio!r}", "conversion"),
        ("{ratio:.1f}", "{ratio:999999999}", "format"),
        ('{ threshold = ["above", 0.85] }', '{ threshold = ["above", 2] }', "never occurs"),
        ("say = [", "says = [", "did you mean 'say'"),
        ("[13, 60]", "[13, -60]", "pace"),
        ('answer = "line"', 'answer = "lime"', "did you mean 'line'"),
        ("seed = 0", "seed = true", "whole number"),
        ('story = "island"', 'story = "iland"', "did you mean 'island'"),
        ("[runs.her]", "[runs.her", "not TOML"),
    ],
)
def test_a_wrong_entry_of_a_table_is_refused_by_name(old, new, said):
    assert old in ISLAND
    with pytest.raises(UserError, match=re.escape(said)):
        plan(read(ISLAND.replace(old, new, 1)))


def test_words_take_numbers_and_nothing_else():
    assert filled("{a:.0%} and {b:.1f}", {"a": 0.5, "b": -2.0}) == "50 % and \N{MINUS SIGN}2.0"
    for wrong in ("{a.real}", "{a[0]}", "{0}", "{}", "{a", "{a:>100000}", "{a:{b}}"):
        with pytest.raises(UserError):
            filled(wrong, {"a": 0.5, "b": 1.0})


def test_thirty_who_ask_at_once_make_one():
    made = []
    make = once.once(lambda key: made.append(key) or key)
    threads = [Thread(target=make, args=("k",)) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["k"]


def test_what_cannot_be_made_leaves_nothing_behind():
    make = once.once(int)
    (locks,) = (kept for cell in make.__closure__ if type(kept := cell.cell_contents) is dict)
    for key in ("a", "b", "1"):
        with suppress(ValueError):
            make(key)
    assert locks == {}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"story": "island", "page": "aaaaaaaa", "value": 0.5}', 204),
        (b'{"story": "island", "page": "aaaaaaaa", "value": 1%s}' % (b"0" * 400), 400),
        (b'{"story": "island", "page": "aaaaaaaa", "value": 1e999}', 400),
        (b"[" * 1000, 400),
        (b"\xff", 400),
        (b'{"story": []}', 404),
        (None, 404),
    ],
    ids=["a guess", "large", "infinite", "brackets", "bytes", "list", "too long"],
)
def test_whatever_is_sent_as_a_guess_is_answered(body, status):
    posted = Site(None, Room("c"))._posted("/watch/guess", body)
    with ThreadPoolExecutor(1) as beside:  # the browser tests keep a loop of their own in this thread
        assert beside.submit(asyncio.run, posted).result()[0] == status


def test_a_code_of_any_characters_is_no_code():
    assert not Room("c").knows("\ud800")


def test_scenes_from_a_number_of_many_digits_are_none():
    assert Site(None, Room("c"))._read("/watch/scenes/island", "from=" + "9" * 5000)[2] == "[]"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/", 200, "Each story takes a few minutes"),
        ("/watch/", 200, "Each story takes a few minutes"),
        ("/watch/species", 200, "Twenty-four lineages"),
        ("/watch/iland", 404, "did you mean &#x27;island&#x27;"),
        ("/watch/island/x", 404, "There is no page /watch/island/x."),
        ("/elsewhere", 404, "There is no page /elsewhere."),
        ("/elsewhere/island", 404, "There is no page"),
        ("/elsewhere/static/player.js", 404, "There is no page"),
        ("/explore/<b>", 404, "There is no page /explore/&lt;b&gt;."),
        ("/watch/static/none.js", 404, "There is no page"),
        ("/watch/species/static/player.js", 404, "There is no page"),
    ],
)
def test_every_address_has_an_answer_with_the_app_around_it(path, status, said):
    found, kind, body = Site(None)._read(path, "")
    text = body if isinstance(body, str) else body.decode()
    assert (found, kind.partition(";")[0]) == (status, "text/html")
    assert said in text
    assert 'href="/explore"' in text or path == "/watch/species"


@pytest.mark.parametrize(
    ("path", "ours"),
    [
        ("/", True),
        ("/nothing", True),
        ("/explore/x", True),
        ("/explore", False),
        ("/gallery/", False),
        ("/static/x", False),
    ],
)
def test_addresses_of_nobody_are_answered_here(path, ours):
    assert is_ours(path) == ours


def test_a_room_counts_a_page_once_and_tells_nothing_before_it_is_shown():
    room = Room("c")
    room.put("island", "a" * 16, 0.2)
    room.put("island", "a" * 16, 7.0)
    room.put("island", "b" * 16, 0.4)
    assert room.act("island", "look", 5) == {"open": 1, "of": 5, "shown": "", "number": 2}
    assert room.act("island", "dots", 5)["guesses"] == [0.4, 1.0]
    room.put("island", "d" * 16, 0.9)  # too late: the others' guesses can be seen
    assert room.act("island", "next", 5)["number"] == 2
    assert room.open_scenes("island") == 2
    assert room.act("island", "clear", 5) == {"open": 1, "of": 5, "shown": "", "number": 0}
    assert room.knows("c")
    assert not any(map(room.knows, ("d", "", None, 7)))


@pytest.mark.long("scenes whose worlds take seconds")
def test_an_exported_page_holds_all_and_asks_for_nothing():
    page = pages.exported(DRAWN)
    assert len(page.encode()) < 1_500_000
    assert "default-src 'none'" in page
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert "https:" not in page
    assert page.count("http:") == page.count("http://www.w3.org/")
    given = json.loads(re.search(r'id="stories">(.*?)</script>', page, re.S)[1])
    assert set(given["stories"]) == set(DRAWN)


def test_a_story_that_nothing_draws_is_refused_by_name():
    with pytest.raises(UserError, match="unknown story to watch 'iland'; did you mean 'island'"):
        cast_of("iland")
