"""Which parameters matter: indices of Sobol and elementary effects of Morris, of the mean over a point's runs.

Axes are taken to the unit cube, so that effects are per whole range and can be compared. Computed by SALib (Herman &
Usher 2017; Iwanaga, Usher & Herman 2022).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import UserError
from ..laws.arrays import Array
from ..measures import checked_confidence
from .summaries import point_means
from .sweeps import Sweep

RESAMPLES = 1000
"""Bootstrap samples behind an interval."""


def sobol_indices(sweep: Sweep, observable: str, *, confidence: float = 0.95, seed: int = 0) -> pd.DataFrame:
    """Shares of an observable's variance over the ranges that parameters account for.

    Parameters
    ----------
    sweep : Sweep
        With a design from `saltelli`.
    observable : str
        What varies.
    confidence : float
        Level of the intervals (bootstrap).
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    DataFrame
        One row a parameter and `order`: "first" (by itself), "total" (with all it interacts with) and, where the design
        allows, "second" of a pair; `index`, `low`, `high`. Estimates may fall a little below zero.

    Raises
    ------
    UserError
        If the design is another, or the observable has no value somewhere or is the same everywhere.

    References
    ----------
    Sobol', I. M. (2001). Mathematics and Computers in Simulation 55. Saltelli, A. et al. (2010). Computer Physics
    Communications 181(2).
    """
    from SALib.analyze import sobol

    output = _output(sweep, observable, "saltelli")
    names, pairs = list(sweep.design.groups), bool(sweep.design.settings["second_order"])
    indices = sobol.analyze(
        sweep.design.problem,
        output,
        calc_second_order=pairs,
        num_resamples=RESAMPLES,
        conf_level=checked_confidence(confidence),
        seed=seed,
    )
    rows: list[tuple[Any, ...]] = []
    for order, key in (("first", "S1"), ("total", "ST")):
        rows += [(name, order, *each) for name, *each in zip(names, indices[key], indices[f"{key}_conf"])]
    if pairs:
        rows += [
            (f"{names[i]} with {names[j]}", "second", indices["S2"][i, j], indices["S2_conf"][i, j])
            for i in range(len(names))
            for j in range(i + 1, len(names))
        ]
    table = pd.DataFrame(rows, columns=["parameter", "order", "index", "half"])
    return table.assign(low=table["index"] - table["half"], high=table["index"] + table["half"]).drop(columns="half")


def morris_indices(sweep: Sweep, observable: str, *, confidence: float = 0.95, seed: int = 0) -> pd.DataFrame:
    """Elementary effects of parameters: how far an observable moves when one goes over its whole range.

    Parameters
    ----------
    sweep : Sweep
        With a design from `morris`.
    observable : str
        What moves.
    confidence : float
        Level of the interval of `effect` (bootstrap).
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    DataFrame
        One row a parameter: mean absolute `effect` with `low` and `high`, the mean with its sign, `direction`, and
        `spread`, the standard deviation of effects, large where a parameter interacts or bends. In units of the
        observable.

    Raises
    ------
    UserError
        As `sobol_indices`.

    References
    ----------
    Morris, M. D. (1991). Technometrics 33(2). Campolongo, F., Cariboni, J. & Saltelli, A. (2007). Environmental
    Modelling & Software 22(10).
    """
    from SALib.analyze import morris

    output = _output(sweep, observable, "morris")
    assert sweep.design.cube is not None
    indices = morris.analyze(
        sweep.design.problem,
        sweep.design.cube,
        output,
        num_resamples=RESAMPLES,
        num_levels=sweep.design.settings["levels"],
        conf_level=checked_confidence(confidence),
        seed=seed,
    )
    effect, half = np.asarray(indices["mu_star"]), np.asarray(indices["mu_star_conf"])
    return pd.DataFrame(
        {
            "parameter": list(sweep.design.groups),
            "effect": effect,
            "low": np.maximum(effect - half, 0.0),
            "high": effect + half,
            "direction": np.asarray(indices["mu"]),
            "spread": np.asarray(indices["sigma"]),
        }
    )


def noise_share(sweep: Sweep, observable: str) -> float:
    """Part of the variance of points' means that chance within points could account for, if they shared no seeds.

    NaN where that cannot be told: with one run a point, or means that do not differ.
    """
    table = point_means(sweep, observable)
    spread = float(table["mean"].var())
    return float((table["sd"] ** 2 / table["runs"]).mean() / spread) if spread > 0 else float("nan")


def _output(sweep: Sweep, observable: str, kind: str) -> Array:
    if sweep.design.kind != kind:
        raise UserError(f"this takes a sweep with a design from {kind}(...); this one is {sweep.design.kind}")
    mean = point_means(sweep, observable)["mean"].to_numpy(dtype=float)
    if unknown := int(np.isnan(mean).sum()):
        raise UserError(
            f"{observable} has no value at {unknown} of {len(mean)} points; choose another observable, or ranges in "
            "which it has one"
        )
    if np.ptp(mean) == 0:
        raise UserError(f"{observable} is {mean[0]:g} at all points: there is no variance to share out")
    return mean
