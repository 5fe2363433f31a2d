"""One run that is watched: stepped, recorded, looked at and changed by hand. Nothing of the browser is known here.

A lock guards the world. Pages read the latest `Snapshot`, which nobody changes any more, so that a page that draws
while the world moves on never meets a half-finished step.
"""

from __future__ import annotations

import copy
import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from time import monotonic
from types import MappingProxyType
from typing import Any

import numpy as np

from ..base.errors import UserError
from ..laws.arrays import Array
from ..model.collecting import columns_of, reported
from ..model.events import Event, in_words
from ..model.from_now_on import go_on_with
from ..model.parameters import Parameters
from ..model.world import Person, State, World
from .history import History, numbers
from .limits import Limits, limits
from .pictures import look_of

NO_OPTIONS: Mapping[str, Any] = MappingProxyType({})
EVENTS = 200
"""Events that are kept."""
WATCHED = 400_000
"""Numbers kept of all agents' histories together."""


@dataclass(frozen=True)
class Snapshot:
    """A run at one time, ready to be shown.

    Attributes
    ----------
    time : int
        Steps done.
    times : list of int
        Times of the curves.
    series : mapping
        For each observable its curve.
    latest : mapping
        For each observable its value now; NaN where it has none.
    agents : mapping
        For each column of the agents' report one value an agent.
    events : tuple of (int, str)
        What happened, and when.
    tasks : tuple of str
        Names of the tasks.
    extra : mapping
        What the story's picture wants besides.
    """

    time: int
    times: Sequence[int]
    series: Mapping[str, Sequence[float | None]]
    latest: Mapping[str, float]
    agents: Mapping[str, Sequence[float]]
    events: tuple[tuple[int, str], ...]
    tasks: tuple[str, ...]
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


class Runner:
    """One run of a story.

    Parameters
    ----------
    kind : type of World
        The story.
    parameters : Parameters
        Its parameters.
    seed : int
        Its seed.
    bounds : Limits, optional
        Limits of the server.
    options : mapping, optional
        What the world takes besides, such as recorded weather.
    later : sequence of (int, Parameters)
        Parameters from some times on, in order of time.

    Raises
    ------
    UserError
        If the world is too large to be shown, or cannot begin.
    """

    def __init__(
        self,
        kind: type[World],
        parameters: Parameters,
        seed: int,
        bounds: Limits | None = None,
        options: Mapping[str, Any] = NO_OPTIONS,
        later: Sequence[tuple[int, Parameters]] = (),
    ) -> None:
        self.kind, self.parameters, self.seed = kind, parameters, seed
        self.bounds, self.lock, self.look = bounds or limits(), RLock(), look_of(kind)
        load = kind.workload(parameters)
        self.bounds.check_world(load.agents, load.width, kind.bulk or kind.population)
        if kind.effort:
            self.bounds.check_effort(load.effort)
        self.touched, self.options, self.later = False, options, list(later)
        self.world = kind(parameters, seeds=(seed,), collect=False, **options)
        self.columns = [
            (column, name, task) for name in kind.Person.reported for column, task in columns_of(self.world, name, " ")
        ]
        self.history = History(len(kind.observed))
        per_row = max(len(self.columns) * load.agents, 1)
        self.watched = History(per_row, most=max(min(300, WATCHED // per_row) // 2 * 2, 2))
        self.events: list[tuple[int, str]] = []
        self._heard: list[Event] = []
        self.world.on_event(self._heard.append, kind.event_words)
        self._note()
        self.snapshot = self._look()

    @property
    def over(self) -> bool:
        """Whether nobody is left of whom the story could go on."""
        return not self.world.anyone_left()

    def step(self, steps: int = 1, until: float = math.inf) -> Snapshot:
        """Do so many steps, while anybody is left, there is time, and up to the most shown; the snapshot after them."""
        with self.lock, np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            for _ in range(min(steps, self.bounds.steps - int(self.world.time))):
                if self.over:
                    break
                self.world.step()
                self._note()
                self._take_changes()
                if monotonic() > until:
                    break
            self.snapshot = self._look()
        return self.snapshot

    def go_on_with(self, parameters: Parameters) -> Snapshot:
        """Other parameters from now on; the state and the draws to come stay.

        Raises
        ------
        UserError
            If they can change only from the start.
        """
        with self.lock:
            words = ", ".join(
                f"{name.replace('_', ' ')} = {value}"
                for name, value in parameters.model_dump().items()
                if value != getattr(self.parameters, name)
            )
            go_on_with(self.world, parameters, self.options)
            self.parameters = parameters
            if words:
                self.events.append((int(self.world.time), f"from here on {words}"))
            self.snapshot = self._look()
        return self.snapshot

    def branch(self) -> Runner:
        """A run that is the same up to now and goes its own way."""
        with self.lock:
            own = copy.copy(self)
            listeners, self.world.listeners = self.world.listeners, []
            try:
                own.world, own.history, own.watched = copy.deepcopy((self.world, self.history, self.watched))
            finally:
                self.world.listeners = listeners
            own.lock, own.events, own._heard, own.later = RLock(), list(self.events), [], list(self.later)
            own.world.on_event(own._heard.append, self.kind.event_words)
        return own

    def _take_changes(self) -> None:
        while self.later and self.later[0][0] <= self.world.time:
            self.go_on_with(self.later.pop(0)[1])

    def change(self, slot: int, name: str, values: Sequence[float]) -> Snapshot:
        """Give an agent another state.

        Raises
        ------
        UserError
            If there is no such agent or state, or it does not take these values.
        """
        if name not in self.changeable():
            raise UserError(f"{name} cannot be changed; allowed: {', '.join(self.changeable())}")
        with self.lock:
            if not 0 <= slot < self.world.size:
                raise UserError(f"agent = {slot} is out of bounds; allowed: from 0 to {self.world.size - 1}")
            agent = self.world.agents[slot]
            now = np.shape(getattr(agent, name))
            setattr(agent, name, list(values) if now else values[0])
            self.touched = True
            self.events.append((int(self.world.time), f"agent {slot + 1}: {name} changed by hand"))
            self.snapshot = self._look()
        return self.snapshot

    def changeable(self) -> tuple[str, ...]:
        """States of an agent that a person may change."""
        person = self.kind.Person
        return tuple(name for name in person.reported if _settable(person, name))

    def agent_history(self, slot: int) -> tuple[list[int], dict[str, list[float | None]]]:
        """Times, and for each column of the report what an agent was."""
        with self.lock:
            rows = self.watched.rows.reshape(self.watched.number, len(self.columns), -1)[:, :, slot]
            return self.watched.times.tolist(), {
                column: numbers(rows[:, index]) for index, (column, _, _) in enumerate(self.columns)
            }

    def _note(self) -> None:
        time = int(self.world.time)
        values = [float(getattr(self.world, name)[0]) for name in self.kind.observed]
        self.latest = dict(zip(self.kind.observed, values, strict=True))
        if self.history.wants(time):
            self.history.add(time, values)
        if self.columns and self.watched.wants(time):
            self.watched.add(time, self._report().ravel())
        self.look.follow(self.world)
        lines = in_words(self._heard, self.kind.event_words, getattr(self.world, "tasks", ()))
        self.events += lines[: max(EVENTS - len(self.events), 0)]
        self._heard.clear()

    def _report(self) -> Array:
        """What agents report, ``(columns, agents)``."""
        rows = []
        for _, name, task in self.columns:
            array = reported(self.world, name)
            rows.append(np.broadcast_to(array[0] if task is None else array[task, 0], self.world.size))
        return np.array(rows, dtype=float)

    def _look(self) -> Snapshot:
        places = self.history.places()
        rows = self.history.rows[places]
        return Snapshot(
            time=int(self.world.time),
            times=self.history.times[places].tolist(),
            series=dict(zip(self.kind.observed, numbers(rows.T), strict=True)),
            latest=self.latest,
            agents={column: row.tolist() for (column, _, _), row in zip(self.columns, self._report(), strict=True)}
            if self.columns
            else {},
            events=tuple(self.events),
            tasks=tuple(self.world.tasks) if hasattr(self.world, "tasks") else (),
            extra=self.look.extra(self),
        )


def _settable(person: type[Person], name: str) -> bool:
    attribute = getattr(person, name, None)
    if isinstance(attribute, State):
        return not attribute.derived
    return isinstance(attribute, property) and attribute.fset is not None
