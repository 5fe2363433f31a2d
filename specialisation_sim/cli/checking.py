"""What can be refused before a story is loaded: names, changes of parameters, observables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..base.errors import UserError
from ..model.settings import setting_of
from ..output.outlines import world_outline
from ..registry import resolve

if TYPE_CHECKING:
    from ..model.outline import Outline
    from ..model.parameters import Parameters
    from ..model.world import World

NONE: Mapping[str, Any] = MappingProxyType({})

Setting = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Set of parameter values to start from: essay (if you name none), literature or neutral."
    ),
]

HORIZON = {"album": 10, "call": 20, "year": 20, "generation": 20, "month": 120, "period": 100}
"""Steps of a run where none are given, by how long a step is."""

DAYS = 500
"""Steps of a run where a step is a day or a week."""


def parse_pairs(kind: type[Parameters], changes: Sequence[str], axes: Iterable[str] = ()) -> dict[str, Any]:
    """Parameters from words such as ``need=0.6``; their values are checked when a set is made of them.

    Parameters
    ----------
    kind : type of Parameters
        The story's.
    changes : sequence of str
        The words.
    axes : iterable of str
        Parameters that vary in any case, and so cannot be set.
    """
    parsed: dict[str, Any] = {}
    for change in changes:
        name, equals, text = (part.strip() for part in change.partition("="))
        if not equals:
            raise UserError(f"--set {change!r} is not KEY=VALUE; an example: --set need=0.6")
        if name in axes:
            raise UserError(f"{name} is both varied and set; leave one out")
        parsed[name] = kind.parse(name, text)
    return parsed


def checked_world(
    word: str, changes: Sequence[str] | None = None, axes: Iterable[str] = (), setting: str | None = None
) -> Outline:
    """What can be said of a story, a chain or a published model, whose parameters may be changed like this.

    Raises
    ------
    UserError
        For a name, a setting or a parameter that does not exist, or a value that the parameter may not have.
    """
    world = world_outline(word)
    setting_of(world.settings, setting, world.name)
    if changes:
        world.Parameters(**parse_pairs(world.Parameters, changes, axes))
    return world


def parameters_of(world: Outline | type[World], name: str, setting: str | None, changed: Mapping[str, Any]) -> Any:
    """A parameter set of a story: a setting, by default the one that it is shown in, and changes over it."""
    return world.Parameters(**{**setting_of(world.settings, setting, name), **changed})


def check_names(words: Sequence[str] | None) -> None:
    """Refuse words that name no scenario."""
    for word in words or []:
        resolve(word, ("scenarios",))


def check_map(
    world: Outline, changed: Mapping[str, Any] = NONE, lever: str | None = None, values: list[float] | None = None
) -> None:
    """Refuse a story without a return map, or without one at these values, before it is loaded."""
    from ..maps.return_maps import generation_of

    generation_of(world, world.Parameters(**changed))
    if lever:
        from ..maps.bifurcations import lever_values

        for value in lever_values(world, lever, values):
            world.Parameters(**{**changed, lever: value})


def parse_values(text: str | None) -> list[float] | None:
    """Values from ``A:B:N`` or from numbers parted by commas."""
    if text is None:
        return None
    import numpy as np

    try:
        if ":" not in text:
            return [float(part) for part in text.split(",")]
        low, high, number = text.split(":")
        count = int(number)
        if not 1 <= count <= 1000:
            raise ValueError
        return [float(value) for value in np.linspace(float(low), float(high), count)]
    except ValueError:
        raise UserError(f"--values {text!r} is not A:B:N or numbers parted by commas; an example: 0:1:21") from None
