"""Intervals for the mix of one period, by resampling its records.

The plain percentile bootstrap must not be used here: an effective number is biased down in a sample, and in a resample
of that sample once more, so that percentile and BCa intervals often miss the truth altogether. What is used instead is
the studentised bootstrap about the jackknife: the estimate is freed of its bias by leaving out each record in turn,
and the resampled ``(value - mean of values) / standard error`` says how far such an estimate strays. Its coverage is
tested.

What it takes for granted: that the records of a period are draws from one mix, independent of each other. It does not
know of categories that were never met, nor of an amount larger than any seen.

Shapes: categories last, ``(..., categories)``, in this file alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..laws.arrays import Array, Indices

LEAST = 10
"""Records of a period below which no interval is given."""

LEAST_EVEN = 5
"""Effective number of records (Kish) below which no interval is given either: a few amounts tell nothing."""

TINY = 1e-9
"""Standard error that is none."""

CHUNK = 2_000_000
"""Elements handled at once."""

type Value = Callable[[Array], Array]
"""A number for each row of totals, ``(rows, categories)``."""

type Error = Callable[[Array, Array], Array]
"""Its standard error, from totals and sums of squared weights."""


class Mix(NamedTuple):
    """The mix of a period and its resamples.

    Attributes
    ----------
    totals, squares : array, shape (categories,)
        Sum of weights and of squared weights.
    drawn, drawn_squares : array, shape (draws, categories)
        The same of each resample.
    codes, weights : array, shape (records,)
        The records themselves.
    """

    totals: Array
    squares: Array
    drawn: Array
    drawn_squares: Array
    codes: Indices
    weights: Array


class Estimate(NamedTuple):
    """An estimate with its interval; `draws` are values that the truth may have, as likely as the interval says."""

    value: float
    corrected: float
    low: float
    high: float
    draws: Array


def resample(codes: Indices, weights: Array, categories: int, draws: int, random: np.random.Generator) -> Mix:
    """Resample the records of a period with replacement.

    Parameters
    ----------
    codes : array of int, shape (records,)
        Category of each record.
    weights : array, shape (records,)
        Its weight; ones to count records.
    categories : int
        How many there are.
    draws : int
        Resamples.
    random : Generator
        Source of randomness.

    Returns
    -------
    Mix
    """
    records = len(codes)
    drawn = np.empty((2, draws, categories))
    step = max(CHUNK // max(records, 1), 1)
    for start in range(0, draws, step):
        rows = min(step, draws - start)
        chosen = random.integers(0, max(records, 1), (rows, records))
        place = (codes[chosen] + categories * np.arange(rows)[:, None]).ravel()
        for power, part in enumerate((weights, weights**2)):
            sums = np.bincount(place, weights=part[chosen].ravel(), minlength=rows * categories)
            drawn[power, start : start + rows] = sums.reshape(rows, categories)
    own = [np.bincount(codes, weights=part, minlength=categories) for part in (weights, weights**2)]
    return Mix(own[0], own[1], drawn[0], drawn[1], codes, weights)


def estimate(mix: Mix, value: Value, error: Error, confidence: float = 0.95) -> Estimate:
    """Estimate a number of a mix, on a scale from minus to plus infinity.

    Parameters
    ----------
    mix : Mix
        The mix and its resamples.
    value, error : callable
        The number and its standard error.
    confidence : float
        Level of the interval.

    Returns
    -------
    Estimate
        With NaN for what too few records, or records of one category, do not tell.
    """
    records, draws = len(mix.codes), len(mix.drawn)
    nothing = Estimate(np.nan, np.nan, np.nan, np.nan, np.full(draws, np.nan))
    if not mix.totals.any():
        return nothing
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = float(value(mix.totals[None])[0])
        without = left_out(mix, value)
        spread = float(np.sqrt((records - 1) / records * ((without - without.mean()) ** 2).sum()))
        corrected = records * plain - (records - 1) * float(without.mean())
        even = float(mix.weights.sum() ** 2 / (mix.weights**2).sum())
        if records < LEAST or even < LEAST_EVEN:
            return nothing._replace(value=plain)
        values = value(mix.drawn)
        errors = error(mix.drawn, mix.drawn_squares)
        known = np.isfinite(values) & np.isfinite(errors)
        # Where all categories are equally common, no record moves the number, and both kinds of error vanish.
        spread = max(spread, float(values[known].std())) if known.any() else 0.0
        if not (np.isfinite(spread) and spread > TINY):
            return nothing._replace(value=plain)
        strayed = (values - values[known].mean()) / np.maximum(errors, 0.25 * spread)
    strayed = np.where(known, strayed, np.nan)
    low, high = np.nanquantile(strayed, [0.5 - confidence / 2, 0.5 + confidence / 2])
    return Estimate(plain, corrected, corrected - high * spread, corrected - low * spread, corrected - strayed * spread)


def left_out(mix: Mix, value: Value) -> Array:
    """The number without each record in turn, ``(records,)``."""
    # Records of one category and weight are alike, so that counts need a row a category only.
    kinds, back = np.unique(np.stack([mix.codes, mix.weights]), axis=1, return_inverse=True)
    result = np.empty(kinds.shape[1])
    step = max(CHUNK // len(mix.totals), 1)
    for start in range(0, len(result), step):
        code, weight = kinds[:, start : start + step]
        rest = np.repeat(mix.totals[None], len(code), axis=0)
        spot = np.arange(len(code)), code.astype(np.intp)
        rest[spot] = np.maximum(rest[spot] - weight, 0.0)
        result[start : start + step] = value(rest)
    every: Array = result[back.ravel()]
    return every


def log_hill(order: float) -> tuple[Value, Error]:
    """Logarithm of the effective number of order 1 or 2, and its standard error."""

    def share_of(totals: Array) -> Array:
        return totals / totals.sum(axis=-1, keepdims=True)

    def value(totals: Array) -> Array:
        share = share_of(totals)
        if order == 1:
            return -(share * np.log(np.where(share > 0, share, 1.0))).sum(axis=-1)
        return -np.log((share**2).sum(axis=-1))

    def error(totals: Array, squares: Array) -> Array:
        share = share_of(totals)
        if order == 1:
            surprise = -np.log(np.where(share > 0, share, 1.0))
            slope = surprise - (share * surprise).sum(axis=-1, keepdims=True)
        else:
            slope = 2.0 - 2.0 * share / (share**2).sum(axis=-1, keepdims=True)
        return np.sqrt((squares * slope**2).sum(axis=-1)) / totals.sum(axis=-1)

    return value, error


def logit_of(category: int) -> tuple[Value, Error]:
    """Log-odds of the share of one category, and its standard error."""

    def value(totals: Array) -> Array:
        return np.log(totals[..., category]) - np.log(totals.sum(axis=-1) - totals[..., category])

    def error(totals: Array, squares: Array) -> Array:
        total = totals.sum(axis=-1)
        share = totals[..., category] / total
        inside, outside = squares[..., category], squares.sum(axis=-1) - squares[..., category]
        return np.sqrt((1 - share) ** 2 * inside + share**2 * outside) / (total * share * (1 - share))

    return value, error


def unseen(counts: Array, confidence: float = 0.95) -> tuple[float, float]:
    """Interval for the number of categories there are, seen or not.

    Parameters
    ----------
    counts : array, shape (categories,)
        Records of each category.
    confidence : float
        Level of the interval.

    Returns
    -------
    low, high : float
        Chao's lower bound for the unseen, by how many were met once and twice, with his log-normal interval. NaN
        without enough records.

    References
    ----------
    Chao, A. (1987). Estimating the population size for capture-recapture data with unequal catchability. Biometrics
    43(4).
    """
    from scipy import stats

    records, seen = counts.sum(), int((counts > 0).sum())
    if records < LEAST:
        return np.nan, np.nan
    once, twice = int((counts == 1).sum()), int((counts == 2).sum())
    if once == 0:
        return float(seen), float(seen)
    part = (records - 1) / records
    if twice:
        ratio = once / twice
        more = part * once**2 / (2 * twice)
        variance = twice * (part / 2 * ratio**2 + part**2 * ratio**3 + part**2 / 4 * ratio**4)
    else:
        more = part * once * (once - 1) / 2
        variance = part * once * (once - 1) / 2 + part**2 * once * (2 * once - 1) ** 2 / 4
        variance -= part**2 * once**4 / (4 * (seen + more))
    if not more > 0:
        return float(seen), float(seen + once)
    reach = np.exp(stats.norm.ppf(0.5 + confidence / 2) * np.sqrt(np.log1p(variance / more**2)))
    return float(seen + more / reach), float(seen + more * reach)
