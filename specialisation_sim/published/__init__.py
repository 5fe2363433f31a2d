"""Published models of others, written in the house's way, so that their published findings can be asked for again."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ..base.errors import unknown

if TYPE_CHECKING:
    from ..model.world import World

DOCKED = {"march-1991": ("march_1991", "MutualLearning")}
"""Name of each model, its module and its class."""


def docked(name: str) -> type[World]:
    """A published model by name; importing it imports Mesa, so it waits until one is asked for.

    Raises
    ------
    UserError
        If there is no such model.
    """
    if name not in DOCKED:
        raise unknown("published model", name, DOCKED)
    module, kind = DOCKED[name]
    found: type[World] = getattr(import_module(f".{module}", __name__), kind)
    return found
