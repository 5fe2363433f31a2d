"""The bibliography of the software paper: the entries of ``references.bib`` that the paper cites."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAPER, WRITTEN = ROOT / "paper" / "paper.md", ROOT / "paper" / "paper.bib"
REFERENCES = ROOT / "docs" / "references.bib"
CITED = re.compile(r"@([a-z]+\d{0,4}[a-z]?)\b")


def cited(text: str) -> set[str]:
    """Keys that a paper cites, in square brackets."""
    return {key for group in re.findall(r"\[(@[^\]]+)\]", text) for key in CITED.findall(group)}


def bibliography(text: str) -> str:
    """Entries of what a paper cites, in the order of the bibliography.

    Raises
    ------
    KeyError
        If it cites what the bibliography does not have.
    """
    lines = REFERENCES.read_text(encoding="utf-8").splitlines()
    entries = {line.partition("{")[2].partition(",")[0]: line for line in lines if line.startswith("@")}
    if unknown := cited(text) - set(entries):
        raise KeyError(f"not in references.bib: {', '.join(sorted(unknown))}")
    return "\n".join(line for key, line in entries.items() if key in cited(text)) + "\n"
