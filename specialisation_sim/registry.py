"""Every word that users type for what can be run: stories, chains, published models, scenarios, and files of their own.

Resolving a word imports nothing of what it names, so that lists and refusals are there at once; `story` loads a class.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .base.errors import UserError, unknown
from .base.scripts import is_script, load_script
from .base.shipped_files import shipped_folder
from .chains import CHAINS
from .model.outline import Outline
from .published import DOCKED
from .stories import STORIES

if TYPE_CHECKING:
    from types import ModuleType

    from .model.world import World

WORLDS = (*STORIES, *CHAINS, *DOCKED)
"""Names of the stories, the chains and the published models."""

OWN: dict[str, type[World]] = {}
"""Stories of one's own that were loaded or registered, by name."""

GROUPS = {
    "stories": "story",
    "chains": "chain",
    "published": "published model",
    "own": "story of your own",
    "scenarios": "scenario",
}
"""What a name may stand for, and what one such thing is called."""

RUNNABLE = ("stories", "chains", "published", "own")
"""What has parameters and steps, and so can be run by itself."""

NAMED = "scenario or story"
"""What is asked for where any of these will do."""


class Entry(NamedTuple):
    """What a word stands for.

    Attributes
    ----------
    name : str
        Its name, or the path of a file.
    group : str
        One of `GROUPS`, or "file" for a Python file, which says what it defines once it is loaded.
    module : str
        Where its class is, inside the package; or its script.
    kind : str
        Name of its class; blank where that is not known before it is loaded.
    """

    name: str
    group: str
    module: str
    kind: str = ""


def entries(groups: tuple[str, ...] = tuple(GROUPS)) -> dict[str, Entry]:
    """What there is in some groups, by name, in the order in which lists show it."""
    tables = {
        "stories": lambda: [Entry(name, "stories", f"stories.{name}", kind) for name, kind in STORIES.items()],
        "chains": lambda: [Entry(name, "chains", f"chains.{at}", kind) for name, (at, kind) in CHAINS.items()],
        "published": lambda: [Entry(name, "published", f"published.{at}", kind) for name, (at, kind) in DOCKED.items()],
        "own": lambda: [Entry(name, "own", kind.__module__, kind.__name__) for name, kind in OWN.items()],
        "scenarios": lambda: [
            Entry(path.stem.replace("_", "-"), "scenarios", str(path))
            for path in sorted(shipped_folder("scenarios").glob("[!_]*.py"))
        ],
    }
    return {entry.name: entry for group in GROUPS if group in groups for entry in tables[group]()}


def resolve(word: str | Path, groups: tuple[str, ...] = tuple(GROUPS), called: str = "") -> Entry:
    """What a word stands for, without loading it.

    Parameters
    ----------
    word : str or Path
        A name, with underscores or hyphens, or the path of a Python file.
    groups : tuple of str
        What it may be.
    called : str
        What a refusal calls it; what the groups are called if left out.

    Raises
    ------
    UserError
        If there is none of that name, or it is something else.
    """
    name = str(word)
    if is_script(name):
        if not Path(name).is_file():
            raise UserError(f"no script at {name}")
        return Entry(name, "file", name)
    there = entries(groups)
    for spelt in (name, name.replace("_", "-")):
        if spelt in there:
            return there[spelt]
    wanted = called or " or ".join(GROUPS[group] for group in groups if group != "own")
    other = entries().get(name)
    if other is not None:
        raise UserError(f"{name} is a {GROUPS[other.group]} and no {wanted}; specialise list names them all")
    raise unknown(wanted, name, there)


def scenario_names() -> list[str]:
    """Names of the shipped scenarios, in alphabetical order."""
    return list(entries(("scenarios",)))


def names() -> tuple[str, ...]:
    """Names of all that can be run by itself, stories of one's own at the end."""
    return (*WORLDS, *OWN)


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
    entry = resolve(name, RUNNABLE, "story")
    if entry.group == "file":
        return own_story(load_script(entry.module))
    if entry.group == "own":
        return OWN[entry.name]
    # Only now: importing a story imports Mesa, which takes a second.
    kind: type[World] = getattr(import_module(f".{entry.module}", __package__), entry.kind)
    return kind


def name_of(kind: type[World] | Outline) -> str:
    """Name of a story: ``LawFirm`` is ``law-firm``."""
    if isinstance(kind, Outline):
        return kind.name
    if ours(kind):
        there = entries(("stories", "chains", "published")).values()
        return next((entry.name for entry in there if entry.kind == kind.__name__), kind.__name__.lower())
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", kind.__name__).lower()


def own_story(module: ModuleType) -> type[World]:
    """The story that a script defines, registered.

    Raises
    ------
    UserError
        If it defines none, or several and does not say which with ``story = ...``.
    """
    from .model.world import World

    defined = [
        candidate for candidate in vars(module).values() if isinstance(candidate, type) and issubclass(candidate, World)
    ]
    defined = list(dict.fromkeys(candidate for candidate in defined if candidate.__module__ == module.__name__))
    wanted: Any = getattr(module, "story", None)
    if wanted in defined:
        defined = [wanted]
    if len(defined) != 1:
        said = ", ".join(candidate.__name__ for candidate in defined)
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
    """Refuse a story that says something of another kind, or whose names lead nowhere, before anything runs."""
    from .model.parameters import Parameters

    if not (isinstance(kind.Parameters, type) and issubclass(kind.Parameters, Parameters)):
        raise UserError(
            f"{kind.__name__}.Parameters = {kind.Parameters!r} is not valid; allowed: a class of Parameters"
        )
    names: dict[str, tuple[type, ...]] = {"phases": (tuple, list), "tasks": (tuple, list)}
    for name, allowed in (names | {"population": (str,), "clock": (str,)}).items():
        said = getattr(kind, name, ())
        if not isinstance(said, (*allowed, property)):
            words = "a tuple of names" if name in names else "a name"
            raise UserError(f"{kind.__name__}.{name} = {said!r} is not valid; allowed: {words}")
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
