"""Effective numbers freed of the bias of small samples, which the jackknife does badly where much is unseen."""

from __future__ import annotations

import numpy as np
from scipy.special import digamma

from ..laws.arrays import Array

LEAST = 10
"""Records of a period below which no interval is given."""


def unbiased_log_hill(counts: Array, order: float) -> float:
    """Logarithm of the effective number of order 1 or 2 of the mix behind a sample.

    Order 1 is the entropy estimator of Chao, Wang & Jost, which makes up for categories that were not met by how many
    were met once and twice. Order 2 is the unbiased estimator of Simpson's index; infinite if no two records are alike.

    Parameters
    ----------
    counts : array of whole numbers, shape (categories,)
        Records of each category.
    order : {1, 2}
        Order of the effective number.

    References
    ----------
    Chao, A., Wang, Y. T. & Jost, L. (2013). Entropy and the species accumulation curve: a novel entropy estimator via
    discovery rates of new species. Methods in Ecology and Evolution 4(11).
    """
    held = np.asarray(counts, dtype=float)
    held = held[held > 0]
    records = float(held.sum())
    if order == 2:
        with np.errstate(divide="ignore"):
            return float(-np.log((held * (held - 1)).sum() / (records * (records - 1)))) if records > 1 else 0.0
    seen = float((held / records * (digamma(records) - digamma(held))).sum())
    once, twice = float((held == 1).sum()), float((held == 2).sum())
    if once == 0:
        return seen
    pairs = twice or 1.0
    common = 2 * pairs / ((records - 1) * (once if twice else once - 1) + 2 * pairs)
    if common >= 1:
        return seen
    # -log A - sum over r < n of (1 - A)^r / r is the tail of the series of the logarithm, summed here from r = n on.
    terms = int(min(max(40 / common, 10), 5e6))
    rest = np.arange(terms)
    tail = float((np.exp((rest + 1) * np.log1p(-common)) / (records + rest)).sum())
    return seen + once / records * tail


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
