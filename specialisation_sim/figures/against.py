"""How runs end against a parameter that their variants differ in, on logarithmic axes, beside what is exact."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..laws.arrays import Array
from .labels import labelled, plain_logarithmic
from .style import INK, PALETTE, canvas, house_style


def against(
    frame: pd.DataFrame,
    parameter: str,
    observable: str,
    *,
    unit: str,
    parameter_unit: str,
    exact: Callable[[Array], Array] | None = None,
    formula: str = "exact",
    title: str = "",
) -> Figure:
    """Mean and middle half of the runs.

    Parameters
    ----------
    frame : DataFrame
        One row a run, with the parameter's value and the observable's at the end.
    parameter, observable : str
        Which columns.
    unit, parameter_unit : str
        Their units.
    exact : callable, optional
        Expected value at each value of the parameter.
    formula : str
        What it is called.
    title : str
        Headline.

    Returns
    -------
    Figure
    """
    with house_style():
        figure, (axis,) = canvas(width=9)
        for value in np.unique(frame[parameter].to_numpy(dtype=float)):
            part = frame.loc[frame[parameter] == value, observable]
            axis.plot([value] * 2, part.quantile([0.25, 0.75]), color=PALETTE[0], linewidth=8, alpha=0.35)
            axis.plot(value, part.mean(), "o", color=PALETTE[0], markersize=9)
        if exact is not None:
            line = np.geomspace(frame[parameter].min() / 2, frame[parameter].max() * 2)
            axis.plot(line, exact(line), color=INK, linewidth=1.5)
            middle = line[len(line) // 2 :][:1]
            axis.annotate(formula, (middle[0], exact(middle)[0] * 1.3), fontsize=13)
        axis.set(xscale="log", yscale="log", xlabel=labelled(parameter, parameter_unit))
        axis.set_ylabel(labelled(observable, unit, "\n"))
        plain_logarithmic(axis, "x", "y")
        axis.set_title(title)
        return figure
