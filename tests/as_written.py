"""Texts that tests compare whole: ``UPDATE_WRITTEN=1 pytest tests/figures`` writes them anew, to be looked at."""

import os
import re
from difflib import unified_diff
from pathlib import Path

NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
SHOWN = 12
"""Lines of a difference that are shown."""


def rounded(text: str) -> str:
    """Text whose numbers have four digits."""
    return NUMBER.sub(lambda number: f"{float(number[0]):.4g}", text)


def same_as_written(file: Path, text: str) -> None:
    """Assert that a text is the one that a file holds."""
    if "UPDATE_WRITTEN" in os.environ:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    written = file.read_text(encoding="utf-8")
    if text != written:
        lines = unified_diff(written.splitlines(), text.splitlines(), "written", "now", n=0, lineterm="")
        shown = [
            line if len(line) <= 300 else f"{line[:300]} ..." for _, line in zip(range(SHOWN), lines, strict=False)
        ]
        raise AssertionError("\n".join([f"not as in {file.name}:", *shown]))
