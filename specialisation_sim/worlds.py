"""All that can be run by name: the stories and the chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chains import CHAINS, chain
from .errors import unknown
from .stories import STORIES
from .stories import story as told

if TYPE_CHECKING:
    from .world import World

WORLDS = (*STORIES, *CHAINS)
"""Names of the stories and the chains."""


def story(name: str) -> type[World]:
    """A story or a chain by name; see `stories.story`.

    Raises
    ------
    UserError
        If there is neither a story nor a chain of that name.
    """
    if name not in STORIES and name not in CHAINS:
        raise unknown("story", name, WORLDS)
    return chain(name) if name in CHAINS else told(name)
