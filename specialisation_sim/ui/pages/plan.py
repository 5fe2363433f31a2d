"""What a map is asked for: two parameters of a view, what is read at the end, and the work that this is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np

from ...errors import UserError, unknown
from ...practice import PracticeWorld
from .. import work
from ..jobs import Job
from ..limits import limits
from ..links import View, whole
from ..pictures import look_of
from ..stories import Field, fields_of, find, scenarios, scenarios_of

SHARES = np.linspace(0, 1, 21)


@dataclass(frozen=True)
class Plan:
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
    def read(cls, query: str) -> Plan:
        """What a link asks for."""
        given = dict(parse_qsl(query))
        own = {key: given.pop(f"map.{key}", "") for key in ("x", "y", "ends", "cells", "of", "runs", "steps")}
        given.pop("runs", None), given.pop("steps", None), given.pop("t", None)
        view = View.read(urlencode(given))
        kind = find(view.story)
        fields = numeric(kind)
        x, y = own["x"] or first_moved(view, fields)[0], own["y"] or first_moved(view, fields)[1]
        for name in (x, y):
            if name not in fields:
                raise unknown("parameter", name, fields)
        observable = own["of"] or look_of(kind).charts[0][1][0]
        if observable not in kind.observed:
            raise unknown("observable", observable, kind.observed)
        scenario = scenarios_of(view.story).get(view.scenario)
        ends = (fields[x].low, fields[x].high, fields[y].low, fields[y].high)
        if own["ends"]:
            try:
                a, b, c, d = map(float, own["ends"].split(","))
                ends = (a, b, c, d)
            except ValueError:
                raise UserError(
                    f"map.ends = {own['ends']!r} is not valid; give four numbers parted by commas"
                ) from None
        return cls(
            view, x, y, ends, max(whole(own["cells"] or 11, "cells", 100), 2), observable,
            max(whole(own["runs"] or 20, "runs", 10_000), 1),
            max(whole(own["steps"] or (min(scenario.steps, 400) if scenario else 300), "steps", 10**7), 1),
        )  # fmt: skip

    def query(self) -> str:
        """The link."""
        own = {"x": self.x, "y": self.y, "ends": ",".join(f"{end:g}" for end in self.ends), "cells": self.cells,
               "of": self.observable, "runs": self.runs, "steps": self.steps}  # fmt: skip
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
        kind, most = find(self.view.story), limits().cells
        cells = len(self.xs) * len(self.ys)
        if self.x == self.y:
            raise UserError("the two parameters must differ")
        if cells > most:
            raise UserError(f"{cells} cells are too many; allowed here: to {most}")
        size = getattr(self.view.parameters, kind.bulk or kind.population)
        limits().check_work(size * cells * self.runs * self.steps)

    def job(self) -> Job:
        """The phase diagram, row by row."""
        self.check()
        given = (self.observable, self.runs, self.steps)
        rows = [(self.view.story, self.view.parameters, self.x, self.xs, self.y, value, *given) for value in self.ys]
        return Job([(work.map_row, row) for row in rows])

    def return_job(self) -> Job:
        """The return map, a few shares at a time."""
        kind = find(self.view.story)
        if not issubclass(kind, PracticeWorld):
            raise UserError(f"a return map starts from a practised share, which the {self.view.story} does not have")
        size = getattr(self.view.parameters, kind.bulk or kind.population)
        limits().check_work(2 * size * len(SHARES) * self.runs * self.steps)
        parts = [SHARES[k : k + 3].tolist() for k in range(0, len(SHARES), 3)]
        return Job(
            [
                (work.mapped_share, (self.view.story, self.view.parameters, part, max(self.runs, 2), self.steps))
                for part in parts
            ]
        )


def numeric(kind: Any) -> dict[str, Field]:
    """Parameters that a map may take."""
    return {field.name: field for field in fields_of(kind) if field.kind != "choice"}


def first_moved(view: View, fields: dict[str, Field]) -> tuple[str, str]:
    """Two parameters to begin with: a claim's plane if the scenario has one, else two that matter."""
    for claim in getattr(scenarios().get(view.scenario), "claims", ()):
        if claim.where is not None:
            return claim.where.x, claim.where.y
    liked = [
        name for name in ("exponent", "variety", "selectivity", "outside", "regrowth", "luck", "half") if name in fields
    ]
    some = [*liked, *(name for name in fields if name not in liked)]
    return some[0], some[1]


def spread(low: float, high: float, number: int, field: Field) -> list[float]:
    """Evenly spread values; whole numbers where only those are allowed."""
    values = np.linspace(low, high, number)
    if field.kind == "whole":
        values = np.unique(np.rint(values))
    return [float(f"{value:.6g}") for value in values]
