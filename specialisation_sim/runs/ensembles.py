"""Many runs of a story as two tidy frames.

Runs are processed in blocks that fit the processor's cache, on all cores. A run's numbers depend on its parameters and
its seed alone: never on the block it was in, the size of blocks or the number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..base.errors import check_count, check_workers, checked_seeds, unknown
from ..base.memory import check_memory
from ..laws.arrays import Indices
from ..model.condition import check_condition
from ..model.given import Given, sets_of
from ..model.parameters import Parameters
from ..registry import story as named
from .blocks import Block, BlockResult, run_block
from .progress import Progress, progress_bar
from .workers import do_all

if TYPE_CHECKING:
    import pandas as pd

    from ..model.world import World

BLOCK = 20_000
"""Agents (or the story's `bulk`) times runs in a block: 160 KB an array of doubles: calls are then long and a step
stays in the cache."""


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

    def parts(self, number: int) -> list[Ensemble]:
        """Cut into so many ensembles of as many runs each, which count their runs from 0."""
        runs = len(self.runs) // number

        def part(frame: pd.DataFrame, index: int) -> pd.DataFrame:
            size = len(frame) // number
            own = frame.iloc[index * size : (index + 1) * size]
            return own.assign(run=own["run"] - index * runs).reset_index(drop=True)

        return [Ensemble(part(self.runs, index), part(self.series, index)) for index in range(number)]


def ensemble(
    story: str | Path | type[World],
    parameters: Given = None,
    seeds: int | Iterable[int] = 200,
    steps: int = 1000,
    *,
    every: int = 1,
    record: str | Sequence[str] | None = None,
    begin: Callable[[World, Indices], None] | None = None,
    until: Callable[[World], Any] | None = None,
    workers: int | None = None,
    block: int = BLOCK,
    progress: Progress = None,
    **options: Any,
) -> Ensemble:
    """Run a story many times.

    Parameters
    ----------
    story : str, Path or type of World
        The story by its name, such as ``"island"``, by its file, or as a class.
    parameters : Parameters or dict, or sequence of these, optional
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
    until : callable, optional
        ``until(world)`` is asked after each step and says, true or false for each run, which runs stop there: `runs`
        tells how they were then and, in `stopped`, when (NaN: never); `series` ends there.
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
        ("seeds", seeds if isinstance(seeds, (int, np.integer)) else 1),
    ):
        check_count(name, value)
    check_workers(workers)
    check_condition(until)
    story = named(story)
    wanted = (record,) if isinstance(record, str) else record
    names = tuple(story.observed if wanted is None else wanted)
    for name in names:
        if name not in story.observed:
            raise unknown("observable", name, story.observed)
    all_seeds = checked_seeds(range(seeds) if isinstance(seeds, (int, np.integer)) else seeds)
    sets = sets_of(story.Parameters, story.__name__, parameters, len(all_seeds))
    times = np.unique(np.append(np.arange(0, steps + 1, every), steps))
    check_memory(
        8 * (len(names) + 3) * len(all_seeds) * len(times), "record less often (every) or fewer observables (record)"
    )
    values = np.empty((len(names), len(all_seeds), len(times)))
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
            until,
        )
        for rows in _rows_of_blocks(story, sets, block)
    ]
    import pandas as pd

    ends: list[pd.DataFrame] = [pd.DataFrame()] * len(blocks)
    if workers is None and not story.workload(sets[0]).worth_sharing(len(all_seeds), steps):
        workers = 1

    with progress_bar(progress, steps * len(all_seeds), story.__name__) as advance:

        def here(block: Block, stop: Event) -> BlockResult:
            return run_block(block, stop, advance)

        def done(index: int, result: BlockResult, by_helper: bool) -> None:
            values[:, blocks[index].rows] = result.values
            ends[index] = result.ends
            if by_helper:
                advance(steps * len(blocks[index].rows))

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
    if until is not None:
        # A run that has stopped has no times after that.
        last = np.where(np.isnan(runs["stopped"]), steps, runs["stopped"])
        series = series[series["time"].to_numpy() <= np.repeat(last, len(times))].reset_index(drop=True)
    return Ensemble(runs, series)


def _rows_of_blocks(story: type[World], sets: Sequence[Parameters], block: int) -> list[Indices]:
    """Numbers of the runs of each block; runs of a block are alike in shape."""
    keys = {
        id(parameters): parameters.shape_key
        for parameters in {id(parameters): parameters for parameters in sets}.values()
    }
    shapes: dict[tuple[Any, ...], list[int]] = {}
    for row, parameters in enumerate(sets):
        shapes.setdefault(keys[id(parameters)], []).append(row)
    blocks = []
    for rows in shapes.values():
        size = story.workload(sets[rows[0]]).side_by_side(block)
        blocks += [np.array(rows[first : first + size]) for first in range(0, len(rows), size)]
    return blocks


def _varying(sets: Sequence[Parameters]) -> dict[str, list[Any]]:
    """Columns of the parameters that differ between runs."""
    if all(parameters is sets[0] for parameters in sets):
        return {}
    columns = {name: [getattr(parameters, name) for parameters in sets] for name in type(sets[0]).model_fields}
    return {name: values for name, values in columns.items() if any(value != values[0] for value in values)}
