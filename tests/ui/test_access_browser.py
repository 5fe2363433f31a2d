"""Pages keep the rules for access (WCAG 2, levels A and AA: contrast, names, headings, language), light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = (
    *("/", "/watch/island", "/watch/species", "/gallery", "/tournament", "/records?sample=1", "/explore?story=ilsand"),
    *("/explore?story=island&t=200&later=100:need=1.2", "/explore?scenario=band-fifth-album"),
    *("/compare?scenario=foundation-selectivity&runs=20", "/map?story=foundation&map.cells=4&map.runs=2&map.go=phase"),
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "best-practice"]}


@pytest.mark.long("the rules for access, page by page")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_keep_the_rules_for_access(address, browser, scheme):
    found = []
    for path in PAGES:
        context = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(address + path)
        page.locator("html[lang] h1").first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1500)
        wrong = Axe().run(page, options=RULES).response["violations"]
        found += [f"{path} {one['id']} {node['target']}" for one in wrong for node in one["nodes"]]
        context.close()
    assert found == []
