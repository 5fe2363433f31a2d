"""Named settings of a story: the essay at its word, published values, and the same without the mechanism.

They stand beside the story in a TOML file of its name. Each value says its source, or that it is an assumption; the
choice of a setting is argued in one line, and never by what comes out. What a setting does not name is at its default,
and what `literature` and `neutral` do not name is as in `essay`, so that only what was published, or the mechanism,
differs. The file also says, for each parameter that somebody has measured, between which ends it lies.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ..base.errors import UserError, unknown

NAMES = ("essay", "literature", "neutral")
"""The essay at its word; published values; the mechanism switched off."""

SHOWN = "essay"
"""The setting that a story is shown in where none is named."""


class Setting(Mapping[str, Any]):
    """Parameters of a story under a name; itself a mapping of them, which a world takes: ``Island(setting)``.

    Parameters
    ----------
    name, about : str
        What it is called, and the argument for it.
    named : mapping
        Parameters that it names; the others are at their defaults.
    sources : mapping
        Where each of these values comes from.
    """

    def __init__(self, name: str, about: str, named: Mapping[str, Any], sources: Mapping[str, str]) -> None:
        self.name, self.about, self.sources = name, about, sources
        self._named = dict(named)

    def __getitem__(self, name: str) -> Any:
        return self._named[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)

    def __repr__(self) -> str:
        return f"Setting({self.name!r}, {self._named!r})"


class PublishedRange(NamedTuple):
    """Between which ends published estimates of a parameter lie, and whose they are; also words that it may take."""

    ends: tuple[Any, ...]
    source: str


def file_of(story: str) -> Path:
    """Where a story's settings are."""
    return Path(__file__).parent.parent / "stories" / f"{story}.toml"


@cache
def settings_of(story: str) -> Mapping[str, Setting]:
    """The settings of a shipped story by name; none where it has no file of them, as chains have not."""
    table = _read(story)
    settings = {}
    for name in NAMES if table else ():
        named = {**table[SHOWN], **table[name]}
        about = named.pop("about")
        values, sources = ({key: entry[part] for key, entry in named.items()} for part in ("value", "source"))
        settings[name] = Setting(name, about, values, sources)
    return settings


@cache
def ranges_of(story: str) -> Mapping[str, PublishedRange]:
    """For each parameter that somebody has measured, the ends of published estimates."""
    return {
        name: PublishedRange(tuple(entry["ends"]), entry["source"])
        for name, entry in _read(story).get("ranges", {}).items()
    }


def setting_of(settings: Mapping[str, Setting], name: str | None, story: str) -> Mapping[str, Any]:
    """A setting by name; without a name the one that the story is shown in, and the defaults where it has none.

    Raises
    ------
    UserError
        If there is no such setting.
    """
    if name is None:
        return settings.get(SHOWN, {})
    if not settings:
        raise UserError(f"{story} has no settings; leave out setting = {name!r}")
    if name not in settings:
        raise unknown("setting", name, settings)
    return settings[name]


@cache
def _read(story: str) -> dict[str, Any]:
    path = file_of(story)
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
