"""Which story is drawn by which module; a story of one's own has the plain stage."""

from __future__ import annotations

from importlib import import_module

from .columns import Cast

DRAWN = ("island", "foundation", "band", "labour", "species", "generator")
"""Stories with a stage of their own, in the order of the first page."""


def cast_of(story: str) -> Cast:
    """What Watch knows of a story."""
    module = import_module(f".stages.{story if story in DRAWN else 'plain'}", __package__)
    cast: Cast = module.CAST
    return cast
