"""Mode collapse in people, organisations and markets: simulate it, measure it, and test every sentence about it.

Names load when first used, so that importing the package is quick: Mesa alone takes a second.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import UserError

if TYPE_CHECKING:
    from .experiments import Ensemble, ReturnMap, ensemble, return_map
    from .stories.island import Forager, Island, IslandParameters

__version__ = "0.1.0"

_HOMES = {
    "Ensemble": "experiments",
    "ReturnMap": "experiments",
    "ensemble": "experiments",
    "return_map": "experiments",
    "Forager": "stories.island",
    "Island": "stories.island",
    "IslandParameters": "stories.island",
}

__all__ = [*_HOMES, "UserError", "__version__"]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
