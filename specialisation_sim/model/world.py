"""World and Person: an ensemble is a Mesa model with a runs axis.

A story's rules are written once, as phases that call laws on arrays shaped ``(tasks, runs, agents)``. With one run a
world is an ordinary Mesa model: ``step()``, ``run_for``, ``agents``, a data collector. With many runs it is an ensemble
of the same code, without agent objects. The clock: state after step t has time t, and 0 is the start.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from ..base.errors import UserError, check_count, unknown
from .agents import Person, State
from .asking import rule_of
from .collecting import collector_of
from .condition import check_condition, holds
from .events import EventListener, EventWords, events_at
from .generation import Generation
from .given import FIRST_SEED, Given, check_names, seeds_of, sets_of
from .members import Members
from .observables import Observable, observable
from .parameters import Parameters as ParameterSet
from .parameters import stack
from .settings import Setting
from .streams import Streams
from .symmetry import Symmetry
from .workload import Workload

__all__ = ["Observable", "Person", "State", "World", "observable"]

type Idle = Mapping[str, tuple[Callable[[Any], bool], str]]
"""Parameters that have no effect beside some values of others: whether that is so in a set of them, and why."""


class World(Members):
    """Base of stories: runs of one story side by side.

    Parameters
    ----------
    parameters : Parameters or dict, or sequence of these, optional
        One set for all runs, or one for each run; the story's defaults if left out.
    seeds : sequence of int, optional
        Seed of each run, 0 if left out. One seed makes an ordinary Mesa model with agents.
    rng : int or what NumPy makes a generator of, optional
        Mesa's word for the seed of one run, as is `seed`; None asks for one that nobody chose.
    choose : callable, Remembering, Cast or str, optional
        The agents' rule of choice, in place of the usual one: see `laws.Decision`. A name is one of `rules`.
    without : str or sequence of str
        Phases to leave out, such as ``["practise"]`` to switch learning off.
    collect : bool or int
        Whether a world of one run fills its data collector, or each how many steps.
    columns : str or sequence of str, optional
        Observables and states of agents that it records; all if left out.
    capacity : int, optional
        Places for all who may ever be there, where more may join; as many as there are agents if left out.
    **values
        Parameters, over those of the sets: ``Island(exponent=0.5)``.

    Raises
    ------
    UserError
        For parameters of another story, no seeds, a negative seed, as many sets as seeds missed, sets that cannot share
        arrays, or an unknown phase, option or parameter.
    """

    Parameters: ClassVar[type[ParameterSet]]
    p: Any
    """Parameters, a value or an array each; a story writes ``p: ItsParameters``, so that mypy finds a misspelt one."""
    Person: ClassVar[type[Person]] = Person
    tasks: tuple[str, ...]
    """Names of the tasks: the story's, or a world's own where a parameter says how many there are."""
    phases: ClassVar[tuple[str, ...]]
    population: ClassVar[str]
    """Name of the parameter that says how many agents there are."""
    bulk: ClassVar[str] = ""
    """Name of the parameter that says how long a run's longest arrays are, where it is not the number of agents."""
    effort: ClassVar[str] = ""
    """Name of the parameter that says how many steps of an agent a run's step is worth, where it is not `bulk`."""
    clock: ClassVar[str]
    """What a step is, such as ``"day"``."""
    share: ClassVar[str]
    """Name of the observable that is the first task's share in what was done, which return maps are of."""
    generation: ClassVar[Generation | None] = None
    """What the story's return map is made of; none until a story says so."""
    defaults_with: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    """For each option, values of parameters that go with it where no others are given."""
    unused_with: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    """For each option, parameters that have no effect beside it, and why."""
    idle: ClassVar[Idle] = {}
    """Parameters that have no effect beside some values of others: whether that is so in a set of them, and why."""
    settings: ClassVar[Mapping[str, Setting]] = {}
    """Named settings of its parameters; a shipped story's are in a file beside it."""
    rules: ClassVar[Mapping[str, Any]] = {}
    """Rules of choice that may be given by name."""
    no_choice: ClassVar[str] = ""
    """What is said to a rule of choice where the world takes none; blank where it takes one."""
    observed: ClassVar[dict[str, Observable]] = {}
    event_words: ClassVar[EventWords] = {"death": ("one fails", "{count} fail")}
    """What is said of each kind of event; see `model.events.in_words`."""
    symmetry: ClassVar[Symmetry] = Symmetry()
    """What must not matter in the story."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Observable)}
        cls.observed = {**cls.observed, **own}
        cls._states = cls.Person.states()

    def __init__(
        self,
        parameters: Given = None,
        *,
        seeds: Sequence[int] | None = None,
        rng: Any = FIRST_SEED,
        choose: Callable[..., Any] | str | tuple[Any, ...] | None = None,
        without: str | Sequence[str] = (),
        collect: bool | int = True,
        columns: str | Sequence[str] | None = None,
        capacity: int | None = None,
        **values: Any,
    ) -> None:
        if choose is not None and self.no_choice:
            raise UserError(self.no_choice)
        self.seeds = seeds_of(seeds, rng, values)
        check_names(self.Parameters, values)
        self.sets = sets_of(self.Parameters, type(self).__name__, parameters, len(self.seeds), values)
        if len({each.shape_key for each in {id(each): each for each in self.sets}.values()}) > 1:
            raise UserError("runs side by side must agree in what fixes shapes; use ensemble(), which sorts them")
        super().__init__(rng=self.seeds[0])
        load = self.workload(self.sets[0])
        agents = load.agents
        self.runs, self.size = len(self.seeds), self._places_for(agents, capacity)
        load.check(self.runs, self.size)
        self.arrived = np.broadcast_to(np.arange(self.size) < agents, (self.runs, self.size)).copy()
        self.members, self.full = self.arrived.copy(), self.size == agents
        self.p = stack(self.sets, self.size)
        self.streams = Streams(self.seeds)
        self.choose_rule = rule_of(choose, self.rules)
        self.listeners: list[tuple[EventListener, Container[str] | None]] = []
        left_out = (without,) if isinstance(without, str) else tuple(without)
        for phase in left_out:
            if phase not in self.phases:
                raise unknown("phase", phase, self.phases)
        self._phases = tuple(getattr(self, phase) for phase in self.phases if phase not in left_out)
        self.begin()
        self._seat(range(agents if self.runs == 1 else 0))
        self.datacollector = collector_of(self, collect, columns)
        if self.datacollector:
            self.datacollector.collect(self)

    def on_event(self, listener: EventListener, kinds: Container[str] | None = None) -> None:
        """Have a function called with each `Event` from now on, such as ``events.append``; of some kinds, if named."""
        self.listeners.append((listener, kinds))

    def emit(self, kind: str, where: Any, **numbers: Any) -> None:
        """Tell those who listen of what happened where, ``(runs,)`` or ``(runs, agents)``; see `events_at`."""
        listeners = [listener for listener, kinds in self.listeners if kinds is None or kind in kinds]
        if listeners:
            for event in events_at(int(self.time), kind, where, numbers):
                for listener in listeners:
                    listener(event)

    @classmethod
    def without_effect(cls, parameters: Any) -> dict[str, str]:
        """Parameters that have no effect beside the others of a set, and why."""
        return {name: why for name, (idles, why) in cls.idle.items() if idles(parameters)}

    @classmethod
    def workload(cls, parameters: ParameterSet) -> Workload:
        """How much work a run with these parameters is."""
        agents, width = (getattr(parameters, name) for name in (cls.population, cls.bulk or cls.population))
        return Workload(agents, width, getattr(parameters, cls.effort) if cls.effort else width)

    def begin(self) -> None:
        """Set the state at time 0."""
        raise NotImplementedError

    def step(self) -> None:
        """One step: the phases in order, then the data collector if there is one."""
        if self.runs == 1 and len(self._all_agents) != self._seated:
            raise UserError("the set of agents was changed by hand; remove an agent by agent.remove() or leave(agent)")
        own = self.__dict__  # past the guard, for speed
        own["_settled"] = False
        try:
            for phase in self._phases:
                phase()
        finally:
            own["_settled"] = True
        if not self.anyone_left():
            self.running = False
        if self.datacollector:
            self.datacollector.collect_if_due(self)

    def run_for(self, duration: int, until: Callable[[Any], Any] | None = None) -> None:
        """Take so many steps, or fewer.

        Parameters
        ----------
        duration : int
            Steps.
        until : callable, optional
            ``until(world)`` is asked before each step, and the world stops once it holds in all runs.
        """
        check_count("duration", duration, 0)
        if until is None:
            if duration:
                super().run_for(duration)
            return
        check_condition(until)
        for _ in range(duration):
            if holds(until, self).all():
                return
            self.step()

    def outcome(self) -> dict[str, Any]:
        """How each run ended: columns `status` and `reason`, one value a run, and what else the story knows."""
        return {"status": ["completed"] * self.runs, "reason": [""] * self.runs}
