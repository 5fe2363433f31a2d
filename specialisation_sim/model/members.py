"""Who belongs to a world: agents that leave, agents that join, and an error wherever arrays and agents would part.

A place in the arrays belongs to one agent for good. Who leaves keeps it, so that what she did still counts; who joins
takes one that was never taken, of which there are as many as `capacity` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import mesa
import numpy as np

from ..base.errors import UserError, check_count
from ..laws.arrays import Array, Flags, Indices
from .agents import Person
from .guard import Guarded

if TYPE_CHECKING:
    from .parameters import Parameters as ParameterSet


class Seats(NamedTuple):
    """Places and numbers of the agents of a world of one run, in the order of places; none if it has several runs."""

    slots: Indices
    ids: Indices


NOBODY = Seats(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.int64))


class Members(Guarded, mesa.Model):
    """The part of `World` that seats agents.

    Attributes
    ----------
    members : array of bool, shape (runs, agents)
        Who belongs to the world now: has come and not left. Who died is still a member, as a dead one.
    arrived : array of bool, shape (runs, agents)
        Who has ever belonged to it.
    full : bool
        Whether all places are those of members.
    """

    Parameters: ClassVar[type[ParameterSet]]
    Person: ClassVar[type[Person]]
    population: ClassVar[str]
    takes_newcomers: ClassVar[bool] = False
    """Whether the story knows what a newcomer is, and has `welcome`."""
    lets_go: ClassVar[bool] = False
    """Whether the story knows what it is to leave, and has `part_with`."""
    runs: int
    size: int
    members: Flags
    arrived: Flags
    full: bool
    _seats = NOBODY
    _seated = 0
    _awaited = -1

    def leave(self, who: Any) -> None:
        """Let agents go: they act no more, and what they did still counts.

        Parameters
        ----------
        who : Person, sequence of Person, or array of bool, shape (runs, agents)
            Who leaves; an array in a world of many runs. Who is no member any more is passed over.

        Raises
        ------
        UserError
            If the story does not know what it is to leave, or `who` is nobody of this world.
        """
        if not self.lets_go:
            raise UserError(f"agents of {type(self).__name__} hold their places for good; {self._instead()}")
        gone = self._places(who) & self.members
        with self.at_work():
            self.part_with(gone)
            self.members = self.members & ~gone
            self.full = False
        leaving = [agent for agent in self.agents if gone[0, agent.slot]] if self.runs == 1 else []
        for agent in leaving:
            self._seated -= 1
            super().deregister_agent(agent)
        self._take_seats(~np.isin(self._seats.slots, np.flatnonzero(gone[0])), [])
        if not self.anyone_left():
            self.running = False

    def join(self, runs: Any = None) -> Any:
        """Let a newcomer in.

        Parameters
        ----------
        runs : array of bool, shape (runs,), optional
            The runs in which one comes; all if left out.

        Returns
        -------
        Person or None
            The newcomer, in a world of one run.

        Raises
        ------
        UserError
            If the story does not know what a newcomer is, or there is no place left.
        """
        if not self.takes_newcomers:
            raise UserError(f"{type(self).__name__} does not know what a newcomer is; {self._instead()}")
        chosen = np.ones(self.runs, dtype=bool) if runs is None else np.asarray(runs)
        if chosen.shape != (self.runs,) or chosen.dtype != bool:
            raise UserError(f"runs must be true or false for each of {self.runs} runs")
        if (chosen & self.arrived.all(axis=-1)).any():
            raise UserError(
                f"no place is left: all {self.size} were taken once; "
                f"start with more: {type(self).__name__}(..., capacity={2 * self.size})"
            )
        new = chosen[:, None] & (np.arange(self.size) == self.arrived.argmin(axis=-1)[:, None])
        with self.at_work():
            self.members, self.arrived = self.members | new, self.arrived | new
            self.full = bool(self.members.all())
            self.welcome(new)
        return self._seat(np.flatnonzero(new[0]))[-1] if self.runs == 1 and new.any() else None

    def anyone_left(self) -> bool:
        """Whether there is still somebody in some run."""
        return bool(self.members.any())

    def part_with(self, gone: Flags) -> None:
        """Take those who leave out of the story's state, ``(runs, agents)``."""
        raise NotImplementedError

    def welcome(self, new: Flags) -> None:
        """Give newcomers, ``(runs, agents)``, what one begins with."""
        raise NotImplementedError

    def mean_of_members(self, values: Array | Flags) -> Array:
        """Mean over members, ``(runs,)``; NaN in runs where there are none."""
        if self.full:
            mean: Array = values.mean(axis=-1)
            return mean
        count = self.members.sum(axis=-1)
        return np.where(self.members, values, 0.0).sum(axis=-1) / np.where(count > 0, count, np.nan)

    @property
    def member_count(self) -> Any:
        """Members of each run, ``(runs, 1)``, at least one; a plain number where all places are members'."""
        return self.size if self.full else np.maximum(self.members.sum(axis=-1, keepdims=True), 1)

    def register_agent(self, agent: Any) -> None:
        """Seat an agent whom the world itself made; refuse any other."""
        if self._awaited < 0 or vars(agent).get("slot") != self._awaited:
            raise UserError(
                f"agents of {type(self).__name__} are places in its arrays, not added by hand; {self._instead()}"
            )
        super().register_agent(agent)
        self._awaited = -1

    def deregister_agent(self, agent: Any) -> None:
        """Let an agent go, for Mesa's ``agent.remove()``."""
        if agent in self._all_agents:
            self.leave(agent)

    def _seat(self, slots: Any) -> list[Any]:
        """Make agents for places of a world of one run."""
        seated = []
        for slot in slots:
            self._awaited = int(slot)
            agent = self.Person(self, int(slot))
            agent.__dict__["_settled"] = True
            seated.append(agent)
        self._seated += len(seated)
        self._take_seats(slice(None), seated)
        return seated

    def _take_seats(self, stay: Any, seated: Sequence[Any]) -> None:
        """Note who of those seated stays, and who is new."""
        slots = [*self._seats.slots[stay].tolist(), *(agent.slot for agent in seated)]
        ids = [*self._seats.ids[stay].tolist(), *(agent.unique_id for agent in seated)]
        self._seats = Seats(np.array(slots, dtype=np.intp), np.array(ids, dtype=np.int64))

    def _places_for(self, members: int, capacity: int | None) -> int:
        """Places in the arrays."""
        if capacity is None:
            return members
        check_count("capacity", capacity, members)
        if capacity > members and not self.takes_newcomers:
            raise UserError(
                f"{type(self).__name__} does not know what a newcomer is, so capacity has no use; {self._instead()}"
            )
        return int(capacity)

    def _places(self, who: Any) -> Flags:
        """Places of those named."""
        chosen = np.zeros((self.runs, self.size), dtype=bool)
        if isinstance(who, np.ndarray) and who.shape == chosen.shape and who.dtype == bool:
            return who
        try:
            agents = [who] if isinstance(who, Person) else list(who)
        except TypeError:
            agents = [None]
        for agent in agents:
            if getattr(agent, "model", None) is not self:
                raise UserError(
                    f"{agent!r} is no agent of this world; give one, or true or false for each place (runs, agents)"
                )
            chosen[0, agent.slot] = True
        return chosen

    def _instead(self) -> str:
        """What to do in place of adding or removing agents."""
        ways = (
            [f"start with more: {self.Parameters.__name__}({self.population}=...)"]
            if self.population in self.Parameters.model_fields
            else []
        )
        if "alive" in self.Person.states():
            ways.insert(0, "to end a life set agent.alive = 0")
        if self.takes_newcomers:
            ways.append("or with room, capacity=..., and call join() of the model")
        return "; ".join(ways) or "there is one agent a run"
