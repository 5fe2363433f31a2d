"""Who takes part in a tournament: the rules that ship, and those of a file of one's own."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..base.errors import UserError
from ..base.scripts import load_script
from ..laws.remembering import Remembering
from ..laws.rules import RULES
from ..laws.scores import SCORES


def all_rules(file: Path | None = None, story: str = "island") -> dict[str, Any]:
    """The rules that ship for a story, and those of a file beside them.

    Raises
    ------
    UserError
        If the file does not load, has no rules, or one of the name of a shipped rule.
    """
    shipped: Mapping[str, Any] = SCORES if story == "foundation" else RULES
    return {**shipped, **(own_rules(file, shipped) if file is not None else {})}


def own_rules(file: Path, shipped: Mapping[str, Any] = RULES) -> dict[str, Any]:
    """Rules of a file: its functions of one argument, and its `Remembering` rules, but no names with an underscore.

    Parameters
    ----------
    file : Path
        A Python file.
    shipped : mapping
        Rules whose names are taken.

    Returns
    -------
    dict
        Rules by name, with hyphens for underscores.

    Raises
    ------
    UserError
        If it does not load, has none, or one of the name of a shipped rule.
    """
    module = load_script(file)
    rules = {
        name.replace("_", "-"): value
        for name, value in vars(module).items()
        if not name.startswith("_") and _is_rule(value, module.__name__)
    }
    if not rules:
        raise UserError(f"{file} defines no rule: a function of one argument (a Decision), or a Remembering rule")
    for name in rules:
        if name in shipped:
            raise UserError(f"{file}: a rule called {name!r} ships already; give yours another name")
    return rules


def _is_rule(value: Any, module: str) -> bool:
    if isinstance(value, Remembering):
        return True
    if not inspect.isfunction(value) or value.__module__ != module:
        return False
    needed = [each for each in inspect.signature(value).parameters.values() if each.default is each.empty]
    return len(needed) == 1
