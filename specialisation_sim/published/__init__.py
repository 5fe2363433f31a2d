"""Published models of others, written in the house's way, so that their published findings can be asked for again."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ..base.errors import unknown

if TYPE_CHECKING:
    from ..model.world import World

DOCKED = {
    "march-1991": ("march_1991", "MutualLearning"),
    "arthur-1989": ("arthur_1989", "Adoption"),
    "denrell-march-2001": ("denrell_march_2001", "HotStove"),
    "posen-levinthal-2012": ("posen_levinthal_2012", "MovingTarget"),
    "cascades-1992": ("cascades_1992", "Cascade"),
    "music-lab-2006": ("music_lab_2006", "MusicMarket"),
    "krugman-1991": ("krugman_1991", "CorePeriphery"),
    "levinthal-1997": ("levinthal_1997", "Rugged"),
}
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
