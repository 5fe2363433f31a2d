"""A hundred small worlds for each value of a lever: when the story of each ends.

They take seconds, so the answers for the shipped scenes lie in `hundreds.json`; ``python -m
specialisation_sim.ui.watch.hundreds`` writes it anew, and a test computes some of it again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...base.errors import UserError
from ...base.files import write_whole
from .moments import first_steps
from .once import once
from .scenes import HERE, Scene, Story, changes_of, story_scenes, variant_of
from .tape import begun, many

NUMBER, MOST = 100, 24
"""Worlds for each value, and the most values of a lever."""
FILE = Path(__file__).parent / "hundreds.json"


def ends(story: Story, scene: Scene) -> dict[str, list[int]]:
    """For each value of a scene's lever, when each of a hundred worlds ends; -1 where it does not."""
    values = scene.lever["values"]
    if not 2 <= len(values) <= MOST:
        raise UserError(f"the lever of scene {scene.id!r} has {len(values)} values; allowed: from 2 to {MOST}")
    kept = _kept().get(key_of(story, scene), {})
    return {f"{value:g}": kept.get(f"{value:g}") or end_of(story, scene, value) for value in values}


def turn(lever: Mapping[str, Any], ended: Mapping[str, list[int]]) -> dict[str, float]:
    """The first value at which most worlds fare otherwise than at the first value, and how many then stand.

    Raises
    ------
    UserError
        If most fare alike at every value, so that the lever answers nothing.
    """
    good = bool(lever.get("good"))
    standing = {value: sum((end >= 0) == good for end in rows) for value, rows in ended.items()}
    most = [2 * number >= NUMBER for number in standing.values()]
    if len(set(most)) < 2:
        raise UserError(f"the lever {lever['parameter']!r} has an answer, and most worlds fare alike at all its values")
    value = list(standing)[most.index(not most[0])]
    return {"value": float(value), "standing": standing[value]}


def key_of(story: Story, scene: Scene) -> str:
    """All that the answers depend on, besides the value."""
    lever = scene.lever
    asked = {key: lever[key] for key in ("scenario", "variant", "set", "parameter", "end", "first") if key in lever}
    return f"{story.name} {json.dumps(asked, sort_keys=True)}"


def end_of(story: Story, scene: Scene, value: float, number: int = NUMBER) -> list[int]:
    """When each of many worlds ends, at one value of the lever."""
    return _end_of(story.name, json.dumps(dict(scene.lever), sort_keys=True), value, number)


@once
def _end_of(name: str, table: str, value: float, number: int) -> list[int]:
    lever: dict[str, Any] = json.loads(table)
    scenario, variant = variant_of(name, lever, "the lever")
    changes = {**json.loads(changes_of(lever, "the lever")), lever["parameter"]: value}
    world = begun(name, scenario, variant, tuple(range(number)), **changes)
    return first_steps(*many(name, world, lever["end"]), lever["first"])


@cache
def _kept() -> dict[str, dict[str, list[int]]]:
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}


def main() -> None:
    """Write the answers of all shipped scenes."""
    answers = {}
    for path in sorted(HERE.glob("*.toml")):
        story = story_scenes(path.stem)
        for scene in story.scenes:
            if scene.lever:
                values = scene.lever["values"]
                answers[key_of(story, scene)] = {f"{value:g}": end_of(story, scene, value) for value in values}
                print(
                    story.name,
                    scene.id,
                    [sum(each < 0 for each in row) for row in answers[key_of(story, scene)].values()],
                )
    rows = (f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in answers.items())
    text = "{\n" + ",\n".join(rows) + "\n}\n"
    write_whole(FILE, lambda part: part.write_text(text, encoding="utf-8"))


if __name__ == "__main__":
    main()
