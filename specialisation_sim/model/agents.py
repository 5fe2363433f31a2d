"""Agents of a world of one run: each is a place in the world's arrays, read and written through `State`.

The world acts for all of them at once. What ordinary Mesa agents do by themselves (step, appear, vanish) is refused by
an error that says what to call, wherever the arrays could not follow.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import getattr_static
from typing import TYPE_CHECKING, Any, ClassVar

import mesa
import numpy as np

from ..base.errors import UserError, unknown

if TYPE_CHECKING:
    from .world import World


PLACE = frozenset({"model", "slot", "unique_id"})
"""What seats an agent for good."""


class NoAttributeError(UserError, AttributeError):
    """An attribute that does not exist or cannot be set; ``hasattr`` takes it as any other."""


class State:
    """An agent's part of one of the world's arrays, read and written through the agent.

    Reading gives a number, or for what there is one of per task a view of the world's array, which cannot be written
    to, so that no change goes by unchecked. The world may replace its arrays in a step, so keep the agent and not the
    view.

    Parameters
    ----------
    renew : str
        Method of the world to call after a change, where something else hangs on it.
    put : str
        Method of the world that takes the agent's slot and the new values, where a change is more than that.
    low, high : float
        Least and greatest value that may be set; `high` may be a function of the world, and give each agent its own.
    total : float, optional
        What the values of all tasks sum to, such as 1 for shares.
    whole : bool
        Whether only whole numbers may be set.
    derived : str
        Says what to set in its place, if it follows from other states.
    """

    def __init__(
        self,
        renew: str = "",
        *,
        put: str = "",
        low: float = -np.inf,
        high: float | Callable[[Any], float] = np.inf,
        total: float | None = None,
        whole: bool = False,
        derived: str = "",
    ) -> None:
        self.renew, self.put, self.low, self.high = renew, put, low, high
        self.total, self.whole, self.derived = total, whole, derived

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: Person | None, owner: type) -> Any:
        if agent is None:
            return self
        part = getattr(agent.model, self.name)[..., 0, agent.slot]
        if not part.ndim:
            return part.item()
        part.flags.writeable = False
        return part

    def __set__(self, agent: Person, value: Any) -> None:
        world = agent.model
        rows = getattr(world, self.name)[..., 0, agent.slot]
        try:
            given = np.asarray(value, dtype=float)
            fits = given.shape in {(), np.shape(rows)} and (given.shape or not self.put)
        except (TypeError, ValueError):
            fits = False
        if not fits:
            wanted = f"a number for each of {len(rows)} tasks" if np.ndim(rows) else "a number"
            raise UserError(f"{self.name} = {value!r} does not fit; give {wanted}")
        if self.put:
            with world.at_work():
                getattr(world, self.put)(agent.slot, given)
            return
        self.check(world, np.broadcast_to(given, np.shape(rows)), agent.slot)
        getattr(world, self.name)[..., 0, agent.slot] = given
        if self.renew:
            with world.at_work():
                getattr(world, self.renew)()

    def check(self, world: World, given: Any, slot: int | None = None) -> None:
        """Refuse values that this state cannot have; the first axis is that of tasks where there is one a task.

        A slot stands for one agent of a single run, whose values these are.

        Raises
        ------
        UserError
            Names the value and what is allowed.
        """
        if self.derived:
            raise UserError(f"{self.name} cannot be set: {self.derived}")
        shown = given.tolist() if given.size <= 4 else f"{given.ravel()[:3].tolist()} ..."
        whole = self.whole or getattr(world, self.name).dtype.kind != "f"
        if not np.isfinite(given).all() or (whole and (given % 1).any()):
            raise UserError(f"{self.name} = {shown} is not a {'whole' if whole else 'finite'} number")
        high: Any = self.high(world) if callable(self.high) else self.high
        if slot is not None:
            high = np.broadcast_to(high, (1, world.size))[0, slot]
        if (given < self.low).any() or (given > high).any():
            high = np.max(high)
            low = f"from {self.low:g}" if np.isfinite(self.low) else ""
            raise UserError(
                f"{self.name} = {shown} is out of bounds; allowed: {low}{f' to {high:g}' if np.isfinite(high) else ''}"
            )
        if self.total is not None and (abs(given.sum(axis=0) - self.total) > 1e-9).any():
            raise UserError(
                f"{self.name} = {shown} sums to {np.max(given.sum(axis=0)):g}; allowed: shares that sum to 1"
            )


class Person(mesa.Agent):
    """An agent that holds a slot of its world's arrays. A story's agent adds `State` attributes.

    Attributes of your own are set in ``__init__``; a name that is new later is taken for a misspelt one and refused.

    Parameters
    ----------
    model : World
        A world of one run.
    slot : int
        Place along the last axis of the world's arrays; only the world itself gives places away.
    """

    model: World
    reported: ClassVar[tuple[str, ...]] = ()
    """States that the data collector records; one column a task for those that have one value a task."""

    def __init__(self, model: World, slot: int = -1) -> None:
        self.slot = slot
        super().__init__(model)

    def step(self) -> None:
        """Refuse: all agents act at once, in the world's arrays."""
        raise UserError(f"agents of {type(self.model).__name__} do not act one by one; call step() of the model")

    def advance(self) -> None:
        """Refuse, as `step`."""
        self.step()

    def __getattr__(self, name: str) -> Any:
        model = vars(self).get("model")
        if name.startswith("_") or model is None:
            raise AttributeError(name)
        if name in model.phases:
            raise NoAttributeError(
                f"{name} is what all agents do at once, in step() of the model; agents do not act one by one"
            )
        raise NoAttributeError(str(unknown(f"attribute of {type(self).__name__}", name, self._names())))

    def __setattr__(self, name: str, value: Any) -> None:
        own = vars(self)
        if "_settled" in own and name in PLACE:
            raise NoAttributeError(f"{name} of {type(self).__name__} cannot be set: it is its place in the model")
        if "_settled" in own and name not in own and not hasattr(type(self), name):
            raise NoAttributeError(
                f"{unknown(f'attribute of {type(self).__name__}', name, self._names())} "
                "(attributes of your own are set in __init__ of a class of your own)"
            )
        super().__setattr__(name, value)

    @classmethod
    def states(cls) -> dict[str, State]:
        """States of the class, by name."""
        parts = {name: getattr_static(cls, name) for name in dir(cls)}
        return {name: part for name, part in parts.items() if isinstance(part, State)}

    def _names(self) -> list[str]:
        """Public names that are no methods."""
        parts = {name: part for kind in type(self).__mro__ for name, part in vars(kind).items()}
        data = [name for name, part in parts.items() if isinstance(part, (State, property))]
        return sorted(name for name in {*data, *vars(self)} if not name.startswith("_"))
