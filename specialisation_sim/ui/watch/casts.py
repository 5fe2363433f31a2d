"""Which story is drawn by which module."""

from __future__ import annotations

from importlib import import_module

from ...base.errors import unknown
from ...registry import names
from .columns import Staging

DRAWN = ("island", "foundation", "band", "labour", "species", "generator")
"""Stories that Watch can draw, in the order of the first page."""


def cast_of(story: str) -> Staging:
    """What Watch knows of a story: its own pictures, or the plain ones that every other has.

    Raises
    ------
    UserError
        If there is no such story.
    """
    if story not in DRAWN and story not in names():
        raise unknown("story to watch", story, DRAWN)
    cast: Staging = import_module(f".stages.{story if story in DRAWN else 'plain'}", __package__).CAST
    return cast
