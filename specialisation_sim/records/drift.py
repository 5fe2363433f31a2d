"""Whether a record tends to narrow: its slope against those of records in which nothing is favoured.

Shares move without any tendency too, and a mix that merely drifts narrows on average: a category that is lost by
chance does not come back by chance. So the slope of a record is held against slopes of records that wander as much as
it does (`wander`), and of records in which each period copies the last by chance (`copying`), with its own sizes and
sampling noise. The worst of all that the record allows counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..laws.arrays import Array, Indices
from .copying import copied_paths, copies
from .equal_size import expected_entropy
from .wander import Wander, accepted, informative, shrunk, wander_paths

DRAWS, MORE_DRAWS = 999, 3996
"""Simulated records of each kind of drift, and how many more where these leave the answer open."""

CHUNK = 4_000_000
"""Shares simulated at once."""


@dataclass(frozen=True, eq=False)
class Null:
    """One kind of drift that the record allows.

    Attributes
    ----------
    kind : {"wander", "copying"}
        Whether shares wander by themselves, or each period copies the last by chance.
    memory, spread : float
        Of shares that wander: the part of a deviation that is left after a period, and the standard deviation of the
        logarithm (of one step, where the memory is 1). NaN for copying.
    copied : float
        Decisions that a period is copied from, in the median of what the record allows. NaN for wander.
    slopes : array, shape (draws,)
        Slopes of the simulated records.
    levels : array, shape (periods, draws)
        Expected entropies of their mixes at the common size, without noise of sampling.
    as_narrow, as_wide : int
        How many of the slopes are at most, or at least, that of the record.
    """

    kind: str
    memory: float
    spread: float
    copied: float
    slopes: Array
    levels: Array
    as_narrow: int
    as_wide: int

    @property
    def mean(self) -> float:
        """Mean slope that drift alone makes."""
        return float(self.slopes.mean())

    def chance(self, side: str) -> float:
        """How often drift alone narrows ("narrow") or widens ("wide") as much as the record."""
        seen = self.as_narrow if side == "narrow" else self.as_wide
        return (1 + seen) / (1 + len(self.slopes))

    def ends(self, confidence: float = 0.95) -> tuple[float, float]:
        """Interval of the slopes."""
        low, high = np.quantile(self.slopes, [0.5 - confidence / 2, 0.5 + confidence / 2])
        return float(low), float(high)


def nulls(
    counts: Array,
    records: Array,
    size: int,
    times: Array,
    slope: float,
    variance: Array,
    stream: Callable[[str], np.random.Generator],
    draws: int = DRAWS,
) -> list[Null]:
    """Every kind of drift that the record allows, simulated.

    Parameters
    ----------
    counts : array, shape (periods, categories)
        Decisions.
    records : array of int, shape (periods,)
        Their number in each period.
    size : int
        Number of decisions at which breadth is compared.
    times : array, shape (periods,)
        Numbers of the periods.
    slope : float
        Slope of the record.
    variance : array, shape (periods,)
        Variance of the estimated entropy of each period by sampling alone.
    stream : callable
        Source of randomness for each kind of drift, by its name.
    draws : int
        Simulated records of each kind.

    Returns
    -------
    list of Null
        Empty where fewer than three categories tell how widely shares wander.
    """
    chosen = informative(counts)
    if len(chosen) < 3:
        return []
    pull = pulls(times)
    noise = np.sqrt(variance)[:, None]
    share, pooled = shrunk(counts, records)
    step = max(CHUNK // counts.size, 1)
    parts = [min(step, draws - start) for start in range(0, draws, step)]

    def simulated(
        kind: str, random: np.random.Generator, paths: Callable[[int], Array], fitted: tuple[float, float, float]
    ) -> Null:
        levels = np.concatenate([expected_entropy(paths(part), size, axis=1) for part in parts], axis=1)
        slopes = pull @ (levels + random.standard_normal(levels.shape) * noise)
        return Null(kind, *fitted, slopes, levels, int((slopes <= slope).sum()), int((slopes >= slope).sum()))

    def wandering(wander: Wander) -> Null:
        random = stream(f"wander {wander.memory:g}")
        fitted = wander.memory, wander.spread, np.nan
        return simulated(
            "wander", random, lambda part: wander_paths(wander, counts, records, times, part, random), fitted
        )

    random = stream("copying")
    sizes = iter(np.split(copies(counts, records, times, pooled, draws, random), np.cumsum(parts)[:-1]))
    drawn: list[Indices] = []

    def copied(part: int) -> Array:
        drawn.append(next(sizes))
        return copied_paths(share[0], drawn[-1], times, random)

    wandered = [wandering(wander) for wander in accepted(counts, records, times, chosen)]
    copying = simulated("copying", random, copied, (np.nan, np.nan, 0.0))
    median = float(np.median(np.concatenate(drawn)))
    return [
        *wandered,
        Null(copying.kind, np.nan, np.nan, median, copying.slopes, copying.levels, copying.as_narrow, copying.as_wide),
    ]


def pulls(times: Array) -> Array:
    """Weights that make a slope of numbers, one a period."""
    centred = times - times.mean()
    return np.asarray(centred / (centred**2).sum())
