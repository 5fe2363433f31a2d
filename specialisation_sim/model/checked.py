"""A frozen pydantic model of which every way in goes through one set of checks, and raises `UserError`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, Self

import numpy as np
from pydantic import BaseModel, ValidationError

from ..base.errors import UserError, unknown


class Checked(BaseModel):
    """Base of parameter sets: pydantic's own ways of making and changing a model, checked as ``__init__`` is."""

    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            if name not in type(self).model_fields:
                raise unknown("parameter", name, type(self).model_fields)
            if isinstance(value, (bool, np.bool_)) and type(self).model_fields[name].annotation is not bool:
                raise UserError(f"{name} = {value} is not valid; allowed: {self.allowed(name)}")
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise UserError(self._explain(error)) from None

    @classmethod
    def allowed(cls, name: str) -> str:
        """What a field may hold, in words."""
        raise NotImplementedError

    @classmethod
    def _explain(cls, error: ValidationError) -> str:
        """One line for what pydantic found wrong."""
        raise NotImplementedError

    def but(self, **changes: Any) -> Self:
        """The same set with some values changed and all of them checked."""
        return type(self)(**{**self.model_dump(), **changes})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; with `update`, checked as by `but`."""
        return self.but(**update) if update else super().model_copy(deep=deep)

    def copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False, **_: Any) -> Self:
        """Pydantic's older name of `model_copy`."""
        return self.model_copy(update=update, deep=deep)

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """A set from values, checked: there is no way around the checks."""
        return cls(**values)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """A set from a dictionary or another set."""
        if isinstance(obj, Mapping):
            return cls(**{str(name): value for name, value in obj.items()})
        return cls._try(super().model_validate, obj, **options)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """A set from JSON."""
        return cls._try(super().model_validate_json, json_data, **options)

    @classmethod
    def model_validate_strings(cls, obj: Any, **options: Any) -> Self:
        """A set from words."""
        return cls._try(super().model_validate_strings, obj, **options)

    @classmethod
    def _try(cls, make: Callable[..., Self], given: Any, **options: Any) -> Self:
        try:
            return make(given, **options)
        except ValidationError as error:
            problem = error.errors()[0]
            if problem["type"] == "extra_forbidden":
                raise unknown("parameter", str(problem["loc"][-1]), cls.model_fields) from None
            if not problem["loc"]:
                raise UserError(f"{cls.__name__} cannot be made of {given!r:.60}: {problem['msg']}") from None
            raise UserError(cls._explain(error)) from None

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        if name.startswith("_"):
            super().__setattr__(name, value)
            return  # type: ignore[misc]
        if name not in type(self).model_fields:
            raise unknown("parameter", name, type(self).model_fields)
        raise UserError(f"{name} cannot be changed in place; make a new set: parameters.but({name}={value!r})")
