"""Frozen parameter sets: every number has bounds, a unit, a meaning and a source.

A story's parameters are a subclass of `Parameters` whose fields are made by `parameter`. The same declarations check
input, print as help, feed the docs, and become sliders. A field that may differ between agents takes a tuple, one value
an agent; values that differ between runs come as a sequence of sets, one a run (see `stack`).
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, Self, get_args, get_origin

import numpy as np
from pydantic import ConfigDict, Field, ValidationError, model_validator

from ..base.errors import UserError, unknown
from .checked import Checked

if TYPE_CHECKING:
    PerAgent = Any  # a world has it as an array, `stack`
else:
    type PerAgent = float | tuple[float, ...]
"""One value for all agents, or a tuple with one for each."""

Group = Literal["population", "environment", "learning", "pressure"]


@dataclass(frozen=True)
class Declaration:
    """What is known of a parameter besides its name and default.

    Attributes
    ----------
    meaning, unit, symbol, source : str
        What it is, in what, as which letter, after whom ("assumption" where it is ours).
    group : str
        Heading under which forms show it.
    low, high : float
        Bounds; infinite where there is none.
    low_open, high_open : bool
        Whether the bound itself is excluded.
    fixes_shape : bool
        Whether the arrays' shapes depend on it, so that it is the same for all runs of a block.
    key : bool
        Whether it is among the few that a reader should try first.
    """

    meaning: str
    unit: str
    source: str
    symbol: str = ""
    group: Group = "environment"
    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False
    fixes_shape: bool = False
    key: bool = False

    def allows(self, value: float) -> bool:
        """Whether a number is finite and within the bounds."""
        if isinstance(value, int) and abs(value) > sys.maxsize:
            return False
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return math.isfinite(value) and above and below

    @property
    def bounds(self) -> str:
        """The bounds in words, such as ``"from 0 to below 1"``."""
        low = f"{'above' if self.low_open else 'from'} {self.low:,g}" if math.isfinite(self.low) else ""
        high = f"{'below' if self.high_open else 'to'} {self.high:,.10g}" if math.isfinite(self.high) else ""
        return f"{low}{' to' if low and self.high_open and high else ''} {high}".strip() or "any number"


def parameter(
    default: Any,
    meaning: str,
    *,
    unit: str,
    symbol: str = "",
    source: str = "assumption",
    low: float = -math.inf,
    above: float = -math.inf,
    high: float = math.inf,
    below: float = math.inf,
    group: Group | None = None,
    fixes_shape: bool = False,
    key: bool = False,
) -> Any:
    """Declare one field of a parameter set.

    Parameters
    ----------
    default : int, float, str or bool
        Value where none is given.
    meaning, unit, source : str
        What it is, in what unit, and after whom; none may be blank. A value without a source is an assumption of ours.
    symbol : str
        Letter in the docs' equations.
    low, above, high, below : float
        Bounds; `low` and `high` are allowed themselves, `above` and `below` are not.
    group : {"population", "environment", "learning", "pressure"}
        Heading in forms, for this parameter and those that follow until another is named.
    fixes_shape : bool
        Whether the arrays' shapes depend on it.
    key : bool
        Whether it is among the few that a reader should try first.

    Returns
    -------
    pydantic field

    Raises
    ------
    TypeError
        If meaning, unit or source is blank.
    """
    for name, text in (("meaning", meaning), ("unit", unit), ("source", source)):
        if not text.strip():
            raise TypeError(f"a parameter needs a {name}")
    bounds = (max(low, above), min(high, below), above > low, below < high)
    declaration = Declaration(meaning, unit, source, symbol, group or "environment", *bounds, fixes_shape, key)
    return Field(default, description=meaning, json_schema_extra={"declaration": declaration, "group": group})  # type: ignore[dict-item]


class Parameters(Checked):
    """Base of frozen parameter sets.

    Raises
    ------
    UserError
        For a name that does not exist (with the nearest that does), a value of the wrong kind, a value out of bounds,
        or one that is not a finite number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    @model_validator(mode="after")
    def _within_bounds(self) -> Self:
        for name, declaration in self.declarations().items():
            value = getattr(self, name)
            for entry in value if isinstance(value, tuple) else (value,):
                if isinstance(entry, (int, float)) and not declaration.allows(entry):
                    given = f"{entry:g}" if isinstance(entry, float) else str(entry)
                    raise ValueError(f"{name} = {given} is out of bounds; allowed: {self.allowed(name)}")
        return self

    @classmethod
    def _explain(cls, error: ValidationError) -> str:
        problem = error.errors()[0]
        if problem["type"] == "value_error":
            return str(problem["ctx"]["error"])
        name = str(problem["loc"][0])
        shown = " ".join(f"{problem['input']!r}".split())
        return f"{name} = {shown:.60} is not valid; allowed: {cls.allowed(name)}"

    @classmethod
    @cache
    def declarations(cls) -> dict[str, Declaration]:
        """The declaration of every field, in order, each under its heading."""
        declarations: dict[str, Declaration] = {}
        group: Group = "environment"
        for name, field in cls.model_fields.items():
            extra: dict[str, Any] = field.json_schema_extra  # type: ignore[assignment]
            group = extra["group"] or group
            declarations[name] = replace(extra["declaration"], group=group)
        return declarations

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Names of the few parameters that a reader should try first."""
        return tuple(name for name, declaration in cls.declarations().items() if declaration.key)

    @classmethod
    def allowed(cls, name: str) -> str:
        """What a field may hold, in words."""
        kind = cls.model_fields[name].annotation
        if get_origin(kind) is Literal:
            return " or ".join(map(repr, get_args(kind)))
        if kind is bool:
            return "true or false"
        numbers = "a whole number " if kind is int else ""
        return numbers + cls.declarations()[name].bounds

    @classmethod
    def parse(cls, name: str, text: str) -> Any:
        """Value of a field from a word of the command line; several values, one an agent, are parted by commas.

        Raises
        ------
        UserError
            If there is no such field. What the word may hold is checked when the set is made.
        """
        if name not in cls.model_fields:
            raise unknown("parameter", name, cls.model_fields)
        return tuple(part.strip() for part in text.split(",")) if "," in text else text.strip()

    @classmethod
    def table(cls) -> Iterator[dict[str, str]]:
        """Rows of the table of parameters, for help and docs."""
        for name, declaration in cls.declarations().items():
            default = cls.model_fields[name].default
            yield {
                "name": name,
                "symbol": declaration.symbol,
                "default": f"{default:g}" if isinstance(default, float) else str(default),
                "allowed": cls.allowed(name),
                "unit": declaration.unit,
                "meaning": declaration.meaning,
                "source": declaration.source,
                "group": declaration.group,
                "key": "yes" if declaration.key else "no",
            }

    @property
    def shape_key(self) -> tuple[Any, ...]:
        """Values that runs of one block must share: those that fix shapes, and those that are not numbers."""
        values = [(declaration, getattr(self, name)) for name, declaration in self.declarations().items()]
        return tuple(value for declaration, value in values if declaration.fixes_shape or not _is_number(value))


class Values(SimpleNamespace):
    """Parameters of a world's runs, which stay as they are."""

    def __setattr__(self, name: str, value: Any) -> None:
        raise UserError(f"{name} is fixed when a world is made; make one with {name}={value!r:.40}")


def stack(sets: Sequence[Parameters], agents: int) -> Values:
    """Parameter sets of a block of runs as values that broadcast against ``(runs, agents)``.

    Parameters
    ----------
    sets : sequence of Parameters
        One set a run, alike in `Parameters.shape_key`.
    agents : int
        Number of agents, the length of every tuple.

    Returns
    -------
    namespace
        For each field a plain value where all runs share it, and else an array: ``(runs, 1)``, or ``(runs, agents)``
        where agents differ.

    Raises
    ------
    UserError
        If a tuple has not one value for each agent.
    """
    if all(parameters is sets[0] for parameters in sets):
        sets = sets[:1]
    columns: Mapping[str, list[Any]] = {
        name: [getattr(parameters, name) for parameters in sets] for name in type(sets[0]).model_fields
    }
    return Values(**{name: _column(name, values, agents) for name, values in columns.items()})


def _column(name: str, values: list[Any], agents: int) -> Any:
    for value in values:
        if isinstance(value, tuple) and len(value) != agents:
            raise UserError(f"{name} has {len(value)} values for {agents} agents; give one, or one for each")
    first = values[0]
    if all(value is first or value == first for value in values):
        return np.array([first], dtype=float) if isinstance(first, tuple) else first
    if any(isinstance(value, tuple) for value in values):
        return np.array([np.broadcast_to(value, agents) for value in values], dtype=float)
    return np.array(values, dtype=float)[:, None]


def _is_number(value: Any) -> bool:
    """Whether runs side by side may differ in a value."""
    return isinstance(value, (int, float, tuple)) and not isinstance(value, bool)
