"""Fingerprints: what makes two sweeps the same, so that results of different ones are never mixed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from ..base.errors import UserError
from ..base.provenance import simd
from ..base.version import __version__

PACKAGE = Path(__file__).resolve().parent.parent
RULES = ("laws", "measures", "model", "stories", "chains", "published", "runs")
"""Folders of the package whose every file may change what a run gives."""

KNOWN = {PACKAGE.name, "numpy", "pandas", "pydantic", "mesa", *sys.stdlib_module_names}
"""Packages whose version says what is in them: ours, Python's and those we build on."""


def digest(content: Any) -> str:
    """Checksum of what JSON can hold, the same for the same content."""
    return sha256(json.dumps(content, sort_keys=True, allow_nan=False).encode()).hexdigest()


@cache
def engine() -> dict[str, Any]:
    """What a run's bits depend on besides its parameters and its seed: the rules, NumPy, and the kind of processor."""
    return {"version": __version__, "rules": rules_of(PACKAGE), "numpy": version("numpy"), "simd": simd()}


def rules_of(package: Path) -> str:
    """Checksum of all files of a package that may change what a run gives."""
    files = sorted(file for rule in RULES for file in (package / rule).rglob("*.py"))
    return digest([[str(file.relative_to(package)), file.read_text(encoding="utf-8")] for file in files])


def described(value: Any, seen: tuple[int, ...] = ()) -> Any:  # noqa: PLR0912
    """Describe an option by its content, in what JSON can hold: numbers, arrays, frames, functions, classes.

    Raises
    ------
    UserError
        For what has no content that could be compared.
    """
    if id(value) in seen:
        return "again"
    seen = (*seen, id(value))

    def each(values: Iterable[Any]) -> list[Any]:
        return [described(value, seen) for value in values]

    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return repr(value)
        case bytes():
            return sha256(value).hexdigest()
        case np.ndarray() if value.dtype != object:
            return [value.dtype.str, list(value.shape), sha256(np.ascontiguousarray(value).tobytes()).hexdigest()]
        case np.generic():
            return described(value.item(), seen)
        case list() | tuple():
            return each(value)
        case set() | frozenset():
            return sorted(map(digest, each(value)))
        case Mapping():
            return each(pair for pair in value.items())
        case ModuleType():
            return [value.__name__, _file(value.__name__)]
        case CodeType():
            return [value.co_code.hex(), list(value.co_names), each(value.co_consts)]
        case FunctionType() if not _known(value.__module__):
            cells = [cell.cell_contents for cell in value.__closure__ or ()]
            globals_used = [value.__globals__[name] for name in _names(value.__code__) if name in value.__globals__]
            return each([value.__code__, value.__defaults__, value.__kwdefaults__, cells, globals_used])
        case type() if not _known(value.__module__):
            parts = {name: getattr(part, "read", part) for name, part in sorted(vars(value).items())}
            code = [[name, part] for name, part in parts.items() if isinstance(part, (FunctionType, str, tuple))]
            return [qualified_name(value), each(code), each(value.__bases__), _file(value.__module__)]
        case FunctionType() | type():
            return qualified_name(value)
    try:
        parts = value.__reduce_ex__(4)
    except TypeError:
        raise UserError(
            f"a sweep cannot tell one {type(value).__name__} from another and could not be resumed; "
            "give a plain function or numbers"
        ) from None
    return parts if isinstance(parts, str) else each(parts)


def qualified_name(value: Any) -> str:
    """Name of a class or a function, and the module that it is from."""
    return f"{value.__module__}:{value.__qualname__}"


def _known(module: str | None) -> bool:
    """Whether a module is in a package of which the version says enough."""
    return (module or "").split(".")[0] in KNOWN


def _file(module: str) -> str:
    """Checksum of the file of a module that is not of a known package; none for what is typed or the main script."""
    file = getattr(sys.modules.get(module), "__file__", None)
    if _known(module) or module == "__main__" or file is None:
        return ""
    return sha256(Path(file).read_bytes()).hexdigest()


def _names(code: CodeType) -> list[str]:
    """Names that a function looks up outside of itself, those of functions within it too."""
    inner = [name for each in code.co_consts if isinstance(each, CodeType) for name in _names(each)]
    return sorted({*code.co_names, *inner})
