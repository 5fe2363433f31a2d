"""Two questions to a record, and two answers.

Was the mix of the last periods narrower than that of the first? That is a fact of the path taken, and only the
sampling of decisions makes it uncertain (`path_taken`). Does the organisation tend to narrow? Shares move without any
tendency, and drift alone narrows a mix; so the slope is held against drift of every kind that the record allows
(`drift`). Both are asked at an equal number of decisions, that of the smallest period (`equal_size`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..laws.arrays import Array, Flags
from .drift import DRAWS, MORE_DRAWS, Null, nulls
from .equal_size import sample_coverage
from .path_taken import path_taken
from .verdicts import FEWEST, THIN, count_of, judged, path_word, tied

UNEVEN = 10
"""Effective number of records (Kish) below which a period does not count either: a few amounts make its mix."""

EXACT = 10_000
"""Decisions that exact shares are taken for: so many that sampling no longer matters."""

type StreamOf = Callable[[str], np.random.Generator]


@dataclass(frozen=True, eq=False)
class Trend:
    """What a record says of its breadth over time.

    Slopes are of the logarithm of the effective number (order 1), for each period.

    Attributes
    ----------
    periods : tuple of str
        Periods that count.
    places : tuple of int
        Their places in the record.
    size : int
        Number of decisions at which they are compared: that of the smallest.
    numbers : tuple of float
        Effective number of categories that so many decisions of each period would show.
    coverage : tuple of float
        Share of each period's mix that the categories met make up; NaN by amount.
    slope, low, high : float
        Slope of the path taken, with its interval for sampling alone.
    variance : float
        Mean variance of the log effective number of a period by sampling.
    path : {"NARROWER", "WIDER", "UNDECIDED"}
        Whether the mix of the last periods was narrower than that of the first.
    path_reason : str
        Why the path is undecided.
    verdict : str
        TENDS TO NARROW, TENDS TO WIDEN, NO MORE THAN DRIFT, UNDECIDED, TOO SHORT TO TELL or TOO THIN.
    reason : str
        Why it is undecided, too short or too thin.
    held : bool
        Whether the record was level or wider though drift alone would have narrowed it.
    nulls : tuple of Null
        Every kind of drift that the record allows.
    per_year : int
        Periods of a year.
    confidence : float
        Level of intervals.
    most : float
        Categories of these periods, which no effective number exceeds.
    """

    periods: tuple[str, ...]
    places: tuple[int, ...] = ()
    size: int = 0
    numbers: tuple[float, ...] = ()
    coverage: tuple[float, ...] = ()
    slope: float = np.nan
    low: float = np.nan
    high: float = np.nan
    variance: float = 0.0
    path: str = "UNDECIDED"
    path_reason: str = ""
    verdict: str = "TOO SHORT TO TELL"
    reason: str = ""
    held: bool = False
    nulls: tuple[Null, ...] = field(default=(), repr=False)
    per_year: int = 1
    confidence: float = 0.95
    most: float = np.inf

    @property
    def line(self) -> Array:
        """A straight line through the logarithms, as effective numbers of each period; at most as many as there are."""
        places = np.array(self.places, dtype=float)
        logs = np.log(self.numbers).mean() + self.slope * (places - places.mean())
        return np.asarray(np.clip(np.exp(logs), 1.0, self.most))

    @property
    def ends(self) -> tuple[float, float]:
        """Effective numbers at both ends of that line."""
        return float(self.line[0]), float(self.line[-1])

    @property
    def worst(self) -> Null | None:
        """The kind of drift that narrows as much as the record most often."""
        return max(self.nulls, key=lambda null: (null.chance("narrow"), -null.ends()[0]), default=None)

    @property
    def drift(self) -> tuple[float, float, float]:
        """Mean slope of the worst drift, and its interval; NaN without one."""
        return (np.nan,) * 3 if self.worst is None else (self.worst.mean, *self.worst.ends(self.confidence))

    @property
    def least(self) -> float:
        """The gentlest narrowing that could have been told from drift, as a slope for a period; NaN if none."""
        return min((null.ends(self.confidence)[0] for null in self.nulls), default=np.nan)

    def chance(self, side: str) -> float:
        """How often the worst drift narrows ("narrow") or widens ("wide") as much as the record."""
        return max((null.chance(side) for null in self.nulls), default=np.nan)


def trend_of(
    counts: Array,
    records: Sequence[float] | Array,
    labels: Sequence[str],
    streams: StreamOf,
    *,
    solid: Sequence[bool] | Flags | None = None,
    weighing: str = "count",
    per_year: int = 1,
    confidence: float = 0.95,
    draws: int = DRAWS,
) -> Trend:
    """Answer both questions.

    Parameters
    ----------
    counts : array, shape (periods, categories)
        Decisions of each category in each period; or shares of the amount, where amounts are weighed.
    records : sequence, shape (periods,)
        Decisions of each period; where amounts are weighed, the equal records that would weigh as unevenly.
    labels : sequence of str
        Labels of all periods in order, empty ones too.
    streams : callable
        Source of randomness by name.
    solid : sequence of bool, optional
        Periods that count; all if left out.
    weighing : {"count", "amount", "exact"}
        Whether decisions are counted, amounts weighed, or totals taken as exact shares without sampling error.
    per_year : int
        Periods of a year.
    confidence : float
        Level of intervals.
    draws : int
        Simulated records of each kind of drift.

    Returns
    -------
    Trend
    """
    kept = np.flatnonzero(np.ones(len(labels), dtype=bool) if solid is None else np.asarray(solid, dtype=bool))
    periods = tuple(labels[int(index)] for index in kept)
    kish = weighing != "count"
    least = UNEVEN if kish else THIN
    if len(kept) < 2:
        few = len(labels) < FEWEST
        reason = (
            f"the record has {count_of(len(labels), 'period')}; a tendency needs {FEWEST}"
            if few
            else f"{len(kept) or 'no'} of {len(labels)} periods have {least} records or more of even enough weight"
        )
        return Trend(periods, verdict="TOO SHORT TO TELL" if few else "TOO THIN", reason=reason, path_reason=reason)
    decisions = np.floor(np.asarray(records, dtype=float)[kept])
    if weighing == "exact":
        decisions[:] = EXACT
    held = np.asarray(counts)[kept]
    held = held[:, held.sum(axis=0) > 0]
    if kish:
        held = held / held.sum(axis=1, keepdims=True) * decisions[:, None]
    times = kept.astype(float)
    size = int(decisions.min())
    path = path_taken(held, decisions, size, times, streams("path"), confidence=confidence, exact=weighing == "exact")
    coverage = np.full(len(kept), np.nan) if kish else np.array([sample_coverage(np.ceil(row)) for row in held])
    word, why = path_word(path.low, path.high, held, decisions, times, coverage, periods)
    nulls_of: list[Null] = []
    if not kish and len(kept) >= FEWEST and decisions.min() >= THIN:
        nulls_of = nulls(held, decisions, size, times, path.slope, path.variance, streams, draws)
        if tied(nulls_of, path.low, path.high, confidence):
            again = MORE_DRAWS + draws
            nulls_of = nulls(
                held, decisions, size, times, path.slope, path.variance, lambda name: streams(f"more {name}"), again
            )
    trend = Trend(
        periods,
        tuple(kept.tolist()),
        size,
        tuple(np.exp(path.entropy).tolist()),
        tuple(coverage.tolist()),
        path.slope,
        path.low,
        path.high,
        float(path.variance.mean()),
        word,
        why,
        nulls=tuple(nulls_of),
        per_year=per_year,
        confidence=confidence,
        most=held.shape[1],
    )
    return judged(trend, int(decisions.min()), len(labels), counted=not kish)
