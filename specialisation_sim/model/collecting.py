"""Data collection of a world of one run: Mesa's collector, filled from the world's arrays and not agent by agent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import mesa
import numpy as np
import pandas as pd

from ..base.errors import UserError, unknown
from ..laws.arrays import Array, Indices
from .agents import NoAttributeError

if TYPE_CHECKING:
    from .world import World


class NoCollector:
    """Stands for the data collector of a world that has none: whatever is asked of it is refused with the reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __bool__(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or "reason" not in vars(self):
            raise AttributeError(name)
        raise NoAttributeError(self.reason)


class StoredRows(NamedTuple):
    """What was recorded of all agents at one time: one array a column."""

    time: float
    agents: Indices
    columns: list[Any]

    def tuples(self) -> Iterator[tuple[Any, ...]]:
        """One tuple an agent, as Mesa keeps them."""
        values = [column.tolist() if isinstance(column, np.ndarray) else column for column in self.columns]
        return zip([self.time] * len(self.agents), self.agents.tolist(), *values, strict=True)


class _Lazy:
    """Rows that become tuples when Mesa asks for them."""

    def __init__(self, rows: StoredRows) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self.rows.tuples()

    def __len__(self) -> int:
        return len(self.rows.agents)


class Collector(mesa.DataCollector):
    """Records a world's observables and its agents' states.

    Parameters
    ----------
    world : World
        A world of one run.
    every : int
        Record each so many steps, from the start on.
    columns : sequence of str, optional
        Observables, states of agents, or single columns of these such as ``"skill_hunt"``; all if left out.

    Raises
    ------
    UserError
        If there is no such column.
    """

    def __init__(self, world: World, every: int = 1, columns: Sequence[str] | None = None) -> None:
        self.every = every
        states = world.Person.states()
        of_agents = {column: (name, task) for name in world.Person.reported for column, task in columns_of(world, name)}
        names = [*world.observed, *world.Person.reported, *of_agents]
        for column in columns or ():
            if column not in names:
                raise unknown("column", column, dict.fromkeys(names))
        wanted = set(names if columns is None else columns)
        self.columns = {key: pair for key, pair in of_agents.items() if wanted & {key, pair[0]}}
        self.by_array = {name for name, _ in self.columns.values() if name in states}
        super().__init__(
            model_reporters={name: partial(_first_run, name=name) for name in world.observed if name in wanted},
            agent_reporters={
                column: partial(_part, name=name, task=task) for column, (name, task) in self.columns.items()
            },
        )

    def collect(self, model: World) -> None:
        """Record the world as it is now."""
        super().collect(model)
        if not self.model_reporters:
            self._collection_steps.append(model.time)
        if self.agent_reporters:
            slots, ids = model._seats
            # Most worlds keep all their agents; a slice is then quicker than a list of places.
            where = slice(None) if len(slots) == model.size else slots
            columns = [self._column(model, where, name) for name in self.agent_reporters]
            self._agent_records[model.time] = _Lazy(StoredRows(model.time, ids, columns))

    def collect_if_due(self, model: World) -> None:
        """Record the world if this is one of the steps that are recorded."""
        if not model.steps % self.every:
            self.collect(model)

    def get_agent_vars_dataframe(self) -> pd.DataFrame:
        """One row for each recorded time and agent, as Mesa's own method gives it."""
        kept = [lazy.rows for lazy in self._agent_records.values()]
        if not (self.agent_reporters and kept):
            return super().get_agent_vars_dataframe()
        index = pd.MultiIndex.from_arrays(
            [
                np.concatenate([np.full(len(rows.agents), rows.time) for rows in kept]),
                np.concatenate([rows.agents for rows in kept]),
            ],
            names=["Step", "AgentID"],
        )
        columns = zip(*(rows.columns for rows in kept), strict=True)
        data = {name: np.concatenate(parts) for name, parts in zip(self.agent_reporters, columns, strict=True)}
        wide = {name: each.astype(np.int64) if each.dtype.kind == "i" else each for name, each in data.items()}
        return pd.DataFrame(wide, index=index)

    def _record_agents(self, model: World) -> tuple[()]:
        """None one by one: `collect` records them all at once."""
        return ()

    def _column(self, world: World, where: Any, column: str) -> Any:
        """Values of all agents in one column."""
        name, task = self.columns.get(column, ("", None))
        if name not in self.by_array:  # an attribute of a user's own, which only each agent knows
            seated = sorted(world.agents, key=lambda agent: agent.slot)
            return [self.agent_reporters[column](agent) for agent in seated]
        array = reported(world, name)
        return array[(0, where) if task is None else (task, 0, where)].copy()


def collector_of(world: World, collect: bool | int, columns: Sequence[str] | None) -> Collector | NoCollector:
    """The data collector of a world, or what says why there is none."""
    if isinstance(collect, (bool, np.bool_)) or (isinstance(collect, (int, np.integer)) and collect >= 1):
        every = int(collect)
    else:
        raise UserError(f"collect = {collect!r} is not valid; allowed: True, False, or a number of steps from 1")
    if isinstance(columns, str):
        columns = (columns,)
    if world.runs > 1:
        return NoCollector(
            f"this world has {world.runs} runs, and a data collector is of one; ensemble(...) records many"
        )
    if not every:
        return NoCollector(
            f"this world was made with collect=False; {type(world).__name__}(..., collect=True) records it"
        )
    return Collector(world, every, columns)


def reported(world: World, name: str) -> Array:
    """What agents report as an array; a chain's `headline` is the name of the observable that its model reports."""
    value = getattr(world, name)
    return np.asarray(getattr(world, value) if isinstance(value, str) else value)


def columns_of(world: World, name: str, between: str = "_") -> list[tuple[str, int | None]]:
    """Columns of what agents report: one, or one a task, named with something between state and task."""
    if reported(world, name).ndim < 3:
        return [(name, None)]
    return [(f"{name}{between}{task}", index) for index, task in enumerate(world.tasks)]


def _first_run(world: World, name: str) -> float:
    return float(getattr(world, name)[0])


def _part(agent: Any, name: str, task: int | None) -> Any:
    value = getattr(agent, name)
    return value if task is None else float(value[task])
