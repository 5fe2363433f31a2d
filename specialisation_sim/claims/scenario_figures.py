"""Figures that scenarios name and that are drawn once there is a result.

matplotlib takes long to load; so it loads when a figure is drawn, and not when scenarios are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from . import Result


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
        What else it takes, such as ``title=`` and ``smooth=``; in ``marks=`` a parameter that is a time stands for it.

    Returns
    -------
    callable
        Draws a `Result`.
    """
    return lambda result: result.draw(kind, *observables, **options)


def cobwebs(share: str, **options: Any) -> Callable[[Result], Figure]:
    """A figure of a result's return maps, side by side; `share` says what the share is of."""

    def draw(result: Result) -> Figure:
        from ..figures import cobweb

        return cobweb({name: mapped.table for name, mapped in result.maps.items()}, share=share, **options)

    return draw


def against(parameter: str, observable: str, **options: Any) -> Callable[[Result], Figure]:
    """A figure of how runs end against a parameter that the variants differ in; options as of `figures.against`."""

    def draw(result: Result) -> Figure:
        import pandas as pd

        from .. import figures

        ends = pd.concat(
            outcome.runs[[observable]].assign(**{parameter: getattr(result.sets[name], parameter)})
            for name, outcome in result.outcomes.items()
        )
        (first, *_) = result.sets.values()
        unit, given = result.units()[observable], first.declarations()[parameter].unit
        return figures.against(ends, parameter, observable, unit=unit, parameter_unit=given, **options)

    return draw


def single_runs(observables: Sequence[str], **options: Any) -> Callable[[Result], Figure]:
    """A figure of each variant's first run, lived anew so that every step of it is there; see `figures.single_runs`."""

    def draw(result: Result) -> Figure:
        import pandas as pd

        from .. import figures
        from ..registry import story
        from ..runs.ensembles import ensemble

        kind, steps, seed = story(result.scenario.story), result.scenario.steps, result.seeds[:1]
        ones = pd.concat(
            ensemble(kind, parameters, seed, steps, record=observables, workers=1, progress=False).series.assign(
                variant=name
            )
            for name, parameters in result.sets.items()
        )
        units, clock = result.units(), kind.clock
        return figures.single_runs(ones, result.series, observables, units=units, **{"clock": clock, **options})

    return draw


def tables(generations: int, **options: Any) -> Callable[[Result], Figure]:
    """A figure of the tables of chances of a discrete chain: each variant's first run, after so many generations."""

    def draw(result: Result) -> Figure:
        import numpy as np
        import pandas as pd

        from .. import figures
        from ..registry import story

        parts = []
        for name, parameters in result.sets.items():
            world: Any = story(result.scenario.story)(parameters, seeds=result.seeds[:1], collect=False)
            truth = world.source.shares[:, 0]
            for _ in range(generations):
                world.step()
            points = np.linspace(-10, 10, len(truth))
            parts.append(
                pd.DataFrame({"variant": name, "place": points, "truth": truth, "left": world.source.shares[:, 0]})
            )
        (first, *_) = result.sets.values()
        after = f"after {generations:,} generations"
        return figures.chances(pd.concat(parts), cut=1 / first.model_dump()["samples"], after=after, **options)

    return draw


def logarithmic(make: Callable[[Result], Figure], *labels: str) -> Callable[[Result], Figure]:
    """A figure whose vertical axes are logarithmic: those whose label begins with one of `labels`, or all."""

    def draw(result: Result) -> Figure:
        drawn = make(result)
        for axis in drawn.axes:
            if axis.get_visible() and axis.get_ylabel().startswith(labels or ("",)):
                axis.set_yscale("log", nonpositive="mask")
        return drawn

    return draw
