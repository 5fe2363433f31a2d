"""The two parameters of a map: which a story has, which it begins with, and from where to where."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np

from ...base.errors import UserError
from ..links import View
from ..stories import Field, fields_of, find, scenarios

LIKED = ("samples", "price", "noise", "outside", "real", "step", "decay", "keep_wrong", "accuracy", "euler_steps")
"""Parameters of chains that move what becomes of them."""


def numeric(kind: Any) -> dict[str, Field]:
    """Parameters that a map may take."""
    return {field.name: field for field in fields_of(kind) if field.kind != "choice"}


def plane_of(view: View) -> Any:
    """The plane over which a claim of the view's scenario is mapped, if any is."""
    claims = getattr(scenarios().get(view.scenario), "claims", ())
    return next((claim.where for claim in claims if claim.where is not None), None)


def first_moved(view: View, fields: dict[str, Field]) -> tuple[str, str]:
    """Two parameters to begin with: a claim's plane if the scenario has one, else two that matter."""
    plane = plane_of(view)
    if plane is not None and all(moves(view, fields[name]) for name in (plane.x, plane.y)):
        return plane.x, plane.y
    generation = find(view.story).generation
    levers = generation.levers if generation else ()
    liked = dict.fromkeys(name for name in (*levers, *LIKED) if name in fields)
    some = [*liked, *(name for name in fields if name not in liked)]
    some = [name for name in some if moves(view, fields[name])] or some
    return some[0], some[1]


def moves(view: View, field: Field) -> bool:
    """Whether a parameter may take another value while the others stay as they are."""
    low, high = first_ends(view, field)
    for value in spread(low, high, 11, field):
        if value != getattr(view.parameters, field.name):
            with suppress(UserError):
                view.but({field.name: f"{value:g}"})
                return True
    return False


def first_ends(view: View, field: Field) -> tuple[float, float]:
    """From where to where a parameter goes at first: as in a claim's plane, as a lever does, or as its slider."""
    plane, generation = plane_of(view), find(view.story).generation
    if plane is not None and field.name in (plane.x, plane.y):
        values = plane.xs if field.name == plane.x else plane.ys
        return float(min(values)), float(max(values))
    low, high = generation.levers.get(field.name, (field.low, field.high)) if generation else (field.low, field.high)
    return float(low), float(high)


def spread(low: float, high: float, count: int, field: Field) -> list[float]:
    """Evenly spread values; whole numbers where only those are allowed."""
    values = np.linspace(low, high, count)
    if field.kind == "whole":
        values = np.unique(np.rint(values))
    return [float(f"{value:.6g}") for value in values]
