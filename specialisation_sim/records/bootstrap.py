"""Intervals for the mix of one period, by resampling its records.

The plain percentile bootstrap must not be used here: an effective number is biased down in a sample, and in a resample
of that sample once more, so that percentile and BCa intervals often miss the truth altogether. What is used instead is
the studentised bootstrap about an estimate that is freed of its bias (`unbiased` for counts, the jackknife for
amounts): the resampled ``(value - mean of values) / standard error`` says how far such an estimate strays. Its coverage
is tested.

What it takes for granted: that the records of a period are draws from one mix, independent of each other. It does not
know of categories that were never met, nor of an amount larger than any seen.

Shapes: categories last, ``(..., categories)``, in this file alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..laws.arrays import Array, Indices
from .unbiased import LEAST, unbiased_log_hill

LEAST_EVEN = 5
"""Effective number of records (Kish) below which no interval is given either: a few amounts tell nothing."""

TINY = 1e-9
"""Standard error that is none."""

CHUNK = 2_000_000
"""Elements handled at once."""

MANY = 10_000_000
"""Records times resamples from which on totals are drawn from the normal distribution that they have by then."""

CELLS = 8_000_000
"""Resamples times categories that are kept at most."""

type Value = Callable[[Array], Array]
"""A number for each row of totals, ``(rows, categories)``."""

type Error = Callable[[Array, Array], Array]
"""Its standard error, from totals and sums of squared weights."""

type Without = Callable[[Array, Indices, Array], Array]
"""The number without one record each: from totals, and the categories and weights of the records left out."""


class MixNumber(NamedTuple):
    """A number of a mix on a scale from minus to plus infinity, with what its interval needs."""

    value: Value
    error: Error
    without: Without
    order: float = np.nan
    """Order of the effective number whose logarithm it is."""


class Mix(NamedTuple):
    """The mix of a period and its resamples.

    Attributes
    ----------
    totals, squares : array, shape (categories,)
        Sum of weights and of squared weights.
    drawn, drawn_squares : array, shape (draws, categories)
        The same of each resample.
    codes, weights, times : array, shape (kinds,)
        Records by category and weight, and how many there are of each kind.
    counted : bool
        Whether totals are numbers of records.
    """

    totals: Array
    squares: Array
    drawn: Array
    drawn_squares: Array
    codes: Indices
    weights: Array
    times: Array
    counted: bool

    @property
    def records(self) -> float:
        """Number of records."""
        return float(self.times.sum())

    @property
    def even(self) -> float:
        """How many equal records would weigh as unevenly (Kish)."""
        return float(self.totals.sum() ** 2 / self.squares.sum())


class Estimate(NamedTuple):
    """An estimate with its interval; `draws` are values that the truth may have, as likely as the interval says."""

    value: float
    corrected: float
    low: float
    high: float
    draws: Array


def resampled_counts(counts: Array, draws: int, random: np.random.Generator) -> Mix:
    """Resample the records of a period by number: one multinomial draw for each resample.

    Parameters
    ----------
    counts : array, shape (categories,)
        Records of each category.
    draws : int
        Resamples; fewer where there are very many categories.
    random : Generator
        Source of randomness.
    """
    decisions = round(float(counts.sum()))
    rows = min(draws, max(200, CELLS // len(counts)))
    drawn = random.multinomial(decisions, counts / counts.sum(), rows).astype(float)
    held = np.flatnonzero(counts)
    ones = np.ones(len(held))
    return Mix(counts, counts, drawn, drawn, held.astype(np.intp), ones, counts[held], True)


def resample(codes: Indices, weights: Array, categories: int, draws: int, random: np.random.Generator) -> Mix:
    """Resample the records of a period by weight, with replacement.

    Parameters
    ----------
    codes : array of int, shape (records,)
        Category of each record.
    weights : array, shape (records,)
        Its weight.
    categories : int
        How many there are.
    draws : int
        Resamples; fewer where there are very many categories.
    random : Generator
        Source of randomness.

    Returns
    -------
    Mix
    """
    records = len(codes)
    draws = min(draws, max(200, CELLS // categories))
    own = [np.bincount(codes, weights=part, minlength=categories) for part in (weights, weights**2)]
    drawn = np.empty((2, draws, categories))
    if records * draws > MANY:
        # The total of a category among so many records is normal, with the sum of its squared weights as variance.
        noise = random.standard_normal((draws, categories)) * np.sqrt(own[1])
        drawn[0] = np.maximum(own[0] + noise, 0.0)
        drawn[1] = own[1]
    else:
        step = max(CHUNK // max(records, 1), 1)
        for start in range(0, draws, step):
            rows = min(step, draws - start)
            chosen = random.integers(0, max(records, 1), (rows, records))
            cell = (codes[chosen] + categories * np.arange(rows)[:, None]).ravel()
            for power, part in enumerate((weights, weights**2)):
                sums = np.bincount(cell, weights=part[chosen].ravel(), minlength=rows * categories)
                drawn[power, start : start + rows] = sums.reshape(rows, categories)
    kinds, times = np.unique(np.stack([codes, weights]), axis=1, return_counts=True)
    return Mix(
        own[0],
        own[1],
        drawn[0],
        drawn[1],
        kinds[0].astype(np.intp),
        kinds[1],
        times.astype(float),
        bool((weights == 1).all()),
    )


def estimate(mix: Mix, number: MixNumber, confidence: float = 0.95) -> Estimate:
    """Estimate a number of a mix, on a scale from minus to plus infinity.

    Parameters
    ----------
    mix : Mix
        The mix and its resamples.
    number : MixNumber
        What is estimated.
    confidence : float
        Level of the interval.

    Returns
    -------
    Estimate
        With NaN for what too few records, or records of one category, do not tell.
    """
    records, draws = mix.records, len(mix.drawn)
    nothing = Estimate(np.nan, np.nan, np.nan, np.nan, np.full(draws, np.nan))
    if not mix.totals.any():
        return nothing
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = float(number.value(mix.totals[None])[0])
        without = number.without(mix.totals, mix.codes, mix.weights)
        middle = float((mix.times * without).sum() / records)
        spread = float(np.sqrt((records - 1) / records * (mix.times * (without - middle) ** 2).sum()))
        corrected = records * plain - (records - 1) * middle
        if mix.counted and number.order in (1, 2) and (mix.totals == np.round(mix.totals)).all():
            corrected = unbiased_log_hill(mix.totals, number.order)
        if records < LEAST or mix.even < LEAST_EVEN:
            return nothing._replace(value=plain)
        values, errors = number.value(mix.drawn), number.error(mix.drawn, mix.drawn_squares)
        finite = np.isfinite(values) & np.isfinite(errors)
        # Where all categories are equally common, no record moves the number, and both kinds of error vanish.
        spread = max(spread, float(values[finite].std())) if finite.any() else 0.0
        if not (np.isfinite(spread) and spread > TINY):
            return nothing._replace(value=plain)
        strayed = (values - values[finite].mean()) / np.maximum(errors, 0.25 * spread)
    strayed = np.where(finite, strayed, np.nan)
    low, high = np.nanquantile(strayed, [0.5 - confidence / 2, 0.5 + confidence / 2])
    return Estimate(plain, corrected, corrected - high * spread, corrected - low * spread, corrected - strayed * spread)


def log_hill(order: float) -> MixNumber:
    """Logarithm of the effective number of order 1 or 2."""

    def share_of(totals: Array) -> Array:
        return totals / totals.sum(axis=-1, keepdims=True)

    def value(totals: Array) -> Array:
        share = share_of(totals)
        if order == 1:
            return np.asarray(-(share * np.log(np.where(share > 0, share, 1.0))).sum(axis=-1))
        return np.asarray(-np.log((share**2).sum(axis=-1)))

    def error(totals: Array, squares: Array) -> Array:
        share = share_of(totals)
        if order == 1:
            surprise = -np.log(np.where(share > 0, share, 1.0))
            slope = surprise - (share * surprise).sum(axis=-1, keepdims=True)
        else:
            slope = 2.0 - 2.0 * share / (share**2).sum(axis=-1, keepdims=True)
        return np.asarray(np.sqrt((squares * slope**2).sum(axis=-1)) / totals.sum(axis=-1))

    def without(totals: Array, codes: Indices, weights: Array) -> Array:
        held = totals[codes]
        left, rest = np.maximum(held - weights, 0.0), totals.sum() - weights
        if order == 1:
            sums = part(totals).sum() - part(held) + part(left)
            return np.asarray(np.log(rest) - sums / rest)
        return np.asarray(2 * np.log(rest) - np.log((totals**2).sum() - held**2 + left**2))

    def part(weight: Array) -> Array:
        return weight * np.log(np.where(weight > 0, weight, 1.0))

    return MixNumber(value, error, without, order)


def logit_of(category: int) -> MixNumber:
    """Log-odds of the share of one category."""

    def value(totals: Array) -> Array:
        return np.asarray(np.log(totals[..., category]) - np.log(totals.sum(axis=-1) - totals[..., category]))

    def error(totals: Array, squares: Array) -> Array:
        total = totals.sum(axis=-1)
        share = totals[..., category] / total
        inside, outside = squares[..., category], squares.sum(axis=-1) - squares[..., category]
        return np.asarray(np.sqrt((1 - share) ** 2 * inside + share**2 * outside) / (total * share * (1 - share)))

    def without(totals: Array, codes: Indices, weights: Array) -> Array:
        held = totals[category] - np.where(codes == category, weights, 0.0)
        rest = totals.sum() - totals[category] - np.where(codes == category, 0.0, weights)
        return np.asarray(np.log(np.maximum(held, 0.0)) - np.log(np.maximum(rest, 0.0)))

    return MixNumber(value, error, without)
