"""Changes that must not matter, and whether they do.

Each change runs the same runs once more: in other blocks, on two workers, in another order, recorded at other times,
with agents in other places of the arrays, or with phases or tasks swapped where the story allows it. Most changes must
leave every bit of the results as it was. If agents change places, they take their random numbers and parameters with
them, so that only sums may be rounded differently.

The unit of time is not changed: a step is one decision, and there is no half a decision. What can be tested is that a
run does not depend on when it is recorded.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..laws.arrays import Array, Indices
from ..model.parameters import Parameters
from ..model.streams import Streams, generator
from ..model.symmetry import swapped
from .ensembles import Ensemble
from .probe import Difference, Probe, apart, column_apart

if TYPE_CHECKING:
    import pandas as pd

    from ..model.world import World

ROUNDING = 1e-9
"""Relative difference that sums in another order may make."""

PATIENCE = 60
"""Seconds that one worker waits for the other to come."""


def differences(probe: Probe, leave_out: Sequence[str] = ()) -> list[Difference]:
    """Try all changes that must not matter, but for some."""
    usual = probe.run()
    return [Difference(name, *change(probe, usual)) for name, change in CHANGES.items() if name not in leave_out]


def worst(several: Sequence[Sequence[Difference]]) -> tuple[Difference, ...]:
    """Of each change what it did to the probe that it broke most; not tried where it was tried on none."""
    return tuple(
        max(each, key=lambda one: (one.broken, not one.why_not, one.size)) for each in zip(*several, strict=True)
    )


type ChangeEffect = tuple[float] | tuple[float, float] | tuple[float, float, str]


def _blocks_of(runs: int) -> Callable[[Probe, Ensemble], ChangeEffect]:
    """Blocks of so many runs."""
    return lambda probe, usual: (apart(probe.run(block=runs * probe.bulk), usual, probe.story.Parameters),)


def _two_workers(probe: Probe, usual: Ensemble) -> ChangeEffect:
    """Two processes, each of which is seen to do a part."""
    with tempfile.TemporaryDirectory() as folder:
        other = probe.run(workers=2, block=probe.bulk, begin=_both_come(folder))
        hands = len(list(Path(folder).iterdir()))
    if hands < 2:
        return np.nan, 0.0, "there was no second process"
    return (apart(other, usual, probe.story.Parameters),)


def _both_come(folder: str) -> Callable[[World, Indices], None]:
    """A `begin` at which each process waits until the other has come."""

    def begin(world: World, rows: Indices) -> None:
        (Path(folder) / str(os.getpid())).touch()
        until = time.monotonic() + PATIENCE
        while len(os.listdir(folder)) < 2 and time.monotonic() < until:
            time.sleep(0.02)

    return begin


def _order_of_runs(probe: Probe, usual: Ensemble) -> ChangeEffect:
    """The last run first."""

    def turned(frame: pd.DataFrame) -> pd.DataFrame:
        again = frame.assign(run=len(probe.seeds) - 1 - frame["run"])
        return again.sort_values("run", kind="stable").reset_index(drop=True)

    other = replace(probe, sets=probe.sets[::-1], seeds=probe.seeds[::-1]).run()
    return (apart(Ensemble(*map(turned, other)), usual, probe.story.Parameters),)


def _recorded_times(probe: Probe, usual: Ensemble) -> ChangeEffect:
    """Every step recorded, or each third where every one was."""
    other = probe.run(every=1 if probe.every > 1 else 3)
    both = np.intersect1d(usual.series["time"], other.series["time"])
    first, second = (
        Ensemble(each.runs, each.series[each.series["time"].isin(both)].reset_index(drop=True))
        for each in (usual, other)
    )
    return (apart(second, first, probe.story.Parameters),)


class _Agents(int):
    """A number of agents that can be told from other numbers, so that a draw's axis of agents can."""


class _Elsewhere(Streams):
    """Streams that give each agent the draws of another."""

    def _next(self, distribution: str, name: str, shape: tuple[int, ...]) -> Array:
        return self._moved(super()._next(distribution, name, shape), shape)

    def _once(self, distribution: str, name: str, shape: tuple[int, ...]) -> Array:
        return self._moved(super()._once(distribution, name, shape), shape)

    def _moved(self, draws: Array, shape: tuple[int, ...]) -> Array:
        for axis, length in enumerate(shape, start=1):
            if isinstance(length, _Agents):
                return draws.take(places(length), axis=axis)
        return draws


def places(agents: int) -> Indices:
    """Where each agent was before, in an order that is neither theirs nor theirs turned round."""
    order = generator(agents, "agent labels").permutation(agents)
    return order if (np.diff(order) < 0).any() else order[::-1]


def _agent_labels(probe: Probe, usual: Ensemble) -> ChangeEffect:
    """Agents in other places of the arrays, with their draws and their parameters."""
    story = probe.story
    if story.symmetry.seats:
        return np.nan, ROUNDING, story.symmetry.seats
    if all(story.workload(parameters).agents == 1 for parameters in probe.sets):
        return np.nan, ROUNDING, "there is one agent"

    class Elsewhere(story):  # type: ignore[misc, valid-type]
        size: int

        def begin(self) -> None:
            self.size, self.streams = _Agents(self.size), _Elsewhere(self.seeds)
            super().begin()

    def moved(parameters: Parameters) -> Parameters:
        order = places(story.workload(parameters).agents)
        tuples = {name: value for name, value in parameters.model_dump().items() if isinstance(value, tuple)}
        return parameters.but(**{name: tuple(np.array(value)[order].tolist()) for name, value in tuples.items()})

    other = replace(probe, story=Elsewhere, sets=tuple(map(moved, probe.sets))).run()
    return apart(other, usual, story.Parameters), ROUNDING


def _phases(probe: Probe, usual: Ensemble) -> ChangeEffect:
    """Phases swapped that the story calls independent."""
    pairs = probe.story.symmetry.phases
    if not pairs:
        return np.nan, 0.0, "the story names no phases that may be swapped"
    sizes = []
    for first, second in pairs:
        names = tuple(swapped({first: second}, name) for name in probe.story.phases)
        other = replace(probe, story=type("Swapped", (probe.story,), {"phases": names})).run()
        sizes.append(apart(other, usual, probe.story.Parameters))
    return (max(sizes),)


def _task_labels(probe: Probe, usual: Ensemble) -> ChangeEffect:
    """Two tasks with each other's name, draws and parameters: shares of one are then shares of the other."""
    mirror = probe.story.symmetry.mirror
    if mirror is None:
        return np.nan, ROUNDING, "the story names no tasks that are alike"
    if options := sorted({*probe.options} - {"without"}):
        return np.nan, ROUNDING, f"the tasks may not be alike with the option {' or '.join(options)}"
    only, streams = mirror.only.items(), mirror.streams
    rows = [
        row
        for row, parameters in enumerate(probe.sets)
        if all(getattr(parameters, key) == value for key, value in only)
    ]
    if not rows:
        return np.nan, ROUNDING, "the tasks are not alike with these parameters"

    class Renamed(Streams):
        def _next(self, distribution: str, name: str, shape: tuple[int, ...]) -> Array:
            return super()._next(distribution, swapped(streams, name), shape)

    class Mirrored(probe.story):  # type: ignore[name-defined]
        def begin(self) -> None:
            self.streams = Renamed(self.seeds)
            super().begin()

    sets = [
        probe.sets[row].but(
            **{swapped(mirror.parameters, name): value for name, value in probe.sets[row].model_dump().items()}
        )
        for row in rows
    ]
    seeds = tuple(probe.seeds[row] for row in rows)
    other = replace(probe, story=Mirrored, sets=tuple(sets), seeds=seeds).run().series
    series = usual.series[usual.series["run"].isin(rows)]
    sizes = [column_apart(1.0 - other[name].to_numpy(), series[name].to_numpy()) for name in mirror.shares]
    for parameters, two in [*mirror.pairs.items(), *((two, parameters) for parameters, two in mirror.pairs.items())]:
        sizes.append(column_apart(other[parameters].to_numpy(), series[two].to_numpy()))
    return max(sizes, default=0.0), ROUNDING


CHANGES: Mapping[str, Callable[[Probe, Ensemble], ChangeEffect]] = {
    "blocks of one run": _blocks_of(1),
    "blocks of three runs": _blocks_of(3),
    "two workers": _two_workers,
    "order of runs": _order_of_runs,
    "recorded times": _recorded_times,
    "agent labels": _agent_labels,
    "order of phases": _phases,
    "task labels": _task_labels,
}
"""Changes that must not matter: each takes a probe and its usual outcome, and gives the first fields of a `Difference`
after its name."""
