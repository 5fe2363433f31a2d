"""What is said of a story or a scenario before it is loaded.

`outlines.json` holds what the files themselves say: loading a story loads Mesa, and a scenario may work out its bounds.
``docs/update.py --text`` writes it, and a test holds that it says what the files say. Where a file's declarations have
changed since, the file is loaded.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..base.errors import UserError
from ..base.files import write_whole
from ..base.scripts import load_script
from ..base.shipped_files import PACKAGE
from ..model.outline import Outline, outline_of
from ..registry import NAMED, RUNNABLE, WORLDS, Entry, entries, name_of, own_story, resolve, scenario_names, story

if TYPE_CHECKING:
    from ..claims.record_scenario import AuditScenario
    from ..claims.scenario import Scenario

TABLE = PACKAGE / "outlines.json"


@dataclass(frozen=True)
class ScenarioOutline:
    """What a scenario asks: its words, variants and claims.

    Attributes
    ----------
    name, title, question, passage, story : str
        As of a `Scenario`.
    data : str
        The record that it audits; blank where it runs a story.
    runs, steps : int
        Runs of each variant, and their horizon.
    variants, claims : sequence of (str, str)
        Each variant with what it changes, and each claim with what must hold.
    """

    name: str
    title: str
    question: str
    passage: str
    story: str
    data: str
    runs: int
    steps: int
    variants: tuple[tuple[str, str], ...]
    claims: tuple[tuple[str, str], ...]


class Head(NamedTuple):
    """The words of a scenario that lists show."""

    name: str
    story: str
    question: str


def outline(word: str | Path) -> Outline | ScenarioOutline:
    """What can be said of a story or a scenario of that name, or in a Python file.

    Raises
    ------
    UserError
        If there is none, or the file does not load.
    """
    entry = resolve(word, called=NAMED)
    if entry.group == "file":
        module = load_script(entry.module)
        if not hasattr(module, "scenario"):
            kind = own_story(module)
            return outline_of(name_of(kind), kind)
        from ..claims.catalogue import scenario_of

        return _of_scenario(scenario_of(module))
    if entry.group != "scenarios":
        return world_outline(entry.name)
    row = _table()["scenarios"].get(entry.name)
    if row is not None and row["written"] == declarations(Path(entry.module)):
        pairs = {key: tuple((name, text) for name, text in row["outline"][key]) for key in ("variants", "claims")}
        return ScenarioOutline(**{**row["outline"], **pairs})
    from ..claims.catalogue import load_scenario

    return _of_scenario(load_scenario(entry.name))


def world_outline(word: str | Path) -> Outline:
    """What can be said of what runs by itself, of that name or in a Python file.

    Raises
    ------
    UserError
        If there is none of that name, or the file does not define one.
    """
    entry = resolve(word, RUNNABLE, "story")
    if entry.group in ("file", "own"):
        kind = story(word)
        return outline_of(name_of(kind), kind)
    row = _table()["worlds"].get(entry.name)
    if row is not None and row["written"] == declarations(file_of(entry)):
        return Outline.from_row(row["outline"])
    return outline_of(entry.name, story(entry.name))


def head(name: str) -> Head:
    """Story and question of a shipped scenario, read off its script without running it."""
    entry = resolve(name, ("scenarios",))
    for node in ast.parse(Path(entry.module).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _names(node) == ["scenario"]:
            words = {
                keyword.arg: keyword.value.value
                for keyword in node.value.keywords
                if isinstance(keyword.value, ast.Constant)
            }
            if "question" in words:
                return Head(entry.name, str(words.get("story", "a real record")), str(words["question"]))
    whole = outline(entry.name)
    assert isinstance(whole, ScenarioOutline)
    return Head(entry.name, whole.story, whole.question)


def write_outlines(path: Path = TABLE) -> None:
    """Write the table anew from the files."""
    groups = [
        f"{json.dumps(group)}: {{\n"
        + ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
        + "\n}"
        for group, rows in made_anew().items()
    ]
    text = "{" + ",\n".join(groups) + "}\n"
    write_whole(path, lambda part: part.write_text(text, encoding="utf-8"))
    _table.cache_clear()


def made_anew() -> dict[str, Any]:
    """What the table should hold: all outlines by name, each with the checksum of what its file declared."""
    from ..claims.catalogue import load_scenario

    there = entries()
    worlds = {
        name: {"written": declarations(file_of(there[name])), "outline": outline_of(name, story(name)).as_row()}
        for name in WORLDS
    }
    scenarios = {
        name: {
            "written": declarations(Path(there[name].module)),
            "outline": asdict(_of_scenario(load_scenario(name))),
        }
        for name in scenario_names()
    }
    return {"worlds": worlds, "scenarios": scenarios}


def file_of(entry: Entry) -> Path:
    """The file of the package that an entry's class is in."""
    return PACKAGE.joinpath(*entry.module.split(".")).with_suffix(".py")


def declarations(path: Path) -> str:
    """Checksum of what a file declares: all but what its functions do."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            for line in range(node.body[0].lineno - 1, node.end_lineno or 0):
                lines[line] = ""
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _of_scenario(scenario: Scenario | AuditScenario) -> ScenarioOutline:
    """The outline of a scenario."""
    from .terminal import demand_of

    return ScenarioOutline(
        name=scenario.name,
        title=scenario.title,
        question=scenario.question,
        passage=scenario.passage,
        story=scenario.story,
        data=getattr(scenario, "data", ""),
        runs=getattr(scenario, "replicates", 0),
        steps=getattr(scenario, "steps", 0),
        variants=tuple(
            (name, ", ".join(f"{key} = {value}" for key, value in changes.items()) or "defaults")
            for name, changes in scenario.variants.items()
        ),
        claims=tuple((claim.sentence, demand_of(claim, scenario.story)) for claim in scenario.claims),
    )


@cache
def _table() -> Mapping[str, Any]:
    """The table as it was written; nothing where it is missing."""
    try:
        table: Mapping[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"worlds": {}, "scenarios": {}}
    except ValueError as error:
        raise UserError(f"{TABLE} is damaged: {error}; docs/update.py --text writes it anew") from None
    return table


def _names(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]
