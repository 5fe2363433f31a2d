"""What the site does to pages: equations are drawn without a script, marks of regions go, verdicts get a colour.

And nothing is asked of another server: the one script that the theme would fetch is ours.
"""

from __future__ import annotations

import re
from typing import Any

from latex2mathml.converter import convert
from mkdocs.utils import get_relative_url

EQUATION = re.compile(r"^```math\n(.*?)\n```$", flags=re.DOTALL | re.MULTILINE)
MARK = re.compile(r"<!-- (?:write: .+?|end|not run: .+?|tables: .+?|end of tables) -->")
FETCHED, SHIPPED = "https://unpkg.com/iframe-worker/shim", "assets/iframe-worker.js"
VERDICT = re.compile(r"<strong>(HOLDS|FAILS|UNDECIDED|ROBUST|SHIFTED|FRAGILE|BROKEN)</strong>")
TYPE = re.compile(r"\(array, shape\((.*?)\)\)</code>")
UNSAID = re.compile(r"\(<code><span title=\"typing.Any\">Any</span></code>(?:, default:\s*<code>.*?</code>\s*)?\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Turn equations into MathML, and take out the marks of written regions."""
    drawn = EQUATION.sub(lambda found: f'<div class="equation">{convert(found[1], display="block")}</div>', markdown)
    return MARK.sub("", drawn)


def on_page_content(html: str, **_: Any) -> str:
    """Give verdicts a class of their own."""
    return VERDICT.sub(lambda found: f'<strong class="verdict {found[1].lower()}">{found[1]}</strong>', html)


def on_post_page(output: str, *, page: Any, **_: Any) -> str:
    """Show shapes as docstrings have them, no type where they name none, and take the search's script from here."""
    output = UNSAID.sub("", TYPE.sub(r"array, shape (\1)</code>", output))
    return output.replace(FETCHED, get_relative_url(SHIPPED, page.url))


def on_post_template(output: str, **_: Any) -> str:
    """The same for pages that are not in the docs, such as that of a wrong address."""
    return output.replace(FETCHED, SHIPPED)
