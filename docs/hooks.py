"""What the site does to pages: equations are drawn without a script, marks of regions go, verdicts get a colour."""

from __future__ import annotations

import re
from typing import Any

from latex2mathml.converter import convert

EQUATION = re.compile(r"^```math\n(.*?)\n```$", flags=re.DOTALL | re.MULTILINE)
MARK = re.compile(r"<!-- (?:write: .+?|end|not run: .+?|tables: .+?|end of tables) -->")
VERDICT = re.compile(r"<strong>(HOLDS|FAILS|UNDECIDED|ROBUST|SHIFTED|FRAGILE|BROKEN)</strong>")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Turn equations into MathML, and take out the marks of written regions."""
    drawn = EQUATION.sub(lambda found: f'<div class="equation">{convert(found[1], display="block")}</div>', markdown)
    return MARK.sub("", drawn)


def on_page_content(html: str, **_: Any) -> str:
    """Give verdicts a class of their own."""
    return VERDICT.sub(lambda found: f'<strong class="verdict {found[1].lower()}">{found[1]}</strong>', html)
