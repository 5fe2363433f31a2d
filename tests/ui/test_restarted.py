"""A page whose server is started again."""

import pytest
from conftest import PATIENCE, Visit
from playwright.sync_api import expect


@pytest.mark.long("a server that is started again")
def test_a_page_comes_back_by_itself_when_its_server_is_started_again(serve, browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(2 * PATIENCE)
    try:
        with serve() as (url, _):
            page = Visit(context.new_page(), url).open("/explore?story=island&seed=7&foragers=3")
            page.evaluate("window.earlier = true")
        shown = page.url
        with serve("--port", url.rpartition(":")[2]):
            page.wait_for_function("!window.earlier", timeout=2 * PATIENCE)
            page.locator(".app .body > *").first.wait_for()
            assert page.url == shown
            page.get_by_role("button", name="Step", exact=True).click()
            expect(page.locator(".clock")).to_have_text("day 1")
    finally:
        context.close()
