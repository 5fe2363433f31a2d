"""All that a browser needs to play a story: its scenes, pictures, sentences and tapes, as one JSON document."""

from __future__ import annotations

from typing import Any

from ...base.errors import UserError, unknown
from .casts import cast_of
from .draw import Part, picture
from .hundreds import ends, turn
from .moments import moments, tape_for
from .once import once
from .scenes import SAME, Scene, Story, story_scenes
from .tape import Tape
from .words import filled


@once
def plan_of(name: str) -> dict[str, Any]:
    """The plan of a shipped story."""
    return plan(story_scenes(name))


def plan(story: Story) -> dict[str, Any]:
    """The plan of a story.

    Raises
    ------
    UserError
        If a scene names a moment, column or number that its runs do not have.
    """
    drawn = [_drawn(story, scene) for scene in story.scenes]
    used = {column for layouts in drawn for layout in layouts for column in columns_used(layout)}
    sent: dict[str, int] = {}
    scenes = [_scene(story, scene, layouts, used, sent) for scene, layouts in zip(story.scenes, drawn, strict=True)]
    head = {
        "name": story.name,
        "title": story.title,
        "question": story.question,
        "clock": story.clock,
        "per": story.per,
    }
    return head | {"scenes": scenes}


def _drawn(story: Story, scene: Scene) -> tuple[dict[str, Any], dict[str, Any]]:
    """A scene's picture for a wide page and for a narrow one."""
    tapes = {run: tape_for(story, run) for run in scene.runs}
    stage = _same if scene.stage == SAME else cast_of(story.name).stages[scene.stage]
    layouts = stage(scene, tapes, False), stage(scene, tapes, True)
    for layout in layouts:
        _check(scene, layout, tapes)
    return layouts


def columns_used(layout: dict[str, Any]) -> set[str]:
    """Columns that move something in a picture or are told of it, each with its run."""
    used = {binding["col"] for binding in (*layout["bind"], *layout["says"]) if "col" in binding}
    for bind in layout["bind"]:
        used |= set(bind.get("cols", ()))
        if bind["kind"] == "dots":
            used |= {f"{bind['run']}.{bind[key]}" for key in ("at", "hue", "line", "alive")}
    return used


def _scene(story: Story, scene: Scene, layouts: Any, used: set[str], sent: dict[str, int]) -> dict[str, Any]:
    tapes = {run: tape_for(story, run) for run in scene.runs}
    wide, narrow = layouts
    return {
        "id": scene.id,
        "title": scene.title,
        "text": scene.text,
        "runs": list(scene.runs),
        "from": scene.start,
        "pace": scene.pace,
        "say": moments(story, scene, "say"),
        "stop": moments(story, scene, "stop"),
        "ask": dict(scene.ask) | _answer(scene, tapes, story),
        "answer": scene.answer,
        "lever": _lever(story, scene) if scene.lever else {},
        "links": [dict(link) for link in scene.links],
        "wide": wide,
        "narrow": narrow,
        "tape": {run: part for run, tape in tapes.items() if (part := _unsent(scene, run, tape, used, sent))},
    }


def _lever(story: Story, scene: Scene) -> dict[str, Any]:
    """A lever with how the worlds end at each of its values, and what that answers."""
    ended = ends(story, scene)
    answer = filled(scene.lever["answer"], turn(scene.lever, ended)) if "answer" in scene.lever else ""
    return {**scene.lever, "ends": ended, "answer": answer}


def _unsent(scene: Scene, run: str, tape: Tape, used: set[str], sent: dict[str, int]) -> dict[str, Any] | None:
    """The part of a tape that the scenes before have not shown: who is asked cannot read the answer off it."""
    first, last = sent.get(run, -1) + 1, tape.steps if scene.to is None else scene.to
    if last < first:
        return None
    sent[run] = last
    return tape.packed(first, last, [name for name in tape.columns if f"{run}.{name}" in used])


def _answer(scene: Scene, tapes: dict[str, Tape], story: Story) -> dict[str, Any]:
    """Ends of the scale of a question."""
    if not scene.ask:
        return {}
    answer_of(story, scene)
    return {"low": scene.ask.get("low", 0.0), "high": scene.ask.get("high", 1.0)}


def answer_of(story: Story, scene: Scene) -> float:
    """What the run answers to a scene's question."""
    run, _, column = str(scene.ask["what"]).partition(".")
    if run not in story.runs:
        raise unknown(f"run in the question of scene {scene.id!r}", run, story.runs)
    tape = tape_for(story, run)
    if column not in tape.columns:
        raise unknown(f"column in the question of scene {scene.id!r}", column, tape.columns)
    if not 0 <= int(scene.ask["at"]) <= tape.steps:
        raise UserError(f"at = {scene.ask['at']} of scene {scene.id!r} is not allowed; allowed: from 0 to {tape.steps}")
    return float(tape.columns[column][int(scene.ask["at"])])


def _check(scene: Scene, layout: dict[str, Any], tapes: dict[str, Tape]) -> None:
    """Every binding names an element of the picture and a column of a run."""
    for bind in layout["bind"]:
        for key in ("id", "count"):
            if isinstance(bind.get(key), str) and f'id="{bind[key]}"' not in layout["svg"]:
                raise UserError(f"scene {scene.id!r}: a binding names {bind[key]!r}, which is not in the picture")
        for path in (*([bind["col"]] if "col" in bind else []), *bind.get("cols", ())):
            run, _, column = path.partition(".")
            if run not in tapes or column not in tapes[run].columns:
                columns = [f"{each}.{name}" for each, tape in tapes.items() for name in tape.columns]
                raise unknown(f"column in a binding of scene {scene.id!r}", path, columns)


def _same(scene: Scene, tapes: dict[str, Tape], narrow: bool) -> dict[str, Any]:
    """The way to the other stories is drawn by the page."""
    return picture(Part(), 1280, 540)
