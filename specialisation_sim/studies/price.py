"""The price of narrowing: what the best policy of a stated family would bring, and what levers keep for what they cost.

Policies of a case run on the same seeds, so that differences are the policies'. The best is chosen on one half of the
seeds and reported on the other: it is not the luckiest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.errors import check_count, checked_seeds
from ..laws.arrays import Array
from ..measures.intervals import mean_interval, students_t
from ..registry import story as named
from ..runs.ensembles import ensemble
from ..runs.progress import Progress
from .stated import AS_IT_IS, LONE, Case, Policy

if TYPE_CHECKING:
    import pandas as pd

RUNS = 200


def weigh(
    case: Case, *, changes: Mapping[str, Any] | None = None, runs: int = RUNS, seed: int = 0, progress: Progress = None
) -> pd.DataFrame:
    """Every policy of a case beside what is done as it is.

    Parameters
    ----------
    case : Case
        Which.
    changes : mapping, optional
        Parameters over those of the case.
    runs : int
        Runs of each policy, at least four; intervals are those of the second half.
    seed : int
        First seed.
    progress : bool, callable or None
        See `ensemble`.

    Returns
    -------
    DataFrame
        One row a policy: `policy`, `lever`; `quality` and `diversity`; `gain` in quality over what is done as it is, as
        a share of that; `wider`, the gain in diversity; where agents meet `own`, the gain of one who alone follows it;
        where others count as well `others`, their gain. Gains have `_low` and `_high`, and `_first`, on the first half.
    """
    import pandas as pd

    check_count("runs", runs, least=4)
    seeds = checked_seeds(range(seed, seed + runs))
    case = replace(case, base={**case.base, **(changes or {})})
    first = {name: _run(case, policy, seeds, progress) for name, policy in case.policies.items()}
    usual, rows = first[AS_IT_IS], []
    alone = {
        name: _run(case, policy, seeds, progress, lone=True) for name, policy in case.policies.items() if case.meet
    }
    for name, policy in case.policies.items():
        outcome, row = first[name], {"policy": name, "lever": policy.lever}
        for key in ("quality", "diversity"):
            _into(row, key, mean_interval(_second(outcome[key])))
        _into(row, "gain", *_ratio(outcome["quality"], usual["quality"]))
        _into(row, "wider", *_difference(outcome["diversity"], usual["diversity"]))
        if case.common is not None:
            _into(row, "others", *_ratio(outcome["others"], usual["others"]))
        if case.meet:
            _into(row, "own", *_ratio(alone[name]["quality"], alone[AS_IT_IS]["quality"]))
        rows.append(row)
    return pd.DataFrame(rows)


def best_of(weighed: pd.DataFrame, gain: str) -> Any:
    """The row of the policy that gains most by the first half of the seeds."""
    return weighed.iloc[int(weighed[f"{gain}_first"].to_numpy().argmax())]


def prices(name: str, case: Case, weighed: pd.DataFrame) -> list[dict[str, Any]]:
    """What narrowing costs in a case: rows of who gains by which policy, how much, and how diverse it is.

    Parameters
    ----------
    name, case
        The case.
    weighed : DataFrame
        From `weigh`.

    Returns
    -------
    list of dict
        `case`, `who`, `of` (what is gained), `policy`, `price` (share that the best policy gains) and `wider`, each
        with `_low` and `_high`.
    """
    asked = [("each alone" if case.meet else "each", "own" if case.meet else "gain", case.goods)]
    if case.meet:
        asked.append(("all together", "gain", case.goods))
    if case.common is not None:
        asked.append(("others", "others", case.commons))
    rows = []
    for who, gain, of in asked:
        best = best_of(weighed, gain)
        price = {f"price{end}": float(best[gain + end]) for end in ("", "_low", "_high")}
        wider = {f"wider{end}": float(best[f"wider{end}"]) for end in ("", "_low", "_high")}
        rows.append({"case": name, "who": who, "of": of, "policy": str(best["policy"]), **price, **wider})
    return rows


def _run(case: Case, policy: Policy, seeds: Sequence[int], progress: Progress, lone: bool = False) -> dict[str, Array]:
    """Quality, diversity, and what others have, one number a run."""
    kind = named(case.story)
    parameters = kind.Parameters(**{**case.base, **policy.changes})
    statistics = {"quality": LONE if lone else case.quality, "diversity": case.diversity}
    if case.common is not None:
        statistics["others"] = case.common
    every = max(case.steps // 100, 1)
    outcome = ensemble(
        kind, parameters, seeds, case.steps, every=every, progress=progress, **case.options(policy, lone)
    )
    return {key: np.asarray(read(outcome.runs, outcome.series), dtype=float) for key, read in statistics.items()}


def _second(values: Array) -> Array:
    return values[len(values) // 2 :]


def _into(row: dict[str, Any], key: str, interval: tuple[Any, ...], first: float | None = None) -> None:
    """A number and its interval, and what the first half of seeds said."""
    for end, value in zip(("", "_low", "_high"), interval, strict=True):
        row[key + end] = float(value)
    if first is not None:
        row[f"{key}_first"] = first


def _difference(values: Array, usual: Array) -> tuple[tuple[Any, ...], float]:
    """Paired difference with its interval, and that of the first half."""
    half = len(values) // 2
    apart = values - usual
    first = apart[:half]
    return mean_interval(apart[half:]), float(np.nanmean(first)) if np.isfinite(first).any() else np.nan


def _ratio(values: Array, usual: Array) -> tuple[tuple[Any, ...], float]:
    """Paired gain as a share of the usual's size, ``(mean x - mean b) / |mean b|``, with Student's interval.

    The interval is that of the ratio of two means (linearised), so that a run in which the usual earns nothing is no
    trouble.
    """
    half = len(values) // 2
    there = np.isfinite(values) & np.isfinite(usual)
    first, second = there[:half], there[half:]
    early = float((values[:half][first] - usual[:half][first]).mean() / abs(usual[:half][first].mean()))
    x, b = values[half:][second], usual[half:][second]
    gain = (x - b).mean() / abs(b.mean())
    spread = ((x - b) - gain * np.sign(b.mean()) * b).std(ddof=1) / abs(b.mean())
    margin = students_t(0.95, np.array(len(x) - 1.0)) * spread / np.sqrt(len(x))
    return (gain, gain - margin, gain + margin), early
