"""The plan of a sweep: its points, its runs in blocks, and the checksums by which results are known again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..base.errors import UserError, checked_seeds, unknown
from ..laws.arrays import Indices
from ..model.parameters import Parameters
from ..runs import fingerprint
from ..runs.ensembles import Block
from .design import Design
from .engines import Job

if TYPE_CHECKING:
    from ..model.world import World

FORMAT = 1
"""Of the store; another number where older folders can no longer be gone on with."""


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

    @classmethod
    def of(
        cls,
        story: type[World],
        design: Design,
        replicates: int,
        steps: int,
        *,
        parameters: Parameters | None = None,
        seed: int = 0,
        record: str | Sequence[str] | None = None,
        options: Mapping[str, Any] | None = None,
        engine: Mapping[str, Any] | None = None,
    ) -> Plan:
        """A plan of what was checked: story, parameters, observables, points and seeds."""
        if not isinstance(design, Design):
            raise UserError(f"design is a {type(design).__name__}; give grid(...), saltelli(...) or another design")
        base = story.Parameters() if parameters is None else parameters
        if not isinstance(base, story.Parameters):
            raise UserError(f"{story.__name__} takes {story.Parameters.__name__}, not {type(base).__name__}")
        names = tuple(story.observed if record is None else (record,) if isinstance(record, str) else record)
        for name in names:
            if name not in story.observed:
                raise unknown("observable", name, story.observed)
        first, _ = checked_seeds([seed, seed + replicates - 1])
        here = fingerprint.engine() if engine is None else engine
        return cls(story, design, base, replicates, steps, first, design.sets(base), names, options or {}, here)

    @cached_property
    def told_options(self) -> dict[str, Any]:
        """The story's options by their content."""
        return {name: fingerprint.told(value) for name, value in self.options.items()}

    @property
    def points(self) -> pd.DataFrame:
        """One row a point, with its value on each axis; one at a time, also which one is `varied`."""
        values = {name: [getattr(one, name) for one in self.sets] for name in self.design.axes}
        if self.design.kind == "oat":
            values["varied"] = ["", *(name for name, axis in self.design.axes.items() for _ in axis)]
        return pd.DataFrame({"point": np.arange(len(self.sets)), **values})

    @property
    def identity(self) -> dict[str, Any]:
        """What tells this sweep from others, as a manifest holds it."""
        return {
            "format": FORMAT,
            "story": fingerprint.story_name(self.story),
            "story_rules": fingerprint.digest(fingerprint.told(self.story)),
            **self.engine,
            "parameters": self.parameters.model_dump(mode="json"),
            "design": self.design.describe(),
            "points": fingerprint.digest([one.model_dump(mode="json") for one in self.sets]),
            "seeds": {"first": self.seed, "number": self.replicates},
            "steps": self.steps,
            "record": list(self.record),
            "options": self.told_options,
        }

    def jobs(self, block: int) -> list[Job]:
        """The runs in blocks of so many agents (or the story's `bulk`) times runs, each alike in shape."""
        shapes: dict[tuple[Any, ...], list[int]] = {}
        for point, one in enumerate(self.sets):
            shapes.setdefault(one.shape_key, []).append(point)
        jobs: list[Job] = []
        for points in shapes.values():
            rows = (np.array(points)[:, None] * self.replicates + np.arange(self.replicates)).ravel()
            size = self.story.workload(self.sets[points[0]]).side_by_side(block)
            for first in range(0, len(rows), size):
                jobs.append(self._job(len(jobs), rows[first : first + size]))
        return jobs

    def key(self, job: Job) -> str:
        """Checksum of all that the rows of a block depend on."""
        runs, points = job.block.rows.tolist(), job.points.tolist()
        sets = {point: self.sets[point].model_dump(mode="json") for point in dict.fromkeys(points)}
        rules = [FORMAT, fingerprint.told(self.story), self.engine, self.told_options]
        return fingerprint.digest([rules, self.steps, self.record, runs, points, job.block.seeds, list(sets.items())])

    def _job(self, number: int, rows: Indices) -> Job:
        points = rows // self.replicates
        sets = tuple(self.sets[point] for point in points)
        seeds = tuple((self.seed + rows % self.replicates).tolist())
        ends = np.array([self.steps])
        return Job(number, Block(self.story, sets, seeds, rows, ends, (), None, self.options), points, self.record)
