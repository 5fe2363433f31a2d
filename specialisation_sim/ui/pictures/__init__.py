"""How stories look: one small module a story, and a generic look for those that have none.

A story's module may say which `CHARTS` to show, what to call an agent (`AGENT`), what its picture
wants besides observables and reports (`extra`), and how to `draw` a snapshot as SVG. Pictures are
drawn in the page's own colours, so that they are right in light and dark; whatever stands for an agent is a button.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from . import chains, generic

if TYPE_CHECKING:
    from ...model.world import World
    from ..runner import Runner, Snapshot


PACKAGE = "specialisation_sim"


class Look(NamedTuple):
    """How a story looks.

    Attributes
    ----------
    charts : tuple of (str, tuple of str)
        Title and observables of each chart.
    agent : str
        What an agent is called.
    caption : str
        What the picture shows.
    draw : callable
        Makes an SVG of a snapshot.
    extra : callable
        Takes the runner, returns what `draw` wants besides.
    follow : callable
        Takes the world after a step, and notes on it what a picture of its path wants.
    colours : mapping
        For some observables the colour that the story gives what they are about, as in Watch.
    """

    charts: tuple[tuple[str, tuple[str, ...]], ...]
    agent: str
    caption: str
    draw: Callable[[Snapshot], str]
    extra: Callable[[Runner], Mapping[str, Any]]
    follow: Callable[[World], None]
    colours: Mapping[str, str] = MappingProxyType({})


def look_of(kind: type[World]) -> Look:
    """The look of a story or published model, by the name of its module, or of a chain, by that of its class."""
    if kind.__name__ in chains.LOOKS and kind.__module__.startswith(f"{PACKAGE}.chains."):
        chain_look = chains.LOOKS[kind.__name__]
        return Look(chain_look.charts, chains.AGENT, chain_look.caption, chains.draw, chains.extra, chain_look.follow)
    name = f"{__package__}.{kind.__module__.rpartition('.')[2]}"
    ours = kind.__module__.startswith((f"{PACKAGE}.stories.", f"{PACKAGE}.published."))
    own = import_module(name) if ours and find_spec(name) else generic
    return Look(
        charts=getattr(own, "CHARTS", None) or generic.charts(kind),
        agent=getattr(own, "AGENT", kind.Person.__name__.lower()),
        caption=getattr(own, "CAPTION", generic.CAPTION),
        draw=getattr(own, "draw", generic.draw),
        extra=getattr(own, "extra", lambda runner: {}),
        follow=getattr(own, "follow", lambda world: None),
        colours=getattr(own, "COLOURS", {}),
    )
