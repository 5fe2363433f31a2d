"""How numbers of runs are weighed against bounds: estimate, interval, verdict, and the chance of a wrong one.

- A share of runs has the exact interval of Clopper and Pearson, at any number of runs.
- A mean has Hall's interval, widened where runs are skewed so that it covers for heavy tails, from 40 runs on. Of
  fewer runs a mean is UNDECIDED.
- Where all runs give the same number nothing is left to luck: the claim is exact and has no interval.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from ..laws.arrays import Array
from ..measures.intervals import (
    FEWEST,
    exact_share_interval,
    mean_chance,
    normal_quantile,
    share_chance,
    skewed_mean_interval,
)


class Verdict(StrEnum):
    """What the evidence says of a claim."""

    HOLDS = "HOLDS"
    FAILS = "FAILS"
    UNDECIDED = "UNDECIDED"


class Method(StrEnum):
    """How the interval of a finding was found."""

    EXACT = "exact"
    SHARE = "Clopper-Pearson"
    MEAN = "Hall"
    NONE = "none"
    RECORD = "bootstrap"


class Weighed(NamedTuple):
    """What numbers of runs say: see `claim.Finding`."""

    estimate: float
    low: float
    high: float
    verdict: Verdict
    number: int
    needed: int | None
    method: Method
    chance: float


def weigh_mean(values: Array, above: float | None, below: float | None, confidence: float) -> Weighed:
    """A mean of runs against bounds.

    Parameters
    ----------
    values : array, shape (runs,)
        Finite numbers.
    above, below : float or None
        Bounds.
    confidence : float
        Level of the interval.

    Returns
    -------
    Weighed
        UNDECIDED where the interval reaches over a bound, or there are too few runs for one.
    """
    number = len(values)
    mean = float(values.mean()) if number else math.nan
    if number < 2:
        return Weighed(mean, math.nan, math.nan, Verdict.UNDECIDED, number, None, Method.NONE, math.nan)
    if np.ptp(values) <= 1e-12 * max(1.0, abs(mean)):
        verdict = Verdict.HOLDS if _within(mean, above, below) else Verdict.FAILS
        return Weighed(mean, mean, mean, verdict, number, None, Method.EXACT, 0.0)
    if number < FEWEST:
        return Weighed(mean, math.nan, math.nan, Verdict.UNDECIDED, number, FEWEST, Method.NONE, 1.0)
    low, high = map(float, skewed_mean_interval(values, confidence))
    bounds = [bound for bound in (above, below) if bound is not None]
    verdict, needed = Verdict.UNDECIDED, None
    if all(_within(end, above, below) for end in (low, high)):
        verdict = Verdict.HOLDS
    elif (above is not None and high <= above) or (below is not None and low >= below):
        verdict = Verdict.FAILS
    else:
        needed = _replicates(float(values.std(ddof=1)), min(abs(mean - bound) for bound in bounds), confidence, number)
    chances = [mean_chance(values, bound) for bound in bounds]
    # Between two bounds both must be kept; beyond one of them it is that one that is broken.
    chance = min(chances) if verdict is Verdict.FAILS else max(chances)
    return Weighed(mean, low, high, verdict, number, needed, Method.MEAN, chance)


def weigh_share(hits: int, number: int, share: float, confidence: float) -> Weighed:
    """A share of runs against the share that must hold."""
    if not number:
        return Weighed(math.nan, math.nan, math.nan, Verdict.UNDECIDED, 0, None, Method.NONE, math.nan)
    low, high = exact_share_interval(hits, number, confidence)
    verdict, needed = Verdict.UNDECIDED, None
    if low > share:
        verdict = Verdict.HOLDS
    elif high < share:
        verdict = Verdict.FAILS
    else:
        spread = math.sqrt(share * (1 - share))
        needed = _replicates(spread, abs(hits / number - share), confidence, number)
    chance = share_chance(hits, number, share)
    return Weighed(hits / number, low, high, verdict, number, needed, Method.SHARE, chance)


def _within(value: float, above: float | None, below: float | None) -> bool:
    return (above is None or value > above) and (below is None or value < below)


def _replicates(spread: float, distance: float, confidence: float, had: int) -> int | None:
    """Replicates, more than there were, whose interval would no longer reach over a distance."""
    if distance <= spread * 1e-6:  # a million million runs would not tell the estimate from the bound
        return None
    return max(math.ceil((normal_quantile(confidence) * spread / distance) ** 2), had + 1)
