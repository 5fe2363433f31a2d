"""Figures that scenarios name and that are drawn once there is a result.

matplotlib takes long to load; so it loads when a figure is drawn, and not when scenarios are listed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .scenario import Result


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
        from .figures import cobweb

        return cobweb({name: found.table for name, found in result.maps.items()}, share=share, **options)

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
