"""What a sweep found, point by point: means with intervals, where collapse sets in, how runs end."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..base.errors import UserError, check_count, unknown
from ..measures import checked_confidence, share_interval, students_t
from .sweeps import Sweep


def point_means(sweep: Sweep, observable: str, confidence: float = 0.95) -> pd.DataFrame:
    """Mean of an observable at the end, for each point.

    Parameters
    ----------
    sweep : Sweep
        The sweep.
    observable : str
        A number in `sweep.runs`.
    confidence : float
        Level of the interval (Student's t).

    Returns
    -------
    DataFrame
        The columns of `sweep.points`, the number of `runs` where the observable has a value, `mean`, `low`, `high` and
        `sd`. NaN where no run has a value, or one run has no spread.

    Raises
    ------
    UserError
        If there is no such number, or the level is none.
    """
    by_point = checked_values(sweep, observable).groupby(sweep.runs["point"])
    means = by_point.agg(runs="count", mean="mean", sd="std").reindex(sweep.points["point"]).reset_index(drop=True)
    runs = means["runs"].to_numpy()
    critical = students_t(checked_confidence(confidence), np.maximum(runs - 1, 1))
    error = critical * means["sd"] / np.sqrt(np.maximum(runs, 1))
    return sweep.points.assign(
        runs=runs, mean=means["mean"], low=means["mean"] - error, high=means["mean"] + error, sd=means["sd"]
    )


def phase_diagram(
    sweep: Sweep,
    observable: str,
    *,
    below: float | None = None,
    above: float | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """An observable over the plane of two parameters, and where runs collapse.

    Parameters
    ----------
    sweep : Sweep
        A grid over two parameters.
    observable : str
        What is shown.
    below, above : float, optional
        One of them: a run has collapsed when the observable ends below, or above, this value.
    confidence : float
        Level of the intervals.

    Returns
    -------
    DataFrame
        `point_means`, and the share `collapsed` of the runs that have a value, with its Wilson interval
        `collapsed_low` to `collapsed_high`. ``sweep.at(point)`` gives a point's parameters, to run or watch it alone.

    Raises
    ------
    UserError
        If the sweep is no grid over two parameters, or not one of `below` and `above` is given.
    """
    if sweep.design.kind != "grid" or len(sweep.design.axes) != 2:
        raise UserError(
            f"a phase diagram takes a grid over two parameters; this is {sweep.design.kind} over "
            f"{', '.join(sweep.design.axes)}"
        )
    if (below is None) == (above is None):
        raise UserError("say when a run has collapsed: below=... or above=...")
    table = point_means(sweep, observable, confidence)
    values = checked_values(sweep, observable)
    hit = values < below if below is not None else values > float(above or 0)
    collapsed = hit.groupby(sweep.runs["point"]).sum().reindex(table["point"], fill_value=0).to_numpy()
    low, high = share_interval(collapsed, table["runs"].to_numpy(), confidence)
    share = collapsed / table["runs"].where(table["runs"] > 0)
    return table.assign(collapsed=share, collapsed_low=low, collapsed_high=high)


def effects(sweep: Sweep, observable: str, confidence: float = 0.95) -> dict[str, pd.DataFrame]:
    """An observable at the end against each axis.

    Parameters
    ----------
    sweep : Sweep
        The sweep.
    observable : str
        A number in `sweep.runs`.
    confidence : float
        Level of the intervals (Student's t).

    Returns
    -------
    dict of DataFrame
        For each axis its values with `mean`, `low` and `high`: of a grid over all runs with that value, one at a time
        with the others at rest, and of a sample for each point.
    """
    points = point_means(sweep, observable, confidence)
    columns = ["mean", "low", "high"]
    if sweep.design.cube is not None:
        return {name: points[[name, *columns]] for name in sweep.design.axes}
    if sweep.design.kind == "oat":
        own = {name: points[points["varied"].isin(["", name])] for name in sweep.design.axes}
        return {name: part.drop_duplicates(name).sort_values(name)[[name, *columns]] for name, part in own.items()}
    tables = {}
    for name in sweep.design.axes:
        by_value = checked_values(sweep, observable).groupby(sweep.runs[name], sort=False)
        means = by_value.agg(["count", "mean", "sem"])
        error = students_t(confidence, np.maximum(means["count"] - 1, 1)) * means["sem"]
        table = pd.DataFrame({"mean": means["mean"], "low": means["mean"] - error, "high": means["mean"] + error})
        tables[name] = table.rename_axis(name).reset_index()
    return tables


def end_states(sweep: Sweep, observable: str, by: str, bins: int = 40) -> pd.DataFrame:
    """Distribution of an observable at the end, for each value of one parameter.

    Parameters
    ----------
    sweep : Sweep
        The sweep; runs are pooled over its other parameters.
    observable : str
        A number in `sweep.runs`.
    by : str
        A parameter that varies. More than 60 different values, as in a sample, are put together in 20 classes.
    bins : int
        Classes of the observable.

    Returns
    -------
    DataFrame
        One row a value and class: `by`, `low`, `high` (edges), `runs`, and their `share` among those with a value.
    """
    check_count("bins", bins)
    if by not in sweep.design.axes:
        raise unknown("axis", by, sweep.design.axes)
    values = checked_values(sweep, observable)
    rows = sweep.runs[by] if "varied" not in sweep.runs else sweep.runs[by][sweep.runs["varied"].isin(["", by])]
    if rows.nunique() > 60:
        rows = pd.cut(rows, 20).map(lambda part: part.mid).astype(float)
    present = values[rows.index].notna()
    if not present.any():
        raise UserError(f"{observable} has no value at the end of any run; choose another observable")
    edges = np.histogram_bin_edges(values[rows.index][present], bins)
    parts = []
    for value, part in values[rows.index][present].groupby(rows[present]):
        counts = np.histogram(part, edges)[0]
        parts.append(
            pd.DataFrame({by: [value] * bins, "low": edges[:-1], "high": edges[1:], "runs": counts}).assign(
                share=counts / counts.sum()
            )
        )
    return pd.concat(parts, ignore_index=True)


def checked_values(sweep: Sweep, observable: str) -> pd.Series[float]:
    """An observable's column.

    Raises
    ------
    UserError
        If the sweep has no such number.
    """
    numbers = [name for name in sweep.runs if name in sweep.story.observed or name in {"failed", "first_failure"}]
    if observable not in numbers:
        raise unknown("observable", observable, numbers)
    return sweep.runs[observable]
