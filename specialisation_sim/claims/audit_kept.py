"""What an audit of a scenario depends on, as a checksum: an audit of earlier code is known by it and made again.

These are its size, the scenario's script, the story with all laws and other modules that it imports, and the modules
that audit. What a command prints, figures and other stories are not among them.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..model.settings import file_of
from ..runs.fingerprint import PACKAGE, digest
from .scenario import Scenario

FOLDERS = ("laws", "model", "stories", "chains", "published")
"""Where what a story imports may change what it gives."""

AUDITING = (
    *(f"claims/{name}.py" for name in ("around", "audit", "claim", "deciders", "firmness", "readings", "weighing")),
    *(f"runs/{name}.py" for name in ("invariance", "neighbourhood", "probe")),
    "measures/intervals.py",
)
"""Modules that make an audit of runs."""


def fingerprint(word: str, scenario: Scenario, size: Mapping[str, Any]) -> str:
    """Checksum of an audit of a scenario, known by a word, at a size."""
    from ..registry import resolve, story

    files = {PACKAGE / name for name in AUDITING}
    files |= {Path(resolve(word, ("scenarios",)).module), file_of(scenario.story)}
    files |= behind(Path(sys.modules[story(scenario.story).__module__].__file__ or ""))
    code = [digest(file.read_text(encoding="utf-8")) for file in files if file.is_file()]
    return digest([dict(size), sorted(code)])[:16]


def behind(file: Path) -> set[Path]:
    """A module's file and those that it imports, directly or not, in the folders of models."""
    found: set[Path] = set()
    left = [file]
    while left:
        one = left.pop()
        if one not in found and one.is_file():
            found.add(one)
            left += _imports(one)
    return found


def _imports(file: Path) -> Iterator[Path]:
    """Files that a module of the package imports; of a package that it names all of them."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        if node.level:
            base = file.parents[node.level - 1]
        elif (node.module or "").startswith(PACKAGE.name):
            base = PACKAGE.parent
        else:
            continue
        target = base.joinpath(*(node.module or "").split("."))
        for each in (target, *(target / alias.name for alias in node.names)):
            if any(each.is_relative_to(PACKAGE / folder) for folder in FOLDERS):
                yield from sorted(each.glob("*.py")) if each.is_dir() else [each.with_suffix(".py")]
