"""What a map is asked for: two parameters of a view, what is read at the end, and the work that this is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np

from ...base.errors import UserError, unknown
from ...measures import fixed_points, mean_interval, share_grid
from ...model.parameters import Parameters
from .. import map_work
from ..history import numbers
from ..job import Job
from ..limits import limits
from ..links import View, whole
from ..pictures import look_of
from ..stories import find, horizon, scenarios_of
from ..visitors import visitor
from .axes import first_ends, first_moved, numeric, spread

SHARES = share_grid(25)
LEAST_RUNS, MOST_STEPS, HEAVY = 100, 400, 20_000
"""Runs from each share of a return map; steps of a map where none are asked for; numbers in a world from which on a map
has few runs and cells."""
CELLS, FEW, RUNS = 11, 4, 20
"""Values of each parameter of a map where none are asked for, and those of a heavy one; runs in a cell."""


@dataclass(frozen=True)
class MapPlan:
    """What is mapped.

    Attributes
    ----------
    view : View
        The parameters that stay as they are.
    x, y : str
        The two that change, from one end of their sliders to the other unless said otherwise.
    ends : tuple of float
        From and to of x, then of y.
    cells : int
        Values of each.
    observable : str
        What is read at the end.
    runs, steps : int
        Runs in a cell, and steps of each.
    """

    view: View
    x: str
    y: str
    ends: tuple[float, float, float, float]
    cells: int
    observable: str
    runs: int
    steps: int

    @classmethod
    def read(cls, query: str) -> MapPlan:
        """What a link asks for."""
        given = dict(parse_qsl(query))
        own = {key: given.pop(f"map.{key}", "") for key in ("x", "y", "ends", "cells", "of", "runs", "steps")}
        given.pop("runs", None), given.pop("steps", None), given.pop("t", None)
        view = View.read(urlencode(given))
        kind = find(view.story)
        fields = numeric(kind)
        first = first_moved(view, fields)
        x, y = own["x"] or first[0], own["y"] or first[1]
        for name in (x, y):
            if name not in fields:
                raise unknown("parameter", name, fields)
        observable = own["of"] or look_of(kind).charts[0][1][0]
        if observable not in kind.observed:
            raise unknown("observable", observable, kind.observed)
        scenario = scenarios_of(view.story).get(view.scenario)
        usual = min(scenario.steps if scenario else horizon(view.story), MOST_STEPS)
        ends = (*first_ends(view, fields[x]), *first_ends(view, fields[y]))
        if own["ends"]:
            try:
                a, b, c, d = map(float, own["ends"].split(","))
                ends = (a, b, c, d)
            except ValueError:
                raise UserError(
                    f"map.ends = {own['ends']!r} is not valid; give four numbers parted by commas"
                ) from None
        steps = max(whole(own["steps"] or usual, "steps", 10**7), 1)
        efforts = cls(view, x, y, ends, FEW, observable, 1, steps).efforts()
        whole_map = sum(efforts) / len(efforts) * CELLS**2 * RUNS * steps
        cells, runs = (FEW, 1) if max(efforts) > HEAVY or whole_map > limits().work else (CELLS, RUNS)
        return cls(
            view,
            x,
            y,
            ends,
            max(whole(own["cells"] or cells, "cells", 100), 2),
            observable,
            max(whole(own["runs"] or runs, "runs", 10_000), 1),
            steps,
        )

    def query(self) -> str:
        """The link."""
        own = {
            "x": self.x,
            "y": self.y,
            "ends": ",".join(f"{end:g}" for end in self.ends),
            "cells": self.cells,
            "of": self.observable,
            "runs": self.runs,
            "steps": self.steps,
        }
        return self.view.query() + "&" + urlencode({f"map.{key}": value for key, value in own.items()})

    @property
    def xs(self) -> list[float]:
        """Values of the first parameter."""
        return spread(self.ends[0], self.ends[1], self.cells, numeric(find(self.view.story))[self.x])

    @property
    def ys(self) -> list[float]:
        """Values of the second."""
        return spread(self.ends[2], self.ends[3], self.cells, numeric(find(self.view.story))[self.y])

    def check(self) -> None:
        """Refuse a map that would take too long."""
        most = limits().cells
        cells = len(self.xs) * len(self.ys)
        if self.x == self.y:
            raise UserError("the two parameters must differ")
        if cells > most:
            raise UserError(f"{cells} cells are too many; allowed here: to {most}")
        bounds = limits()
        bounds.check_steps(self.steps)
        efforts = self.efforts()
        bounds.check_effort(max(efforts))
        bounds.check_work(sum(efforts) * self.runs * self.steps)
        bounds.check_memory(2 * len(self.xs) * self.runs)

    def efforts(self) -> list[int]:
        """Work of a step of a run of each cell."""
        return [self._effort({self.x: x, self.y: y}) for x in self.xs for y in self.ys]

    def _effort(self, changes: Mapping[str, float]) -> int:
        """Work of a step of one run of a cell; none where the cell is not allowed."""
        kind = find(self.view.story)
        with suppress(UserError):
            parameters = self.view.but({name: f"{value:g}" for name, value in changes.items()}).parameters
            return kind.workload(parameters).effort
        return 0

    def job(self) -> Job:
        """The phase diagram, row by row."""
        self.check()
        given = (self.observable, self.runs, self.steps, self.view.scenario, self.view.variant)
        rows = [(self.view.story, self.view.parameters, self.x, self.xs, self.y, value, *given) for value in self.ys]
        return Job([(map_work.map_row, row) for row in rows], visitor())

    @property
    def settings(self) -> dict[str, Parameters]:
        """Parameters whose return maps are drawn: these, and these with what pushes back in the story.

        Raises
        ------
        UserError
            If the story knows no generations, or remembers more than a share at these parameters.
        """
        from ...maps.return_maps import generation_of

        generation = generation_of(find(self.view.story), self.view.parameters)
        sets = {"as set": self.view.parameters}
        with suppress(UserError):  # what pushes back may not go with what was set
            sets[f"with {generation.force}"] = self.view.parameters.but(**generation.held)
        return sets if len({*sets.values()}) == len(sets) else {"as set": self.view.parameters}

    @property
    def each(self) -> int:
        """Runs from each share of a return map."""
        return max(self.runs, LEAST_RUNS)

    def return_job(self) -> Job:
        """The return maps, a few shares at a time."""
        from ...maps.return_maps import generation_of

        kind, settings = find(self.view.story), self.settings
        size = max(kind.workload(parameters).effort for parameters in settings.values())
        limits().check_effort(size)
        limits().check_memory(2 * 3 * self.each)
        limits().check_work(2 * size * len(settings) * len(SHARES) * self.each * generation_of(kind).steps)
        parts = [SHARES[k : k + 3].tolist() for k in range(0, len(SHARES), 3)]
        return Job(
            [
                (
                    map_work.mapped_share,
                    (self.view.story, parameters, part, self.each, self.view.scenario, self.view.variant),
                )
                for parameters in settings.values()
                for part in parts
            ],
            visitor(),
        )

    def return_maps(self, results: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """Return maps so far: for each setting its curve, and once it is whole its fixed points."""
        import pandas as pd

        from ...maps.return_maps import undecided_shares

        number = -(-len(SHARES) // 3)
        maps: dict[str, dict[str, Any]] = {}
        for k, name in enumerate(self.settings):
            parts = results[k * number : (k + 1) * number]
            if not parts:
                continue
            shares = np.concatenate([part["share"] for part in parts])
            learned = np.concatenate([part["learned"] for part in parts])
            mean, low, high = mean_interval(learned)
            unlearned, _, _ = mean_interval(np.concatenate([part["unlearned"] for part in parts]))
            maps[name] = {
                "share": numbers(shares),
                "next": numbers(mean),
                "unlearned": numbers(unlearned),
                "low": numbers(np.maximum(low, 0)),
                "high": numbers(np.minimum(high, 1)),
                "points": [],
                "near": None,
            }
            if len(shares) == len(SHARES):
                points = fixed_points(shares, learned)
                maps[name]["points"] = [point._asdict() for point in points]
                maps[name]["near"] = undecided_shares(pd.DataFrame({"share": shares, "low": low, "high": high}))
        return maps
