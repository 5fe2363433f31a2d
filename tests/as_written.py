"""Texts that tests compare whole: ``UPDATE_WRITTEN=1 pytest tests/figures`` writes them anew, to be looked at."""

import os
from pathlib import Path


def same_as_written(file: Path, text: str) -> None:
    """Assert that a text is the one that a file holds."""
    if "UPDATE_WRITTEN" in os.environ:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
