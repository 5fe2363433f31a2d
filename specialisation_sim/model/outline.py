"""What can be said of a world without loading it: parameters, observables, phases, generation, and what its file tells.

A story's class is a Mesa model, and Mesa takes a second to load. What only describes or refuses takes an `Outline` in
place of the class: it has the same names, and parameter sets that refuse the same values with the same words. Rules
that bind two parameters are the class's own, and are checked when it is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from .generation import Generation
from .settings import Setting, settings_of

if TYPE_CHECKING:
    from .parameters import Parameters
    from .world import World

KINDS = {"int": int, "float": float, "bool": bool, "str": str}
"""Types of parameters that a file can name; `PerAgent` and words to choose from come besides."""


class Seen(NamedTuple):
    """Unit and meaning of an observable."""

    unit: str
    meaning: str


@dataclass(frozen=True)
class Outline:
    """What can be said of a world without loading it.

    Attributes
    ----------
    name, about, clock : str
        Its name, the head of its file, and what a step is.
    phases : tuple of str
        What happens in a step.
    observed : mapping
        Unit and meaning of each observable.
    generation : Generation or None
        What its return map is made of.
    instrument : str
        Observable that its monitor watches; blank where it has none.
    usual : mapping
        Steps and runs where none are given, where the world itself says so.
    rows : tuple of mapping
        Its parameters, as `Parameters.table` tells them.
    fields : tuple of mapping
        Their types, defaults and declarations.
    """

    name: str
    about: str
    clock: str
    phases: tuple[str, ...]
    observed: Mapping[str, Seen]
    generation: Generation | None
    instrument: str
    usual: Mapping[str, int]
    rows: tuple[Mapping[str, str], ...]
    fields: tuple[Mapping[str, Any], ...]

    @cached_property
    def Parameters(self) -> type[Parameters]:  # noqa: N802 (as in a world)
        """A class that refuses what the world's own parameters refuse one by one."""
        from pydantic import Field, create_model

        from .parameters import Declaration
        from .parameters import Parameters as Base

        made: dict[str, Any] = {}
        for field in self.fields:
            declaration = Declaration(**field["declaration"])
            extra: Any = {"declaration": declaration, "group": declaration.group}
            default = tuple(field["default"]) if isinstance(field["default"], list) else field["default"]
            made[field["name"]] = (_type_of(field["type"]), Field(default, json_schema_extra=extra))
        return create_model(f"{self.name}Parameters", __base__=Base, **made)

    @cached_property
    def settings(self) -> Mapping[str, Setting]:
        """Its named settings."""
        return settings_of(self.name)

    def as_row(self) -> dict[str, Any]:
        """The outline in words that a file can hold."""
        generation = None if self.generation is None else _plain(vars(self.generation))
        return {**vars(replace(self, generation=None)), "generation": generation}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Outline:
        """The outline of such words."""
        fields = dict(row["generation"]) if row["generation"] else None
        if fields:
            fields |= {key: tuple(fields[key]) for key in ("learn",)}
            fields |= {key: {name: tuple(ends) for name, ends in fields[key].items()} for key in ("levers", "only")}
        kept = {
            "phases": tuple(row["phases"]),
            "observed": {name: Seen(*pair) for name, pair in row["observed"].items()},
            "generation": Generation(**fields) if fields else None,
            "rows": tuple(row["rows"]),
            "fields": tuple(row["fields"]),
        }
        return cls(**{**row, **kept})


def outline_of(name: str, kind: type[World]) -> Outline:
    """The outline of a world's class."""
    parameters = kind.Parameters
    usual = {word: getattr(kind, word) for word in ("generations", "replicates") if hasattr(kind, word)}
    made = Outline(
        name=name,
        about=(sys.modules[kind.__module__].__doc__ or "").strip(),
        clock=kind.clock,
        phases=tuple(kind.phases),
        observed={key: Seen(observable.unit, observable.meaning) for key, observable in kind.observed.items()},
        generation=kind.generation,
        instrument=str(getattr(kind, "instrument", "")),
        usual=usual,
        rows=tuple(parameters.table()),
        fields=tuple(
            {
                "name": key,
                "type": _name_of_type(parameters.model_fields[key].annotation),
                "default": parameters.model_fields[key].default,
                "declaration": asdict(declaration),
            }
            for key, declaration in parameters.declarations().items()
        ),
    )
    vars(made)["settings"] = kind.settings
    vars(made)["Parameters"] = parameters  # it is loaded, with the rules that bind two parameters
    return made


def _name_of_type(annotation: Any) -> Any:
    """A parameter's type as a word, or the list of words that it takes."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    name = getattr(annotation, "__name__", str(annotation))
    if name not in {*KINDS, "PerAgent"}:
        raise TypeError(f"a parameter of type {name} cannot be outlined")
    return name


def _type_of(name: Any) -> Any:
    """The type that a word stands for."""
    if isinstance(name, list):
        return Literal[tuple(name)]
    if name == "PerAgent":
        from .parameters import PerAgent

        return PerAgent
    return KINDS[name]


def _plain(value: Any) -> Any:
    """Mappings and tuples as JSON knows them."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value
