"""Many runs of a story as two tidy frames.

Runs are processed in blocks that fit the processor's cache, on all cores. A run's numbers depend on its parameters and
its seed alone: never on the block it was in, the size of blocks or the number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.errors import UserError, check_count, checked_seeds, unknown
from ..laws.arrays import Array, Indices
from ..model.parameters import Parameters
from .progress import Progress, progress_bar
from .workers import do_all

if TYPE_CHECKING:
    from ..model.world import World

BLOCK = 20_000
"""Agents (or the story's `bulk`) times runs in a block: 160 KB an array of doubles: calls are then long and a step
stays in the cache."""

BREATH = 0.2
"""Seconds between two reports of progress, about."""


class Ensemble(NamedTuple):
    """Runs of a story.

    Attributes
    ----------
    runs : DataFrame
        One row a run: `run`, `seed`, the parameters that differ between runs, `status` and `reason`, failures, and
        every observable at the end.
    series : DataFrame
        One row for each run and recorded time: `run`, `seed`, `time` and the recorded observables.
    """

    runs: pd.DataFrame
    series: pd.DataFrame


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
    """

    story: type[World]
    sets: tuple[Parameters, ...]
    seeds: tuple[int, ...]
    rows: Indices
    times: Indices
    names: tuple[str, ...]
    begin: Callable[[World, Indices], None] | None
    options: Mapping[str, Any]


class BlockResult(NamedTuple):
    """Recorded `values`, ``(observables, runs, times)``, and one row a run of how it ended."""

    values: Array
    ends: pd.DataFrame


def ensemble(
    story: type[World],
    parameters: Parameters | Sequence[Parameters] | None = None,
    seeds: int | Iterable[int] = 200,
    steps: int = 1000,
    *,
    every: int = 1,
    record: str | Sequence[str] | None = None,
    begin: Callable[[World, Indices], None] | None = None,
    workers: int | None = None,
    block: int = BLOCK,
    progress: Progress = None,
    **options: Any,
) -> Ensemble:
    """Run a story many times.

    Parameters
    ----------
    story : type of World
        The story, such as ``Island``.
    parameters : Parameters or sequence of Parameters, optional
        One set for all runs, or one for each run; the story's defaults if left out.
    seeds : int or iterable of int
        Seed of each run; a number n stands for the seeds 0 to n - 1.
    steps : int
        Steps of each run.
    every : int
        Record each so many steps; the start and the end are always recorded.
    record : str or sequence of str, optional
        Observables in `series`; all if left out. Memory grows with what is recorded, not with steps.
    begin : callable, optional
        ``begin(world, runs)`` is called at time 0 of each block with the numbers of its runs, to set their state.
    workers : int, optional
        Processes at work. If left out, as many as there are cores where the work is worth it, and else this one alone.
    block : int
        Agents (or the story's `bulk`) times runs processed at once.
    progress : bool, None or callable
        A bar or none; None shows one where a person watches; a callable gets ``(done, total)``.
    **options
        Passed on to the story, such as ``choose=`` or ``weather=``.

    Returns
    -------
    Ensemble
        The frames `runs` and `series`.

    Raises
    ------
    UserError
        If a number is out of bounds, or an observable or parameter set does not belong to the story.

    Examples
    --------
    >>> from specialisation_sim import Island, ensemble
    >>> runs, series = ensemble(Island, seeds=100, steps=365, every=5, progress=False)
    >>> len(runs), len(series)
    (100, 7400)
    """
    for name, value in (
        ("steps", steps),
        ("every", every),
        ("block", block),
        ("workers", 1 if workers is None else workers),
    ):
        check_count(name, value)
    wanted = (record,) if isinstance(record, str) else record
    names = tuple(story.observed if wanted is None else wanted)
    for name in names:
        if name not in story.observed:
            raise unknown("observable", name, story.observed)
    all_seeds = checked_seeds(range(seeds) if isinstance(seeds, (int, np.integer)) else seeds)
    given = story.Parameters() if parameters is None else parameters
    sets = (given,) * len(all_seeds) if isinstance(given, Parameters) else tuple(given)
    for one in sets:
        if not isinstance(one, story.Parameters):
            raise UserError(f"{story.__name__} takes {story.Parameters.__name__}, not {type(one).__name__}")
    if len(sets) != len(all_seeds):
        raise UserError(f"{len(sets)} parameter sets for {len(all_seeds)} seeds; give one set, or one a seed")

    times = np.unique(np.append(np.arange(0, steps + 1, every), steps))
    try:
        values = np.empty((len(names), len(all_seeds), len(times)))
    except MemoryError:
        size = 8 * len(names) * len(all_seeds) * len(times) / 2**30
        raise UserError(
            f"recording this takes {size:.0f} GiB; record less often (every) or fewer observables (record)"
        ) from None
    blocks = [
        Block(
            story,
            tuple(sets[row] for row in rows),
            tuple(all_seeds[row] for row in rows),
            rows,
            times,
            names,
            begin,
            options,
        )
        for rows in _rows_of_blocks(story, sets, block)
    ]
    ends: list[pd.DataFrame] = [pd.DataFrame()] * len(blocks)
    if workers is None and not story.workload(sets[0]).worth_sharing(len(all_seeds), steps):
        workers = 1

    with progress_bar(progress, steps * len(all_seeds), story.__name__) as advance:

        def here(one: Block, stop: Event) -> BlockResult:
            return run_block(one, stop, advance)

        def done(number: int, result: BlockResult, by_helper: bool) -> None:
            values[:, blocks[number].rows] = result.values
            ends[number] = result.ends
            if by_helper:
                advance(steps * len(blocks[number].rows))

        do_all(here, run_block, blocks, workers, done)

    head = pd.DataFrame({"run": np.arange(len(all_seeds)), "seed": all_seeds, **_varying(sets)})
    runs = head.merge(pd.concat(ends), on="run", validate="one_to_one")
    series = pd.DataFrame(
        {
            "run": np.repeat(head["run"].to_numpy(), len(times)),
            "seed": np.repeat(head["seed"].to_numpy(), len(times)),
            "time": np.tile(times, len(all_seeds)),
            **{name: values[number].ravel() for number, name in enumerate(names)},
        }
    )
    return Ensemble(runs, series)


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
    world = block.story(block.sets, seeds=block.seeds, collect=False, **block.options)
    if block.begin is not None:
        block.begin(world, block.rows)
    values = np.empty((len(block.names), len(block.times), world.runs))
    wanted = {int(time): place for place, time in enumerate(block.times)}
    told, reported = perf_counter(), 0
    for time in range(int(block.times[-1]) + 1):
        if time:
            world.step()
        if time in wanted:
            for number, name in enumerate(block.names):
                values[number, wanted[time]] = getattr(world, name)
        if advance is not None and (time == block.times[-1] or perf_counter() - told > BREATH):
            advance((time - reported) * world.runs)
            told, reported = perf_counter(), time
        if stop is not None and stop.is_set():
            break
    ends = {"run": block.rows, **world.outcome(), **{name: getattr(world, name) for name in block.story.observed}}
    return BlockResult(values.transpose(0, 2, 1), pd.DataFrame(ends))


def _rows_of_blocks(story: type[World], sets: Sequence[Parameters], block: int) -> list[Indices]:
    """Numbers of the runs of each block; runs of a block are alike in shape."""
    keys = {id(one): one.shape_key for one in {id(one): one for one in sets}.values()}
    shapes: dict[tuple[Any, ...], list[int]] = {}
    for row, one in enumerate(sets):
        shapes.setdefault(keys[id(one)], []).append(row)
    blocks = []
    for rows in shapes.values():
        size = story.workload(sets[rows[0]]).side_by_side(block)
        blocks += [np.array(rows[first : first + size]) for first in range(0, len(rows), size)]
    return blocks


def _varying(sets: Sequence[Parameters]) -> dict[str, list[Any]]:
    """Columns of the parameters that differ between runs."""
    if all(one is sets[0] for one in sets):
        return {}
    columns = {name: [getattr(one, name) for one in sets] for name in type(sets[0]).model_fields}
    return {name: values for name, values in columns.items() if any(value != values[0] for value in values)}
