"""World and Person: an ensemble is a Mesa model with a runs axis.

A story's rules are written once, as phases that call laws on arrays shaped ``(tasks, runs, agents)``. With one run a
world is an ordinary Mesa model: ``step()``, ``run_for``, ``agents``, a data collector. With many runs it is an ensemble
of the same code, without agent objects. The clock: state after step t has time t, and 0 is the start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, overload

import mesa
import numpy as np

from ..base.errors import UserError, checked_seeds, unknown
from ..laws.arrays import Array
from .generation import Generation
from .parameters import Parameters as ParameterSet
from .parameters import stack
from .streams import Streams
from .symmetry import Symmetry
from .workload import Workload


class Observable:
    """A number read off each run of a world: a property with a unit and a meaning.

    Parameters
    ----------
    read : callable
        Takes the world, returns an array of shape ``(runs,)``; NaN where the number has no meaning.
    unit, meaning : str
        What figures, tables and the browser say of it.
    """

    def __init__(self, read: Callable[[Any], Array], unit: str, meaning: str) -> None:
        self.read, self.unit, self.meaning = read, unit, meaning
        self.__doc__ = f"{meaning} ({unit})"

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, world: None, owner: type) -> Observable: ...
    @overload
    def __get__(self, world: World, owner: type) -> Array: ...
    def __get__(self, world: World | None, owner: type) -> Observable | Array:
        return self if world is None else self.read(world)


def observable(unit: str, meaning: str) -> Callable[[Callable[[Any], Array]], Observable]:
    """Make a method of a world an `Observable`."""
    return partial(Observable, unit=unit, meaning=meaning)


class State:
    """An agent's part of one of the world's arrays, read and written through the agent.

    Reading gives a number, or for what there is one of per task a view of the world's array. The world may replace its
    arrays in a step, so keep the agent and not the view.

    Parameters
    ----------
    renew : str
        Method of the world to call after a change, where something else hangs on it. What is read is then read-only,
        so that no change goes by unseen.
    low, high : float
        Least and greatest value that may be set.
    """

    def __init__(self, renew: str = "", low: float = -np.inf, high: float = np.inf) -> None:
        self.renew, self.low, self.high = renew, low, high

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: Person | None, owner: type) -> Any:
        if agent is None:
            return self
        part = getattr(agent.model, self.name)[..., 0, agent.slot]
        if not part.ndim:
            return part.item()
        if self.renew:
            part.flags.writeable = False
        return part

    def __set__(self, agent: Person, value: Any) -> None:
        array = getattr(agent.model, self.name)
        place = array[..., 0, agent.slot]
        try:
            given = np.asarray(value, dtype=float)
            fits = given.shape in {(), np.shape(place)}
        except (TypeError, ValueError):
            fits = False
        if not fits:
            wanted = f"a number for each of {len(place)} tasks" if np.ndim(place) else "a number"
            raise UserError(f"{self.name} = {value!r} does not fit; give {wanted}")
        if not np.isfinite(given).all() or (array.dtype.kind != "f" and (given % 1).any()):
            raise UserError(f"{self.name} = {value} is not a {'finite' if array.dtype.kind == 'f' else 'whole'} number")
        if (given < self.low).any() or (given > self.high).any():
            upper = f" to {self.high:g}" if np.isfinite(self.high) else ""
            raise UserError(f"{self.name} = {value} is out of bounds; allowed: from {self.low:g}{upper}")
        array[..., 0, agent.slot] = given
        if self.renew:
            getattr(agent.model, self.renew)()


class Person(mesa.Agent):
    """An agent that holds a slot of its world's arrays. A story's agent adds `State` attributes.

    Parameters
    ----------
    model : World
        A world of one run.
    slot : int
        Place along the last axis of the world's arrays.
    """

    model: World
    reported: ClassVar[tuple[str, ...]] = ()
    """States that the data collector records; one column a task for those that have one value a task."""

    def __init__(self, model: World, slot: int) -> None:
        super().__init__(model)
        self.slot = slot


class World(mesa.Model):
    """Base of stories: runs of one story side by side.

    Parameters
    ----------
    parameters : Parameters or sequence of Parameters, optional
        One set for all runs, or one for each run; the story's defaults if left out.
    seeds : sequence of int
        Seed of each run. One seed makes an ordinary Mesa model with agents.
    choose : callable, optional
        The agents' rule of choice, in place of the usual one: see `laws.Decision`.
    without : str or sequence of str
        Phases to leave out, such as ``["practise"]`` to switch learning off.
    collect : bool
        Whether a world of one run fills its data collector at every step.

    Raises
    ------
    UserError
        For parameters of another story, no seeds, a negative seed, as many sets as seeds missed, sets that cannot share
        arrays, or an unknown phase.
    """

    Parameters: ClassVar[type[ParameterSet]]
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
    observed: ClassVar[dict[str, Observable]] = {}
    symmetry: ClassVar[Symmetry] = Symmetry()
    """What must not matter in the story."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Observable)}
        cls.observed = {**cls.observed, **own}

    def __init__(
        self,
        parameters: ParameterSet | Sequence[ParameterSet] | None = None,
        *,
        seeds: Sequence[int] = (0,),
        choose: Callable[..., Any] | None = None,
        without: str | Sequence[str] = (),
        collect: bool = True,
        **unknown_options: Any,
    ) -> None:
        for name in unknown_options:
            if name in self.Parameters.model_fields:
                raise UserError(f"{name} is a parameter; give {self.Parameters.__name__}({name}=...)")
            raise unknown("option", name, ("parameters", "seeds", "choose", "without", "collect"))
        self.seeds = checked_seeds(seeds)
        self.sets = self._one_set_a_run(parameters)
        super().__init__(rng=self.seeds[0])
        self.runs, self.size = len(self.seeds), self.workload(self.sets[0]).agents
        self.p = stack(self.sets, self.size)
        self.streams = Streams(self.seeds)
        self.choose_rule = choose
        left_out = (without,) if isinstance(without, str) else tuple(without)
        for phase in left_out:
            if phase not in self.phases:
                raise unknown("phase", phase, self.phases)
        self._phases = tuple(getattr(self, phase) for phase in self.phases if phase not in left_out)
        self.begin()
        self.datacollector: mesa.DataCollector | None = None
        if self.runs == 1:
            for slot in range(self.size):
                self.Person(self, slot)
            if collect:
                self.datacollector = self._collector()
                self.datacollector.collect(self)

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
        for phase in self._phases:
            phase()
        if self.datacollector is not None:
            self.datacollector.collect(self)

    def outcome(self) -> dict[str, Any]:
        """How each run ended: columns `status` and `reason`, one value a run, and what else the story knows."""
        return {"status": ["completed"] * self.runs, "reason": [""] * self.runs}

    def _one_set_a_run(self, given: ParameterSet | Sequence[ParameterSet] | None) -> tuple[ParameterSet, ...]:
        one = self.Parameters() if given is None else given
        sets = (one,) * len(self.seeds) if isinstance(one, (ParameterSet, dict)) else tuple(one)
        different = {id(each): each for each in sets}.values()
        for each in different:
            if not isinstance(each, self.Parameters):
                raise UserError(f"{type(self).__name__} takes {self.Parameters.__name__}, not {type(each).__name__}")
        if len(sets) != len(self.seeds):
            raise UserError(f"{len(sets)} parameter sets for {len(self.seeds)} seeds; give one set, or one a seed")
        if len({each.shape_key for each in different}) > 1:
            raise UserError("runs side by side must agree in what fixes shapes; use ensemble(), which sorts them")
        return sets

    def _collector(self) -> mesa.DataCollector:
        return mesa.DataCollector(
            model_reporters={name: partial(_first_run, name=name) for name in self.observed},
            agent_reporters={
                column: partial(_part, name=name, task=task)
                for name in self.Person.reported
                for column, task in self._columns(name)
            },
        )

    def _columns(self, name: str) -> list[tuple[str, int | None]]:
        if getattr(self, name).ndim < 3:
            return [(name, None)]
        return [(f"{name}_{task}", number) for number, task in enumerate(self.tasks)]


def _first_run(world: World, name: str) -> float:
    return float(getattr(world, name)[0])


def _part(agent: Person, name: str, task: int | None) -> Any:
    value = getattr(agent, name)
    return value if task is None else float(value[task])
