"""All that can be run by name: the stories, the chains, the published models, and stories of one's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .base.errors import UserError, unknown
from .base.scripts import is_script, load_script
from .chains import CHAINS, chain
from .published import DOCKED, docked
from .stories import STORIES
from .stories import story as told

if TYPE_CHECKING:
    from types import ModuleType

    from .model.world import World

WORLDS = (*STORIES, *CHAINS, *DOCKED)
"""Names of the stories, the chains and the published models."""

OWN: dict[str, type[World]] = {}
"""Stories of one's own that were loaded or registered, by name."""


def story(name: str | Path | type[World]) -> type[World]:
    """A story, a chain or a published model by name, or a story of one's own.

    Parameters
    ----------
    name : str, Path or type of World
        A name, the path of a Python file that defines a story, or a class, which is given back.

    Returns
    -------
    type of World
        The class. That of a file is known by name from then on, see `register`.

    Raises
    ------
    UserError
        If there is none of that name, or the file does not define one story.

    Examples
    --------
    >>> from specialisation_sim import story
    >>> story("island").__name__
    'Island'
    """
    if isinstance(name, type):
        return name
    if is_script(str(name)):
        return own_story(load_script(name))
    if name in OWN:
        return OWN[str(name)]
    for names, found in ((STORIES, told), (CHAINS, chain), (DOCKED, docked)):
        if name in names:
            return found(str(name))
    raise unknown("story", str(name), (*WORLDS, *OWN))


def names() -> tuple[str, ...]:
    """Names of all that can be run, stories of one's own at the end."""
    return (*WORLDS, *OWN)


def name_of(kind: type[World]) -> str:
    """Name of a story: ``LawFirm`` is ``law-firm``."""
    if ours(kind):
        classes = STORIES | {name: one for name, (_, one) in (CHAINS | DOCKED).items()}
        return next((name for name, one in classes.items() if one == kind.__name__), kind.__name__.lower())
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", kind.__name__).lower()


def own_story(module: ModuleType) -> type[World]:
    """The story that a script defines, registered.

    Raises
    ------
    UserError
        If it defines none, or several and does not say which with ``story = ...``.
    """
    from .model.world import World

    defined = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, World)]
    defined = list(dict.fromkeys(one for one in defined if one.__module__ == module.__name__))
    wanted: Any = getattr(module, "story", None)
    if wanted in defined:
        defined = [wanted]
    if len(defined) != 1:
        said = ", ".join(one.__name__ for one in defined)
        problem = f"several stories, {said}; name one: story = {defined[0].__name__}" if defined else "no story"
        raise UserError(f"{module.__file__} defines {problem}")
    register(defined[0])
    return defined[0]


def register(kind: type[World], name: str = "") -> str:
    """Make a story of one's own known by name, here and to processes at work for this one.

    Parameters
    ----------
    kind : type of World
        The story. One of the same name and from the same place is replaced, as when a notebook's cell is run again.
    name : str
        Its name; made of that of the class if left out.

    Returns
    -------
    str
        The name.

    Raises
    ------
    UserError
        If it is no story, lacks what each must have, or its name is taken.
    """
    from .model.world import World

    if not (isinstance(kind, type) and issubclass(kind, World)):
        raise UserError(f"{kind!r} is not a story; give a subclass of PracticeWorld or World")
    name = name or name_of(kind)
    if ours(kind):
        return name
    missing = [each for each in ("Parameters", "population", "phases", "clock") if not hasattr(kind, each)]
    if missing:
        raise UserError(f"{kind.__name__} does not say its {', '.join(missing)}; each story must")
    _check(kind)
    if name in WORLDS or (name in OWN and OWN[name].__module__ != kind.__module__):
        raise UserError(f"there is another story called {name}; give {kind.__name__} another name")
    OWN[name] = kind
    return name


def _check(kind: type[World]) -> None:
    """Refuse a story whose names lead nowhere, before anything runs."""
    for phase in kind.phases:
        if not callable(getattr(kind, phase, None)):
            raise UserError(f"{kind.__name__} has no method for its phase {phase!r}")
    if kind.population not in kind.Parameters.model_fields and not hasattr(kind.Parameters, kind.population):
        raise unknown(f"population of {kind.__name__}", kind.population, kind.Parameters.model_fields)
    if getattr(kind, "share", None) is not None and kind.share not in kind.observed:
        raise unknown(f"share of {kind.__name__}", kind.share, kind.observed)


def ours(kind: type[World]) -> bool:
    """Whether a story ships with the package."""
    return kind.__module__.startswith(f"{__package__}.")
