"""The plan of a sweep: its points, its runs in blocks, and the checksums by which results are known again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.errors import UserError, check_count, checked_seeds, unknown
from ..laws.arrays import Indices
from ..model.given import set_of
from ..model.parameters import Parameters
from ..runs import fingerprint
from ..runs.blocks import Block
from .engines import SweepJob
from .points import Design

if TYPE_CHECKING:
    from ..model.world import World

FORMAT = 2
"""Of the store; another number where older folders can no longer be gone on with."""


class Layer(NamedTuple):
    """Checksums of points, each once, and how many replicates of each."""

    points: list[str]
    replicates: int


@dataclass(frozen=True)
class Plan:
    """All that a sweep's numbers depend on.

    Attributes
    ----------
    story, design, parameters, replicates, steps, seed
        See `sweep`.
    sets : list of Parameters
        One set a point.
    record : tuple of str
        Observables to keep.
    options : mapping
        What the story takes besides.
    engine : mapping
        Rules, NumPy and processor; see `fingerprint.engine`.
    before : tuple of Layer
        What the sweep was before it grew; its blocks are kept as they were cut.
    until : callable, optional
        When a run stops; see `sweep`.
    described : mapping, optional
        The options as a manifest describes them, where a finished sweep is read and they are not at hand.
    """

    story: type[World]
    design: Design
    parameters: Parameters
    replicates: int
    steps: int
    seed: int
    sets: list[Parameters]
    record: tuple[str, ...]
    options: Mapping[str, Any]
    engine: Mapping[str, Any]
    before: tuple[Layer, ...] = ()
    until: Callable[[World], Any] | None = None
    described: Mapping[str, Any] | None = None

    @classmethod
    def of(
        cls,
        story: type[World],
        design: Design,
        replicates: int,
        steps: int,
        *,
        parameters: Parameters | Mapping[str, Any] | None = None,
        seed: int = 0,
        record: str | Sequence[str] | None = None,
        options: Mapping[str, Any] | None = None,
        engine: Mapping[str, Any] | None = None,
        until: Callable[[World], Any] | None = None,
        described: Mapping[str, Any] | None = None,
    ) -> Plan:
        """A plan of what was checked: story, parameters, observables, points and seeds."""
        if not isinstance(design, Design):
            raise UserError(f"design is a {type(design).__name__}; give grid(...), saltelli(...) or another design")
        base = set_of(story.Parameters, story.__name__, parameters)
        names = tuple(story.observed if record is None else (record,) if isinstance(record, str) else map(str, record))
        for name in names:
            if name not in story.observed:
                raise unknown("observable", name, story.observed)
        first, _ = checked_seeds([seed, seed + replicates - 1])
        sets = design.sets(base)
        check_count("points x replicates", len(sets) * replicates)
        here = fingerprint.engine() if engine is None else engine
        replicates, steps = int(replicates), int(steps)
        whole = (story, design, base, replicates, steps, first, sets, names, options or {}, here)
        return cls(*whole, until=until, described=described)

    @cached_property
    def described_options(self) -> dict[str, Any]:
        """The story's options, and when a run stops, by their content."""
        if self.described is not None:
            return dict(self.described)
        options = self.options if self.until is None else {**self.options, "until": self.until}
        return {name: fingerprint.described(value) for name, value in options.items()}

    @property
    def points(self) -> pd.DataFrame:
        """One row a point, with its value on each axis; one at a time, also which one is `varied`."""
        values: dict[str, Any] = {
            name: _column([getattr(parameters, name) for parameters in self.sets]) for name in self.design.axes
        }
        if self.design.kind == "oat":
            values["varied"] = [
                "",
                *(name for name, axis in self.design.axes.items() if isinstance(axis, tuple) for _ in axis),
            ]
        return pd.DataFrame({"point": np.arange(len(self.sets)), **values})

    @property
    def identity(self) -> dict[str, Any]:
        """What tells this sweep from others, as a manifest holds it."""
        return {
            "format": FORMAT,
            "story": fingerprint.qualified_name(self.story),
            "story_rules": fingerprint.digest(fingerprint.described(self.story)),
            **self.engine,
            "parameters": self.parameters.model_dump(mode="json"),
            "design": self.design.describe(),
            "points": fingerprint.digest([parameters.model_dump(mode="json") for parameters in self.sets]),
            "seeds": {"first": self.seed, "number": self.replicates},
            "steps": self.steps,
            "record": list(self.record),
            "options": self.described_options,
        }

    @cached_property
    def point_keys(self) -> list[str]:
        """Checksum of each point's parameters; points that are alike share their runs."""
        made: dict[int, str] = {}
        for parameters in self.sets:
            if id(parameters) not in made:
                made[id(parameters)] = fingerprint.digest(parameters.model_dump(mode="json"))[:16]
        return [made[id(parameters)] for parameters in self.sets]

    @cached_property
    def distinct(self) -> dict[str, Parameters]:
        """Parameters of each point that is unlike the others, by its checksum."""
        return dict(zip(self.point_keys, self.sets, strict=True))

    @property
    def layer(self) -> Layer:
        """What the sweep is now."""
        return Layer(list(self.distinct), self.replicates)

    def grown_from(self, layers: Sequence[Layer]) -> Plan | None:
        """The plan with what the sweep was before, which it must hold all of; None if it does not."""
        own_points = set(self.distinct)
        if any(layer.replicates > self.replicates or not own_points.issuperset(layer.points) for layer in layers):
            return None
        return replace(self, before=tuple(layer for layer in layers if layer != self.layer))

    def jobs(self, block: int) -> list[SweepJob]:
        """The runs in blocks of so many agents (or the story's `bulk`) times runs, each alike in shape.

        What the sweep was before it grew comes first, in its old blocks; then what is new.
        """
        places = {key: index for index, key in enumerate(self.distinct)}
        sets = list(self.distinct.values())
        covered = np.zeros(len(sets), dtype=int)
        jobs: list[SweepJob] = []
        for points, replicates in (*self.before, self.layer):
            shapes: dict[tuple[Any, ...], list[int]] = {}
            for key in points:
                shapes.setdefault(sets[places[key]].shape_key, []).append(places[key])
            for alike in shapes.values():
                new = [(point, np.arange(covered[point], replicates)) for point in alike]
                pairs = np.concatenate([np.stack([np.full(len(each), point), each]) for point, each in new], axis=1)
                size = self.story.workload(sets[alike[0]]).side_by_side(block)
                for first in range(0, pairs.shape[1], size):
                    jobs.append(self._job(len(jobs), sets, *pairs[:, first : first + size]))
            at = [places[key] for key in points]
            covered[at] = np.maximum(covered[at], replicates)
        return jobs

    def key(self, job: SweepJob) -> str:
        """Checksum of all that the rows of a block depend on."""
        points = np.array(list(self.distinct))[job.points].tolist()
        rules = [FORMAT, fingerprint.described(self.story), self.engine, self.described_options]
        return fingerprint.digest([rules, self.steps, self.record, points, job.block.seeds])

    def _job(self, number: int, sets: Sequence[Parameters], points: Indices, replicates: Indices) -> SweepJob:
        seeds = tuple((self.seed + replicates).tolist())
        of_runs, rows = tuple(sets[point] for point in points.tolist()), np.arange(len(points))
        block = Block(self.story, of_runs, seeds, rows, np.array([self.steps]), (), None, self.options, self.until)
        return SweepJob(number, block, points, self.record)

    def in_order(self, jobs: Sequence[SweepJob], frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
        """Rows of blocks as one frame in the order of runs, with the values of axes; of a part, its own rows."""
        rows = pd.concat(frames, ignore_index=True)
        held = np.full((len(self.distinct), self.replicates), -1)
        at = np.concatenate([job.points for job in jobs]) if jobs else np.zeros(0, dtype=int)
        held[at, rows["seed"].to_numpy(dtype=np.int64) - self.seed] = np.arange(len(rows))
        places = {key: index for index, key in enumerate(self.distinct)}
        wanted = held[[places[key] for key in self.point_keys]].ravel()
        run = np.flatnonzero(wanted >= 0)
        rows = rows.take(wanted[run]).reset_index(drop=True)
        point, table = run // self.replicates, self.points
        axes = {name: table[name].to_numpy()[point] for name in table.columns[1:]}
        head = pd.DataFrame({"run": run, "point": point, "seed": rows["seed"], **axes})
        return pd.concat([head, rows.drop(columns="seed")], axis="columns")


def _column(values: list[Any]) -> Any:
    """Values of an axis as a column; one a run and one an agent side by side stay as they are."""
    if not any(isinstance(value, tuple) for value in values):
        return values
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
