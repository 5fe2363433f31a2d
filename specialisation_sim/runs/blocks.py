"""Blocks: runs of a story that are stepped side by side, here or in another process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..laws.arrays import Array, Indices
from ..model.condition import holds
from ..model.parameters import Parameters

if TYPE_CHECKING:
    import pandas as pd

    from ..model.world import World

BREATH = 0.2
"""Seconds between two reports of progress, about."""


@dataclass(frozen=True)
class Block:
    """Runs that are processed side by side: all that another process needs to know.

    Attributes
    ----------
    story : type of World
        The story.
    sets, seeds, rows
        Parameters, seed and number of each run.
    times : array of int
        When to record; the last is the end.
    names : tuple of str
        Which observables to record.
    begin : callable, optional
        Sets the state at time 0.
    options : mapping
        What the story takes besides.
    until : callable, optional
        When a run stops: true or false for each.
    """

    story: type[World]
    sets: tuple[Parameters, ...]
    seeds: tuple[int, ...]
    rows: Indices
    times: Indices
    names: tuple[str, ...]
    begin: Callable[[World, Indices], None] | None
    options: Mapping[str, Any]
    until: Callable[[World], Any] | None = None


class BlockResult(NamedTuple):
    """Recorded `values`, ``(observables, runs, times)``, and one row a run of how it ended."""

    values: Array
    ends: pd.DataFrame


def run_block(block: Block, stop: Event | None = None, advance: Callable[[int], None] | None = None) -> BlockResult:
    """Step a block of runs to its end, here or in another process.

    Parameters
    ----------
    block : Block
        The runs.
    stop : Event, optional
        Asks to leave early; what comes back is then unfinished.
    advance : callable, optional
        Told of progress, in steps times runs.

    Returns
    -------
    BlockResult
        What was recorded and how the runs ended.
    """
    import pandas as pd

    world = block.story(block.sets, seeds=block.seeds, collect=False, **block.options)
    if block.begin is not None:
        block.begin(world, block.rows)
    values = np.empty((len(block.names), len(block.times), world.runs))
    wanted = {int(time): index for index, time in enumerate(block.times)}
    last_report, reported = perf_counter(), 0
    stopped = np.full(world.runs, np.nan)
    early = pd.DataFrame()
    for time in range(int(block.times[-1]) + 1):
        if time:
            world.step()
        if time in wanted:
            for row, name in enumerate(block.names):
                values[row, wanted[time]] = getattr(world, name)
        if advance is not None and (time == block.times[-1] or perf_counter() - last_report > BREATH):
            advance((time - reported) * world.runs)
            last_report, reported = perf_counter(), time
        if stop is not None and stop.is_set():
            break
        if block.until is not None:
            now = np.isnan(stopped) & holds(block.until, world)
            if now.any():
                stopped[now] = time
                early = pd.concat([early, _ends(block, world)[now]])
            if not np.isnan(stopped).any():
                break
    ends = _ends(block, world)
    if block.until is not None:
        ends = pd.concat([early, ends[np.isnan(stopped)]]).sort_index().assign(stopped=stopped)
    return BlockResult(values.transpose(0, 2, 1), ends)


def _ends(block: Block, world: World) -> pd.DataFrame:
    """One row a run of how it is now."""
    import pandas as pd

    ends = {"run": block.rows, **world.outcome(), **{name: getattr(world, name) for name in block.story.observed}}
    return pd.DataFrame(ends)
