"""A reproduction is a scenario at the source's size, whose claims carry what the source says."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from ..base.errors import UserError, checked_seeds, unknown
from ..claims import Result, Scenario
from ..claims.claim import Claim, Statistic
from ..claims.readings import at, change, final
from ..claims.scenario_figures import against, figure, logarithmic, single_runs, tables
from ..output import write_result
from ..output.folder import Format, result_folder
from ..runs.progress import Progress, progress_bar
from .reproduction import Fact, Reproduction, SourceFigure
from .sources import REPRODUCTIONS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FEWEST = 2
"""Runs of a variant that an interval needs."""


OF_RESULTS: dict[str, Callable[..., Callable[[Result], Figure]]] = {
    "against": against,
    "single_runs": single_runs,
    "tables": tables,
}
"""Pictures that need more of a result than its series."""


@dataclass(frozen=True)
class SourcedClaim(Claim):
    """A claim that a source makes, with its value as the source prints it, and why it fails if it does."""

    value: str = ""
    why: str = ""

    def details(self) -> dict[str, Any]:
        """Its columns in a table of findings."""
        return {"source_value": self.value, "why": self.why}


@dataclass(frozen=True)
class Reproduced:
    """What came of a reproduction.

    Attributes
    ----------
    name : str
        Which one.
    result : Result
        Frames and findings.
    scale, seconds : float
        Part of the source's runs that were run, and how long that took.
    """

    name: str
    result: Result
    scale: float
    seconds: float


def reproduction(name: str) -> Reproduction:
    """An entry of the table of sources.

    Raises
    ------
    UserError
        If there is none of that name.
    """
    if name not in REPRODUCTIONS:
        raise unknown("reproduction", name, REPRODUCTIONS)
    return REPRODUCTIONS[name]


def as_scenario(name: str) -> Scenario:
    """A reproduction as a scenario: its facts as claims, its pictures as figures."""
    from ..registry import story

    source = reproduction(name)
    clock = story(source.story).clock
    return Scenario(
        title=f"{source.source}, {source.figure}",
        question=f"Does what {source.source} shows in {source.figure} come out?",
        passage=f"{source.source}, {source.figure}",
        story=source.story,
        variants=source.variants,
        steps=source.steps,
        every=source.every,
        replicates=source.replicates,
        claims=[_claim(fact, source.steps) for fact in source.facts],
        figures={key: _drawn(picture, clock) for key, picture in source.pictures.items()},
        name=f"reproduce-{name}",
    )


def reproduce(
    name: str,
    folder: Path,
    *,
    scale: float = 1.0,
    seed: int = 0,
    form: Format = "parquet",
    progress: Progress = None,
) -> Reproduced:
    """Run a reproduction, and write frames, figures and a manifest.

    Parameters
    ----------
    name : str
        Which one; see `studies.sources.REPRODUCTIONS`.
    folder : Path
        Where to.
    scale : float
        Part of the source's runs of each variant to run, at least two of them; sizes and generations stay.
    seed : int
        Seed of the first run.
    form : {"parquet", "csv"}
        Format of the frames.
    progress : bool, None or callable
        See `ensemble`.

    Returns
    -------
    Reproduced

    Raises
    ------
    UserError
        If there is no such reproduction, a number is out of bounds, or the folder cannot be written to.
    """
    scenario = as_scenario(name)
    if not 0 < scale <= 1:
        raise UserError(f"scale = {scale:g} is out of bounds; allowed: above 0 to 1")
    runs = max(FEWEST, round(scale * scenario.replicates))
    checked_seeds([seed, seed + runs - 1])
    result_folder(folder)
    start = perf_counter()
    with progress_bar(progress, len(scenario.variants) * scenario.steps * runs, name) as advance:
        result = scenario.run(replicates=runs, seed=seed, progress=_onward(advance))
    reproduced = Reproduced(name, result, min(1.0, runs / scenario.replicates), perf_counter() - start)
    settings = {
        "reproduction": name,
        "scale": reproduced.scale,
        "seconds": round(reproduced.seconds, 1),
        "cores": os.cpu_count(),
    }
    write_result(result, folder, form, settings=settings)
    return reproduced


def _claim(fact: Fact, last: int) -> SourcedClaim:
    """A fact as a claim."""
    above, below = fact.bounds
    return SourcedClaim(
        fact.says,
        _statistic(fact, last),
        fact.of,
        fact.versus,
        above,
        below,
        share=fact.share,
        value=fact.value,
        why=fact.why,
    )


def _statistic(fact: Fact, last: int) -> Statistic:
    """What is read of each run."""
    time = last if fact.at is None else fact.at
    if fact.since is not None:
        return change(fact.reads, fact.since, time)
    return final(fact.reads) if fact.at is None else at(fact.reads, time)


def _drawn(picture: SourceFigure, clock: str) -> Callable[[Result], Figure]:
    """A picture as a figure of the result."""
    if picture.kind in OF_RESULTS:
        return OF_RESULTS[picture.kind](*picture.shown, **picture.options)
    made = figure(picture.kind, *picture.shown, clock=clock, **picture.options)
    return logarithmic(made) if picture.logarithmic else made


def _onward(advance: Callable[[int], None]) -> Callable[[int, int], None]:
    """One bar for ensembles that follow each other, each of which counts from zero."""
    before = 0

    def count(done: int, total: int) -> None:
        nonlocal before
        advance(done - before)
        before = 0 if done == total else done

    return count
