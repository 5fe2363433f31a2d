"""Watch in a real browser: every story from guess to end, offline, by keyboard, without motion, on a phone, in a class.

Shows of half a minute take a second, since the page's clock is run forward.
"""

import json
import re

import pytest
from conftest import PATIENCE, Visit
from long_tests import but_first
from playwright.sync_api import expect

from specialisation_sim.ui.watch.casts import DRAWN
from specialisation_sim.ui.watch.pages import exported

pytestmark = pytest.mark.xdist_group("browser")  # on one worker: they share a server

SHORT = "species"
"""The story whose runs are the shortest."""
ORDER = (SHORT, *(name for name in DRAWN if name != SHORT))
LISTEN = """() => {
  window.heard = new Set();
  const story = document.querySelector('.watch');
  const note = () => story.querySelectorAll('h1, .lead').forEach((one) => window.heard.add(one.textContent));
  new MutationObserver(note).observe(story, {subtree: true, childList: true, characterData: true});
  note();
}"""


def opened(page, address):
    """A story's page, at its question."""
    page.goto(address)
    page.locator(".watch[data-state=ask]").wait_for(timeout=PATIENCE)
    page.evaluate(LISTEN)
    page.clock.install()
    return page


def state(page):
    return page.locator(".watch").get_attribute("data-state")


def played(page, press, seconds=45_000):
    """Go to the last scene by the one large button, or a key; what was read in the head."""
    for _ in range(60):
        if page.locator(".watch .cards:not([hidden])").count():
            return set(page.evaluate("[...window.heard]"))
        press()
        if state(page) == "playing":
            page.clock.run_for(seconds)
    raise AssertionError(f"the story does not end: {state(page)}, {page.locator('.watch h1').inner_text()}")


def sentences(page):
    """All that the plan in the page says."""
    given = json.loads(page.locator("#stories").text_content())
    for story in given["stories"].values():
        for scene in story["scenes"]:
            yield scene["title"]
            for moment in (*scene["say"], *scene["stop"]):
                yield from (moment[key] for key in ("title", "text") if key in moment)


def to_the_end(page):
    button = page.locator(".watch .go")
    heard = played(page, button.click)
    assert set(sentences(page)) <= heard
    expect(page.locator(".watch .cards .card").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.long("stories played to the end in a browser")
@pytest.mark.parametrize("name", but_first("stories played to the end in a browser", ORDER, pytest.mark.weekly))
def test_a_story_plays_from_guess_to_end_and_says_all_its_sentences(visit, name):
    page = opened(visit.page, f"{visit.address}/watch/{name}")
    before = len(visit.requests)
    page.locator("#guess").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    to_the_end(page)
    assert len(visit.requests) == before, "it plays without the server"


class Offline:
    """A page from disk in a browser without a network, and what it asked for and complained of."""

    def __init__(self, browser, file, stories):
        file.write_text(exported(stories), encoding="utf-8")
        self.address, self.asked, self.errors = file.as_uri(), [], []
        self.context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
        self.context.route(re.compile("^(?!file:|data:)"), lambda route: route.abort())
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda word: self.errors.append(word.text) if word.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(self.address)

    def close(self):
        self.context.close()
        assert self.errors == []
        assert [url for url in self.asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.long("stories played from disk")
def test_an_export_opens_from_disk_with_the_network_off_and_a_guess_is_answered(browser, tmp_path, address):
    offline = Offline(browser, tmp_path / "page.html", (SHORT,))
    page = offline.page
    page.locator("#front .stories a").click()
    page.locator(".watch[data-state=ask]").wait_for()
    page.go_back()
    expect(page.locator("#front")).to_be_visible()
    page.go_forward()
    page.locator(".watch[data-state=ask]").wait_for()
    page.locator("#guess").focus()
    page.keyboard.press("ArrowRight")
    page.clock.install()
    for _ in range(2):  # lock the guess, go to the next scene
        page.locator(".watch .go").click()
    page.get_by_label("Time of the run").fill("500")
    expect(page.locator(".watch .lead")).to_contain_text("Nobody has been harmed")
    page.locator(".watch .go").click()
    page.clock.run_for(7_000)
    expect(page.locator(".watch")).to_have_attribute("data-state", "stopped")
    expect(page.locator(".watch h1")).to_contain_text("dies with it")
    expect(page.locator(".watch .side")).to_have_text(re.compile("you said"))
    offline.close()


@pytest.mark.weekly("stories played from disk")
def test_all_stories_of_an_export_play_from_disk(browser, tmp_path, address):
    offline = Offline(browser, tmp_path / "page.html", DRAWN)
    page = offline.page
    expect(page.locator("#front .stories a")).to_have_count(len(DRAWN))
    for name in DRAWN:
        page.goto(offline.address)
        opened(page, f"{offline.address}#{name}")
        heard = played(page, page.locator(".watch .go").click)
        given = json.loads(page.locator("#stories").text_content())["stories"][name]
        said = {moment["text"] for scene in given["scenes"] for moment in (*scene["say"], *scene["stop"])}
        assert said <= heard
    offline.close()


@pytest.mark.long("Watch without a mouse, without motion, on a phone")
def test_a_story_is_played_with_keys_alone(visit):
    page = opened(visit.page, f"{visit.address}/watch/{SHORT}")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "guess":
            break
    guess = page.locator("#guess")
    expect(guess).to_be_focused()
    before = float(guess.get_attribute("aria-valuenow"))
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowRight")
    assert float(guess.get_attribute("aria-valuenow")) == pytest.approx(before - 0.09 * 24, abs=0.02)
    page.keyboard.press("Enter")
    expect(page.locator(".watch .go")).to_be_focused()

    def press():
        """The key that goes on, wherever the focus is."""
        now = state(page)
        page.keyboard.press("ArrowRight" if now in ("locked", "done") else " ")

    assert set(sentences(page)) <= played(page, press)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "A"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/watch/"))


@pytest.mark.weekly("Watch without a mouse, without motion, on a phone")
@pytest.mark.parametrize("name", ["species", "island"])
def test_without_motion_the_button_goes_from_moment_to_moment(address, browser, name):
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page = context.new_page()
    try:
        opened(page, f"{address}/watch/{name}")
        words = []

        def press():
            page.locator(".watch .go").click()
            words.append(page.locator(".watch .go").inner_text())
            assert state(page) != "playing"

        assert set(sentences(page)) <= played(page, press)
        assert "Next moment" in words
    finally:
        context.close()


@pytest.mark.long("Watch without a mouse, without motion, on a phone")
@pytest.mark.parametrize(
    "name", but_first("Watch without a mouse, without motion, on a phone", DRAWN, pytest.mark.weekly)
)
def test_on_a_phone_all_is_within_reach(address, browser, name):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, device_scale_factor=2)
    page = context.new_page()
    try:
        opened(page, f"{address}/watch/{name}")
        button = page.locator(".watch .go")

        def press():
            box = button.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            assert box["y"] + box["height"] <= 844
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            button.tap()

        assert set(sentences(page)) <= played(page, press)
    finally:
        context.close()


@pytest.mark.weekly("a server that is started again")
def test_a_story_goes_on_while_its_server_is_gone_and_leads_on_when_it_is_back(serve, browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    try:
        with serve() as (url, _):
            opened(page, f"{url}/watch/{SHORT}")
            button = page.locator(".watch .go")
            for _ in range(3):
                button.click()
            assert state(page) == "playing"
            page.clock.run_for(2000)
        played(page, button.click)
        with serve("--port", url.rpartition(":")[2]):
            page.locator(".watch .cards .card").first.click()
            page.locator(".watch[data-state=ask]").wait_for(timeout=PATIENCE)
    finally:
        context.close()


@pytest.mark.weekly("a class with its teacher")
def test_a_teacher_and_two_pupils(serve, browser, address, monkeypatch):
    monkeypatch.setenv("SPECIALISE_TEACHER", "seven owls")
    contexts = [browser.new_context(viewport={"width": 1280, "height": 720}) for _ in range(3)]
    try:
        with serve("--class") as (url, server):
            assert "teacher with the code seven owls" in server.stdout.readline()
            pupils = [context.new_page() for context in contexts[:2]]
            for pupil, presses in zip(pupils, (5, 20), strict=True):
                pupil.goto(f"{url}/watch/{SHORT}")
                pupil.locator(".watch[data-state=ask]").wait_for(timeout=PATIENCE)
                pupil.locator("#guess").focus()
                for _ in range(presses):
                    pupil.keyboard.press("ArrowLeft")
                pupil.keyboard.press("Enter")
                pupil.locator(".watch .go").click()
                expect(pupil.locator(".watch .go")).to_have_text("Waiting for the teacher …")
            teacher = contexts[2].new_page()
            visit = Visit(teacher, url)
            teacher.goto(f"{url}/teacher")
            teacher.get_by_label("Code").fill("eight owls")
            teacher.get_by_role("button", name="Enter").click()
            expect(teacher.get_by_role("alert")).to_contain_text("not the code")
            teacher.get_by_label("Code").fill("seven owls")
            teacher.get_by_role("button", name="Enter").click()
            teacher.get_by_label("Story").select_option(SHORT)
            expect(teacher.locator("#count")).to_have_text("2 guesses")
            expect(teacher.locator("#picture .room circle")).to_have_count(0)
            teacher.get_by_role("button", name="Show the guesses").click()
            expect(teacher.locator("#picture .room circle")).to_have_count(2)
            expect(teacher.locator("#score")).to_contain_text("middle guess")
            expect(teacher.locator("#score")).not_to_contain_text("What happened")
            teacher.get_by_role("button", name="Show what happened").click()
            expect(teacher.locator("#score")).to_contain_text("came near")
            for pupil in pupils:
                assert state(pupil) == "waiting"
            teacher.locator("#next").click()
            for pupil in pupils:
                pupil.locator(".watch[data-state=ready]").wait_for(timeout=PATIENCE)
            assert [url for url in visit.refused if "/watch/teacher" not in url] == []
            for context in contexts:
                assert context.cookies() == []
            for page in (*pupils, teacher):
                assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    finally:
        for context in contexts:
            context.close()


@pytest.mark.long("addresses of Watch")
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/watch/iland", "unknown"),
        ("/watch/island/nowhere", "no page"),
        ("/nowhere", "no page"),
        ("/watch/static/none.js", "no page"),
    ],
)
def test_a_wrong_address_has_the_app_around_it_and_says_what_is_wrong(address, browser, path, said):
    page = browser.new_page()
    try:
        answer = page.goto(address + path)
        assert answer.status == 404
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.get_by_role("navigation").get_by_role("link", name="Explore")).to_be_visible()
    finally:
        page.close()


@pytest.mark.long("addresses of Watch")
def test_back_works_between_scenes_and_a_scene_that_does_not_exist_says_so(address, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    try:
        page.goto(f"{address}/")
        page.locator(".stories a").first.click()
        page.locator(".watch[data-state=ask]").wait_for(timeout=PATIENCE)
        first = page.locator(".watch h1").inner_text()
        page.locator(".watch .go").click()
        page.locator(".watch .go").click()
        expect(page.locator(".watch h1")).not_to_have_text(first)
        page.go_back()
        expect(page.locator(".watch h1")).to_have_text(first)
        page.go_back()
        expect(page.locator(".stories")).to_be_visible()
        page.goto(f"{address}/watch/{SHORT}#nowhere")
        expect(page.locator(".watch [role=alert]")).to_contain_text("no scene nowhere")
        expect(page.locator(".watch .leave")).to_be_visible()
    finally:
        page.close()


def test_the_first_page_has_a_heading_names_and_a_way_past_the_links(visit):
    page = visit.page
    page.goto(visit.address + "/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the stories")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator(".stories a")).to_have_count(len(DRAWN))
    assert page.evaluate("document.querySelector('link[rel=icon]').href").endswith("favicon.svg")
