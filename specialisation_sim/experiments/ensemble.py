"""Many runs of a story as two tidy frames.

Runs are processed in blocks that fit the processor's cache, on all cores by threads. A run's numbers depend on its
parameters and its seed alone: never on the block it was in, the size of blocks or the number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ..errors import UserError, unknown
from ..laws.arrays import Array, Indices
from ..parameters import Parameters
from .progress import Progress, progress_bar

if TYPE_CHECKING:
    from ..world import World

BLOCK = 8_000
"""Agents times runs in a block: 64 KB an array of doubles, so that a step's arrays stay in the second-level cache."""

BREATH = 50
"""Steps between two looks at progress and at a request to stop."""


class Ensemble(NamedTuple):
    """Runs of a story.

    Attributes
    ----------
    runs : DataFrame
        One row a run: `run`, `seed`, the parameters that differ between runs, `status` and `reason`, failures, and every
        observable at the end.
    series : DataFrame
        One row for each run and recorded time: `run`, `seed`, `time` and the recorded observables.
    """

    runs: pd.DataFrame
    series: pd.DataFrame


def ensemble(
    story: type[World],
    parameters: Parameters | Sequence[Parameters] | None = None,
    seeds: int | Iterable[int] = 200,
    steps: int = 1000,
    *,
    every: int = 1,
    record: Sequence[str] | None = None,
    begin: Callable[[World, Indices], None] | None = None,
    threads: int | None = None,
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
    record : sequence of str, optional
        Observables in `series`; all if left out. Memory grows with what is recorded, not with steps.
    begin : callable, optional
        ``begin(world, runs)`` is called at time 0 of each block with the numbers of its runs, to set their state.
    threads : int, optional
        Threads; as many as there are cores if left out.
    block : int
        Agents times runs processed at once.
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
    from ..world import checked_seeds

    for name, value in (("steps", steps), ("every", every), ("block", block), ("threads", 1 if threads is None else threads)):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
            raise UserError(f"{name} = {value!r} is not valid; allowed: a whole number from 1")
    names = tuple(story.observed if record is None else record)
    for name in names:
        if name not in story.observed:
            raise unknown("observable", name, story.observed)
    all_seeds = checked_seeds(range(seeds) if isinstance(seeds, int) else tuple(seeds))
    given = story.Parameters() if parameters is None else parameters
    sets = (given,) * len(all_seeds) if isinstance(given, Parameters) else tuple(given)
    if len(sets) != len(all_seeds):
        raise UserError(f"{len(sets)} parameter sets for {len(all_seeds)} seeds; give one set, or one a seed")

    times = np.unique(np.append(np.arange(0, steps + 1, every), steps))
    values = np.empty((len(names), len(all_seeds), len(times)))
    blocks = _blocks(sets, story.population, block)
    ends: list[pd.DataFrame] = [pd.DataFrame()] * len(blocks)
    stop = Event()

    with progress_bar(progress, steps * len(all_seeds), story.__name__) as advance:

        def work(number: int) -> None:
            rows = blocks[number]
            world = story([sets[row] for row in rows], seeds=[all_seeds[row] for row in rows], collect=False, **options)
            if begin is not None:
                begin(world, rows)
            values[:, rows] = _recorded(world, names, times, stop, advance)
            ends[number] = pd.DataFrame({"run": rows, **world.outcome(), **{name: getattr(world, name) for name in story.observed}})

        _on_threads(work, len(blocks), threads or os.cpu_count() or 1, stop)

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


def _blocks(sets: Sequence[Parameters], population: str, block: int) -> list[Indices]:
    """Runs in blocks of one shape: numbers of runs, each run in one block."""
    shapes: dict[tuple[Any, ...], list[int]] = {}
    for row, one in enumerate(sets):
        shapes.setdefault(one.shape_key, []).append(row)
    blocks = []
    for rows in shapes.values():
        size = max(1, block // getattr(sets[rows[0]], population))
        blocks += [np.array(rows[first : first + size]) for first in range(0, len(rows), size)]
    return blocks


def _recorded(world: World, names: Sequence[str], times: Indices, stop: Event, advance: Callable[[int], None]) -> Array:
    """Step a block to the end; its observables, ``(observables, runs, times)``."""
    values = np.empty((len(names), len(times), world.runs))
    wanted = {int(time): place for place, time in enumerate(times)}
    for time in range(int(times[-1]) + 1):
        if time:
            world.step()
        if time in wanted:
            for number, name in enumerate(names):
                values[number, wanted[time]] = getattr(world, name)
        if time and time % BREATH == 0:
            advance(BREATH * world.runs)
            if stop.is_set():
                break
    return values.transpose(0, 2, 1)


def _on_threads(work: Callable[[int], None], jobs: int, threads: int, stop: Event) -> None:
    """Do all jobs; the first error stops the others."""
    with ThreadPoolExecutor(min(threads, jobs)) as pool:
        futures = [pool.submit(work, number) for number in range(jobs)]
        try:
            for future in futures:
                future.result()
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _varying(sets: Sequence[Parameters]) -> dict[str, list[Any]]:
    """Columns of the parameters that differ between runs."""
    columns = {name: [getattr(one, name) for one in sets] for name in type(sets[0]).model_fields}
    return {name: values for name, values in columns.items() if any(value != values[0] for value in values)}
