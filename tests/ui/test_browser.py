"""The app in a real browser. `Visit` fails a test for an error in the console and for a request that leaves."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")  # on one worker: they share a server

PAGES = {
    "/gallery": "Guess first",
    "/explore": "What happened",
    "/explore?scenario=foundation-seventy-thirty": "desk",
    "/explore?scenario=band-third-album": "No album yet",
    "/explore?scenario=labour-equal-pay": "Each dot is a worker",
    "/compare?story=island&exponent=0.5&steps=100": "Lines are medians",
    "/map": "Where in parameter space",
    "/tournament": "Which rule does best?",
    "/records": "Does a real organisation narrow?",
}


FIRST = ["/tournament"]
"""Pages that no other test of the plain run opens."""


@pytest.mark.parametrize("path", FIRST)
def test_every_page_opens(visit, path):
    page = visit.open(path)
    expect(page.get_by_text(PAGES[path]).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.long("more of the browser")
@pytest.mark.parametrize("path", [page for page in PAGES if page not in FIRST])
def test_every_other_page_opens(visit, path):
    test_every_page_opens(visit, path)


def clock(page):
    return int(re.sub(r"\D", "", page.locator(".clock").inner_text()))


def words(page):
    """What the first chart says to those who cannot see it."""
    return page.locator(".chart figcaption").first.inner_text()


def drawn(page):
    """The pixels of the first chart."""
    return page.evaluate("document.querySelector('.chart canvas').toDataURL()")


def test_play_goes_on_for_a_hundred_steps_and_the_chart_follows(visit):
    page = visit.open("/explore?story=island&foragers=20")
    page.locator(".chart canvas").first.wait_for()
    before, told = drawn(page), words(page)
    page.get_by_label("Speed").select_option("100")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("Number(document.querySelector('.clock').innerText.replace(/\\D/g, '')) >= 100")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert words(page) != told
    page.wait_for_function("before => document.querySelector('.chart canvas').toDataURL() !== before", arg=before)
    stopped = clock(page)
    page.wait_for_timeout(300)
    assert clock(page) == stopped


@pytest.mark.long("more of the browser")
def test_a_slider_moved_by_keyboard_changes_what_comes_and_one_looks_back(visit):
    page = visit.open("/explore?story=island&t=50&exponent=0.2")
    page.get_by_label("exponent", exact=True).focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".field.moved")).to_have_count(1)
    page.wait_for_url(re.compile("later=50%3Aexponent%3D"))
    assert clock(page) == 50
    expect(page.get_by_role("slider", name="Look back")).to_have_value("50")
    page.get_by_role("slider", name="Look back").focus()
    page.keyboard.press("Home")
    expect(page.locator(".clock")).to_have_text("day 0")
    page.get_by_role("button", name="Step").click()
    expect(page.locator(".clock")).to_have_text("day 51")
    page.get_by_label("Sliders apply").select_option("from the start")
    page.get_by_label("exponent", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda url: "later" not in url and "exponent=" in url)
    assert clock(page) == 51


def test_keys_play_step_and_reset(visit):
    page = visit.open("/explore?story=band")
    page.locator(".chart canvas").first.wait_for()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".clock")).to_have_text("album 1")
    page.keyboard.press("r")
    expect(page.locator(".clock")).to_have_text("album 0")
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.long("more of the browser")
def test_an_agent_is_inspected_and_changed(visit):
    page = visit.open("/explore?story=island&foragers=5&t=30")
    page.locator("[data-agent='3']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="forager 4")).to_be_visible()
    skill = page.get_by_label("skill hunt", exact=True)
    skill.fill("7.5")
    skill.press("Enter")
    page.get_by_role("button", name="Step").click()
    expect(page.locator(".clock")).to_have_text("day 31")
    assert float(skill.input_value()) >= 7.5
    page.get_by_label("skill fish", exact=True).fill("-1")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be learned")


def test_a_link_restores_a_view(visit, stranger):
    page = visit.open("/explore?scenario=island-slack&variant=variety+with+slack&seed=5&t=40&need=1.3")
    expect(page.locator(".clock")).to_have_text("day 40")
    page.get_by_role("button", name="Step").click()
    page.wait_for_url(re.compile("t=41"))
    told, link = words(page), page.url
    other = stranger.open(link.removeprefix(visit.address))
    expect(other.locator(".clock")).to_have_text("day 41")
    assert words(other) == told
    assert other.get_by_label("need as a number").input_value() == "1.3"


@pytest.mark.long("more of the browser")
def test_a_link_that_does_not_hold_says_why(visit):
    page = visit.open("/explore?story=island&exponet=1")
    expect(page.get_by_role("alert")).to_contain_text("did you mean 'exponent'?")


@pytest.mark.long("more of the browser")
def test_parameters_are_saved_and_opened(visit, tmp_path):
    page = visit.open("/explore?story=island&exponent=1.25&seed=3")
    page.get_by_text("Save", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Parameters as TOML").click()
    file = tmp_path / "mine.toml"
    download.value.save_as(file)
    assert "exponent = 1.25" in file.read_text()
    file.write_text(file.read_text().replace("1.25", "0.75"))
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_url(re.compile("exponent=0.75"))
    expect(page.get_by_label("exponent as a number")).to_have_value("0.75")


@pytest.mark.parametrize(
    ("item", "begins"),
    [("Figure as SVG", "<?xml"), ("Curves as CSV", "time,cloud_cover")],
)
@pytest.mark.long("more of the browser")
def test_data_and_figures_are_saved(visit, item, begins):
    page = visit.open("/explore?story=island&t=20")
    page.get_by_text("Save", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=item).click()
    assert Path(download.value.path()).read_text().startswith(begins)


@pytest.mark.long("more of the browser")
def test_variants_are_compared_and_claims_judged(visit):
    page = visit.open("/compare?scenario=island-slack&runs=40")
    expect(page.get_by_role("cell", name="A greedy forager starves after the crash")).to_be_visible()
    before = words(page)
    page.get_by_label("exponent as a number").fill("0")
    page.keyboard.press("Tab")
    page.wait_for_function("told => document.querySelector('.chart figcaption').innerText !== told", arg=before)


@pytest.mark.long("more of the browser")
def test_a_map_is_drawn_and_opened_at_a_cell(visit):
    page = visit.open("/map?story=island&map.cells=4&map.runs=2&map.steps=30")
    page.get_by_role("button", name="Draw the map").click()
    expect(page.get_by_text(re.compile("done in"))).to_be_visible()
    box = page.locator(".chart canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 20)
    expect(page.locator(".clock")).to_have_text("day 30")


@pytest.mark.long("more of the browser")
def test_a_map_is_cancelled(visit):
    page = visit.open("/map?story=island&map.cells=20&map.runs=200&map.steps=900")
    page.get_by_role("button", name="Draw the map").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text(re.compile("cancelled at"))).to_be_visible()


@pytest.mark.long("more of the browser")
def test_too_large_a_map_is_refused(visit):
    page = visit.open("/map?story=island&map.cells=20&map.runs=9999&map.steps=90000")
    page.get_by_role("button", name="Draw the map").click()
    expect(page.get_by_role("alert")).to_contain_text("million agent-steps")


@pytest.mark.long("more of the browser")
def test_a_good_record_is_audited(visit, tmp_path):
    years = [f"{year},{'abcd'[(year * number) % 4]}" for year in range(2010, 2018) for number in range(12)]
    file = tmp_path / "good.csv"
    file.write_text("\n".join(["date,what", *years]))
    page = visit.open("/records")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Audit").click()
    expect(page.get_by_text("Does it narrow?")).to_be_visible()


@pytest.mark.long("more of the browser")
def test_a_bad_record_is_refused_with_its_row(visit, tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text("date,what\n2020,a\nsoon,b\n")
    page = visit.open("/records")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Audit").click()
    expect(page.get_by_role("alert")).to_contain_text("row 3")


@pytest.mark.parametrize(("theme", "shown"), [("no such", ".app"), ("dark", ".app.dark"), ("auto", ".app.light")])
@pytest.mark.long("more of the browser")
def test_a_theme_that_was_chosen_is_kept_and_no_theme_gives_a_blank_page(stranger, theme, shown):
    page = stranger.open("/records")
    page.evaluate("theme => localStorage.setItem(':solara:theme.variant', JSON.stringify(theme))", theme)
    page.reload()
    expect(page.locator(shown)).to_be_visible()
    expect(page.get_by_text("Does a real organisation narrow?").first).to_be_visible()


@pytest.mark.long("more of the browser")
def test_the_first_page_of_who_prefers_the_dark_is_dark(address, browser):
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}/records")
    expect(page.locator(".app")).to_have_css("background-color", "rgb(20, 23, 26)")
    context.close()


@pytest.mark.long("more of the browser")
def test_visitors_do_not_meet(visit, stranger):
    mine = visit.open("/explore?story=island")
    mine.get_by_role("button", name="Step").click()
    expect(mine.locator(".clock")).to_have_text("day 1")
    other = stranger.open("/explore?story=island")
    expect(other.locator(".clock")).to_have_text("day 0")
    other.get_by_label("Seed").fill("9")
    other.keyboard.press("Tab")
    other.wait_for_url(re.compile("seed=9"))
    expect(mine.get_by_label("Seed")).to_have_value("0")
    expect(mine.locator(".clock")).to_have_text("day 1")
