"""The gallery, figures to keep, the sample record and return maps in a real browser; see `test_browser`."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from specialisation_sim.output.outlines import head
from specialisation_sim.registry import scenario_names

pytestmark = pytest.mark.xdist_group("browser")  # on one worker: they share a server


@pytest.mark.long("more of the browser")
def test_the_gallery_is_filtered_and_its_link_restores_it(visit):
    page = visit.open("/gallery")
    page.get_by_role("button", name="Species").click()
    species = [name for name in scenario_names() if head(name).story == "species"]
    expect(page.locator("[data-scenario]")).to_have_count(len(species))
    page.wait_for_url(re.compile("show=species"))
    page.reload()
    expect(page.locator("[data-scenario]")).to_have_count(len(species))
    page.get_by_label("Find").fill("cascade")
    page.keyboard.press("Tab")
    expect(page.locator("[data-scenario]")).to_have_count(1)


@pytest.mark.long("more of the browser")
def test_charts_are_kept_as_svg(visit):
    page = visit.open("/explore?story=tilt&t=5")
    page.locator(".chart canvas").first.wait_for()
    page.get_by_text("Save", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Charts as SVG").click()
    text = Path(download.value.path()).read_text()
    assert text.startswith("<svg")
    assert "Effective options" in text


@pytest.mark.long("more of the browser")
def test_the_sample_record_is_audited_at_a_click_and_its_link_restores_it(visit):
    page = visit.open("/records")
    page.get_by_role("button", name="Open the sample record").click()
    expect(page.get_by_text("Does it narrow?")).to_be_visible(timeout=60_000)
    page.wait_for_url(re.compile("sample=1.*what=Focus"))


@pytest.mark.long("more of the browser")
def test_a_link_draws_a_return_map_with_its_fixed_points(visit):
    page = visit.open("/map?story=generator&map.go=return")
    expect(page.get_by_text(re.compile("done in"))).to_be_visible(timeout=60_000)
    expect(page.get_by_role("cell", name="unstable").first).to_be_visible()


@pytest.mark.long("more of the browser")
def test_what_a_parameter_means_is_told_where_the_keyboard_is(visit):
    page = visit.open("/explore?story=foundation")
    page.get_by_label("selectivity", exact=True).focus()
    expect(page.locator(".form .about")).to_contain_text("proposals that are funded")


@pytest.mark.long("more of the browser")
def test_a_number_that_is_refused_does_not_stay_in_its_field(visit):
    page = visit.open("/explore?story=island&exponent=0.5")
    number = page.get_by_label("exponent as a number")
    for field, wrong, valid in ((number, "99", "0.5"), (page.get_by_label("Seed"), "many", "0")):
        field.fill(wrong)
        page.keyboard.press("Tab")
        expect(page.get_by_role("alert")).to_contain_text(wrong)
        expect(field).to_have_value(valid)
