"""Which story is drawn by which module."""

from __future__ import annotations

from importlib import import_module

from ...base.errors import unknown
from .columns import Staging

DRAWN = ("island", "foundation", "band", "labour", "species", "generator")
"""Stories that Watch can draw, in the order of the first page."""


def cast_of(story: str) -> Staging:
    """What Watch knows of a story.

    Raises
    ------
    UserError
        If nothing draws it.
    """
    if story not in DRAWN:
        raise unknown("story to watch", story, DRAWN)
    cast: Staging = import_module(f".stages.{story}", __package__).CAST
    return cast
