"""Scenes of a story that brings no table: a guess at its first observable, and its run."""

from __future__ import annotations

import json
import math

from ...registry import story as world_of
from .scenes import Story, read
from .tape import tape_of

PLAIN = """
story = {name}
title = {title}
question = {question}

[runs.it]
end = {end}

[[scene]]
id = "question"
stage = "plain"
runs = ["it"]
to = 0
title = {title}
text = {lead}
ask = {{ id = "end", what = {what}, at = {end}, low = {low}, high = {high}, format = {format}, words = {words} }}

[[scene]]
id = "run"
stage = "plain"
runs = ["it"]
title = {title}
text = "Watch the line."
pace = [[0, 0], [20, {end}]]
answer = "end"
stop = [{{ at = {end}, title = {said}, text = "Numbers beside the line are those of this one run." }}]
"""
"""Scenes of a story that brings no table."""


def plain_scenes(name: str, end: int) -> Story:
    """Scenes of any story without a table: a guess at its first observable, and the run.

    Parameters
    ----------
    name : str
        The story.
    end : int
        Steps of the run.
    """
    kind = world_of(name)
    column, unit = next(iter(kind.observed)), next(iter(kind.observed.values())).unit
    values = tape_of(name, "", "", 0, end).columns[column]
    share = bool(values.min() >= 0.0 and values.max() <= 1.0)
    room = 1.0 if share else 10.0 ** math.ceil(math.log10(max(abs(values).max(), 1e-9)))
    called, form = column.replace("_", " "), ".0%" if share else ".1f"
    words = {
        "name": name,
        "title": name.replace("-", " ").capitalize(),
        "question": f"What becomes of its {called}?",
        "lead": f"The line is its {called} ({unit}).",
        "what": f"it.{column}",
        "format": "%" if share else ".1",
        "words": f"Where will it be after {end:,} {kind.clock}s? Drag.",
        "said": f"At the end: {{{column}:{form}}}.",
    }
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in words.items()}
    return read(PLAIN.format(end=end, low=0.0 if values.min() >= 0 else -room, high=room, **quoted))
