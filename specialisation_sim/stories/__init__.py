"""The stories, one file each. They do not import each other."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ..base.errors import unknown

if TYPE_CHECKING:
    from ..model.world import World

STORIES = {
    "island": "Island",
    "foundation": "Foundation",
    "band": "Band",
    "labour": "Labour",
    "species": "Species",
    "generator": "Generator",
}
"""Name of each story and of its class; the class is in the module of the story's name."""


def story(name: str) -> type[World]:
    """A story by name. Importing it imports Mesa, which takes a second; so it waits until a story is asked for.

    Raises
    ------
    UserError
        If there is no such story.
    """
    if name not in STORIES:
        raise unknown("story", name, STORIES)
    found: type[World] = getattr(import_module(f".{name}", __name__), STORIES[name])
    return found
