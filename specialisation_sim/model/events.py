"""What happens in a world, told to those who listen: a crash, a death, a hire, an album, an extinction, an alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np


class Event(NamedTuple):
    """Something that happened.

    Attributes
    ----------
    step : int
        When; the state after it has this time.
    kind : str
        What, such as ``"crash"``.
    run : int
        In which run.
    agent : int or None
        The place of the agent that it happened to; none where it happened to all of a run.
    numbers : mapping
        What else there is to say, by name.
    """

    step: int
    kind: str
    run: int
    agent: int | None
    numbers: Mapping[str, float]


type EventListener = Callable[[Event], Any]

type EventWords = Mapping[str, tuple[str, str]]
"""For each kind what is said of one event and of several at once; ``{count}`` and ``{task}`` stand for number and name
of the task. Of a kind without words nothing is said."""


def in_words(events: Iterable[Event], words: EventWords, tasks: Sequence[str] = ()) -> list[tuple[int, str]]:
    """What is said of a run's events, and of which step: those of a step, kind and task together.

    Parameters
    ----------
    events : iterable of Event
        Events of one run, in order of time.
    words : mapping
        What is said of each kind.
    tasks : sequence of str
        Names of tasks, for events with the number of one.
    """
    alike: dict[tuple[int, str, float], int] = {}
    for event in events:
        if event.kind in words:
            key = (event.step, event.kind, event.numbers.get("task", -1.0))
            alike[key] = alike.get(key, 0) + 1
    lines = []
    for (step, kind, task), count in alike.items():
        name = tasks[int(task)].replace("_", " ") if 0 <= task < len(tasks) else ""
        lines.append((step, words[kind][count > 1].format(count=count, task=name)))
    return lines


def events_at(step: int, kind: str, where: Any, numbers: Mapping[str, Any]) -> list[Event]:
    """One event for each run, or each agent of each run, where something happened.

    Parameters
    ----------
    step, kind
        See `Event`.
    where : array of bool, shape (runs,) or (runs, agents)
        Where it happened.
    numbers : mapping of arrays
        Numbers that go with it, each broadcast to the shape of `where`.
    """
    spread = {name: np.broadcast_to(values, np.shape(where)) for name, values in numbers.items()}
    return [
        Event(
            step,
            kind,
            int(index[0]),
            int(index[1]) if len(index) > 1 else None,
            {name: float(values[tuple(index)]) for name, values in spread.items()},
        )
        for index in np.argwhere(where)
    ]
