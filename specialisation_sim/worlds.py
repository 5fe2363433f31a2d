"""All that can be run by name: the stories, the chains and the published models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chains import CHAINS, chain
from .docking import DOCKED, docked
from .errors import unknown
from .stories import STORIES
from .stories import story as told

if TYPE_CHECKING:
    from .world import World

WORLDS = (*STORIES, *CHAINS, *DOCKED)
"""Names of the stories, the chains and the published models."""


def story(name: str) -> type[World]:
    """A story, a chain or a published model by name; see `stories.story`.

    Raises
    ------
    UserError
        If there is none of that name.
    """
    for names, found in ((STORIES, told), (CHAINS, chain), (DOCKED, docked)):
        if name in names:
            return found(name)
    raise unknown("story", name, WORLDS)
