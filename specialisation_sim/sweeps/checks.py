"""What a sweep is given, checked."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.errors import UserError, check_count

if TYPE_CHECKING:
    from ..model.world import World


def named_story(name: str) -> type[World]:
    """The class of a story from its name in a manifest.

    Raises
    ------
    UserError
        If it cannot be imported.
    """
    module, _, kind = name.partition(":")
    try:
        story: type[World] = getattr(import_module(module), kind)
    except (ImportError, AttributeError):
        raise UserError(f"the story {name} cannot be imported here; call sweep() where it is defined") from None
    return story


def checked_part(part: tuple[int, int]) -> tuple[int, int]:
    """Which blocks of how many to do: ``(k, n)`` with k from 1 to n."""
    try:
        k, n = part
    except (TypeError, ValueError):
        raise UserError(f"part = {part!r} is not valid; give (k, n), such as (1, 3)") from None
    check_count("part", k)
    check_count("part", n)
    if k > n:
        raise UserError(f"part = {k} of {n} is out of bounds; allowed: from 1 to {n}")
    return k, n


def checked_folder(out: str | Path | None) -> Path | None:
    """Folder of a sweep that is kept."""
    if out is not None and not (isinstance(out, (str, Path)) and str(out).strip()):
        raise UserError(f"out = {out!r} is not valid; give the name of a folder")
    return None if out is None else Path(out)
