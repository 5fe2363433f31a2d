"""What a world takes besides parameters and seeds: a rule of choice, a network, a record, phases left out.

A story says by its ``__init__`` which options there are, by `World.defaults_with` what goes with one, and by
`World.unused_with` which parameters have no effect beside it. So nothing here knows a story.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.errors import UserError, unknown
from .fingerprint import described, digest, qualified_name

if TYPE_CHECKING:
    from ..model.world import World

SET_BY_RUNS = ("parameters", "seeds", "seed", "rng", "scenario", "collect", "columns", "capacity")
"""Options of a world that whoever runs it sets."""


@dataclass(frozen=True)
class WhenRun:
    """An option that is made when it is needed, such as a record to be read, so that listing scenarios reads no file.

    Attributes
    ----------
    make : callable
        Takes nothing, returns the option.
    """

    make: Callable[[], Any]


def made(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options with those made that wait for a run."""
    return {name: value.make() if isinstance(value, WhenRun) else value for name, value in options.items()}


def combined(*parts: Mapping[str, Any]) -> dict[str, Any]:
    """Options of several origins: of one name the last counts, but phases that any part leaves out are left out."""
    whole: dict[str, Any] = {}
    for part in parts:
        left_out = (*_several(whole.get("without", ())), *_several(part.get("without", ())))
        whole = {**whole, **part, **({"without": tuple(dict.fromkeys(left_out))} if left_out else {})}
    return whole


def option_names(story: type[World]) -> tuple[str, ...]:
    """Names of the options that a story takes, its own first."""
    from ..model.world import World

    names: dict[str, None] = {}
    for kind in story.__mro__[: story.__mro__.index(World) + 1]:
        given = inspect.signature(vars(kind)["__init__"]).parameters.values() if "__init__" in vars(kind) else ()
        names |= {option.name: None for option in given if option.kind is inspect.Parameter.KEYWORD_ONLY}
    return tuple(name for name in names if name not in SET_BY_RUNS)


def check_options(story: type[World], options: Mapping[str, Any]) -> None:
    """Refuse an option that a story does not take.

    Raises
    ------
    UserError
        That names the option and those that there are.
    """
    allowed = option_names(story)
    for name in options:
        if name in story.Parameters.model_fields:
            raise UserError(f"{name} is a parameter of {story.__name__} and not an option; give it to a variant")
        if name not in allowed:
            raise unknown(f"option of {story.__name__}", name, allowed)


def defaults_with(story: type[World], options: Iterable[str]) -> dict[str, Any]:
    """Values of parameters that go with some options where no others are given."""
    return {name: value for option in options for name, value in story.defaults_with.get(option, {}).items()}


def unused_with(story: type[World], options: Iterable[str]) -> dict[str, str]:
    """Parameters without effect beside some options, and why."""
    return {name: why for option in options for name, why in story.unused_with.get(option, {}).items()}


def in_words(value: Any) -> Any:
    """An option as a manifest describes it: itself where JSON can hold it, and else what tells it from another."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)) and all(isinstance(item, (bool, int, float, str)) for item in value):
        return list(value)
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        return {
            "shape": list(value.shape),
            "mean": round(float(value.mean()), 6) if value.size else None,
            "sha256": sha256(np.ascontiguousarray(value).tobytes()).hexdigest(),
        }
    name = qualified_name(value if callable(value) and hasattr(value, "__qualname__") else type(value))
    try:
        return {"name": name, "sha256": digest(described(value))}
    except UserError:  # it has no content that could be compared
        return {"name": name}


def _several(phases: str | tuple[str, ...]) -> tuple[str, ...]:
    return (phases,) if isinstance(phases, str) else tuple(phases)
