"""Sweeps: a story at many points of its parameter space, many runs a point, kept in a folder as they are done.

All points see the same seeds, and those with as many agents the same luck, so that they are compared in pairs (common
random numbers); points that differ in the number of agents are no pairs. Runs of unlike parameters are processed side
by side. A run's numbers depend on its parameters and its seed alone: never on its block, on workers, or on how often
the sweep was stopped and gone on with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import UserError, check_count, check_workers
from ..base.provenance import made_by
from ..model.condition import check_condition
from ..model.parameters import Parameters
from ..registry import story as named
from ..runs import fingerprint
from ..runs.ensembles import BLOCK
from ..runs.progress import Progress, progress_bar
from .checks import checked_folder, checked_part, named_story
from .design import read_design
from .engines import SweepJob, checked_client, on_cluster, on_this_machine
from .plan import Layer, Plan
from .points import Design
from .store import BLOCKS, KEYS, LAYERS, Store, check_same, read_manifest

if TYPE_CHECKING:
    from ..model.world import World


class Stopped(KeyboardInterrupt):
    """A sweep was stopped by hand; the message says what is kept and how to go on."""


@dataclass(frozen=True)
class Sweep:
    """A finished sweep.

    Attributes
    ----------
    story : type of World
        The story.
    design : Design
        Which points it went to.
    parameters : Parameters
        What holds where a point says nothing else.
    points : DataFrame
        One row a point: `point`, and its value on each axis.
    runs : DataFrame
        One row a run: `run`, `point`, `seed`, the value on each axis, `status`, `reason`, and observables at the end.
    steps : int
        Steps of each run.
    folder : Path, optional
        Where it is kept.
    """

    story: type[World]
    design: Design
    parameters: Parameters
    points: pd.DataFrame
    runs: pd.DataFrame
    steps: int
    folder: Path | None = None

    def at(self, point: int) -> Parameters:
        """All parameters of a point, to run or to watch it: ``Island(sweep.at(7), seeds=[0])``."""
        if not 0 <= point < len(self.points):
            raise UserError(f"point = {point} is out of bounds; allowed: from 0 to {len(self.points) - 1}")
        return self.parameters.but(**self.design.changes(type(self.parameters))[point])


def sweep(
    story: str | Path | type[World],
    design: Design,
    replicates: int = 100,
    steps: int = 500,
    *,
    parameters: Parameters | Mapping[str, Any] | None = None,
    out: str | Path | None = None,
    seed: int = 0,
    record: str | Sequence[str] | None = None,
    until: Callable[[World], Any] | None = None,
    client: Any = None,
    workers: int | None = None,
    block: int = BLOCK,
    part: tuple[int, int] = (1, 1),
    progress: Progress = None,
    **options: Any,
) -> Sweep:
    """Run a story at all points of a design, and keep how each run ended.

    Parameters
    ----------
    story : str, Path or type of World
        The story by its name, such as ``"island"``, by its file, or as a class.
    design : Design
        From `grid`, `one_at_a_time`, `latin_hypercube`, `saltelli` or `morris`.
    replicates : int
        Runs of each point. All points see the same seeds; those with as many agents also the same luck, and are pairs.
    steps : int
        Steps of each run.
    parameters : Parameters or dict, optional
        What holds where a point says nothing else; the story's defaults if left out.
    out : path, optional
        Folder of the sweep. A sweep that was begun there goes on from what is done, and grows where it is given more
        replicates or more points besides its own; another one is refused. If left out, nothing is kept on disk.
    seed : int
        Seed of the first replicate; the others follow.
    record : str or sequence of str, optional
        Observables to keep; all if left out.
    until : callable, optional
        ``until(world)`` is asked after each step and says, true or false for each run, which runs stop there: `runs`
        tells how they were then and, in `stopped`, when (NaN: never).
    client : distributed.Client, optional
        Dask cluster that does the blocks, in place of this machine's cores.
    workers : int, optional
        Processes at work. If left out, as many as there are cores where the work is worth it, and else this one alone.
    block : int
        Agents (or the story's `bulk`) times runs processed at once. A sweep that goes on keeps the one it began with.
    part : pair of int
        ``(k, n)``: of the blocks only every n-th, from the k-th. The parts, in folders of their own, are put together
        by `merge`.
    progress : bool, None or callable
        See `ensemble`.
    **options
        Passed on to the story, such as ``choose=`` or ``weather=``.

    Returns
    -------
    Sweep
        Points and runs; of a part, its own runs.

    Raises
    ------
    UserError
        For bad input, a folder that holds something else or cannot be written to, or a cluster that is lost. What was
        done until then is kept.
    Stopped
        On Ctrl-C.

    Examples
    --------
    >>> from specialisation_sim import Island, grid, sweep
    >>> plane = sweep(Island, grid(exponent=[0.0, 0.5, 1.0], need=[0.2, 0.4]), replicates=5, steps=50, progress=False)
    >>> len(plane.points), len(plane.runs)
    (6, 30)
    """
    for name, value in (
        ("replicates", replicates),
        ("steps", steps),
        ("block", block),
    ):
        check_count(name, value)
    check_workers(workers)
    check_condition(until)
    if client is not None:
        checked_client(client)
    kind = named(story)
    plan = Plan.of(
        kind, design, replicates, steps, parameters=parameters, seed=seed, record=record, options=options, until=until
    )
    folder = checked_folder(out)
    plan, manifest = (plan, None) if folder is None else _gone_on(plan, folder)
    jobs = plan.jobs(manifest["block"] if manifest else int(block))
    k, n = checked_part(part)
    mine = [job.number for job in jobs][k - 1 :: n]
    if folder is None:
        kept: dict[int, pd.DataFrame] = {}
        _do(plan, [jobs[number] for number in mine], len(mine), kept.__setitem__, client, workers, progress)
        return _result(plan, jobs, mine, [kept[number] for number in mine], None)

    store = Store(folder, plan.identity, [plan.key(job) for job in jobs])
    if manifest is None or manifest["sweep"] != plan.identity or store.missing(mine):
        with store.locked():
            try:
                if _gone_on(plan, folder)[0].before != plan.before:
                    raise UserError(f"another process made the sweep in {folder} larger")
                about = {"block": manifest["block"] if manifest else int(block), **made_by([BLOCKS])}
                store.begin(plan.points, about, [*plan.before, plan.layer])
                missing = [jobs[number] for number in store.missing(mine)]
                _do(plan, missing, len(mine), store.write, client, workers, progress)
            except KeyboardInterrupt:
                raise Stopped(f"stopped; {store.progress(mine)}; the same call goes on from there") from None
            except UserError as error:
                raise UserError(f"{error}; {store.progress(mine)}; the same call goes on from there") from error
    return _result(plan, jobs, mine, store.read_all(mine), folder)


def read_sweep(folder: str | Path) -> Sweep:
    """A finished sweep from its folder, as `sweep` gave it.

    Raises
    ------
    UserError
        If there is none, or blocks are missing.
    """
    folder = Path(folder)
    content = read_manifest(folder)["sweep"]
    story = named_story(content["story"])
    plan = Plan.of(
        story,
        read_design(content["design"]),
        content["seeds"]["number"],
        content["steps"],
        parameters=story.Parameters(**content["parameters"]),
        seed=content["seeds"]["first"],
        record=content["record"],
        engine={name: content[name] for name in fingerprint.engine()},
        described=content["options"],
    )
    plan, manifest = _gone_on(plan, folder)
    assert manifest is not None
    jobs = plan.jobs(manifest["block"])
    # Checksums depend on options of the story, which the manifest has in words alone; it has the checksums too.
    keys = manifest[KEYS] if content["options"] else [plan.key(job) for job in jobs]
    store = Store(folder, plan.identity, keys)
    numbers = range(len(store.keys))
    if store.missing(numbers):
        raise UserError(f"{folder} is not finished: {store.progress(numbers)}; run it again to go on")
    return _result(plan, jobs, numbers, store.read_all(numbers), folder)


def _do(
    plan: Plan,
    jobs: Sequence[SweepJob],
    of: int,
    keep: Callable[[int, pd.DataFrame], None],
    client: Any,
    workers: int | None,
    progress: Progress,
) -> None:
    """Do jobs and keep them one by one, with a bar that tells the time left."""
    if not jobs:
        return
    runs = sum(len(job.points) for job in jobs)
    total = runs * plan.steps
    largest = max((plan.story.workload(parameters) for parameters in plan.sets), key=lambda each: each.effort)
    if workers is None and not largest.worth_sharing(runs, plan.steps):
        workers = 1
    there = f", {of - len(jobs)} of {of} blocks were there" if len(jobs) < of else ""
    with progress_bar(progress, total, f"{plan.story.__name__} sweep{there}") as advance:

        def kept(block: int, rows: pd.DataFrame, reported: bool) -> None:
            keep(block, rows)
            if not reported:
                advance(len(rows) * plan.steps)

        if client is None:
            on_this_machine(jobs, workers, kept, advance)
        else:
            on_cluster(client, jobs, kept)


def _gone_on(plan: Plan, folder: Path) -> tuple[Plan, dict[str, Any] | None]:
    """The plan as it goes on from what is in a folder, and the manifest there, if any."""
    grown = plan

    def grows(manifest: dict[str, Any]) -> bool:
        nonlocal grown
        layers = [Layer(points, replicates) for points, replicates in manifest.get(LAYERS, [])]
        larger = plan.grown_from(layers)
        grown = larger or plan
        return larger is not None and manifest["sweep"]["seeds"]["first"] == plan.seed

    manifest = check_same(folder, plan.identity, grows)
    return (plan, None) if manifest is None else (grown, manifest)


def _result(
    plan: Plan, jobs: Sequence[SweepJob], numbers: Sequence[int], frames: list[pd.DataFrame], folder: Path | None
) -> Sweep:
    """A sweep of the rows of some blocks."""
    runs = plan.in_order([jobs[block] for block in numbers], frames)
    return Sweep(plan.story, plan.design, plan.parameters, plan.points, runs, plan.steps, folder)
