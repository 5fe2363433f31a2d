"""The scenes of a story, read from its table and checked. Nothing in a table is run: it names moments and numbers."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ...base.errors import UserError, unknown
from ...base.toml import read_toml
from ...registry import names
from ...registry import story as world_of
from .casts import cast_of
from .tape import scenario_of
from .words import names_in

HERE = Path(__file__).parent / "scenes"
LONGEST_FILE, LONGEST_TITLE = 40_000, 15
"""Characters of a table, words of a title."""
STORY = ("story", "title", "question", "clock", "runs", "scene")
CLOCK = ("name", "steps")
RUN = ("scenario", "variant", "set", "seed", "end", "name")
SCENE = (
    *("id", "stage", "runs", "title", "text", "from", "to", "pace", "say", "stop"),
    *("ask", "answer", "lever", "links", "shows"),
)
SAY, STOP = ("at", "event", "first", "of", "text"), ("at", "event", "first", "of", "text", "title")
ASK = ("id", "what", "at", "words", "low", "high", "start", "format")
LEVER = (
    *("scenario", "variant", "set", "parameter", "values", "start", "words", "end", "first", "left", "good", "answer"),
)
LINK = ("story", "title", "text")
SAME = "same"
"""A stage that every story has: the way to the other stories."""
IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Run:
    """A run that scenes show."""

    scenario: str
    variant: str
    end: int
    seed: int = 0
    name: str = ""
    set: str = ""
    """Other parameters than those of the variant, as JSON."""


@dataclass(frozen=True)
class Scene:
    """One scene; its fields are the entries of its table, see docs/howto/watch.md."""

    id: str
    stage: str
    title: str
    text: str = ""
    runs: tuple[str, ...] = ()
    start: int = 0
    to: int | None = None
    pace: tuple[tuple[float, int], ...] = ()
    say: tuple[Mapping[str, Any], ...] = ()
    stop: tuple[Mapping[str, Any], ...] = ()
    ask: Mapping[str, Any] = field(default_factory=dict)
    answer: str = ""
    lever: Mapping[str, Any] = field(default_factory=dict)
    links: tuple[Mapping[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    asked: Mapping[str, Any] = field(default_factory=dict)
    """The question that it asks or answers."""


@dataclass(frozen=True)
class Story:
    """All scenes of one story."""

    name: str
    title: str
    question: str
    runs: Mapping[str, Run]
    scenes: tuple[Scene, ...]
    clock: str
    per: int = 1
    """Steps of the run in a unit of the clock that is shown."""


@cache
def story_scenes(name: str) -> Story:
    """The shipped scenes of a story.

    Raises
    ------
    UserError
        If there are none, or the table has an entry that is not known.
    """
    tables = {path.stem: path for path in HERE.glob("*.toml")}
    if name not in tables:
        raise unknown("story with scenes", name, sorted(tables))
    return read(tables[name].read_text(encoding="utf-8"))


def read(text: str) -> Story:
    """The scenes that a table describes.

    Raises
    ------
    UserError
        If it is no TOML, is too long, or holds what does not exist.
    """
    if len(text) > LONGEST_FILE:
        raise UserError(f"the table has {len(text):,} characters; allowed: to {LONGEST_FILE:,}")
    data = read_toml(text, "the table")
    _check(data, STORY, ("story", "title", "question", "scene"), "the table")
    name = _text(data, "story", "the table")
    if name not in names():  # a path is no name: a table must not make the program run a file
        raise unknown("story", name, names())
    clock, per = _clock(data.get("clock", {"name": world_of(name).clock}))
    runs = {key: _run(name, key, table) for key, table in _table(data.get("runs", {}), "runs").items()}
    scenes = tuple(_scene(name, table, runs) for table in _list(data["scene"], "scene"))
    asked = {scene.ask["id"]: scene.ask for scene in scenes if scene.ask}
    for scene in scenes:
        if scene.answer and scene.answer not in asked:
            raise unknown(f"question that scene {scene.id!r} answers", scene.answer, asked)
    scenes = tuple(replace(scene, asked=scene.ask or asked.get(scene.answer, {})) for scene in scenes)
    if len({scene.id for scene in scenes}) < len(scenes):
        raise UserError(f"two scenes have one id; ids: {', '.join(scene.id for scene in scenes)}")
    texts = (_text(data, "title", "the table"), _text(data, "question", "the table"))
    return Story(name, *texts, runs, scenes, clock, per)


def _clock(table: Any) -> tuple[str, int]:
    """Name of the time that is shown, and how many steps of the run it has."""
    _check(table, CLOCK, ("name",), "clock")
    return _text(table, "name", "clock"), _whole(table, "steps", "clock", 1, 5000, 1)


def _run(story: str, key: str, table: Any) -> Run:
    where = f"run {key!r}"
    _check(table, RUN, ("end",), where)
    scenario, variant = variant_of(story, table, where)
    values = {"end": _whole(table, "end", where, 1, 5000), "seed": _whole(table, "seed", where, 0, 2**31, 0)}
    return Run(scenario, variant, name=str(table.get("name", "")), set=changes_of(table, where), **values)


def changes_of(table: Mapping[str, Any], where: str) -> str:
    """The entry `set`, parameters that differ from those of the variant, as JSON."""
    return json.dumps(_table(table.get("set", {}), f"set of {where}"), sort_keys=True, default=str)


def variant_of(story: str, table: Mapping[str, Any], where: str) -> tuple[str, str]:
    """Scenario and variant that a table names, the first variant if it names none; blank without a scenario."""
    if "scenario" not in table:
        return "", ""
    scenario = _text(table, "scenario", where)
    variants = scenario_of(story, scenario).variants
    variant = str(table.get("variant", next(iter(variants))))
    if variant not in variants:
        raise unknown(f"variant of {where}", variant, variants)
    return scenario, variant


def _scene(story: str, table: Any, runs: Mapping[str, Run]) -> Scene:
    where = f"scene {table.get('id') if isinstance(table, dict) else table!r}"
    _check(table, SCENE, ("id", "stage", "title"), where)
    given = {key: value for key, value in table.items() if key not in ("from", "runs")}
    if not IDENTIFIER.fullmatch(_text(table, "id", where)):
        raise UserError(f"id = {table['id']!r} is not allowed; allowed: small letters, figures and hyphens")
    if len(_text(table, "title", where).split()) > LONGEST_TITLE:
        raise UserError(f"the title of {where} has more than {LONGEST_TITLE} words")
    stages = (*cast_of(story).stages, SAME)
    if _text(table, "stage", where) not in stages:
        raise unknown(f"stage of {where}", table["stage"], stages)
    given["shows"] = tuple(str(column) for column in _list(table.get("shows", []), f"shows of {where}"))
    for key in (cast := tuple(_list(table.get("runs", []), f"runs of {where}"))):
        if key not in runs:
            raise unknown(f"run of {where}", str(key), runs)
    for key, allowed in (("say", SAY), ("stop", STOP)):
        given[key] = tuple(_moment(each, allowed, where, cast, runs) for each in _list(table.get(key, []), key))
    if "ask" in table:
        _check(table["ask"], ASK, ("id", "what", "at", "words"), f"ask of {where}")
    if "lever" in table:
        _check(table["lever"], LEVER, ("parameter", "values", "start", "end", "first"), f"lever of {where}")
    given["links"] = tuple(table.get("links", ()))
    for link in given["links"]:
        _check(link, LINK, LINK, f"links of {where}")
    given["pace"] = _pace(table.get("pace", []), where)
    given["names"] = {key: runs[key].name or key for key in cast}
    begin = given["pace"][0][1] if given["pace"] else 0
    return Scene(runs=cast, start=_whole(table, "from", where, 0, 5000, begin), **given)


def _moment(
    table: Any, allowed: tuple[str, ...], where: str, cast: tuple[str, ...], runs: Mapping[str, Run]
) -> Mapping[str, Any]:
    _check(table, allowed, ("text",), f"a moment of {where}")
    if sum(key in table for key in ("at", "event", "first")) != 1:
        raise UserError(f"a moment of {where} has to say when by one of at, event and first: {dict(table)}")
    of = table.get("of", next(iter(cast), ""))
    if of not in cast:
        raise unknown(f"run in a moment of {where}", str(of), cast)
    if "at" in table:
        _whole(table, "at", f"a moment of {where}", 0, runs[of].end)
    for key in ("title", "text"):
        names_in(str(table.get(key, "")))
    return {**table, "of": of}


def _pace(rows: Any, where: str) -> tuple[tuple[float, int], ...]:
    pairs = [pair for pair in _list(rows, f"pace of {where}") if isinstance(pair, list) and len(pair) == 2]
    right = all(isinstance(each, int | float) and math.isfinite(each) and each >= 0 for pair in pairs for each in pair)
    if len(pairs) != len(rows) or not right or len(rows) == 1:
        raise UserError(f"pace of {where} has to be pairs of seconds and step, such as [[0, 0], [30, 365]]")
    if any(after[0] <= before[0] or after[1] < before[1] for before, after in pairwise(pairs)):
        raise UserError(f"pace of {where} has to rise: {rows}")
    return tuple((float(seconds), int(step)) for seconds, step in pairs)


def _check(table: Any, allowed: Iterable[str], needed: Iterable[str], where: str) -> None:
    for key in _table(table, where):
        if key not in allowed:
            raise unknown(f"entry of {where}", str(key), allowed)
    for key in needed:
        if key not in table:
            raise UserError(f"{where} has no {key}; it needs {', '.join(needed)}")


def _table(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UserError(f"{where} has to be a table, and is {value!r}")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise UserError(f"{where} has to be a list, and is {value!r}")
    return value


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    if not isinstance(table[key], str) or not table[key]:
        raise UserError(f"{key} of {where} has to be words, and is {table[key]!r}")
    return table[key]


def _whole(table: Mapping[str, Any], key: str, where: str, low: int, high: int, default: int | None = None) -> int:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise UserError(f"{key} = {value!r} of {where} is not allowed; allowed: a whole number from {low} to {high}")
    return value
