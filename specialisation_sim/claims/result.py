"""What a run of a scenario gives: frames, findings and maps, and how they are read and drawn."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.errors import unknown
from ..laws.arrays import Array
from .claim import Finding, Statistic

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from ..maps.return_maps import ReturnMap
    from ..model.parameters import Parameters
    from ..runs.ensembles import Ensemble
    from .scenario import Scenario

NOTHING: Mapping[str, Any] = MappingProxyType({})


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
    changes : mapping
        Parameters that were changed in all variants.
    options : mapping
        What the story took besides parameters, for each variant.
    """

    scenario: Scenario
    sets: Mapping[str, Parameters]
    seeds: tuple[int, ...]
    outcomes: Mapping[str, Ensemble]
    findings: tuple[Finding, ...]
    planes: Mapping[str, pd.DataFrame]
    maps: Mapping[str, ReturnMap]
    changes: Mapping[str, Any] = NOTHING
    options: Mapping[str, Mapping[str, Any]] = NOTHING

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
        from ..registry import story

        return {name: observable.unit for name, observable in story(self.scenario.story).observed.items()}

    def parameter_labels(self, x: str, y: str) -> tuple[str, str]:
        """What axes say that show two parameters of the story."""
        from ..figures.labels import of_parameter
        from ..registry import story

        declared = story(self.scenario.story).Parameters.declarations()
        across, up = (of_parameter(name, declared[name].unit, declared[name].meaning) for name in (x, y))
        return across, up

    def values(self, statistic: Statistic, variant: str) -> Array:
        """One number a run of a variant, such as ``average("hunting_share", 731, 1095)`` reads it; see `readings`.

        Raises
        ------
        UserError
            If there is no such variant, or the statistic reads what was not recorded.
        """
        if variant not in self.outcomes:
            raise unknown("variant", variant, self.outcomes)
        return np.asarray(statistic(*self.outcomes[variant]), dtype=float)

    def mean(self, statistic: Statistic, variant: str) -> float:
        """Mean over the runs of a variant that have the number; NaN if none has.

        Raises
        ------
        UserError
            As `values`.
        """
        values = self.values(statistic, variant)
        finite = values[np.isfinite(values)]
        return float(finite.mean()) if finite.size else float("nan")

    def summary(self, statistic: Statistic) -> pd.DataFrame:
        """How the runs of each variant are spread: a row a variant, in the statistic's own unit.

        Parameters
        ----------
        statistic : callable
            One number a run, such as ``final("living")``; see `readings`.

        Returns
        -------
        DataFrame
            Columns `mean`, `sd` (n - 1), `low` and `high`, between which nine tenths of the runs lie, `median`, and
            `runs`, how many have the number.
        """
        import pandas as pd

        rows = {}
        for name in self.outcomes:
            present = pd.Series(self.values(statistic, name)).dropna()
            low, median, high = present.quantile([0.05, 0.5, 0.95])
            rows[name] = {
                "mean": present.mean(),
                "sd": present.std(),
                "low": low,
                "median": median,
                "high": high,
                "runs": len(present),
            }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("variant")

    def figure(self, name: str) -> Figure:
        """One of the scenario's own figures.

        Raises
        ------
        UserError
            If the scenario has no figure of that name.
        """
        if name not in self.scenario.figures:
            raise unknown("figure", name, self.scenario.figures)
        return self.scenario.figures[name](self)

    def where(self, sentence: str) -> Figure:
        """A map of a claim: at which points of its plane it holds.

        Raises
        ------
        UserError
            If there is no such claim, or it was not mapped.
        """
        from ..figures import claim_map

        if sentence not in self.planes:
            raise unknown("mapped claim", sentence, self.planes)
        (claim,) = (candidate for candidate in self.scenario.claims if candidate.sentence == sentence)
        plane, own = claim.where, self.sets[claim.of]
        assert plane is not None
        here = (getattr(own, plane.x), getattr(own, plane.y))
        frame = self.planes[sentence]
        labels = self.parameter_labels(plane.x, plane.y)
        return claim_map(frame, plane.x, plane.y, sentence=sentence, demand=claim.demand, here=here, labels=labels)

    def draw(self, kind: str, *observables: Any, **options: Any) -> Figure:
        """A figure of the series.

        Parameters
        ----------
        kind : str
            A function in `specialisation_sim.figures` that draws observables over time, such as ``"bands"``.
        *observables
            What to show, as that function takes it.
        **options
            What else it takes, such as ``title=`` and ``smooth=``; in ``marks=`` a parameter that is a time stands for
            it. Units and the story's clock are filled in.

        Returns
        -------
        Figure
            A notebook shows it where it is the value of a cell.

        Raises
        ------
        UserError
            If there is no such figure, or an observable was not recorded.

        Examples
        --------
        >>> from specialisation_sim import load_scenario
        >>> result = load_scenario("island-slack").run(replicates=5, mapped=False, progress=False)
        >>> figure = result.draw("bands", ["threshold", "store"], marks={"crash_day": "crash"})
        """
        from .. import figures
        from ..registry import story

        drawers = {name: getattr(figures, name) for name in dir(figures)}
        takes = {name: inspect.signature(function).parameters for name, function in drawers.items()}
        of_series = [name for name, options_taken in takes.items() if {"series", "units"} <= set(options_taken)]
        if kind not in of_series:
            raise unknown("figure of a series", kind, of_series)
        kept = self.series
        for shown in observables:
            for figure in shown if isinstance(shown, list | tuple) else (shown,):
                if isinstance(figure, str) and figure not in kept:  # some take times, such as `figures.densities`
                    raise unknown("observable", figure, self.units())
        if "clock" in takes[kind]:
            options.setdefault("clock", story(self.scenario.story).clock)
        if "members" in takes[kind]:
            world = story(self.scenario.story)
            options.setdefault("members", {name: world.workload(of).agents for name, of in self.sets.items()})
        if "marks" in options:
            times = {
                getattr(figure, name): text for figure in self.sets.values() for name, text in options["marks"].items()
            }
            options["marks"] = times
        drawn: Figure = drawers[kind](kept, *observables, units=self.units(), **options)
        return drawn
