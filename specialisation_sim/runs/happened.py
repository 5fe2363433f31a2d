"""What happens in one run, in words; the browser app, Watch and the command line read the same list."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from ..model.events import Event, in_words
from ..model.parameters import Parameters
from ..model.world import World

NOTHING: Mapping[str, Any] = MappingProxyType({})


def happened(
    kind: type[World], parameters: Parameters, seed: int, steps: int, options: Mapping[str, Any] = NOTHING
) -> list[tuple[int, str]]:
    """What happens in a run, and at which step.

    Parameters
    ----------
    kind : type of World
        The story.
    parameters : Parameters
        Its parameters.
    seed : int
        Seed of the run.
    steps : int
        Steps of it.
    options : mapping
        What the story takes besides, such as recorded weather.

    Examples
    --------
    >>> from specialisation_sim import story
    >>> island = story("island")
    >>> happened(island, island.Parameters(crash_day=3), 0, 5)
    [(3, 'the game crashes')]
    """
    world = kind(parameters, seeds=(seed,), collect=False, **options)
    heard: list[Event] = []
    world.on_event(heard.append, kind.event_words)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the dead have no mean
        for _ in range(steps):
            world.step()
    return in_words(heard, kind.event_words, getattr(world, "tasks", ()))
