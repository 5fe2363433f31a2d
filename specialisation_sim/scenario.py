"""A question, put to variants of a story, with the claims that answer it.

A scenario is a short Python script in ``scenarios/`` whose name `scenario` is a `Scenario`. It runs by itself and by
name (``specialise run NAME``). Naming its story by a word keeps listing scenarios quick: the story loads when it runs.
"""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from .claims import Claim, Finding, Reading, Verdict
from .errors import UserError, unknown
from .laws.arrays import Array
from .shipped import shipped_folder

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from .experiments import Ensemble, ReturnMap
    from .experiments.progress import Progress
    from .parameters import Parameters
    from .records import Audit, Fit

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class MapOf:
    """A return map that a scenario wants drawn.

    Attributes
    ----------
    variant : str
        Variant whose parameters it takes.
    options : mapping
        What `return_map` takes besides: shares, runs, steps, seasoned.
    """

    variant: str
    options: Mapping[str, Any] = NOTHING


@dataclass(frozen=True)
class Scenario:
    """A question, variants, claims and figures.

    Attributes
    ----------
    title, question : str
        What it is called and what it asks.
    passage : str
        The sentence of the argument that it tests.
    story : str
        Name of the story.
    variants : mapping
        For each variant its parameters that differ from the story's defaults.
    steps : int
        Horizon of each run.
    claims : sequence of Claim
        What is tested.
    figures : mapping
        For each figure a function of the `Result`.
    maps : mapping
        Return maps that figures want.
    replicates : int
        Runs of each variant.
    every : int
        Steps between two recorded times.
    weather : str
        Name of a shipped weather record, if the story is to use one.
    """

    title: str
    question: str
    passage: str
    story: str
    variants: Mapping[str, Mapping[str, Any]]
    steps: int
    claims: Sequence[Claim] = ()
    figures: Mapping[str, Callable[[Result], Figure]] = field(default_factory=dict)
    maps: Mapping[str, MapOf] = field(default_factory=dict)
    replicates: int = 200
    every: int = 1
    weather: str = ""
    name: str = ""

    def run(
        self,
        *,
        replicates: int | None = None,
        seed: int = 0,
        changes: Mapping[str, Any] = NOTHING,
        weather: Array | None = None,
        mapped: bool = True,
        progress: Progress = None,
    ) -> Result:
        """Run all variants on common random numbers and weigh the claims.

        Parameters
        ----------
        replicates : int, optional
            Runs of each variant; the scenario's own number if left out.
        seed : int
            Seed of the first run; the others follow.
        changes : mapping
            Parameters to change in all variants.
        weather : array, optional
            Cloud cover of recorded days in place of the scenario's weather.
        mapped : bool
            Whether to map claims over their planes and estimate return maps.
        progress : bool, None or callable
            See `ensemble`.

        Returns
        -------
        Result
            Frames, findings and maps.

        Raises
        ------
        UserError
            For parameters that do not exist or are out of bounds, or a number of replicates below one.
        """
        from .experiments import ensemble, return_map
        from .stories import story

        number = self.replicates if replicates is None else replicates
        if number < 1:
            raise UserError(f"replicates = {number} is out of bounds; allowed: from 1")
        kind = story(self.story)
        sets = {name: kind.Parameters(**{**overrides, **changes}) for name, overrides in self.variants.items()}
        options = self._options(weather)
        seeds = range(seed, seed + number)
        outcomes = {
            name: ensemble(kind, one, seeds, self.steps, every=self.every, progress=progress, **options)
            for name, one in sets.items()
        }
        findings = [claim.judge(outcomes) for claim in self.claims]
        planes: dict[str, pd.DataFrame] = {}
        maps: dict[str, ReturnMap] = {}
        if mapped:
            for place, claim in enumerate(self.claims):
                if claim.where is not None:
                    plane = self._map_claim(claim, sets, seed, options, progress)
                    planes[claim.sentence] = plane
                    findings[place] = findings[place]._replace(holds_in=float(plane["holds"].mean()))
            maps = {
                name: return_map(kind, sets[wanted.variant], progress=progress, **wanted.options, **options)
                for name, wanted in self.maps.items()
            }
        return Result(self, sets, tuple(seeds), outcomes, tuple(findings), planes, maps)

    def _options(self, weather: Array | None) -> dict[str, Any]:
        if weather is not None and self.story != "island":
            raise UserError(
                f"a weather record is for the island; {self.name or self.title!r} tells of the {self.story}"
            )
        if weather is None and self.weather:
            from .records.weather import shipped_weather

            weather = shipped_weather(self.weather).cloud
        return {} if weather is None else {"weather": weather}

    def _map_claim(
        self, claim: Claim, sets: Mapping[str, Parameters], seed: int, options: Mapping[str, Any], progress: Progress
    ) -> pd.DataFrame:
        """The claim's estimate at each point of its plane, and whether it lies within the bounds."""
        import pandas as pd

        from .experiments import ensemble
        from .stories import story

        plane = claim.where
        assert plane is not None
        points = list(itertools.product(plane.ys, plane.xs))
        seeds = np.tile(np.arange(seed, seed + plane.replicates), len(points)).tolist()
        # Only what the claim reads is recorded: a plane has many runs.
        record = [claim.statistic.observable] if isinstance(claim.statistic, Reading) else None
        outcomes = {}
        for name in filter(None, (claim.of, claim.versus)):
            moves = plane.both or name == claim.of
            grid = [sets[name].but(**{plane.x: x, plane.y: y}) if moves else sets[name] for y, x in points]
            every_run = [one for one in grid for _ in range(plane.replicates)]
            outcomes[name] = ensemble(
                story(self.story),
                every_run,
                seeds,
                self.steps,
                every=self.every,
                record=record,
                progress=progress,
                **options,
            )
        values = claim.values(outcomes).reshape(len(points), plane.replicates)
        if claim.share is None:
            known = np.isfinite(values)
            estimate = np.where(known, values, 0).sum(axis=1) / np.where(known.any(axis=1), known.sum(axis=1), np.nan)
            holds = claim.within(estimate)
        else:
            estimate = claim.within(values).mean(axis=1)
            holds = estimate > claim.share
        frame = pd.DataFrame(points, columns=[plane.y, plane.x])
        return frame.assign(estimate=estimate, holds=holds)


@dataclass(frozen=True)
class Result:
    """What a run of a scenario gives.

    Attributes
    ----------
    scenario : Scenario
        What was asked.
    sets : mapping
        Parameters of each variant.
    seeds : tuple of int
        Seeds, the same for all variants.
    outcomes : mapping
        Frames ``(runs, series)`` of each variant.
    findings : tuple of Finding
        One a claim.
    planes : mapping
        For each mapped claim, by its sentence, its estimate over the plane.
    maps : mapping
        Return maps.
    """

    scenario: Scenario
    sets: Mapping[str, Parameters]
    seeds: tuple[int, ...]
    outcomes: Mapping[str, Ensemble]
    findings: tuple[Finding, ...]
    planes: Mapping[str, pd.DataFrame]
    maps: Mapping[str, ReturnMap]

    @property
    def runs(self) -> pd.DataFrame:
        """All runs, with a column `variant`."""
        return self._together("runs")

    @property
    def series(self) -> pd.DataFrame:
        """All series, with a column `variant`."""
        return self._together("series")

    def _together(self, frame: str) -> pd.DataFrame:
        import pandas as pd

        parts = [getattr(outcome, frame).assign(variant=name) for name, outcome in self.outcomes.items()]
        whole = pd.concat(parts, ignore_index=True)
        return whole[["variant", *whole.columns.drop("variant")]]

    def units(self) -> dict[str, str]:
        """Unit of each observable of the story, for the axes of figures."""
        from .stories import story

        return {name: one.unit for name, one in story(self.scenario.story).observed.items()}


def figure(kind: str, *observables: Any, **options: Any) -> Callable[[Result], Figure]:
    """A figure of a result's series, for a scenario's `figures`.

    Parameters
    ----------
    kind : str
        Name of a function in `specialisation_sim.figures`; it is looked up when the figure is drawn, since matplotlib
        takes long to load.
    *observables
        What to show, as that function takes it.
    **options
        What else it takes, such as ``title=`` and ``smooth=``.

    Returns
    -------
    callable
        Draws a `Result`.
    """

    def draw(result: Result) -> Figure:
        from . import figures

        drawn: Figure = getattr(figures, kind)(result.series, *observables, units=result.units(), **options)
        return drawn

    return draw


def cobwebs(share: str, **options: Any) -> Callable[[Result], Figure]:
    """A figure of a result's return maps, side by side; `share` says what the share is of."""

    def draw(result: Result) -> Figure:
        from .figures import cobweb

        return cobweb({name: found.table for name, found in result.maps.items()}, share=share, **options)

    return draw


def scenario_names() -> list[str]:
    """Names of the shipped scenarios, in alphabetical order."""
    return sorted(path.stem.replace("_", "-") for path in shipped_folder("scenarios").glob("[!_]*.py"))


def load_scenario(name: str) -> Scenario | AuditScenario:
    """A scenario by its name, or by the path of a script.

    Parameters
    ----------
    name : str
        Such as ``"island-slack"`` or ``"my/scenario.py"``.

    Returns
    -------
    Scenario or AuditScenario
        The script's `scenario`, with its name.

    Raises
    ------
    UserError
        If there is no such scenario, or the script does not define one.
    """
    if name.endswith(".py"):
        path = Path(name)
        if not path.is_file():
            raise UserError(f"no scenario script at {name}")
    else:
        known = scenario_names()
        wanted = name.replace("_", "-")
        if wanted not in known:
            raise unknown("scenario", name, known)
        path = shipped_folder("scenarios") / f"{wanted.replace('-', '_')}.py"
    spec = importlib.util.spec_from_file_location(f"specialisation_sim_scenario_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    scenario = getattr(module, "scenario", None)
    if not isinstance(scenario, Scenario | AuditScenario):
        raise UserError(f"{path} defines no `scenario`")
    return replace(scenario, name=path.stem.replace("_", "-"))


@dataclass(frozen=True)
class AuditClaim(Claim):
    """A sentence on a real record; its statistic is a `records.statements.Statement` in place of one number a run."""

    @property
    def demand(self) -> str:
        """What must hold."""
        return super().demand.removeprefix("mean ")

    def weigh(self, audited: Audit, fit: Fit) -> Finding:
        """Compare the interval with the bounds."""
        estimate, low, high, number = self.statistic(audited, fit)  # type: ignore[arg-type]
        if self.within([low, high]).all():
            verdict = Verdict.HOLDS
        elif (self.above is not None and high <= self.above) or (self.below is not None and low >= self.below):
            verdict = Verdict.FAILS
        else:
            verdict = Verdict.UNDECIDED
        return Finding(self, estimate, low, high, verdict, number, None)


@dataclass(frozen=True)
class AuditScenario:
    """A question put to a real record in place of a story: it has claims, and neither variants nor runs.

    Attributes
    ----------
    title, question, passage, name
        As of a `Scenario`.
    data : str
        File name of a shipped record.
    columns : mapping
        What `read_record` takes: when, what, weight, period and so on.
    domain : str, optional
        Category whose return map is fitted.
    claims : sequence of AuditClaim
        What is tested.
    """

    title: str
    question: str
    passage: str
    data: str
    columns: Mapping[str, Any]
    claims: Sequence[AuditClaim]
    domain: str | None = None
    name: str = ""
    story: str = "a real record"
    variants: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    maps: Mapping[str, MapOf] = field(default_factory=dict)

    def run(
        self, *, replicates: int | None = None, seed: int = 0, mapped: bool = True, progress: Progress = None
    ) -> AuditResult:
        """Audit the record and weigh the claims; there is one record, so `replicates` and `mapped` change nothing."""
        from .records import audit, fit_foundation, read_record

        audited = audit(read_record(shipped_folder("data") / self.data, **self.columns), seed=seed, progress=progress)
        fit = fit_foundation(audited, domain=self.domain)
        return AuditResult(self, audited, fit, tuple(claim.weigh(audited, fit) for claim in self.claims))


@dataclass(frozen=True)
class AuditResult:
    """What an audit scenario gives: the audit, the fit, and a finding for each claim."""

    scenario: AuditScenario
    audited: Audit
    fit: Fit
    findings: tuple[Finding, ...]

    @property
    def runs(self) -> pd.DataFrame:
        """No runs: a real record happened once."""
        return self.audited.table.iloc[:0]
