"""Do all systems collapse along one curve? Effective number over its start against generations over sample size.

Learning from a finite sample alone costs each generation about ``(kinds - 1) / (2 * data)`` nats of entropy (Miller
1955). So generations are counted in that unit, ``x = generations * (kinds - 1) / data``, and of many kinds what only
resamples starts down ``exp(-x / 2)`` in effective number. Of a normal law one number narrows, so that kinds less one is
one, and ``exp(-x / 2)`` is the geometric mean of its spread in the limit of large samples. Of few kinds the *variety*,
the effective number (order 1) beyond the last one, ``N - 1``, goes faster: of two, about twice as fast.

So each system is set beside plain resampling of its own kinds, sample size and start (`sampling_alone`); in what is
faster more acts than sampling: people who tilt, or a model that learns more than frequencies. The variety
of a normal law is its standard deviation. All are taken relative to their start.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.errors import check_count, checked_seeds, unknown
from ..laws.arrays import Array
from ..registry import RUNNABLE, entries
from ..registry import story as story_of
from ..runs.ensembles import ensemble
from ..runs.progress import Progress
from .collapse_systems import REGIMES, SYSTEMS, System
from .resampling import relative, resampled

if TYPE_CHECKING:
    import pandas as pd

    from ..model.world import World

HALF = 0.5
"""Variety whose time is told."""

ALIKE = 1.25
"""Factor of its own resampling's time within which a system is said to be alike."""

ALONE = "sampling alone"
"""What stands for a regime in rows of plain resampling."""


def one_curve(
    *names: str, runs: int | None = None, seed: int = 0, progress: Progress = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Variety over its start of each system and regime, on a common time.

    Parameters
    ----------
    *names : str
        Names of stories and chains among `SYSTEMS`; all that are there if left out.
    runs : int, optional
        Runs of each system; its own number if left out.
    seed : int
        First seed.
    progress : bool, None or callable
        See `ensemble`.

    Returns
    -------
    curves, table : DataFrame
        Curves: `system`, `regime`, `time`, `x`, and of runs the median `variety` with quartiles `low` and `high`; a
        regime ``"sampling alone"`` is what plain resampling does. Table, one row a system and regime: `counts`, `data`,
        `data_are`, `free`, `half` (x at which the median variety is half of its start for the first time; NaN if not by
        the end), `left` (at the end, at `x`), and of plain resampling `half_alone` and `left_alone` (at that x).

    Raises
    ------
    UserError
        For a name that is not among the systems, or a number out of bounds.
    """
    import pandas as pd

    curves, rows = [], []
    for system in checked_systems(names, runs):
        kind = story_of(system.story)
        seeds = checked_seeds(range(seed, seed + (system.runs if runs is None else runs)))
        alone = relative(
            resampled(system.label, system.law, system.drawn, system.data, system.free, seed), system.free, system.data
        )
        curves.append(alone.assign(system=system.label, regime=ALONE)[["system", "regime", *alone]])
        for regime, setting in system.settings.items():
            curve = _curve(system, kind, setting, seeds, progress)
            columns = {"system": system.label, "regime": regime}
            curves.append(curve.assign(**columns)[[*columns, *curve]])
            rows.append(
                {
                    **columns,
                    "story": system.story,
                    "counts": system.counts,
                    "data": system.data,
                    "data_are": system.data_are,
                    "free": system.free,
                    "half": half_time(curve),
                    "x": curve["x"].iloc[-1],
                    "left": curve["variety"].iloc[-1],
                    "half_alone": half_time(alone),
                    "left_alone": _left(alone, curve["x"].iloc[-1]),
                }
            )
    return pd.concat(curves, ignore_index=True), pd.DataFrame(rows)


def checked_systems(names: Sequence[str], runs: int | None) -> list[System]:
    """Systems of these names, or all that are in the registry.

    Raises
    ------
    UserError
        For a name that is not among them, or runs that are no number.
    """
    there = {system.story: system for system in SYSTEMS if system.story in entries(RUNNABLE)}
    for name in names:
        if name not in there:
            raise unknown("system", name, there)
    if runs is not None:
        check_count("runs", runs)
    return [system for name, system in there.items() if not names or name in names]


def _curve(
    system: System, kind: type[World], setting: Mapping[str, Any], seeds: Sequence[int], progress: Progress
) -> pd.DataFrame:
    """One system in one regime."""
    series = ensemble(
        kind, kind.Parameters(**setting), seeds, system.steps, record=[system.observable], progress=progress
    ).series
    values: Array = series[system.observable].to_numpy().reshape(len(seeds), -1) - system.last_one
    # A band has made nothing before its first album.
    measured_at = np.flatnonzero(np.isfinite(values).any(axis=0))
    values = values[:, measured_at[0] : measured_at[-1] + 1]
    return relative(values.T, system.free, system.data)


def _left(curve: pd.DataFrame, x: float) -> float:
    """Variety at some x, on straight lines between a curve's points; NaN beyond its end."""
    return float(np.interp(x, curve["x"], curve["variety"], right=np.nan))


def half_time(curve: pd.DataFrame) -> float:
    """Where a curve is at half of its start for the first time, on straight lines between its points; NaN if never."""
    x, variety = curve["x"].to_numpy(), curve["variety"].to_numpy()
    below = np.flatnonzero(variety <= HALF)
    if not len(below):
        return float("nan")
    index = int(below[0])
    part = (variety[index - 1] - HALF) / (variety[index - 1] - variety[index])
    return float(x[index - 1] + part * (x[index] - x[index - 1]))


def said(table: pd.DataFrame) -> str:
    """What the table says of whether each system collapses as sampling alone would have it, for captions."""
    replaced = table[table["regime"] == REGIMES[0]].sort_values("half", ascending=False)
    gone = replaced.dropna(subset=["half", "half_alone"])
    times = {row["system"]: row["half_alone"] / row["half"] for row in gone.to_dict("records")}
    alike = [system for system, factor in times.items() if 1 / ALIKE <= factor <= ALIKE]
    apart = [
        f"{system} {max(factor, 1 / factor):.2g} times as {'fast' if factor > 1 else 'slow'}"
        for system, factor in times.items()
        if system not in alike
    ]
    parts = [
        f"Half of the variety is gone as soon as sampling alone would have it, within {ALIKE - 1:.0%}, in these "
        f"systems: {', '.join(alike) or 'none'}"
    ]
    if apart:
        parts.append(f"In others half of it is gone faster or more slowly than by sampling alone: {', '.join(apart)}")
    for row in replaced[replaced["half"].isna()].to_dict("records"):
        parts.append(
            f"Half is not gone by x = {row['x']:.2g} in {row['system']}: {row['left']:.2f} is left, where sampling "
            f"alone leaves {row['left_alone']:.2f}"
        )
    return "\n".join(f"{part}." for part in parts)


def half_said(row: Mapping[Hashable, Any]) -> str:
    """When half is gone in a row of the table, in words."""
    return f"{row['half']:.2g}" if row["half"] > 0 else f"not by x = {row['x']:.2g}"
